/**
 * The officer suspended a purpose: what of it stops, and what goes on?
 *
 * Everything stops but what protects the person: their data stay stored, can be blocked, unblocked and destroyed.
 * Of a purpose that gives effect to the rights of the person only the looks and changes of staff stop; what the person
 * does themselves (their own access, a correction) and what the program owes them goes on, because a suspension is
 * there for the person and never against them. Which purposes are suspended is a fact, read with every decision, so
 * it holds in the very next one on every server.
 *
 * Law: 94-V art. 5, 24(1). Requirement: R-5. Invariants I6, I8. A withdrawal asks no permit and is never stopped.
 */
import type { PurposeTable, RoleTable } from '@kelisim/policy'
import { bit, has } from './answer.ts'
import type { InternedFacts, InternedQuestion, Known } from './intern.ts'

/** What protects the person, whatever the purpose. */
export const OUTLASTS = bit('store', 'block', 'unblock', 'delete', 'destroy')
/** Who acts for the person where the purpose gives effect to rights: they themselves, and the program. */
export const FOR_THE_PERSON: readonly string[] = ['applicant', 'system']

export function outlastsSuspension(
  operation: number,
  role: RoleTable,
  purpose: PurposeTable,
): boolean {
  return has(OUTLASTS, operation) || (purpose.rights && FOR_THE_PERSON.includes(role.id))
}

/** The end of check 8. */
export function isSuspended(
  question: InternedQuestion,
  facts: InternedFacts,
  known: Known,
): boolean {
  return !known.outlasts && has(facts.stopped, question.purpose)
}
