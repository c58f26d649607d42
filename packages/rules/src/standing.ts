/**
 * On what does the answer stand: a statute, live consents, or an obligation that continues?
 *
 * Checks 12 to 14 of `decide`: the ground of the processing itself, then the recipient, then the channel.
 * Each matter has its own tick (`need.ts`): where the policy has a processing control, a recipient's or
 * channel's tick does not replace it, so taking back the processing stops transfers and messages as well.
 *
 * Law: 94-V art. 7(1), 7(6), 8(1), 8(2), 14. Requirements.
 */
import { type ConsentId, OPERATIONS, type Refusal } from '@kelisim/terms'
import { CONTINUED, has } from './answer.ts'
import { carriers, singleLive, uncovered, whyNot } from './ground.ts'
import type { InternedConsent, InternedFacts, InternedQuestion, Known } from './intern.ts'
import { type Need, NONE } from './need.ts'
import type { PermitContent } from './question.ts'
import { RECIPIENT_SUSPENDED, type Said, SUBJECT_RESTRICTED } from './said.ts'
import { STATE_BIT } from './state.ts'

export interface Standing {
  readonly effect: 'stands'
  readonly ground: PermitContent['ground']
  readonly consents: readonly ConsentId[]
}

const NO_CONSENTS: readonly ConsentId[] = Object.freeze([])
const STATUTE: Standing = Object.freeze({
  effect: 'stands',
  ground: 'statute',
  consents: NO_CONSENTS,
})
/** The recipient's or the channel's tick, looked for next, is the only one there is. */
const TO_COME: Standing = Object.freeze({
  effect: 'stands',
  ground: 'consent',
  consents: NO_CONSENTS,
})

const STORE = OPERATIONS.indexOf('store')

export function standingOf(
  question: InternedQuestion,
  facts: InternedFacts,
  known: Known,
): Standing | Refusal {
  const { purpose, said, noChannel, byChannel } = known
  const ground = purpose.statute ? STATUTE : groundOf(question, facts, known)
  if (ground.effect === 'refuse') return ground
  const received =
    question.recipient === NONE && known.notReceived === undefined
      ? ground
      : receivable(question, facts, known, ground)
  if (received.effect === 'refuse') return received
  if (noChannel !== undefined) return noChannel
  return byChannel === undefined ? received : joined(question, facts, said, received, byChannel)
}

/** Check 12. */
function groundOf(
  question: InternedQuestion,
  facts: InternedFacts,
  { base, said }: Known,
): Standing | Refusal {
  if (base === undefined) return TO_COME
  // In the restricted state consent no longer carries, only the obligation that stateFault has seen.
  const live = facts.state !== STATE_BIT.restricted || question.operation === STORE
  const standing = live ? liveStanding(question, facts, said, base) : undefined
  if (standing?.effect === 'stands') return standing
  return continued(question, facts, base) ?? standing ?? said.whole(SUBJECT_RESTRICTED)
}

/** An unfulfilled obligation continues what was once consented to. */
function continued(
  question: InternedQuestion,
  facts: InternedFacts,
  base: Need,
): Standing | undefined {
  if (!has(facts.obligations, question.purpose) || !has(CONTINUED, question.operation)) {
    return undefined
  }
  const once = carriers(question, facts, base, 'once')
  if (once === undefined) return undefined
  return Object.freeze({ effect: 'stands', ground: 'obligation', consents: idsOf(once) })
}

/** Check 13. */
function receivable(
  question: InternedQuestion,
  facts: InternedFacts,
  { notReceived, said, toRecipient }: Known,
  ground: Standing,
): Standing | Refusal {
  if (notReceived !== undefined) return notReceived
  if (facts.suspended.includes(question.recipient)) {
    return said.whole(RECIPIENT_SUSPENDED)
  }
  return toRecipient === undefined ? ground : joined(question, facts, said, ground, toRecipient)
}

function liveStanding(
  question: InternedQuestion,
  facts: InternedFacts,
  said: Said,
  need: Need,
): Standing | Refusal {
  const single = singleLive(question, facts, need)
  return single === undefined ? severalStanding(question, facts, said, need) : single.standing
}

function severalStanding(
  question: InternedQuestion,
  facts: InternedFacts,
  said: Said,
  need: Need,
): Standing | Refusal {
  const missing = uncovered(question, facts, need)
  if (missing.lo === 0 && missing.hi === 0) {
    const several = carriers(question, facts, need, 'live')
    if (several !== undefined) {
      return Object.freeze({ effect: 'stands', ground: 'consent', consents: idsOf(several) })
    }
  }
  return said.at(whyNot(question, facts, need, missing), missing)
}

/** The standing so far, and the tick that is needed besides. */
function joined(
  question: InternedQuestion,
  facts: InternedFacts,
  said: Said,
  first: Standing,
  need: Need,
): Standing | Refusal {
  const single = singleLive(question, facts, need)
  if (single === undefined) {
    const several = severalStanding(question, facts, said, need)
    return several.effect === 'refuse' ? several : together(first, several)
  }
  const { joined: known, standing } = single
  if (known?.first === first) return known.standing
  const both = together(first, standing)
  single.joined = { first, standing: both }
  return both
}

function together(first: Standing, second: Standing): Standing {
  if (first.consents.length === 0) return second
  const consents = Object.freeze([...new Set([...first.consents, ...second.consents])])
  return Object.freeze({ effect: 'stands', ground: first.ground, consents })
}

function idsOf(consents: readonly InternedConsent[]): readonly ConsentId[] {
  return Object.freeze(consents.flatMap((consent) => consent.standing.consents))
}
