/**
 * A person has looked into a witness's alarm and says what it was.
 *
 * The alarm of another history stays until then (ask-witnesses.ts); clearing it changes nothing of what the witness
 * knows: one that still disagrees raises it again with the next checkpoint. The reason stands in the incident
 * that the alarm opened; the entry holds the name of the witness. Law: 94-V art. 22(1). Requirements.
 */
import { clearWitness } from '@kelisim/store'
import { refusal } from '@kelisim/terms'
import type { Answer, Means } from './means.ts'
import { unlessPlain } from './plain-words.ts'
import { isAccount } from './handle-incident.ts'
import { invalid } from './means.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

export const OF_THE_HOUSE = { role: 'system', id: 'self' } as const

export async function clearWitnessAlarm(
  means: Means,
  by: StaffMember | typeof OF_THE_HOUSE,
  witness: string,
  reason: string,
): Promise<Answer<object>> {
  if ('name' in by) {
    const refused = await unlessSupervisor(means, by, 'witness_cleared')
    if (refused !== undefined) return refused
  }
  const unfit = await unlessPlain(means, by, 'witness_cleared', reason)
  if (unfit !== undefined) return unfit
  if (!isAccount(reason)) return invalid('/reason', 'length')
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    if (!(await clearWitness(unit.client, witness))) return refusal('not_found')
    const actor = { role: by.role, id: by.id }
    // The words of the person responsible about the house, not about anybody: they may stand in the log.
    unit.record({ kind: 'witness_cleared', actor, detail: { witness, reason: reason.trim() } })
    return { effect: 'done' }
  })
}
