/**
 * Reading the ledger: what anyone may fetch (C2SP paths), and a person's own part.
 *
 * Entry bundles are made from the entries as stored, hash tiles come from the tile table; an outsider
 * who finds them disagreeing has found tampering.
 */
import {
  encodeBundle,
  inclusionProof,
  MAX_ENTRY_BYTES,
  parseEntryBundlePath,
  parseTilePath,
  type TileReader,
} from '@kelisim/ledger'
import { type Moment, type StaffId, toIso } from '@kelisim/terms'
import { DatabaseError, type Pool } from './database.ts'
import { type Entry, readEntry } from './entry.ts'
import { readTile } from './sequencer.ts'
import type { Store } from './store.ts'
import { witnessedCheckpoint } from './witnessed.ts'

export const BUNDLE_ENTRIES = 256
const HASH_BYTES = 32
/** Greater than any id: a first page asks the index the same question as a later one. */
const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

export interface Checkpoint {
  readonly size: number
  readonly note: string
  readonly signedAt: number
}

export async function latestCheckpoint(pool: Pool): Promise<Checkpoint | undefined> {
  const { rows } = await pool.query<{ size: number; note: string; signed_at: number }>({
    text: 'select size, note, signed_at from ledger_checkpoint',
    name: 'ledger_checkpoint',
  })
  const row = rows[0]
  return row && { size: row.size, note: row.note, signedAt: row.signed_at }
}

/** The same for a check: what PostgreSQL cannot read is not there, and the check goes on to name it. */
export async function readableLedgerFile(
  pool: Pool,
  path: string,
): Promise<Uint8Array | undefined> {
  try {
    return await ledgerFile(pool, path)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    return undefined
  }
}

/** The bytes at a C2SP path (`checkpoint`, `tile/0/000`, `tile/entries/000.p/5`), or undefined. */
export async function ledgerFile(pool: Pool, path: string): Promise<Uint8Array | undefined> {
  const checkpoint = await latestCheckpoint(pool)
  if (checkpoint === undefined) return undefined
  if (path === 'checkpoint') {
    const witnessed = await witnessedCheckpoint(pool)
    const isSame = witnessed?.note.startsWith(checkpoint.note) === true
    return Buffer.from(isSame ? witnessed.note : checkpoint.note, 'utf8')
  }
  const bundle = parseEntryBundlePath(path)
  if (bundle !== undefined)
    return await entryBundle(pool, bundle.index, bundle.width, checkpoint.size)
  const id = parseTilePath(path)
  if (id === undefined) return undefined
  const bytes = await readTile(pool, id)
  return bytes?.subarray(0, id.width * HASH_BYTES)
}

/**
 * Entries before this one are older than the moment; a whole number of bundles (C2SP tlog-tiles, Pruning). Moments
 * of neighbours may be out of order by as much as a commit takes, which is nothing against a term of years.
 */
export async function ledgerMinimum(pool: Pool, olderThan: Moment): Promise<number> {
  const { rows } = await pool.query<{ leaf_index: number }>({
    text: `select leaf_index from ledger_entry where at < $1
           order by at desc, leaf_index desc limit 1`,
    values: [toIso(olderThan)],
    name: 'ledger_minimum',
  })
  const older = (rows[0]?.leaf_index ?? -1) + 1
  return older - (older % BUNDLE_ENTRIES)
}

export function tileReader(pool: Pool): TileReader {
  return async (id) => await readTile(pool, id)
}

async function entryBundle(
  pool: Pool,
  index: number,
  width: number,
  size: number,
): Promise<Uint8Array | undefined> {
  const from = index * BUNDLE_ENTRIES
  if (from + width > size) return undefined
  const { rows } = await pool.query<{ entry: Uint8Array }>(
    'select entry from ledger_entry where leaf_index >= $1 and leaf_index < $2 order by leaf_index',
    [from, from + width],
  )
  const entries = rows.map((row) => row.entry)
  // A longer one was never written: somebody altered it behind the door.
  const isWhole =
    entries.length === width && entries.every(({ length }) => length <= MAX_ENTRY_BYTES)
  return isWhole ? encodeBundle(entries) : undefined
}

export interface FeedRow {
  readonly entry: Entry
  /** Place in the ledger; undefined while it waits for the sequencer. */
  readonly index: number | undefined
}

/** A person's own actions, newest first; `before` is an action id of an earlier page. */
export async function actionsOf(
  store: Store,
  handle: string,
  limit: number,
  before?: string,
): Promise<readonly FeedRow[]> {
  const { rows } = await store.pool.query<{ entry: Uint8Array; leaf_index: number | null }>({
    text: `select entry, leaf_index from (
             (select action_id, entry, leaf_index from ledger_entry
               where handle = $1 and action_id < $3 order by action_id desc limit $2)
             union all
             (select action_id, entry, null from action_inbox
               where handle = $1 and action_id < $3)) mine
           order by action_id desc limit $2`,
    values: [handle, limit, before ?? AFTER_ALL],
    name: 'actions_of',
  })
  return rows.map((row) => ({ entry: readEntry(row.entry), index: row.leaf_index ?? undefined }))
}

