/**
 * A changed legal reference asks a person to look at every rule that cites it.
 *
 * The tasks are opened in the unit that adopts the version; a member of staff who may govern the policy answers one or
 * many at once, and the ledger has the answer for each. Nothing else depends on a task: it reminds and keeps who looked.
 *
 * Law: 94-V art. 25(2)(3). Requirements.
 */
import { type Policy, rulesToReview } from '@kelisim/policy'
import { load, REVIEW_TASK, type Stored, type Unit } from '@kelisim/store'
import { type Branded, type ReviewFinding, refusal } from '@kelisim/terms'
import { type Governor, HOUSE, nameOf, notGovernor } from './govern-policy.ts'
import type { Answer, Means } from './means.ts'
import { headClause } from './policy-edition.ts'

export type ReviewTask = Stored<typeof REVIEW_TASK>

/** Commitments that one entry of the ledger has room for, with some to spare. */
const TASKS_OF_ENTRY = 100
/** Tasks listed at once; what is beyond comes up when these are done. */
const TASKS_MAX = 2_000

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

/** Every open one, and those done since the newest version that opened any. */
export async function listReviews(means: Means): Promise<readonly ReviewTask[]> {
  const wanted = 'done_at is null or version = (select max(version) from review_task)'
  const order = `order by done_at nulls first, version desc, reference, rule limit ${TASKS_MAX}`
  return await load(means.store.pool, REVIEW_TASK, `(${wanted}) ${order}`, [])
}

/** All or none; one that somebody else has done meanwhile stays theirs. */
export async function finishReviews(
  means: Means,
  by: Governor,
  tasks: readonly string[],
  found: ReviewFinding,
): Promise<Answer<object>> {
  return await means.store.transaction(async (unit) => {
    const refused = notGovernor(unit.policy, by)
    if (refused !== undefined) return refused
    const wanted = 'task_id = any($1::uuid[]) order by task_id for update'
    const rows = await load(unit.client, REVIEW_TASK, wanted, [tasks])
    if (rows.length < new Set(tasks).size || rows.length === 0) return refusal('not_found')
    const open = rows.filter(({ done_at }) => done_at === undefined)
    if (open.length === 0) return refusal('edition_step_wrong', headClause(unit.policy))
    for (const row of open) {
      unit.put(REVIEW_TASK, { ...row, done_at: unit.at, done_by: nameOf(by) }, row)
      const { version, reference, rule } = row
      unit.record({ kind: 'review_done', actor: by, detail: { version, reference, rule, found } })
    }
    return { effect: 'done' }
  })
}
