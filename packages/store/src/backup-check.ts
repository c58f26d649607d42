/**
 * Is a medium whole? Every object opened and held against its manifest, the ledger and the commitments.
 *
 * Needs the keys and no database. The newest backup is rebuilt in thought: its entries must give the root of
 * its signed checkpoint, and every row that those entries leave alive must be in the pool and prove itself.
 *
 * Requirements: R-83. Invariants I3, I7.
 */
import { grow, leafHash, newVerifier, openCheckpoint } from '@kelisim/ledger'
import { type Keyring, openFromBackup } from '@kelisim/vault'
import type { Manifest, MediumFolder } from './backup-format.ts'
import {
  type BackupPool,
  entriesOf,
  heldBytes,
  keysOf,
  type MediumFault,
  openBackup,
  rowsFrom,
  wrappedKeys,
} from './backup-pool.ts'
import { readEntry } from './entry.ts'

export interface MediumCheck {
  readonly ok: boolean
  readonly manifests: number
  readonly objects: number
  readonly entries: number
  /** Live rows of the newest backup that open and prove themselves. */
  readonly rows: number
  /** Row versions of destroyed people: sealed under keys that are gone. */
  readonly sealedForever: number
  readonly newest: string | undefined
  readonly faults: readonly MediumFault[]
}

export async function checkMedium(
  folder: MediumFolder,
  keyring: Keyring,
  medium: string,
  vkey: string,
): Promise<MediumCheck> {
  const pool = await openBackup(folder, keyring, medium)
  const faults = [...pool.faults]
  const newest = pool.manifests.at(-1)?.manifest
  if (newest === undefined) {
    if (faults.length === 0) faults.push({ code: 'missing', name: 'manifests' })
    return {
      ok: false,
      manifests: 0,
      objects: 0,
      entries: 0,
      rows: 0,
      sealedForever: 0,
      newest: undefined,
      faults,
    }
  }
  const objects = [...newest.ledger.segments, ...newest.extras, newest.keys]
  for (const held of objects) await heldBytes(folder, held, faults)
  for (const held of newest.extras) {
    const sealed = await folder.read(held.name)
    const place = { medium, kind: 'extras', name: held.name }
    if (sealed !== undefined && openFromBackup(keyring, place, sealed) === undefined) {
      faults.push({ code: 'not_ours', name: held.name })
    }
  }
  const ledger = await ledgerOf(pool, keyring, newest, vkey, faults)
  const { rows, sealedForever } = await checkRows(pool, keyring, newest, ledger, faults)
  return {
    ok: faults.length === 0,
    manifests: pool.manifests.length,
    objects: objects.length + newest.packs.length + pool.manifests.length,
    entries: ledger.length,
    rows,
    sealedForever,
    newest: newest.id,
    faults: unique(faults),
  }
}

/** The entries, when they give the root that was signed. */
async function ledgerOf(
  pool: BackupPool,
  keyring: Keyring,
  { ledger }: Manifest,
  vkey: string,
  faults: MediumFault[],
): Promise<readonly Uint8Array[]> {
  const newest = pool.manifests.at(-1)
  const entries: Uint8Array[] = []
  try {
    if (newest !== undefined) {
      for await (const entry of entriesOf(pool, keyring, newest.manifest)) entries.push(entry)
    }
  } catch {
    // Which object it is stands among the faults already; the root says that the ledger is not whole.
  }
  if (!isSigned(entries, ledger.note, vkey)) faults.push({ code: 'ledger_altered', name: 'ledger' })
  return entries
}

/** Do these entries, all of them, give the root of the signed note? */
export function isSigned(entries: readonly Uint8Array[], note: string, vkey: string): boolean {
  const verifier = newVerifier(vkey)
  const opened = verifier && openCheckpoint(note, verifier)
  if (opened?.ok !== true || opened.size !== entries.length) return false
  return Buffer.from(grow(0, [], entries.map(leafHash)).root).equals(opened.root)
}

/** Commitments that these entries leave alive, with their tables. */
export function liveIn(entries: Iterable<Uint8Array>): Map<string, string> {
  const live = new Map<string, string>()
  const voided: string[] = []
  for (const bytes of entries) {
    const entry = readEntry(bytes)
    for (const [table, mark] of entry.writes ?? []) live.set(mark, table)
    for (const mark of entry.voids ?? []) voided.push(mark)
  }
  for (const mark of voided) live.delete(mark)
  return live
}

export function inboxOf({ ledger }: Manifest): readonly Uint8Array[] {
  return ledger.inbox.map((entry) => Buffer.from(entry, 'base64url'))
}

async function checkRows(
  pool: BackupPool,
  keyring: Keyring,
  newest: Manifest,
  ledger: readonly Uint8Array[],
  faults: MediumFault[],
): Promise<{ readonly rows: number; readonly sealedForever: number }> {
  const live = liveIn([...ledger, ...inboxOf(newest)])
  const keyOf = keysOf(keyring, await wrappedKeys(pool, keyring))
  let rows = 0
  for await (const { commitment } of rowsFrom(pool, keyring, keyOf, pool.rows.keys())) {
    if (live.delete(commitment)) rows += 1
  }
  let sealedForever = 0
  for (const [mark, { subject }] of pool.rows) {
    if (subject !== undefined && keyOf(subject) === undefined && !live.has(mark)) sealedForever += 1
  }
  // Lost before the backup was made: told by it, and no fault of the medium.
  if (live.size > newest.lost) faults.push({ code: 'row_altered', name: `${live.size} rows` })
  return { rows, sealedForever }
}

function unique(faults: readonly MediumFault[]): readonly MediumFault[] {
  return [...new Map(faults.map((fault) => [`${fault.code} ${fault.name}`, fault])).values()]
}
