/**
 * The officer has rows brought back that were altered, removed, exchanged, inserted or rolled back behind the door.
 *
 * What the ledger vouches for comes back; what nobody vouches for goes, sealed and kept aside; what was lawfully
 * destroyed or withdrawn stays so. Afterwards ledger and database are checked from the beginning, and the answer
 * says what they gave. Finding out who did it, and informing the authorised body, is left to people (DL-07).
 *
 * Law: 94-V art. 18, 21(2), 22(1)(3), 25(2)(8). Requirements. Invariants I5, I7.
 */
import {
  type AuditReport,
  type MediumFolder,
  openBackup,
  type Restoration,
  restoreRows,
} from '@kelisim/store'
import { refusal } from '@kelisim/terms'
import { sealForBackup } from '@kelisim/vault'
import { mediumOf } from './back-up.ts'
import { checkDatabase, checkLedger, type LedgerCheck } from './check-ledger.ts'
import type { Answer, Means } from './means.ts'
import type { Officer } from './register-medium.ts'

export interface Restored {
  readonly restoration: Restoration
  readonly database: AuditReport
  readonly ledger: LedgerCheck
}

export interface RestoringDamaged {
  readonly folder: MediumFolder
  /** Address of the owner of the tables: the application itself may not change the past. */
  readonly ownerUrl: string
  readonly remembered: string | undefined
  readonly officer: Officer
  /** Where sealed rows that were taken out are kept; says where they lie. */
  readonly keep: (name: string, sealed: Uint8Array) => Promise<string>
}

export async function restoreDamaged(
  means: Means,
  { folder, ownerUrl, remembered, officer, keep }: RestoringDamaged,
): Promise<Answer<Restored>> {
  if (officer.role !== 'officer' && officer.role !== 'system') {
    return refusal('operation_not_permitted')
  }
  // The register itself may be what was damaged: the medium proves itself by its content.
  const medium = await mediumOf(folder)
  if (medium === undefined) return refusal('medium_not_registered')
  const { store } = means
  const pool = await openBackup(folder, store.keys.keyring, medium)
  if (pool.manifests.length === 0) return refusal('medium_not_registered')
  const restoration = await restoreRows({
    store,
    ownerUrl,
    pool,
    vkey: means.log.signers[0]?.vkey ?? '',
    remembered,
    actor: officer,
    keepAside: async (rows) => {
      const name = Buffer.from(means.random(16)).toString('hex')
      const place = { medium, kind: 'quarantine', name }
      return await keep(name, sealForBackup(store.keys.keyring, place, rows, means.random))
    },
  })
  const ledger = await checkLedger(means, remembered)
  const database = await checkDatabase(means)
  return { effect: 'done', restoration, database, ledger }
}
