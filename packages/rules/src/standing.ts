/**
 * On what does the answer stand: a statute, live consents, or an obligation that continues?
 *
 * Checks 12 to 14 of `decide`: the ground of the processing itself, then the recipient, then the channel.
 * Each matter has its own tick: where the policy has a processing control, a recipient's or channel's tick
 * does not replace it, so taking back the processing stops transfers and messages as well.
 *
 * Law: 94-V art. 7(1), 7(6), 8(1), 8(2), 14. Requirements.
 */
import type { PurposeTable, Tables } from '@kelisim/policy'
import { type ConsentId, OPERATIONS, type Refusal } from '@kelisim/terms'
import { CONTINUED, firstField, has, refuse, TRANSFERS } from './answer.ts'
import { carriers, type Need, singleLive, uncovered, whyNot } from './ground.ts'
import { type InternedConsent, type InternedFacts, type InternedQuestion, NONE } from './intern.ts'
import type { PermitContent } from './question.ts'
import { recipientFault } from './receive.ts'

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
const USE = OPERATIONS.indexOf('use')

const PROCESSING: Need = { tick: 'processing', withOperation: false, silence: undefined }
const PROCESSING_OPERATION: Need = { tick: 'processing', withOperation: true, silence: undefined }
const UNADDRESSED: Need = { tick: 'unaddressed', withOperation: true, silence: undefined }
const RECIPIENT: Need = {
  tick: 'recipient',
  withOperation: true,
  silence: 'recipient_not_consented',
}
const RECIPIENT_NAMED: Need = {
  tick: 'recipient',
  withOperation: false,
  silence: 'recipient_not_consented',
}
const CHANNEL: Need = { tick: 'channel', withOperation: true, silence: 'channel_not_consented' }

export function standingOf(
  tables: Tables,
  question: InternedQuestion,
  facts: InternedFacts,
  purpose: PurposeTable,
): Standing | Refusal {
  const ground = groundOf(tables, question, facts, purpose)
  if (ground.effect === 'refuse') return ground
  const received = receivable(tables, question, facts, purpose, ground)
  if (received.effect === 'refuse') return received
  return channelled(tables, question, facts, purpose, received)
}

/** Check 12. */
function groundOf(
  tables: Tables,
  question: InternedQuestion,
  facts: InternedFacts,
  purpose: PurposeTable,
): Standing | Refusal {
  if (purpose.statute) return STATUTE
  const need = baseNeed(question, purpose)
  if (need === undefined) return TO_COME
  const obliged = has(facts.obligations, question.purpose) && has(CONTINUED, question.operation)
  // In the restricted state consent no longer carries, only the obligation that stateFault has seen.
  const live = facts.state !== 'restricted' || question.operation === STORE
  const standing = live ? liveStanding(tables, question, facts, purpose, need) : undefined
  if (standing?.effect === 'stands') return standing
  const once = obliged ? carriers(question, facts, need, 'once') : undefined
  if (once !== undefined) return { effect: 'stands', ground: 'obligation', consents: idsOf(once) }
  return standing ?? refuse('subject_restricted', purpose.clause)
}

/** Which tick carries the processing itself; undefined where the recipient's or channel's is the only one. */
function baseNeed(question: InternedQuestion, purpose: PurposeTable): Need | undefined {
  const message = question.channel !== NONE && purpose.channels !== 0
  const addressed = message || has(TRANSFERS, question.operation)
  if (purpose.hasProcessingControl) return addressed ? PROCESSING : PROCESSING_OPERATION
  return addressed ? undefined : UNADDRESSED
}

/** Check 13. */
function receivable(
  tables: Tables,
  question: InternedQuestion,
  facts: InternedFacts,
  purpose: PurposeTable,
  ground: Standing,
): Standing | Refusal {
  const transfer = has(TRANSFERS, question.operation)
  if (question.recipient === NONE) {
    return transfer ? refuse('fact_missing', purpose.clause, 'recipient') : ground
  }
  const fault = recipientFault(tables, question, facts, transfer)
  if (fault !== undefined) return refuse(fault.code, purpose.clause, fault.where)
  if (purpose.statute) return ground
  const need = transfer ? RECIPIENT : RECIPIENT_NAMED
  return joined(ground, liveStanding(tables, question, facts, purpose, need))
}

/** Check 14. A message needs its channel named; where a channel is consented to, that very one. */
function channelled(
  tables: Tables,
  question: InternedQuestion,
  facts: InternedFacts,
  purpose: PurposeTable,
  ground: Standing,
): Standing | Refusal {
  if (question.channel === NONE) {
    const unnamed = purpose.channels !== 0 && question.operation === USE
    return unnamed ? refuse('fact_missing', purpose.clause, 'channel') : ground
  }
  const free = purpose.statute || purpose.channels === 0
  if (question.channel < 0 || !(free || has(purpose.channels, question.channel))) {
    return refuse('channel_not_consented', purpose.clause, 'channel')
  }
  if (free) return ground
  return joined(ground, liveStanding(tables, question, facts, purpose, CHANNEL))
}

function liveStanding(
  tables: Tables,
  question: InternedQuestion,
  facts: InternedFacts,
  purpose: PurposeTable,
  need: Need,
): Standing | Refusal {
  const single = singleLive(question, facts, need)
  if (single !== undefined) return single.standing
  const missing = uncovered(question, facts, need)
  if (missing.lo === 0 && missing.hi === 0) {
    const several = carriers(question, facts, need, 'live')
    if (several !== undefined)
      return { effect: 'stands', ground: 'consent', consents: idsOf(several) }
  }
  const code = whyNot(tables, question, facts, need, missing)
  return refuse(code, purpose.clause, firstField(tables, missing.lo, missing.hi))
}

function joined(first: Standing, second: Standing | Refusal): Standing | Refusal {
  if (second.effect === 'refuse') return second
  if (first.consents.length === 0) return second
  const consents = Object.freeze([...new Set([...first.consents, ...second.consents])])
  return { effect: 'stands', ground: first.ground, consents }
}

function idsOf(consents: readonly InternedConsent[]): readonly ConsentId[] {
  return Object.freeze(consents.flatMap((consent) => consent.standing.consents))
}
