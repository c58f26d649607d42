/**
 * The officer has rows brought back that were altered, removed, exchanged, inserted or rolled back behind the door.
 *
 * What the ledger vouches for comes back; what nobody vouches for goes, sealed and kept aside; what was lawfully
 * destroyed or withdrawn stays so. The caller checks ledger and database from the beginning afterwards.
 * No house is needed: one whose policy rows were forged does not open, and must not. Finding out who did it, and informing the authorised body, is left to people (DL-07).
 *
 * Law: 94-V art. 18, 21(2), 22(1)(3), 25(2)(8). Requirements. Invariants I5, I7.
 */
import { type MediumFolder, openBackup, type Restoration, restoreRows } from '@kelisim/store'
import { type Moment, refusal } from '@kelisim/terms'
import { type Keyring, type Random, sealForBackup } from '@kelisim/vault'
import { mediumOf } from './back-up.ts'
import type { Answer } from './means.ts'
import type { Officer } from './register-medium.ts'
import { vkeyOf } from './restore-house.ts'

export interface RestoringDamaged {
  readonly folder: MediumFolder
  /** Address of the owner of the tables: the application itself may not change the past. */
  readonly ownerUrl: string
  readonly keyring: Keyring
  readonly remembered: string | undefined
  readonly officer: Officer
  readonly at: Moment
  readonly random: Random
  /** Where sealed rows that were taken out are kept; says where they lie. */
  readonly keep: (name: string, sealed: Uint8Array) => Promise<string>
}

export async function restoreDamaged(
  restoring: RestoringDamaged,
): Promise<Answer<{ readonly restoration: Restoration }>> {
  const { folder, keyring, officer, random, keep } = restoring
  if (officer.role !== 'officer' && officer.role !== 'system') {
    return refusal('operation_not_permitted')
  }
  // The register itself may be what was damaged: the medium proves itself by its content.
  const medium = await mediumOf(folder)
  if (medium === undefined) return refusal('medium_not_registered')
  const pool = await openBackup(folder, keyring, medium)
  const newest = pool.manifests.at(-1)?.manifest
  if (newest === undefined) return refusal('medium_not_registered')
  const restoration = await restoreRows({
    ...restoring,
    pool,
    vkey: vkeyOf(newest, keyring),
    actor: officer,
    keepAside: async (rows) => {
      const name = Buffer.from(random(16)).toString('hex')
      const place = { medium, kind: 'quarantine', name }
      return await keep(name, sealForBackup(keyring, place, rows, random))
    },
  })
  return { effect: 'done', restoration }
}
