/**
 * An approved version is published: everybody may read it, and on its date it comes into force.
 *
 * The date is the one in the approved text, so what was approved and what happens cannot differ. It is
 * checked anew: a version that was in order when it was approved may have become faulty or late since.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements. Invariant I10.
 */
import { load, POLICY_EDITION } from '@kelisim/store'
import { almatyDate, refusal } from '@kelisim/terms'
import { adoptWhatIsDue } from './adopt-policy.ts'
import { nameOf, notGovernor } from './govern-policy.ts'
import type { Answer, Means } from './means.ts'
import {
  type Edition,
  headClause,
  isFirst,
  judge,
  moveEdition,
  openEdition,
  type Step,
} from './policy-edition.ts'

export interface Published {
  readonly edition: Edition
  /** Its date has come: it is in force. */
  readonly adopted: boolean
}

export async function publishPolicy(means: Means, step: Step): Promise<Answer<Published>> {
  const refused = notGovernor(means.policy, step.by)
  if (refused !== undefined) return refused
  const opened = await openEdition(means, step.edition)
  if (opened === undefined) return refusal('not_found')
  const first = await isFirst(means)
  const { policy, refusal: faulty } = judge(means.policy, opened.files, first)
  if (faulty !== undefined) return faulty
  if (policy === undefined) return refusal('policy_faulty')
  const from = policy.effectiveFrom
  const moved = await moveEdition(means, step, ['approved'], 'policy_published', async (unit) => {
    if (!first && from < almatyDate(unit.at)) {
      return refusal('policy_date_passed', headClause(unit.policy), 'policy.yaml')
    }
    const waiting = await load(unit.client, POLICY_EDITION, "state = 'published'", [])
    if (waiting.length > 0) return refusal('another_published', headClause(unit.policy))
    return {
      state: 'published',
      published_by: nameOf(step.by),
      published_at: unit.at,
      effective_from: from,
    }
  })
  if (moved.effect !== 'done') return moved
  const adopted = await adoptWhatIsDue(means)
  return { effect: 'done', edition: moved.edition, adopted: adopted !== undefined }
}
