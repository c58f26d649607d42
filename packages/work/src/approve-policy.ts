/**
 * A second person approves what the first one proposed.
 *
 * Whoever proposed cannot approve; the database holds the same. Only before the first adoption may the
 * program do both: the approval is then the one that stands in the folder, by hand, with its number.
 *
 * Law: 94-V art. 25(2)(1-1), 25(2)(10). Requirements.
 */
import { refusal } from '@kelisim/terms'
import { nameOf } from './govern-policy.ts'
import type { Answer, Means } from './means.ts'
import { type Edition, headClause, isFirst, moveEdition, type Step } from './policy-edition.ts'

export async function approvePolicy(
  means: Means,
  step: Step,
): Promise<Answer<{ readonly edition: Edition }>> {
  const first = await isFirst(means)
  return await moveEdition(means, step, ['checked'], 'policy_approved', (unit, edition) => {
    const by = nameOf(step.by)
    if (edition.checked_by === by && !first) {
      return refusal('second_person_required', headClause(unit.policy))
    }
    return { state: 'approved', approved_by: by, approved_at: unit.at }
  })
}
