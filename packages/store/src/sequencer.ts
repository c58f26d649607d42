/**
 * Gives every recorded action its place in the ledger and signs the result.
 *
 * One writer at a time (an advisory lock of the transaction), in the one role that may write the ledger.
 * A round takes committed actions from the inbox, writes entries and tiles, **reads them back and
 * recomputes the root from what is stored**, signs, and commits all of it at once: there is no
 * half-written ledger to repair (I3).
 * A round that dies leaves nothing; its signature never left the process.
 *
 * The order among actions of one round is their id's; ids are UUIDv7, so it is the order of recording
 * as far as clocks agree. Nothing rests on it.
 *
 * Source: C2SP tlog-tiles, tlog-checkpoint. Law: 94-V art. 22(1)(5).
 */
import {
  edgeTiles,
  formatCheckpoint,
  grow,
  leafHash,
  newVerifier,
  openCheckpoint,
  rootOf,
  type Signer,
  signNote,
  type Tile,
  type TileId,
} from '@kelisim/ledger'
import { type Client, inTransaction } from './database.ts'
import { isOfThisHouse, type WaitingRow } from './own-actions.ts'
import type { Store } from './store.ts'

/** Entries of one round: bounds the transaction, about 100 ms of work. */
export const ROUND_ENTRIES_MAX = 1_000
const LOCK = 7_305_113

export interface Round {
  readonly sequenced: number
  readonly size: number
  readonly note: string
}

export interface Log {
  readonly origin: string
  readonly signers: readonly Signer[]
}

/**
 * `remembered`: the last checkpoint kept outside the database; a database that does not contain it was
 * rolled back, and nothing is signed on it.
 * One round; undefined when another process is the sequencer just now or nothing waits.
 */
export async function sequence(
  store: Store,
  log: Log,
  remembered?: string,
): Promise<Round | undefined> {
  let placed: readonly string[] = []
  const round = await inTransaction(store.as.sequencer, async (client) => {
    placed = []
    const locked = await client.query<{ mine: boolean }>({
      text: 'select pg_try_advisory_xact_lock($1) as mine',
      values: [LOCK],
      name: 'sequencer_lock',
    })
    if (locked.rows[0]?.mine !== true) return undefined
    const waiting = await takeInbox(client)
    refuseForged(store, waiting)
    const signed = await lastSigned(client, log, remembered)
    if (waiting.length === 0 && signed !== undefined) return undefined
    placed = waiting.map((row) => row.action_id)
    return await extend(client, store, log, signed?.size ?? 0, waiting)
  })
  store.own.placed(placed)
  return round
}

async function extend(
  client: Client,
  store: Store,
  log: Log,
  size: number,
  waiting: readonly WaitingRow[],
): Promise<Round> {
  const edge = await Promise.all(edgeTiles(size).map(async (id) => await edgeTile(client, id)))
  await writeEntries(client, size, waiting)
  // From the stored bytes, not from memory: a disk that lies is found before it is signed for.
  const stored = await storedEntries(client, size, waiting.length)
  const growth = grow(size, edge, stored.map(leafHash))
  await writeTiles(client, growth.tiles)
  const root = await rootOf(async (id) => await readTile(client, id), growth.size)
  if (growth.size > 0 && !Buffer.from(root).equals(growth.root)) {
    throw new Error('the stored tiles do not give the root that was computed')
  }
  const body = formatCheckpoint({ origin: log.origin, size: growth.size, root: growth.root })
  const note = signNote(body, log.signers)
  await client.query(
    `insert into ledger_checkpoint (size, note, signed_at) values ($1, $2, $3)
     on conflict (only_one) do update set size = excluded.size, note = excluded.note, signed_at = excluded.signed_at`,
    [growth.size, note, new globalThis.Date(store.means.now()).toISOString()],
  )
  return { sequenced: waiting.length, size: growth.size, note }
}

/** Takes what waits out of the inbox; visible again if this transaction does not commit. */
async function takeInbox(client: Client): Promise<readonly WaitingRow[]> {
  const { rows } = await client.query<WaitingRow>({
    text: `delete from action_inbox where action_id in
             (select action_id from action_inbox order by action_id limit ${ROUND_ENTRIES_MAX})
           returning action_id, handle, kind, at, entry, seal`,
    name: 'sequencer_take',
  })
  return rows.sort((a, b) => (a.action_id < b.action_id ? -1 : 1))
}

