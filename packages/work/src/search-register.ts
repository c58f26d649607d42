/**
 * The person responsible looks into the register of actions.
 *
 * Names no value: who, what, whose by a handle, for whom, why. Looking is itself an action and stands in the register;
 * who looks for one person's actions leaves that in the person's own story.
 *
 * Law: 94-V art. 22(1)(5), 25(2)(1-1). Requirements.
 */
import {
  APPLICATION,
  loadOne,
  recall,
  type RegisterPage,
  type RegisterPlace,
  type RegisterWish,
  searchRegister as search,
} from '@kelisim/store'
import type { SubjectId } from '@kelisim/terms'
import { handleOf, type SubjectKey } from '@kelisim/vault'
import type { Answer, Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

const PAGE_ROWS = 50

/** A person is named by the number of one of their applications, as everybody at the desk names them. */
export interface RegisterAsked extends Omit<RegisterWish, 'handle'> {
  readonly application?: string | undefined
}

export type RegisterFound = RegisterPage & {
  /** There is an application of that number, and its person's data were not destroyed. */
  readonly person: 'found' | 'unknown' | undefined
}

export async function searchRegister(
  means: Means,
  staff: StaffMember,
  asked: RegisterAsked,
  before?: RegisterPlace,
): Promise<Answer<{ readonly found: RegisterFound }>> {
  const refused = await unlessSupervisor(means, staff, 'register_searched')
  if (refused !== undefined) return refused
  const { application, ...wish } = asked
  const key = application === undefined ? undefined : await keyBehind(means, application)
  await record(means, staff, wish, key)
  if (application !== undefined && key === undefined) {
    return { effect: 'done', found: { rows: [], next: undefined, person: 'unknown' } }
  }
  const handle = key === undefined ? undefined : handleOf(key)
  const page = await search(means.store, { ...wish, handle }, PAGE_ROWS, before)
  return { effect: 'done', found: { ...page, person: key === undefined ? undefined : 'found' } }
}

async function keyBehind(means: Means, number: string): Promise<SubjectKey | undefined> {
  const application = await loadOne(means.store.pool, APPLICATION, 'number = $1', [number])
  if (application === undefined) return undefined
  return (await recall(means.store, application.subject_id as SubjectId))?.key
}

async function record(
  means: Means,
  staff: StaffMember,
  wish: RegisterWish,
  key: SubjectKey | undefined,
): Promise<void> {
  const actor = { role: staff.role, id: staff.id }
  // Not as members of their own: a search for a recipient is no action for that recipient.
  const wishes = Object.entries(wish).flatMap(([name, one]) =>
    one === undefined ? [] : [`${name} ${String(one)}`],
  )
  await means.store.transaction(async (unit) => {
    unit.record({ kind: 'register_searched', actor, detail: { wishes } }, key)
  })
}
