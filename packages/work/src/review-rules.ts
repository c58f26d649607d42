/**
 * A changed legal reference asks a person to look at every rule that cites it.
 *
 * The tasks are opened in the unit that adopts the version; a member of staff who may govern the policy
 * marks each as done. Nothing else depends on a task: it reminds and keeps who looked.
 *
 * Law: 94-V art. 25(2)(3). Requirements.
 */
import { type Policy, rulesToReview } from '@kelisim/policy'
import { load, loadOne, REVIEW_TASK, type Stored, type Unit } from '@kelisim/store'
import { type Branded, refusal } from '@kelisim/terms'
import { type Governor, HOUSE, nameOf, notGovernor } from './govern-policy.ts'
import type { Answer, Means } from './means.ts'
import { headClause } from './policy-edition.ts'

export type ReviewTask = Stored<typeof REVIEW_TASK>

/** Commitments that one entry of the ledger has room for, with some to spare. */
const TASKS_OF_ENTRY = 100
/** Tasks listed at once. */
const TASKS_MAX = 500

/** In actions of their own, because an entry of the ledger has a limit and a code of law has many rules. */
export function openReviews(unit: Unit, before: Policy, after: Policy): void {
  const rules = rulesToReview(before, after)
  const { version } = after
  for (let from = 0; from < rules.length; from += TASKS_OF_ENTRY) {
    const some = rules.slice(from, from + TASKS_OF_ENTRY)
    for (const { rule, reference } of some) {
      unit.put(REVIEW_TASK, {
        task_id: unit.newId<Branded<'review'>>(),
        version,
        reference,
        rule,
        opened_at: unit.at,
        done_at: undefined,
        done_by: undefined,
      })
    }
    unit.record({ kind: 'review_opened', actor: HOUSE, detail: { version, rules: some.length } })
  }
}

/** Open ones first, then those done, newest version first. */
export async function listReviews(means: Means): Promise<readonly ReviewTask[]> {
  const order = `order by done_at nulls first, version desc, reference, rule limit ${TASKS_MAX}`
  return await load(means.store.pool, REVIEW_TASK, `true ${order}`, [])
}

export async function finishReview(
  means: Means,
  by: Governor,
  task: string,
): Promise<Answer<object>> {
  return await means.store.transaction(async (unit) => {
    const refused = notGovernor(unit.policy, by)
    if (refused !== undefined) return refused
    const row = await loadOne(unit.client, REVIEW_TASK, 'task_id = $1 for update', [task])
    if (row === undefined) return refusal('not_found')
    if (row.done_at !== undefined) return refusal('edition_step_wrong', headClause(unit.policy))
    unit.put(REVIEW_TASK, { ...row, done_at: unit.at, done_by: nameOf(by) }, row)
    const { version, reference, rule } = row
    unit.record({ kind: 'review_done', actor: by, detail: { version, reference, rule } })
    return { effect: 'done' }
  })
}
