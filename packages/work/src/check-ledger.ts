/**
 * Is the ledger whole, and does the database stand as the ledger says?
 *
 * `checkLedger` recomputes every leaf, tile and the root from what an outsider would fetch, and holds
 * the result against the checkpoint remembered outside the database, so that a database rolled back
 * as a whole is found, too. `checkDatabase` is the audit of every row.
 *
 * Law: 94-V art. 21, 22(1). Requirements. Invariants I3, I7.
 */
import {
  consistencyProof,
  newVerifier,
  openCheckpoint,
  type Verification,
  verifyConsistency,
  verifyLog,
} from '@kelisim/ledger'
import { audit, type AuditReport, latestCheckpoint, ledgerFile, tileReader } from '@kelisim/store'
import type { Json } from '@kelisim/terms'
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
  const rolledBack = remembered !== undefined && !(await isContained(means, remembered))
  await record(means, staff, { what: 'ledger', ok: verification.ok && !rolledBack })
  return { verification, rolledBack }
}

/** Ids told in one entry; the count tells of the rest. */
const MISSING_TOLD_MAX = 300

/**
 * Does every action that this process recorded wait, or stand in the ledger? Tells those that are gone, once, with a
 * record of it. `all`: also those of the last moment, in a process that ends.
 */
export async function checkOwnActions(means: Means, all = false): Promise<readonly string[]> {
  const { own } = means.store
  const missing = await own.missing(all)
  if (missing.length === 0) return missing
  const told = missing.slice(0, MISSING_TOLD_MAX)
  try {
    await record(means, undefined, {
      what: 'actions',
      ok: false,
      count: missing.length,
      missing: told,
    })
  } catch (error) {
    own.acknowledged(missing)
    throw error
  }
  return missing
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

/**
 * Is the newer checkpoint of the same history as the older one, as the stored tiles tell? Both must be signed
 * by this log; tiles that are not there any more are a no.
 */
export async function continuesCheckpoint(
  means: Means,
  older: string,
  newer: string,
): Promise<boolean> {
  const verifier = newVerifier(means.log.signers[0]?.vkey ?? '')
  if (verifier === undefined) throw new Error('a log without a key')
  const first = openCheckpoint(older, verifier)
  const second = openCheckpoint(newer, verifier)
  if (!first.ok || !second.ok || first.size > second.size) return false
  if (first.size === 0) return true
  const stored = await latestCheckpoint(means.store.pool)
  if ((stored?.size ?? 0) < second.size) return false
  const proof = await consistencyProof(tileReader(means.store.pool), first.size, second.size)
  return verifyConsistency({
    oldSize: first.size,
    newSize: second.size,
    oldRoot: first.root,
    newRoot: second.root,
    proof,
  })
}

async function isContained(means: Means, remembered: string): Promise<boolean> {
  const stored = await latestCheckpoint(means.store.pool)
  return stored !== undefined && (await continuesCheckpoint(means, remembered, stored.note))
}

async function record(
  means: Means,
  staff: StaffMember | undefined,
  detail: { readonly [name: string]: Json },
): Promise<void> {
  const actor =
    staff === undefined ? { role: 'system', id: 'self' } : { role: staff.role, id: staff.id }
  await means.store.transaction(async (unit) => {
    unit.record({ kind: 'ledger_checked', actor, detail })
  })
}
