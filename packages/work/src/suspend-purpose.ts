/**
 * The person responsible suspends the processing for one purpose, or lets it go on.
 *
 * A reason suspends, none resumes; in force from the next decision on, in every process, because each decision reads
 * it with its facts (`packages/rules/src/suspended.ts` says what goes on). Whoever else tries is refused on record.
 * What a purpose may be is the policy's matter; a suspension stays when a new version comes into force.
 *
 * Law: 94-V art. 5, 25(3). Requirements. Invariants I6, I8. Decision 0107.
 */
import { clauseFor } from '@kelisim/policy'
import { load, loadOne, PURPOSE_STATE, type Stored } from '@kelisim/store'
import { type Moment, refusal } from '@kelisim/terms'
import type { Answer, Means } from './means.ts'
import { unlessPlain } from './plain-words.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

type Staff = Pick<StaffMember, 'id' | 'role'>

export async function supervisePurpose(
  means: Means,
  staff: Staff,
  purpose: string,
  reason: string | undefined,
): Promise<Answer<object>> {
  const kind = reason === undefined ? 'purpose_resumed' : 'purpose_suspended'
  const refused =
    (await unlessSupervisor(means, staff, kind)) ?? (await unlessPlain(means, staff, kind, reason))
  if (refused !== undefined) return refused
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    if (!unit.policy.purposes.some(({ id }) => id === purpose)) {
      return refusal('unknown_purpose', clauseFor(unit.policy, 'R-5'))
    }
    const previous = await loadOne(unit.client, PURPOSE_STATE, 'purpose = $1', [purpose])
    const isGoing = previous?.suspended_at === undefined
    // Resumed twice, or by two officers at once: nothing changes, so there is no action to tell.
    if (reason === undefined && isGoing) return { effect: 'done' }
    const suspended_at = reason === undefined ? undefined : unit.at
    unit.put(PURPOSE_STATE, { purpose, suspended_at, reason }, previous)
    unit.record({ kind, actor: { role: staff.role, id: staff.id }, detail: { purpose } })
    return { effect: 'done' }
  })
}

export interface SupervisedPurpose {
  readonly purpose: string
  readonly suspended?: { readonly at: Moment; readonly reason: string }
}

export async function listPurposes(
  means: Means,
  staff: Staff,
): Promise<Answer<{ readonly purposes: readonly SupervisedPurpose[] }>> {
  const refused = await unlessSupervisor(means, staff, 'purpose_suspended')
  if (refused !== undefined) return refused
  const states = await standing(means)
  const purposes = means.policy.purposes.map(({ id }): SupervisedPurpose => {
    const { suspended_at: at, reason = '' } = states.find((row) => row.purpose === id) ?? {}
    return { purpose: id, ...(at === undefined ? {} : { suspended: { at, reason } }) }
  })
  return { effect: 'done', purposes }
}

/** For whoever decides about nobody in particular, with facts that somebody told. */
export async function suspendedPurposes(means: Means): Promise<readonly string[]> {
  return (await standing(means)).map(({ purpose }) => purpose)
}

async function standing(means: Means): Promise<readonly Stored<typeof PURPOSE_STATE>[]> {
  return await load(means.store.pool, PURPOSE_STATE, 'suspended_at is not null', [])
}