/** One that this house did not record may carry the commitment of a forged row: nothing is placed beside it. */
function refuseForged({ keys }: Store, waiting: readonly WaitingRow[]): void {
  const forged = waiting.find((row) => !isOfThisHouse(keys.keyring, row))
  if (forged === undefined) return
  throw new LedgerBroken(`an action that this house did not record: ${forged.action_id}`)
}

/**
 * What was signed last, with the tiles of today giving that very root: a tile altered behind our back
 * must stop the log here, because building on it would sign a second history of one size (I3).
 */
async function lastSigned(
  client: Client,
  log: Log,
  remembered: string | undefined,
): Promise<{ readonly size: number } | undefined> {
  const { rows } = await client.query<{ note: string }>({
    text: 'select note from ledger_checkpoint',
    name: 'sequencer_last',
  })
  const note = rows[0]?.note
  const signed = note === undefined ? undefined : await standing(client, log, note)
  if (remembered === undefined || remembered === note) return signed
  const kept = await standing(client, log, remembered, signed?.size ?? 0)
  return kept && signed
}

/** A signed checkpoint that the stored tiles still give; throws when they do not, or are fewer. */
async function standing(
  client: Client,
  log: Log,
  note: string,
  size = Number.MAX_SAFE_INTEGER,
): Promise<{ readonly size: number }> {
  const verifier = newVerifier(log.signers[0]?.vkey ?? '')
  const opened = verifier && openCheckpoint(note, verifier)
  if (opened?.ok !== true) throw new LedgerBroken('a checkpoint that this log did not sign')
  if (opened.size > size) throw new LedgerBroken('the database is older than what was signed')
  const root = await rootOf(async (id) => await readTile(client, id), opened.size)
  if (!Buffer.from(root).equals(opened.root)) {
    throw new LedgerBroken('the stored tiles are not those that were signed')
  }
  return { size: opened.size }
}

/** The ledger in the database is not the one that was signed: nothing more may be signed on it. */
export class LedgerBroken extends Error {
  override readonly name = 'LedgerBroken'
}

async function writeEntries(
  client: Client,
  size: number,
  rows: readonly WaitingRow[],
): Promise<void> {
  if (rows.length === 0) return
  await client.query({
    text: `insert into ledger_entry (leaf_index, action_id, handle, kind, at, entry)
           select $1 + place - 1, action_id, handle, kind, at, entry
           from unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::bytea[])
             with ordinality as taken (action_id, handle, kind, at, entry, place)`,
    values: [
      size,
      rows.map((row) => row.action_id),
      rows.map((row) => row.handle),
      rows.map((row) => row.kind),
      rows.map((row) => new globalThis.Date(row.at).toISOString()),
      rows.map((row) => Buffer.from(row.entry)),
    ],
    name: 'sequencer_write',
  })
}

async function storedEntries(client: Client, from: number, count: number): Promise<Uint8Array[]> {
  const { rows } = await client.query<{ entry: Uint8Array }>({
    text: 'select entry from ledger_entry where leaf_index >= $1 and leaf_index < $2 order by leaf_index',
    values: [from, from + count],
    name: 'sequencer_read_back',
  })
  if (rows.length !== count) throw new Error('the ledger does not hold what was written to it')
  return rows.map((row) => row.entry)
}

async function edgeTile(client: Client, id: TileId): Promise<Tile> {
  const bytes = await readTile(client, id)
  if (bytes === undefined) throw new Error('a tile of the ledger is missing')
  return { ...id, bytes: bytes.subarray(0, id.width * 32) }
}

export async function readTile(
  client: Pick<Client, 'query'>,
  id: TileId,
): Promise<Uint8Array | undefined> {
  const { rows } = await client.query<{ bytes: Uint8Array; width: number }>({
    text: 'select bytes, width from ledger_tile where level = $1 and tile_index = $2',
    values: [id.level, id.index],
    name: 'ledger_tile',
  })
  const row = rows[0]
  return row === undefined || row.width < id.width ? undefined : row.bytes
}

async function writeTiles(client: Client, tiles: readonly Tile[]): Promise<void> {
  if (tiles.length === 0) return
  await client.query({
    text: `insert into ledger_tile (level, tile_index, width, bytes)
           select * from unnest($1::int[], $2::bigint[], $3::int[], $4::bytea[])
           on conflict (level, tile_index) do update set width = excluded.width, bytes = excluded.bytes
             where ledger_tile.width < excluded.width`,
    values: [
      tiles.map((tile) => tile.level),
      tiles.map((tile) => tile.index),
      tiles.map((tile) => tile.width),
      tiles.map((tile) => Buffer.from(tile.bytes)),
    ],
    name: 'ledger_tiles_write',
  })
}
