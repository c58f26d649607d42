/**
 * Mends the ledger itself: entries altered, removed or added behind the door, tiles, the checkpoint.
 *
 * Believed is a checkpoint signed by the log's own key: the largest of what stands in the database, what is
 * remembered outside it and what the backup carries. The entries must give its root; those that do not are
 * taken from the backup. Tiles are computed anew. What came after the backup and was altered cannot be
 * mended from it: then nothing is changed at all.
 *
 * Requirements: R-83. Invariants I3, I7.
 */
import { grow, leafHash, newVerifier, openCheckpoint, type Tile } from '@kelisim/ledger'
import { type Keyring, sealAction } from '@kelisim/vault'
import { inboxOf } from './backup-check.ts'
import type { Manifest } from './backup-format.ts'
import { type BackupPool, entriesOf } from './backup-pool.ts'
import type { Client } from './database.ts'
import { readEntry } from './entry.ts'
import { isOfThisHouse, type WaitingRow } from './own-actions.ts'

const PAGE = 1_000

export interface MendedLedger {
  readonly entries: number
  readonly tiles: number
  readonly inbox: number
  readonly checkpoint: boolean
}

/** What was damaged lies after the newest backup: it cannot be mended from there. */
export class BeyondBackup extends Error {
  override readonly name = 'BeyondBackup'
}

export interface Signed {
  readonly size: number
  readonly root: Uint8Array
  readonly note: string
}

/** The largest of these notes that the log signed. */
export function largestSigned(
  notes: readonly (string | undefined)[],
  vkey: string,
): Signed | undefined {
  const verifier = newVerifier(vkey)
  let best: Signed | undefined
  for (const note of notes) {
    const opened =
      note === undefined || verifier === undefined ? undefined : openCheckpoint(note, verifier)
    if (note === undefined || opened?.ok !== true || opened.size < (best?.size ?? 0)) continue
    best = { size: opened.size, root: opened.root, note }
  }
  return best
}

export async function mendLedger(
  client: Client,
  pool: BackupPool,
  keyring: Keyring,
  manifest: Manifest,
  vkey: string,
  remembered: string | undefined,
): Promise<MendedLedger> {
  const { rows } = await client.query<{ note: string }>('select note from ledger_checkpoint')
  const standing = rows[0]?.note
  const signed = largestSigned([standing, remembered, manifest.ledger.note], vkey)
  if (signed === undefined) throw new BeyondBackup('no checkpoint that the log signed was found')
  let leaves = await leavesOf(client)
  let entries = 0
  if (!gives(leaves, signed)) {
    // Without what is remembered outside the database, a longer ledger may be the true one.
    if (remembered === undefined && leaves.length > signed.size) {
      throw new BeyondBackup('the database has entries that no checkpoint at hand has signed')
    }
    entries = await mendEntries(client, pool, keyring, manifest, signed.size)
    leaves = await leavesOf(client)
    if (!gives(leaves, signed)) {
      throw new BeyondBackup('the entries that were altered are newer than the backup')
    }
  }
  const tiles = await mendTiles(client, grow(0, [], leaves).tiles)
  if (standing !== signed.note) await putCheckpoint(client, signed)
  const inbox = await mendInbox(client, keyring, manifest)
  return { entries, tiles, inbox, checkpoint: standing !== signed.note }
}

/** Leaf hashes by index; a gap or a number out of place makes the list useless, and so it is empty. */
export async function leavesOf(client: Client): Promise<readonly Uint8Array[]> {
  const leaves: Uint8Array[] = []
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const { rows } = await client.query<{ leaf_index: number; entry: Uint8Array }>(
      'select leaf_index, entry from ledger_entry where leaf_index > $1 order by leaf_index limit $2',
      [after, PAGE],
    )
    for (const row of rows) {
      if (row.leaf_index !== leaves.length) return []
      leaves.push(leafHash(row.entry))
    }
    const last = rows.at(-1)
    if (last === undefined) return leaves
    after = last.leaf_index
  }
}

export function gives(leaves: readonly Uint8Array[], { size, root }: Signed): boolean {
  return leaves.length === size && Buffer.from(grow(0, [], leaves).root).equals(root)
}

async function mendEntries(
  client: Client,
  pool: BackupPool,
  keyring: Keyring,
  manifest: Manifest,
  size: number,
): Promise<number> {
  const beyond = await client.query('delete from ledger_entry where leaf_index >= $1', [size])
  let mended = beyond.rowCount ?? 0
  let page: Uint8Array[] = []
  let from = 0
  const flush = async () => {
    mended += await mendPage(client, from, page)
    from += page.length
    page = []
  }
  for await (const entry of entriesOf(pool, keyring, manifest)) {
    page.push(entry)
    if (page.length === PAGE) await flush()
  }
  await flush()
  return mended
}

