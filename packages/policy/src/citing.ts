/**
 * Which rules cite a legal reference, and which references say something else in another version?
 *
 * A rule is named by kind and identifier, `purpose contract`, so that a person can find it. A reference
 * changed when its redaction or status did, when a newer redaction of its act became known, or when the
 * version no longer has it.
 *
 * Law: 94-V art. 25(2)(3). Requirements.
 */
import type { Policy } from './model.ts'

export interface CitingRule {
  readonly rule: string
  readonly reference: string
}

/** Every rule of `after` that cites a reference which `before` had otherwise. */
export function rulesToReview(before: Policy, after: Policy): readonly CitingRule[] {
  const changed = new Set(changedReferences(before, after))
  return citations(after).filter(({ reference }) => changed.has(reference))
}

export function changedReferences(before: Policy, after: Policy): readonly string[] {
  const now = said(after)
  return [...said(before)].filter(([id, was]) => now.get(id) !== was).map(([id]) => id)
}

/** What a version says of each reference: how it was read, whether it is in force, what is newest. */
function said(policy: Policy): ReadonlyMap<string, string> {
  const newest = new Map(policy.acts.map((act) => [act.id, act.current ?? '']))
  return new Map(
    policy.legal.map(({ id, act, redaction, status }) => [
      id,
      [redaction, status, newest.get(act) ?? ''].join(' '),
    ]),
  )
}

export function citations(policy: Policy): readonly CitingRule[] {
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses)
  return [
    ...policy.purposes.flatMap((one) => cited(`purpose ${one.id}`, one.legal)),
    ...policy.operations.flatMap((one) => cited(`operation ${one.id}`, one.legal)),
    ...policy.deadlines.flatMap((one) => cited(`deadline ${one.id}`, [one.legal])),
    ...policy.rights.flatMap((one) => cited(`right ${one.id}`, one.legal)),
    ...policy.specialCategories.flatMap((one) =>
      cited(`special ${one.id}`, [one.legal, ...(one.exception?.legal ?? [])]),
    ),
    ...clauses.flatMap((one) => cited(`clause ${one.id}`, one.legal)),
  ]
}

function cited(rule: string, references: readonly string[]): readonly CitingRule[] {
  return [...new Set(references)].map((reference) => ({ rule, reference }))
}
