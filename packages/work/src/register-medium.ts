/**
 * The officer accounts for media: registered, issued, returned, destroyed with an act.
 *
 * A medium lies in Kazakhstan or is not registered. A destroyed one never comes back, and no row is removed.
 *
 * Law: 94-V art. 12(2), 18, 22(1). Requirements, L-6.
 */
import { loadOne, MEDIUM, type Stored, type Unit } from '@kelisim/store'
import { type ActionKind, refusal } from '@kelisim/terms'
import { backupName } from '@kelisim/vault'
import type { Answer, Means } from './means.ts'
import { invalid } from './means.ts'
import { REGIONS } from './media.ts'

const TEXT_CHARS_MAX = 200

export interface Officer {
  readonly role: string
  readonly id: string
}

export interface NewMedium {
  readonly name: string
  readonly region: string
  readonly place: string
  readonly custodian: string
}

/** Only an officer, or the house itself at its own terminal. */
function mayAccount({ role }: Officer): boolean {
  return role === 'officer' || role === 'system'
}

export async function registerMedium(
  means: Means,
  medium: NewMedium,
  officer: Officer,
): Promise<Answer<{ readonly id: string }>> {
  if (!mayAccount(officer)) return refusal('operation_not_permitted')
  for (const [name, value] of Object.entries(medium)) {
    if (value.trim() === '' || value.length > TEXT_CHARS_MAX) return invalid(`/${name}`, 'length')
  }
  if (!REGIONS.some((region) => region === medium.region)) {
    return refusal('medium_abroad', '', '/region')
  }
  return await means.store.transaction(async (unit) => {
    const id: string = unit.newId<never>()
    const keyId = keyIdOf(means)
    unit.put(MEDIUM, {
      ...medium,
      medium_id: id,
      key_id: keyId,
      state: 'in_use',
      registered_at: unit.at,
      issued_at: undefined,
      issued_to: undefined,
      returned_at: undefined,
      destroyed_at: undefined,
      act: undefined,
    })
    const detail = { medium: id, region: medium.region, key: keyId }
    unit.record({ kind: 'medium_registered', actor: officer, detail })
    return { effect: 'done', id }
  })
}

/** Names the key without telling it. */
export function keyIdOf(means: Means): string {
  return backupName(means.store.keys.keyring, Buffer.from('kelisim backup key id')).slice(0, 16)
}

export async function issueMedium(
  means: Means,
  id: string,
  to: string,
  officer: Officer,
): Promise<Answer<object>> {
  if (to.trim() === '' || to.length > TEXT_CHARS_MAX) return invalid('/to', 'length')
  return await step(means, id, officer, 'medium_issued', (unit, row) =>
    row.state === 'issued'
      ? refusal('medium_away')
      : { ...row, state: 'issued', issued_at: unit.at, issued_to: to },
  )
}

export async function returnMedium(
  means: Means,
  id: string,
  officer: Officer,
): Promise<Answer<object>> {
  return await step(means, id, officer, 'medium_returned', (unit, row) =>
    row.state === 'issued'
      ? { ...row, state: 'in_use', issued_to: undefined, returned_at: unit.at }
      : refusal('not_found'),
  )
}

/** `act`: number of the act in which people put down how it was destroyed. */
export async function destroyMedium(
  means: Means,
  id: string,
  act: string,
  officer: Officer,
): Promise<Answer<object>> {
  if (act.trim() === '' || act.length > TEXT_CHARS_MAX) return invalid('/act', 'length')
  return await step(means, id, officer, 'medium_destroyed', (unit, row) => ({
    ...row,
    state: 'destroyed',
    issued_to: undefined,
    destroyed_at: unit.at,
    act,
  }))
}

type MediumRow = Stored<typeof MEDIUM>

async function step(
  means: Means,
  id: string,
  officer: Officer,
  kind: ActionKind,
  next: (unit: Unit, row: MediumRow) => MediumRow | ReturnType<typeof refusal>,
): Promise<Answer<object>> {
  if (!mayAccount(officer)) return refusal('operation_not_permitted')
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    const row = await loadOne(unit.client, MEDIUM, 'medium_id::text = $1 for update', [id])
    if (row === undefined) return refusal('medium_not_registered')
    if (row.state === 'destroyed') return refusal('medium_destroyed')
    const changed = next(unit, row)
    if ('effect' in changed) return changed
    unit.put(MEDIUM, changed, row)
    const act = changed.act === undefined ? {} : { act: changed.act }
    unit.record({ kind, actor: officer, detail: { medium: id, ...act } })
    return { effect: 'done' }
  })
}
