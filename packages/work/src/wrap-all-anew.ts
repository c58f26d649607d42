/**
 * Every living subject's key is wrapped under the newest epoch: a million in a minute, while people are served.
 *
 * In stretches of the table as it lies on disk, one statement each. While the database writes a stretch, the next one
 * is read and wrapped here; after each few keys whoever waits for this process is let in. A key is written only where
 * the wrapping is still the one that was read, so nothing that changed meanwhile is undone. Keys made meanwhile are
 * under the newest epoch already (`keys.epoch_floor`) and a key that waits does not move, so one pass sees all; a
 * second one is made should any be left.
 *
 * As the keeper of keys, who sees all of them: the application would see none, and take that for none left.
 *
 * A key that came back after its subject's destruction is left out and dies with its epoch. The key of a blocked
 * person becomes a blocked one, should it not be; never the other way round, or whoever edits a state lifts a block.
 * Why not two levels: decision 0079. Requirements: R-99. Invariant I5.
 */
import { setImmediate as letOthersIn } from 'node:timers/promises'
import type { SubjectId } from '@kelisim/terms'
import { type Keyring, newWrapBatch, wrapAnew } from '@kelisim/vault'
import type { Means } from './means.ts'

/** Of 8 KiB: one to two thousand keys. */
const BLOCKS = 32
/** Keys wrapped between two turns of everybody else: about a millisecond. */
const TURN = 32
/** The second pass finds what a process with an old program wrote; a third would mean that it goes on. */
const PASSES_MAX = 3

/** A key under an older epoch whose subject lives. */
const LEFT = `epoch < $1
  and not exists (select from destruction act where act.subject_id = held.subject_id)`

interface KeyRow {
  readonly place: string
  readonly subject_id: SubjectId
  readonly key_version: number
  readonly epoch: number
  readonly wrapped: Uint8Array
  readonly is_blocked: boolean
}

interface Page {
  readonly rows: readonly KeyRow[]
  readonly fresh: readonly Uint8Array[]
}

/** How many were wrapped. Throws, and has forgotten nothing, when a key does not unwrap. */
export async function wrapAllAnew(means: Means, keyring: Keyring): Promise<number> {
  let wrapped = 0
  for (let pass = 1; pass <= PASSES_MAX; pass++) {
    wrapped += await passOver(means, keyring)
    if (!(await isAnyLeft(means, keyring.epoch))) return wrapped
  }
  throw new Error("couldn't rotate: keys under an old epoch keep appearing")
}

async function passOver(means: Means, keyring: Keyring): Promise<number> {
  const { rows } = await means.store.as.keeper.query<{ blocks: number }>(
    "select ceil(pg_relation_size('keys.subject_key') / 8192.0)::int as blocks",
  )
  const end = rows[0]?.blocks ?? 0
  let wrapped = 0
  let page = await prepare(means, keyring, 0)
  for (let next = BLOCKS; next < end + BLOCKS; next += BLOCKS) {
    const [written, following] = await Promise.all([
      write(means, keyring.epoch, page),
      prepare(means, keyring, next),
    ])
    wrapped += written
    page = following
  }
  return wrapped + (await write(means, keyring.epoch, page))
}

async function prepare(means: Means, keyring: Keyring, block: number): Promise<Page> {
  const { rows } = await means.store.as.keeper.query<KeyRow>({
    text: `select ctid::text as place, subject_id, key_version, epoch, wrapped,
             exists (select from blocked_person b where b.subject_id = held.subject_id) as is_blocked
           from keys.subject_key held where ${LEFT} and ctid >= $2::tid and ctid < $3::tid`,
    values: [keyring.epoch, `(${block},0)`, `(${block + BLOCKS},0)`],
    name: 'keys_stretch_to_wrap',
  })
  const fresh: Uint8Array[] = []
  const batch = newWrapBatch(means.random)
  for (const row of rows) {
    const stored = { ...row, keyVersion: row.key_version }
    const block = row.is_blocked
    const anew = wrapAnew(keyring, row.subject_id, stored, means.random, batch, block)
    // Stopping here keeps the old epoch alive: nobody's data may be lost to a tampered row.
    if (anew === undefined) throw new Error("couldn't unwrap a key while rotating: run the audit")
    fresh.push(anew.wrapped)
    if (fresh.length % TURN === 0) await letOthersIn()
  }
  return { rows, fresh }
}

async function write(means: Means, epoch: number, { rows, fresh }: Page): Promise<number> {
  if (rows.length === 0) return 0
  const { rowCount } = await means.store.as.keeper.query({
    text: `update keys.subject_key held set epoch = $5, wrapped = anew.wrapped
           from unnest($1::tid[], $2::uuid[], $3::bytea[], $4::bytea[])
             as anew (place, subject_id, old, wrapped)
           where held.ctid = anew.place and held.subject_id = anew.subject_id
             and held.wrapped = anew.old`,
    values: [
      rows.map((row) => row.place),
      rows.map((row) => row.subject_id),
      rows.map((row) => row.wrapped),
      fresh.map((one) => Buffer.from(one)),
      epoch,
    ],
    name: 'keys_wrap_anew',
  })
  return rowCount ?? 0
}

async function isAnyLeft(means: Means, epoch: number): Promise<boolean> {
  const { rows } = await means.store.as.keeper.query<{ left: boolean }>(
    `select exists (select from keys.subject_key held where ${LEFT}) as left`,
    [epoch],
  )
  return rows[0]?.left === true
}