async function mendPage(
  client: Client,
  from: number,
  entries: readonly Uint8Array[],
): Promise<number> {
  const { rows } = await client.query<{ leaf_index: number; entry: Uint8Array }>(
    'select leaf_index, entry from ledger_entry where leaf_index >= $1 and leaf_index < $2',
    [from, from + entries.length],
  )
  const standing = new Map(rows.map((row) => [row.leaf_index, row.entry]))
  const wrong = entries.flatMap((entry, place) => {
    const index = from + place
    return isSame(standing.get(index), entry) ? [] : [{ index, entry }]
  })
  if (wrong.length === 0) return 0
  await client.query('delete from ledger_entry where leaf_index = any ($1::bigint[])', [
    wrong.map(({ index }) => index),
  ])
  // An entry moved to another place keeps its id: that one goes, too, and comes back with its own.
  await putEntries(client, wrong)
  return wrong.length
}

function isSame(standing: Uint8Array | undefined, entry: Uint8Array): boolean {
  return standing !== undefined && Buffer.from(standing).equals(entry)
}

export async function putEntries(
  client: Client,
  entries: readonly { readonly index: number; readonly entry: Uint8Array }[],
): Promise<void> {
  const read = entries.map(({ entry }) => readEntry(entry))
  await client.query('delete from ledger_entry where action_id = any ($1::uuid[])', [
    read.map(({ id }) => id),
  ])
  await client.query(
    `insert into ledger_entry (leaf_index, action_id, handle, kind, at, entry)
     select * from unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::bytea[])`,
    [
      entries.map(({ index }) => index),
      read.map(({ id }) => id),
      read.map(({ subject }) => subject ?? null),
      read.map(({ kind }) => kind),
      read.map(({ at }) => at),
      entries.map(({ entry }) => Buffer.from(entry)),
    ],
  )
}

/** The number of tiles that were not what the entries give. */
async function mendTiles(client: Client, tiles: readonly Tile[]): Promise<number> {
  const { rows } = await client.query<{
    level: number
    tile_index: number
    width: number
    bytes: Uint8Array
  }>('select level, tile_index, width, bytes from ledger_tile')
  const standing = new Map(rows.map((row) => [`${row.level}/${row.tile_index}`, row]))
  let wrong = 0
  for (const tile of tiles) {
    const key = `${tile.level}/${tile.index}`
    const row = standing.get(key)
    standing.delete(key)
    if (row?.width !== tile.width || !isSame(row.bytes, tile.bytes)) wrong += 1
  }
  wrong += standing.size
  if (wrong > 0) await putTiles(client, tiles)
  return wrong
}

export async function putTiles(client: Client, tiles: readonly Tile[]): Promise<void> {
  await client.query('delete from ledger_tile')
  for (let from = 0; from < tiles.length; from += PAGE) {
    const page = tiles.slice(from, from + PAGE)
    await client.query(
      `insert into ledger_tile (level, tile_index, width, bytes)
       select * from unnest($1::int[], $2::bigint[], $3::int[], $4::bytea[])`,
      [
        page.map((tile) => tile.level),
        page.map((tile) => tile.index),
        page.map((tile) => tile.width),
        page.map((tile) => Buffer.from(tile.bytes)),
      ],
    )
  }
}

export async function putCheckpoint(client: Client, { size, note }: Signed): Promise<void> {
  await client.query(
    `insert into ledger_checkpoint (size, note, signed_at) values ($1, $2, now())
     on conflict (only_one) do update set size = excluded.size, note = excluded.note, signed_at = excluded.signed_at`,
    [size, note],
  )
}

/** What this house did not record goes; what waited at the backup and is neither in the ledger nor waiting now comes. */
async function mendInbox(client: Client, keyring: Keyring, manifest: Manifest): Promise<number> {
  const { rows } = await client.query<WaitingRow>(
    'select action_id, handle, kind, at, entry, seal from action_inbox',
  )
  const forged = rows.filter((row) => !isOfThisHouse(keyring, row))
  await client.query('delete from action_inbox where action_id = any ($1::uuid[])', [
    forged.map((row) => row.action_id),
  ])
  let put = forged.length
  for (const bytes of inboxOf(manifest)) put += await putWaiting(client, keyring, bytes)
  return put
}

export async function putWaiting(
  client: Client,
  keyring: Keyring,
  bytes: Uint8Array,
): Promise<number> {
  const { id, subject: handle, kind, at } = readEntry(bytes)
  const seal = sealAction(keyring, { id, handle, kind, at: Date.parse(at), entry: bytes })
  const { rowCount } = await client.query(
    `insert into action_inbox (action_id, handle, kind, at, entry, seal)
     select $1::uuid, $2, $3, $4::timestamptz, $5, $6
     where not exists (select from ledger_entry where action_id = $1::uuid)
     on conflict (action_id) do nothing`,
    [id, handle ?? null, kind, at, Buffer.from(bytes), Buffer.from(seal)],
  )
  return rowCount ?? 0
}
