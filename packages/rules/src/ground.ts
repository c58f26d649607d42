/**
 * Does a live consent, or an unfinished obligation, carry what is asked?
 *
 * Several consents may carry together: each must name the purpose and the operation, and between them
 * every field. The reason for a refusal is the nearest one: the subject's own withdrawal before an
 * expiry, an expiry before silence.
 *
 * Law: 94-V art. 7(1), 8(2), 8(5)-(7), 14. Requirements.
 * Invariant: taking a consent back can only take answers away (I6). An obligation continues only what
 * was once consented to; it never begins anything and never transfers.
 */
import type { Tables } from '@kelisim/policy'
import type { Code } from '@kelisim/terms'
import { type InternedConsent, type InternedFacts, type InternedQuestion, NONE } from './intern.ts'

/** Which ticks are looked at; see `ConsentControl`. */
export type Tick = 'processing' | 'unaddressed' | 'recipient' | 'channel'

/** What is looked for among the consents. */
export interface Need {
  readonly tick: Tick
  /** False where another consent answers for the operation. */
  readonly withOperation: boolean
}

export type Carried =
  | { readonly carried: true; readonly consents: readonly InternedConsent[] }
  | { readonly carried: false; readonly code: Code; readonly lo: number; readonly hi: number }

/** The one live consent that carries everything asked: the usual case, and the fast one. */
export function singleLive(
  question: InternedQuestion,
  facts: InternedFacts,
  need: Need,
): InternedConsent | undefined {
  for (const consent of facts.consents) {
    if (
      (question.lo & ~consent.lo) === 0 &&
      (question.hi & ~consent.hi) === 0 &&
      matches(question, consent, need) &&
      isLive(consent, question.at)
    ) {
      return consent
    }
  }
  return undefined
}

/** All live consents together, or the nearest reason why they do not carry it. */
export function carriedLive(
  tables: Tables,
  question: InternedQuestion,
  facts: InternedFacts,
  need: Need,
): Carried {
  const together = union(question, facts, (consent) => {
    return matches(question, consent, need) && isLive(consent, question.at)
  })
  if (together.lo === 0 && together.hi === 0 && together.consents.length > 0) {
    return { carried: true, consents: together.consents }
  }
  const code = reason(tables, question, facts, need, together)
  return { carried: false, code, lo: together.lo, hi: together.hi }
}

/** Consents once given, live or ended: what an unfulfilled obligation may stand on (art. 8(2)). */
export function carriedOnce(
  question: InternedQuestion,
  facts: InternedFacts,
  need: Need,
): readonly InternedConsent[] | undefined {
  const together = union(question, facts, (consent) => {
    return matches(question, consent, need) && consent.grantedAt <= question.at
  })
  const complete = together.lo === 0 && together.hi === 0 && together.consents.length > 0
  return complete ? together.consents : undefined
}

export function isLive(consent: InternedConsent, at: number): boolean {
  return consent.grantedAt <= at && at < consent.expiresAt && at < consent.withdrawnAt
}

function matches(question: InternedQuestion, consent: InternedConsent, need: Need): boolean {
  if (consent.purpose !== question.purpose) return false
  if (need.withOperation && ((consent.operations >>> question.operation) & 1) === 0) return false
  switch (need.tick) {
    case 'processing':
      return consent.recipient === NONE && consent.channel === NONE
    case 'unaddressed':
      return consent.recipient === NONE
    case 'recipient':
      return consent.recipient === question.recipient
    case 'channel':
      return consent.channel === question.channel && consent.recipient === NONE
  }
}

interface Together {
  readonly consents: readonly InternedConsent[]
  /** What is asked and not covered. */
  readonly lo: number
  readonly hi: number
}

function union(
  question: InternedQuestion,
  facts: InternedFacts,
  counts: (consent: InternedConsent) => boolean,
): Together {
  let lo = question.lo
  let hi = question.hi
  const consents: InternedConsent[] = []
  for (const consent of facts.consents) {
    // A question without fields stands on the first consent; one with fields on those that add to it.
    const adds = (lo & consent.lo) !== 0 || (hi & consent.hi) !== 0
    if (!(adds || (consents.length === 0 && lo === 0 && hi === 0)) || !counts(consent)) continue
    consents.push(consent)
    lo &= ~consent.lo
    hi &= ~consent.hi
  }
  return { consents, lo, hi }
}

function reason(
  tables: Tables,
  question: InternedQuestion,
  facts: InternedFacts,
  need: Need,
  missing: Together,
): Code {
  const ended = facts.consents.filter((consent) => {
    const given = consent.grantedAt <= question.at && matches(question, consent, need)
    return given && touches(consent, missing) && !isLive(consent, question.at)
  })
  if (ended.some((consent) => consent.withdrawnAt <= question.at)) return 'consent_withdrawn'
  if (ended.length > 0) return 'consent_expired'
  if (need.tick === 'recipient') return 'recipient_not_consented'
  if (need.tick === 'channel') return 'channel_not_consented'
  return isForAnotherPurpose(tables, question, facts, missing) ? 'purpose_mismatch' : 'no_consent'
}

function touches(consent: InternedConsent, missing: Together): boolean {
  const none = missing.lo === 0 && missing.hi === 0
  return none || (consent.lo & missing.lo) !== 0 || (consent.hi & missing.hi) !== 0
}

/** The fields missing were all given, but for something else (art. 14, R-31). */
function isForAnotherPurpose(
  tables: Tables,
  question: InternedQuestion,
  facts: InternedFacts,
  missing: Together,
): boolean {
  if (missing.lo === 0 && missing.hi === 0) return false
  let { lo, hi } = missing
  for (const consent of facts.consents) {
    const other =
      consent.purpose !== question.purpose && tables.purposes[consent.purpose] !== undefined
    if (!other || consent.recipient !== NONE || !isLive(consent, question.at)) continue
    lo &= ~consent.lo
    hi &= ~consent.hi
  }
  return lo === 0 && hi === 0
}
