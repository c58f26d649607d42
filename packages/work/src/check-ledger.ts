/**
 * Is the ledger whole, and does the database stand as the ledger says?
 *
 * `checkLedger` recomputes every leaf, tile and the root from what an outsider would fetch, and holds
 * the result against the checkpoint remembered outside the database, so that a database rolled back
 * as a whole is found, too. `checkDatabase` is the audit of every row.
 *
 * Law: 94-V art. 21, 22(1). Requirements. Invariants I3, I7.
 */
import { openCheckpoint, newVerifier, type Verification, verifyLog } from '@kelisim/ledger'
import { audit, type AuditReport, ledgerFile } from '@kelisim/store'
import type { StaffMember } from './sign-in.ts'
import type { Means } from './means.ts'

export interface LedgerCheck {
  readonly verification: Verification
  /** The remembered checkpoint is larger than, or not part of, the ledger that stands here. */
  readonly rolledBack: boolean
}

export async function checkLedger(
  means: Means,
  remembered: string | undefined,
  staff?: StaffMember,
): Promise<LedgerCheck> {
  const signer = means.log.signers[0]
  if (signer === undefined) throw new Error('a log without a key')
  const source = { read: async (path: string) => await ledgerFile(means.store.pool, path) }
  const verification = await verifyLog(source, signer.vkey)
  const size = remembered === undefined ? 0 : sizeOf(remembered, signer.vkey)
  const rolledBack = size === undefined || size > verification.size
  await record(means, staff, { what: 'ledger', ok: verification.ok && !rolledBack })
  return { verification, rolledBack }
}

export async function checkDatabase(
  means: Means,
  progress?: (done: number, what: string) => void,
  staff?: StaffMember,
): Promise<AuditReport> {
  const report = await audit(means.store, progress)
  await record(means, staff, { what: 'database', ok: report.ok })
  return report
}

function sizeOf(note: string, vkey: string): number | undefined {
  const verifier = newVerifier(vkey)
  if (verifier === undefined) return undefined
  const opened = openCheckpoint(note, verifier)
  return opened.ok ? opened.size : undefined
}

async function record(
  means: Means,
  staff: StaffMember | undefined,
  detail: { readonly what: string; readonly ok: boolean },
): Promise<void> {
  const actor =
    staff === undefined ? { role: 'system', id: 'self' } : { role: staff.role, id: staff.id }
  await means.store.transaction(async (unit) => {
    unit.record({ kind: 'ledger_checked', actor, detail })
  })
}
