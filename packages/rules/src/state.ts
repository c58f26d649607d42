/**
 * In which states of the subject may the operation go on?
 *
 * Blocking and restriction are two states with different exceptions. Most of it follows from the question
 * alone, so it is kept as bits; only an unfulfilled obligation has to be looked up among the facts.
 *
 * Law: 94-V art. 1(3), 5, 8(2), 18; DC art. 41(3). Requirements. Invariant I8.
 */
import type { PurposeTable } from '@kelisim/policy'
import { OPERATIONS, type Refusal } from '@kelisim/terms'
import { CONTINUED, has, refuse } from './answer.ts'
import type { InternedFacts, InternedQuestion, Known } from './intern.ts'
import { SUBJECT_BLOCKED, SUBJECT_DESTROYED, SUBJECT_RESTRICTED } from './said.ts'

export const STATE_BIT = Object.freeze({ live: 1, blocked: 2, restricted: 4, destroyed: 8 })
const BIT_OF: ReadonlyMap<string, number> = new Map(Object.entries(STATE_BIT))

/** No bit for a state that the types do not know. */
export function stateBit(state: string): number {
  return BIT_OF.get(state) ?? 0
}

const STORE = OPERATIONS.indexOf('store')
const EXTRACT = OPERATIONS.indexOf('extract')
const UNBLOCK = OPERATIONS.indexOf('unblock')

/** None for a moment that is no moment. */
export function passedStates(
  asked: { readonly operation: number; readonly at: number },
  purpose: PurposeTable,
): number {
  if (!Number.isSafeInteger(asked.at)) return 0
  const { operation } = asked
  const ownAccess = purpose.rights && operation === EXTRACT
  const blocked = operation === STORE || operation === UNBLOCK || ownAccess
  const restricted = operation === STORE || purpose.statute
  return (
    STATE_BIT.live | (blocked ? STATE_BIT.blocked : 0) | (restricted ? STATE_BIT.restricted : 0)
  )
}

/** Check 8. */
export function stateFault(
  question: InternedQuestion,
  facts: InternedFacts,
  { passes, purpose, said }: Known,
): Refusal | undefined {
  if (facts.categorised && (passes & facts.state) !== 0) return undefined
  if (!Number.isSafeInteger(question.at)) return refuse('fact_missing', purpose.clause, 'at')
  if (!facts.categorised) return refuse('fact_missing', purpose.clause, 'subjectCategories')
  switch (facts.state) {
    case STATE_BIT.destroyed:
      return said.whole(SUBJECT_DESTROYED)
    case STATE_BIT.blocked:
      return said.whole(SUBJECT_BLOCKED)
    case STATE_BIT.restricted: {
      const obliged = has(facts.obligations, question.purpose) && has(CONTINUED, question.operation)
      return obliged ? undefined : said.whole(SUBJECT_RESTRICTED)
    }
    default:
      // A state that the types do not know came from outside them: a missing fact, never a permit.
      return refuse('fact_missing', purpose.clause, 'state')
  }
}
