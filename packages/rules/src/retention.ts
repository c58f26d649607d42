/**
 * How long may this value be kept, and for which purpose?
 *
 * A value is kept while at least one purpose keeps it: a consent to store it that lives, or a statute. Each purpose
 * ends by itself, at the earliest of what the consent says, its withdrawal (plus the working day of DL-12) and the
 * policy's longest term from collection; the value ends with the last of them. A consent to hand data over keeps
 * nothing. What nothing keeps was due when it was collected.
 *
 * Pure: rows are read by `store`, destroyed by `work`. Nothing here knows of holds: they do not prolong a term,
 * they put the destruction off.
 *
 * Law: 94-V art. 8(5)-(7), 12(2), 18(1). Requirements. Deadline: DL-12. I10.
 */
import type { Policy } from '@kelisim/policy'
import { DAY, later, type Moment } from '@kelisim/terms'
import { due } from './due.ts'
import type { ConsentFact } from './question.ts'

/** As much of a policy as the terms take. */
export type Keepers = Pick<Policy, 'deadlines' | 'calendar' | 'purposes' | 'fields'>

export interface ValueTerm {
  /** The first moment at which nothing keeps the value any more. */
  readonly until: Moment
  /** The purpose that keeps it longest; undefined where none ever did. */
  readonly purpose: string | undefined
}

/** Consents that keep something: the others let data be read, passed on, or counted. */
export function isKeeping(consent: Pick<ConsentFact, 'operations' | 'recipient'>): boolean {
  return consent.recipient === undefined && consent.operations.includes('store')
}

/** When this consent keeps nothing any more: expired, or withdrawn and the working day for destroying is over. */
export function endOfConsent(
  policy: Pick<Keepers, 'deadlines' | 'calendar'>,
  consent: Pick<ConsentFact, 'expiresAt' | 'withdrawnAt'>,
): Moment {
  if (consent.withdrawnAt === undefined || consent.withdrawnAt >= consent.expiresAt) {
    return consent.expiresAt
  }
  return earlier(consent.expiresAt, due(policy, 'DL-12', consent.withdrawnAt))
}

export function valueTerm(
  policy: Keepers,
  consents: readonly ConsentFact[],
  field: string,
  collectedAt: Moment,
): ValueTerm {
  let term: ValueTerm = { until: collectedAt, purpose: undefined }
  const keep = (until: Moment, purpose: string) => {
    if (until > term.until) term = { until, purpose }
  }
  for (const consent of consents) {
    if (!isKeeping(consent) || !consent.fields.includes(field)) continue
    const end = endOfConsent(policy, consent)
    keep(earlier(end, longest(policy, consent.purpose, collectedAt) ?? end), consent.purpose)
  }
  const rule = policy.fields.find(({ id }) => id === field)
  for (const purpose of policy.purposes) {
    if (purpose.ground !== 'statute' || rule?.purposes.includes(purpose.id) !== true) continue
    keep(later(collectedAt, purpose.retentionDays * DAY), purpose.id)
  }
  return term
}

/** The same for what belongs to a purpose as a whole: the rows of an application. */
export function purposeTerm(
  policy: Keepers,
  consents: readonly ConsentFact[],
  purpose: string,
  since: Moment,
): Moment {
  const ends = consents
    .filter((consent) => consent.purpose === purpose && isKeeping(consent))
    .map((consent) => endOfConsent(policy, consent))
  const last = Math.max(since, ...ends) as Moment
  return earlier(last, longest(policy, purpose, since) ?? last)
}

/** The nearest end among these values: the moment to look at them again. Throws without a value. */
export function nearestEnd(
  policy: Keepers,
  consents: readonly ConsentFact[],
  fields: readonly string[],
  collectedAt: Moment,
): Moment {
  if (fields.length === 0) throw new Error('no value, so no term')
  return Math.min(
    ...fields.map((field) => valueTerm(policy, consents, field, collectedAt).until),
  ) as Moment
}

/** The policy's cap; undefined for a purpose that it does not name any more. */
function longest(policy: Keepers, purpose: string, since: Moment): Moment | undefined {
  const days = policy.purposes.find(({ id }) => id === purpose)?.retentionDays
  return days === undefined ? undefined : later(since, days * DAY)
}

function earlier(one: Moment, other: Moment): Moment {
  return one < other ? one : other
}
