/**
 * What of this subject's data must be destroyed now?
 *
 * A field lives while some purpose keeps it: a live consent within the purpose's longest term, a statute
 * within its own, an unfulfilled obligation, or a legal hold. The earliest end wins. A box whose
 * every stored field has lost its last purpose is due; a subject whose every box is due is due as a whole.
 * Asking twice changes nothing, and time alone only adds to what is due.
 *
 * Law: 94-V art. 8(2), 8(5), 8(6), 12(2), 18(1), 25(2)(4). Requirements, DL-12.
 * Does not destroy and does not count the working day in which it must be done (`due.ts`).
 */
import type { Field, Policy, Purpose } from '@kelisim/policy'
import { DAY, type Moment } from '@kelisim/terms'
import type { ConsentFact } from './question.ts'

export interface Held {
  readonly consents: readonly ConsentFact[]
  /** Purposes for which an unfulfilled obligation keeps what was consented to (art. 8(2)). */
  readonly obligations: readonly string[]
  /** A court, a request under way or a law forbids destroying anything of this subject. */
  readonly hold: boolean
  readonly fields: readonly HeldField[]
}

export interface HeldField {
  readonly id: string
  readonly collectedAt: Moment
}

export interface DueForDestruction {
  /** Every box is due: the subject's key is destroyed with them. */
  readonly subject: boolean
  readonly boxes: readonly string[]
  /** Fields due inside boxes that live on; with those of `boxes`, all that has lost its purpose. */
  readonly fields: readonly string[]
}

const NOTHING: DueForDestruction = { subject: false, boxes: [], fields: [] }

export function dueForDestruction(
  policy: Pick<Policy, 'fields' | 'purposes'>,
  held: Held,
  at: Moment,
): DueForDestruction {
  if (held.hold || held.fields.length === 0) return NOTHING
  const known = new Map(policy.fields.map((field) => [field.id, field]))
  const dead = new Set(
    held.fields
      .filter((one) => !isKept(policy, held, known.get(one.id), one.collectedAt, at))
      .map((one) => one.id),
  )
  const boxes = new Map<string, string[]>()
  for (const { id } of held.fields) {
    // A field that the policy does not know any more has no purpose left, but still lies in some box.
    const box = known.get(id)?.box ?? ''
    boxes.set(box, [...(boxes.get(box) ?? []), id])
  }
  const due = [...boxes].filter(([, ids]) => ids.every((id) => dead.has(id)))
  return {
    subject: due.length === boxes.size,
    boxes: due.map(([box]) => box).filter((box) => box !== ''),
    fields: [...dead],
  }
}

/** The moment a consent stops to carry anything: its withdrawal, its term, or the purpose's longest. */
export function consentEnd(purpose: Purpose, consent: ConsentFact): Moment {
  const longest = consent.grantedAt + purpose.retentionDays * DAY
  const ends = [consent.expiresAt, consent.withdrawnAt ?? consent.expiresAt, longest]
  return Math.min(...ends) as Moment
}

function isKept(
  policy: Pick<Policy, 'purposes'>,
  held: Held,
  field: Field | undefined,
  collectedAt: Moment,
  at: Moment,
): boolean {
  if (field === undefined) return false
  return policy.purposes
    .filter((purpose) => field.purposes.includes(purpose.id))
    .some((purpose) => keeps(purpose, held, field.id, collectedAt, at))
}

function keeps(
  purpose: Purpose,
  held: Held,
  field: string,
  collectedAt: Moment,
  at: Moment,
): boolean {
  if (purpose.ground === 'statute') return at < collectedAt + purpose.retentionDays * DAY
  const given = held.consents.filter((consent) => {
    return (
      consent.purpose === purpose.id && consent.grantedAt <= at && consent.fields.includes(field)
    )
  })
  if (given.length > 0 && held.obligations.includes(purpose.id)) return true
  return given.some((consent) => at < consentEnd(purpose, consent))
}