export async function countActionsOf(store: Store, handle: string): Promise<number> {
  const { rows } = await store.pool.query<{ count: number }>(
    `select (select count(*) from ledger_entry where handle = $1)
          + (select count(*) from action_inbox where handle = $1) as count`,
    [handle],
  )
  return rows[0]?.count ?? 0
}

/** Where actions wait there is no column of the actor: an entry begins with it, and these rows are few. */
const WAITS_BY_STAFF = 'substring(entry from 1 for 53) = $2'

function byStaff(staff: StaffId): Buffer {
  return Buffer.from(`{"actor":{"id":"${staff}"`, 'utf8')
}

/** What one member of staff did, newest first; `before` is an action id of an earlier page. */
export async function actionsBy(
  store: Store,
  staff: StaffId,
  limit: number,
  before?: string,
): Promise<readonly FeedRow[]> {
  const { rows } = await store.pool.query<{ entry: Uint8Array; leaf_index: number | null }>({
    text: `select entry, leaf_index from (
             (select action_id, entry, leaf_index from ledger_entry
               where actor = $1 and at <= $5 and action_id < $4
               order by at desc, action_id desc limit $3)
             union all
             (select action_id, entry, null from action_inbox
               where ${WAITS_BY_STAFF} and action_id < $4)) theirs
           order by action_id desc limit $3`,
    values: [staff, byStaff(staff), limit, before ?? AFTER_ALL, momentIn(before)],
    name: 'actions_by',
  })
  return rows.map((row) => ({ entry: readEntry(row.entry), index: row.leaf_index ?? undefined }))
}

/** The moment that an id of an action begins with, as the index of actors has it. RFC 9562 5.7. */
function momentIn(id: string | undefined): string {
  if (id === undefined) return 'infinity'
  return new globalThis.Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString()
}

export interface ActionCount {
  readonly all: number
  readonly refused: number
}

export async function countActionsBy(store: Store, staff: StaffId): Promise<ActionCount> {
  const count = `select count(*) as number, count(*) filter (where kind = 'refused') as refused`
  const { rows } = await store.pool.query<ActionCount>(
    `select coalesce(sum(number), 0)::bigint as all, coalesce(sum(refused), 0)::bigint as refused from (
       ${count} from ledger_entry where actor = $1
       union all ${count} from action_inbox where ${WAITS_BY_STAFF}) theirs`,
    [staff, byStaff(staff)],
  )
  return { all: rows[0]?.all ?? 0, refused: rows[0]?.refused ?? 0 }
}

export interface Located {
  readonly index: number
  readonly handle: string | undefined
  readonly bytes: Uint8Array
}

interface LocatedRow {
  readonly leaf_index: number
  readonly handle: string | null
  readonly entry: Uint8Array
}

function located(row: LocatedRow | undefined): Located | undefined {
  return row && { index: row.leaf_index, handle: row.handle ?? undefined, bytes: row.entry }
}

/** Where an action stands in the ledger; undefined while it waits. */
export async function locateAction(store: Store, action: string): Promise<Located | undefined> {
  const { rows } = await store.pool.query<LocatedRow>(
    'select leaf_index, handle, entry from ledger_entry where action_id = $1',
    [action],
  )
  return located(rows[0])
}

/**
 * Where the grant of a consent stands. Grants have an index of their own, so the search reads a person's
 * few grants and not the thousands of looks at their data.
 */
export async function locateGrant(
  store: Store,
  handle: string,
  consent: string,
): Promise<Located | undefined> {
  const { rows } = await store.pool.query<LocatedRow>(
    `select leaf_index, handle, entry from ledger_entry
     where handle = $1 and kind = 'consent_granted'
       and convert_from(entry, 'UTF8')::jsonb -> 'detail' ->> 'consent' = $2
     order by leaf_index desc limit 1`,
    [handle, consent],
  )
  return located(rows[0])
}

/** Where an act of destruction, or one person's part of it, stands. */
export async function locateDestruction(store: Store, act: string): Promise<Located | undefined> {
  const { rows } = await store.pool.query<LocatedRow>(
    `select leaf_index, handle, entry from act_action join ledger_entry using (action_id)
     where act_id = $1`,
    [act],
  )
  return located(rows[0])
}

export async function proofOf(
  store: Store,
  index: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  return await inclusionProof(tileReader(store.pool), index, size)
}

export async function waitingActions(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*) from action_inbox')
  return rows[0]?.count ?? 0
}
