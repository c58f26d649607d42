/**
 * May what a person typed about themselves be taken in?
 *
 * Faults that stand on the law are refusals with their article; the rest are the person's to mend. What
 * the rules refuse of any purpose they refuse here under the same clause, that of the purpose.
 *
 * Law: 94-V art. 7(8)-(10), 12(1); Civil Code art. 22. Requirements. Invariants I8, I9.
 */
import { clauseFor } from '@kelisim/policy'
import { checkIntake } from '@kelisim/rules'
import { type Code, isCode, refusal } from '@kelisim/terms'
import type { Answer, Means } from './means.ts'
import { purposeClause } from './plan-disclosures.ts'

/** The clause of the list of personal data: who may be entered, and that the entries agree. */
export function listOfData(means: Pick<Means, 'policy'>): string {
  return clauseFor(means.policy, 'R-54')
}
/** Refused by the rules of a question, too. */
const OF_THE_PURPOSE: ReadonlySet<Code> = new Set([
  'unknown_field',
  'field_off',
  'special_category',
])

export function takeIn(
  means: Means,
  typed: Readonly<Record<string, string>>,
): Answer<{ readonly values: Readonly<Record<string, string>> }> {
  const intake = checkIntake(means.policy, typed, means.now())
  if (intake.ok) return { effect: 'done', values: intake.values }
  const faults = intake.faults.map(({ pointer, code }) => ({ pointer: `/values${pointer}`, code }))
  for (const { pointer, code } of faults) {
    if (!isCode(code)) continue
    const clause = OF_THE_PURPOSE.has(code) ? purposeClause(means) : listOfData(means)
    return refusal(code, clause, pointer)
  }
  return { effect: 'invalid', faults }
}
