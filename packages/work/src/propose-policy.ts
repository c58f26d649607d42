/**
 * A draft is checked and laid before a second person.
 *
 * The findings of that moment stay with the edition. An error keeps it a draft: nobody is asked to approve
 * what could not come into force. From here on the texts no longer change.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements.
 */
import { canonical, type Json, refusal } from '@kelisim/terms'
import { nameOf, notGovernor } from './govern-policy.ts'
import type { Answer, Means } from './means.ts'
import {
  type Edition,
  isFirst,
  judge,
  moveEdition,
  openEdition,
  type Step,
} from './policy-edition.ts'

export async function proposePolicy(
  means: Means,
  step: Step,
): Promise<Answer<{ readonly edition: Edition }>> {
  const refused = notGovernor(means.policy, step.by)
  if (refused !== undefined) return refused
  const opened = await openEdition(means, step.edition)
  if (opened === undefined) return refusal('not_found')
  const judged = judge(means.policy, opened.files, await isFirst(means))
  if (judged.refusal !== undefined) return judged.refusal
  const { policy, findings } = judged
  if (policy === undefined) return refusal('policy_faulty')
  // Checked outside the unit: the revision holds that nothing was saved since.
  const read = { ...step, revision: step.revision ?? opened.edition.revision }
  return await moveEdition(means, read, ['draft'], 'policy_checked', (unit) => ({
    state: 'checked',
    version: policy.version,
    checked_by: nameOf(step.by),
    checked_at: unit.at,
    policy_hash: policy.hash,
    findings: canonical(findings.map((finding): Json => ({ ...finding }))),
  }))
}
