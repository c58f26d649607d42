/**
 * Which rules cite a legal reference, and which references say something else in another version?
 *
 * A rule is named by kind and identifier, `purpose contract`, so that a person can find it. A reference
 * changed when its redaction or status did, or when the version no longer has it.
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
  const now = new Map(after.legal.map((reference) => [reference.id, reference]))
  return before.legal.flatMap((was) => {
    const is = now.get(was.id)
    const same = is?.redaction === was.redaction && is.status === was.status
    return same ? [] : [was.id]
  })
}

export function citations(policy: Policy): readonly CitingRule[] {
  const clauses = policy.chapters.flatMap((chapter) => chapter.clauses)
  return [
    ...policy.purposes.flatMap((one) => cited(`purpose ${one.id}`, one.legal)),
    ...policy.operations.flatMap((one) => cited(`operation ${one.id}`, one.legal)),
    ...policy.deadlines.flatMap((one) => cited(`deadline ${one.id}`, [one.legal])),
    ...policy.rights.flatMap((one) => cited(`right ${one.id}`, one.legal)),
    ...policy.specialCategories.flatMap((one) => cited(`special ${one.id}`, [one.legal])),
    ...clauses.flatMap((one) => cited(`clause ${one.id}`, one.legal)),
  ]
}

function cited(rule: string, references: readonly string[]): readonly CitingRule[] {
  return [...new Set(references)].map((reference) => ({ rule, reference }))
}
