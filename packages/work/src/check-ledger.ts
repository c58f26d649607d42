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
  newSigner,
  newVerifier,
  openCheckpoint,
  type Verification,
  verifyConsistency,
  verifyLog,
} from '@kelisim/ledger'
import {
  type Addresses,
  audit,
  type AuditReport,
  latestCheckpoint,
  openAuditor,
  type Pool,
  type Progress,
  readableLedgerFile,
  tileReader,
} from '@kelisim/store'
import type { Json } from '@kelisim/terms'
import { type Keyring, logSeed } from '@kelisim/vault'
import type { StaffMember } from './sign-in.ts'
import type { Means } from './means.ts'

export interface LedgerCheck {
  readonly verification: Verification
  /** The remembered checkpoint is larger than, or not part of, the ledger that stands here. */
  readonly rolledBack: boolean
  /** False: the check itself is not on record, because a damaged house could not write it down. */
  readonly recorded: boolean
}

export interface DatabaseCheck extends AuditReport {
  /** As above; such a check is never a good one. */
  readonly recorded: boolean
}

export async function checkLedger(
  means: Means,
  remembered: string | undefined,
  staff?: StaffMember,
): Promise<LedgerCheck> {
  const { verification, rolledBack } = await lookAtLedger(logOf(means), remembered)
  const ok = verification.ok && !rolledBack
  const recorded = await isRecorded(means, staff, { what: 'ledger', ok })
  return { verification, rolledBack, recorded }
}

/** What a look at the log needs: where it lies, and the key that must have signed it. */
interface StoredLog {
  readonly pool: Pool
  readonly vkey: string
}

function logOf({ log, store }: Means): StoredLog {
  const [signer] = log.signers
  if (signer === undefined) throw new Error('a log without a key')
  return { pool: store.pool, vkey: signer.vkey }
}

async function lookAtLedger(
  log: StoredLog,
  remembered: string | undefined,
): Promise<Omit<LedgerCheck, 'recorded'>> {
  const source = { read: async (path: string) => await readableLedgerFile(log.pool, path) }
  const verification = await verifyLog(source, log.vkey)
  const rolledBack = remembered !== undefined && !(await isContained(log, remembered))
  return { verification, rolledBack }
}

/** Where the database is, the keys, and what is remembered outside it. */
export interface ClosedHouse {
  readonly addresses: Addresses
  readonly keyring: Keyring
  readonly remembered: string | undefined
}

/**
 * Both checks of a house that does not open: a policy edited behind the door may keep it closed, and then these are what says
 * which row it is. Nothing is recorded, because there is no version to record under.
 */
export async function examineClosedHouse(
  { addresses, keyring, remembered }: ClosedHouse,
  progress?: Progress,
): Promise<{ readonly ledger: LedgerCheck; readonly database: DatabaseCheck }> {
  await using auditor = openAuditor(addresses, keyring)
  const pool = auditor.as.auditor
  const note = remembered ?? (await latestCheckpoint(pool))?.note
  // Its own name is the first line of what the log signs; another name would not fit the signature.
  const origin = note?.split('\n')[0] || 'unknown'
  const { vkey } = newSigner(origin, logSeed(keyring))
  const ledger = await lookAtLedger({ pool, vkey }, remembered)
  const report = await audit(auditor, progress)
  return {
    ledger: { ...ledger, recorded: false },
    database: { ...report, ok: false, recorded: false },
  }
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
  progress?: Progress,
  staff?: StaffMember,
): Promise<DatabaseCheck> {
  const report = await audit(means.store, progress)
  const recorded = await isRecorded(means, staff, { what: 'database', ok: report.ok })
  return { ...report, ok: report.ok && recorded, recorded }
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
  return await isContinued(logOf(means), older, newer)
}

async function isContinued(log: StoredLog, older: string, newer: string): Promise<boolean> {
  const verifier = newVerifier(log.vkey)
  if (verifier === undefined) throw new Error('a log without a key')
  const first = openCheckpoint(older, verifier)
  const second = openCheckpoint(newer, verifier)
  if (!first.ok || !second.ok || first.size > second.size) return false
  if (first.size === 0) return true
  const stored = await latestCheckpoint(log.pool)
  if ((stored?.size ?? 0) < second.size) return false
  const proof = await consistencyProof(tileReader(log.pool), first.size, second.size)
  return verifyConsistency({
    oldSize: first.size,
    newSize: second.size,
    oldRoot: first.root,
    newRoot: second.root,
    proof,
  })
}

async function isContained(log: StoredLog, remembered: string): Promise<boolean> {
  const stored = await latestCheckpoint(log.pool)
  return stored !== undefined && (await isContinued(log, remembered, stored.note))
}

/** What was found is told whether or not it could be written down: a house that cannot is damaged all the more. */
async function isRecorded(...what: Parameters<typeof record>): Promise<boolean> {
  try {
    await record(...what)
    return true
  } catch {
    return false
  }
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
