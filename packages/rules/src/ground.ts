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
import { type FieldMask, NO_FIELDS } from '@kelisim/policy'
import type { InternedConsent, InternedFacts, InternedQuestion } from './intern.ts'
import { ANY, type Need, NONE } from './need.ts'
import { CONSENT_EXPIRED, CONSENT_WITHDRAWN, NO_CONSENT, PURPOSE_MISMATCH } from './said.ts'

/** The one live consent that carries everything asked: the usual case, and the fast one. */
export function singleLive(
  question: InternedQuestion,
  facts: InternedFacts,
  need: Need,
): InternedConsent | undefined {
  const { lo, hi, at } = question
  let consent = facts.firstTo[question.purpose]
  while (consent !== undefined) {
    const covers = (lo & ~consent.lo) === 0 && (hi & ~consent.hi) === 0
    if (covers && matches(consent, need) && isLive(consent, at)) return consent
    consent = consent.next
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
  for (let one = facts.firstTo[question.purpose]; one !== undefined; one = one.next) {
    // A question without fields stands on the first consent; one with fields on those that add to it.
    const first = consents.length === 0 && lo === 0 && hi === 0
    if (!first && (lo & one.lo) === 0 && (hi & one.hi) === 0) continue
    const counts = when === 'live' ? isLive(one, question.at) : one.grantedAt <= question.at
    if (!counts || !matches(one, need)) continue
    consents.push(one)
    lo &= ~one.lo
    hi &= ~one.hi
  }
  return lo === 0 && hi === 0 && consents.length > 0 ? consents : undefined
}

/** What of the fields asked no live consent covers. */
export function uncovered(question: InternedQuestion, facts: InternedFacts, need: Need): FieldMask {
  const { at } = question
  let { lo, hi } = question
  for (let one = facts.firstTo[question.purpose]; one !== undefined; one = one.next) {
    if (((lo & one.lo) | (hi & one.hi)) === 0) continue
    if (!matches(one, need) || !isLive(one, at)) continue
    lo &= ~one.lo
    hi &= ~one.hi
  }
  return (lo | hi) === 0 ? NO_FIELDS : { lo, hi }
}

/** Why the fields missing are not carried: the number (`said.ts`) of the nearest reason. */
export function whyNot(
  question: InternedQuestion,
  facts: InternedFacts,
  need: Need,
  missing: FieldMask,
): number {
  const { lo, hi } = missing
  const { at } = question
  const whole = (lo | hi) === 0
  let expired = false
  for (let one = facts.firstTo[question.purpose]; one !== undefined; one = one.next) {
    if (!whole && ((one.lo & lo) | (one.hi & hi)) === 0) continue
    if (!matches(one, need) || one.grantedAt > at || isLive(one, at)) continue
    if (one.withdrawnAt <= at) return CONSENT_WITHDRAWN
    expired = true
  }
  if (expired) return CONSENT_EXPIRED
  if (need.silence !== NO_CONSENT || whole) return need.silence
  return isForAnotherPurpose(question, facts, lo, hi) ? PURPOSE_MISMATCH : NO_CONSENT
}

export function isLive(consent: InternedConsent, at: number): boolean {
  return consent.grantedAt <= at && at < consent.expiresAt && at < consent.withdrawnAt
}

/** A bit of no operation is in every set. */
function matches(consent: InternedConsent, need: Need): boolean {
  return (
    consent.recipient === need.recipient &&
    (need.channel === ANY || consent.channel === need.channel) &&
    (need.operation & ~consent.operations) === 0
  )
}

/** The fields missing were all given, but for something else (art. 14, R-31). */
function isForAnotherPurpose(
  question: InternedQuestion,
  facts: InternedFacts,
  missingLo: number,
  missingHi: number,
): boolean {
  const { at, purpose } = question
  let lo = missingLo
  let hi = missingHi
  const { consents } = facts
  for (let place = 0; place < consents.length; place++) {
    const one = consents[place]
    if (one === undefined || one.purpose === purpose || one.purpose < 0) continue
    if (one.recipient !== NONE || !isLive(one, at)) continue
    lo &= ~one.lo
    hi &= ~one.hi
    if ((lo | hi) === 0) return true
  }
  return false
}
