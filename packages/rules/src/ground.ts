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
 * Loops without closures and lists on purpose: refusals are as frequent as permits and cost as little.
 */
import type { FieldMask, Tables } from '@kelisim/policy'
import type { Code } from '@kelisim/terms'
import { type InternedConsent, type InternedFacts, type InternedQuestion, NONE } from './intern.ts'

/** Which ticks are looked at; see `ConsentControl`. */
export type Tick = 'processing' | 'unaddressed' | 'recipient' | 'channel'

/** What is looked for among the consents. */
export interface Need {
  readonly tick: Tick
  /** False where another consent answers for the operation. */
  readonly withOperation: boolean
  /** What to call silence; undefined: `no_consent`, or `purpose_mismatch` where the data were given for something else. */
  readonly silence: Code | undefined
}

/** The one live consent that carries everything asked: the usual case, and the fast one. */
export function singleLive(
  question: InternedQuestion,
  facts: InternedFacts,
  need: Need,
): InternedConsent | undefined {
  for (const consent of facts.consents) {
    if (
      consent.purpose === question.purpose &&
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

/** The consents that carry all of it together, each adding something; undefined when they do not. */
export function carriers(
  question: InternedQuestion,
  facts: InternedFacts,
  need: Need,
  when: 'live' | 'once',
): readonly InternedConsent[] | undefined {
  let { lo, hi } = question
  const consents: InternedConsent[] = []
  for (const consent of facts.consents) {
    // A question without fields stands on the first consent; one with fields on those that add to it.
    const first = consents.length === 0 && lo === 0 && hi === 0
    if (!first && (lo & consent.lo) === 0 && (hi & consent.hi) === 0) continue
    if (!counts(question, consent, need, when)) continue
    consents.push(consent)
    lo &= ~consent.lo
    hi &= ~consent.hi
  }
  return lo === 0 && hi === 0 && consents.length > 0 ? consents : undefined
}

/** What of the fields asked no live consent covers. */
export function uncovered(question: InternedQuestion, facts: InternedFacts, need: Need): FieldMask {
  let { lo, hi } = question
  for (const consent of facts.consents) {
    if (consent.purpose !== question.purpose) continue
    if ((lo & consent.lo) === 0 && (hi & consent.hi) === 0) continue
    if (!counts(question, consent, need, 'live')) continue
    lo &= ~consent.lo
    hi &= ~consent.hi
  }
  return { lo, hi }
}

/** Why the fields missing are not carried: the nearest reason. */
export function whyNot(
  tables: Tables,
  question: InternedQuestion,
  facts: InternedFacts,
  need: Need,
  missing: FieldMask,
): Code {
  const { lo, hi } = missing
  let expired = false
  for (const consent of facts.consents) {
    if (consent.purpose !== question.purpose) continue
    const touches = (lo === 0 && hi === 0) || (consent.lo & lo) !== 0 || (consent.hi & hi) !== 0
    if (!touches || !counts(question, consent, need, 'once')) continue
    if (isLive(consent, question.at)) continue
    if (consent.withdrawnAt <= question.at) return 'consent_withdrawn'
    expired = true
  }
  if (expired) return 'consent_expired'
  if (need.silence !== undefined) return need.silence
  return isForAnotherPurpose(tables, question, facts, missing) ? 'purpose_mismatch' : 'no_consent'
}

export function isLive(consent: InternedConsent, at: number): boolean {
  return consent.grantedAt <= at && at < consent.expiresAt && at < consent.withdrawnAt
}

function counts(
  question: InternedQuestion,
  consent: InternedConsent,
  need: Need,
  when: 'live' | 'once',
): boolean {
  if (!matches(question, consent, need)) return false
  return when === 'live' ? isLive(consent, question.at) : consent.grantedAt <= question.at
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

/** The fields missing were all given, but for something else (art. 14, R-31). */
function isForAnotherPurpose(
  tables: Tables,
  question: InternedQuestion,
  facts: InternedFacts,
  missing: FieldMask,
): boolean {
  let { lo, hi } = missing
  if (lo === 0 && hi === 0) return false
  for (const consent of facts.consents) {
    const other =
      consent.purpose !== question.purpose && tables.purposes[consent.purpose] !== undefined
    if (!other || consent.recipient !== NONE || !isLive(consent, question.at)) continue
    lo &= ~consent.lo
    hi &= ~consent.hi
  }
  return lo === 0 && hi === 0
}
