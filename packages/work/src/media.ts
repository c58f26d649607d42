/**
 * Which media are on the account, where do they lie, and who has them?
 *
 * Law: 94-V art. 12(2), 22(1). Requirements: R-81, L-6.
 */
import { load, loadOne, MEDIUM, type Stored } from '@kelisim/store'
import type { Moment } from '@kelisim/terms'
import type { Means } from './means.ts'

/** Regions of Kazakhstan and cities of republican significance, ISO 3166-2:KZ. Anywhere else is abroad. */
export const REGIONS = [
  'KZ-10',
  'KZ-11',
  'KZ-15',
  'KZ-19',
  'KZ-23',
  'KZ-27',
  'KZ-31',
  'KZ-33',
  'KZ-35',
  'KZ-39',
  'KZ-43',
  'KZ-47',
  'KZ-55',
  'KZ-59',
  'KZ-61',
  'KZ-62',
  'KZ-63',
  'KZ-71',
  'KZ-75',
  'KZ-79',
] as const

export interface Medium {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly place: string
  readonly custodian: string
  /** Which backup key seals what lies on it: a fingerprint, no secret. */
  readonly keyId: string
  readonly state: 'in_use' | 'issued' | 'destroyed'
  readonly registeredAt: Moment
  readonly issuedTo: string | undefined
  readonly destroyedAt: Moment | undefined
  /** Number of the act of destruction. */
  readonly act: string | undefined
}

export async function listMedia(means: Means): Promise<readonly Medium[]> {
  const rows = await load(means.store.pool, MEDIUM, 'true order by registered_at, medium_id', [])
  return rows.map(mediumRow)
}

export async function mediumById(means: Means, id: string): Promise<Medium | undefined> {
  const row = await loadOne(means.store.pool, MEDIUM, 'medium_id::text = $1', [id])
  return row && mediumRow(row)
}

function mediumRow(row: Stored<typeof MEDIUM>): Medium {
  return {
    id: row.medium_id,
    name: row.name,
    region: row.region,
    place: row.place,
    custodian: row.custodian,
    keyId: row.key_id,
    state: row.state === 'in_use' || row.state === 'issued' ? row.state : 'destroyed',
    registeredAt: row.registered_at,
    issuedTo: row.issued_to,
    destroyedAt: row.destroyed_at,
    act: row.act,
  }
}
