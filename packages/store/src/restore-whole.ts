/**
 * Builds a whole database from a medium and the keys: ledger, rows, texts, keys, into an empty schema.
 *
 * The log must not go back: a backup that is shorter than the checkpoint remembered outside the database is
 * refused, unless the entries after it come from a published copy of the log. Then rows whose versions were
 * lost with the database are voided by the act, so that the ledger says what is true again; and what was
 * destroyed or withdrawn in those entries stays so. A copy for investigation may be of any moment, is read-only,
 * and carries no key of anybody who was destroyed since: keys come from the newest backup alone.
 *
 * Law: 94-V art. 18, 22(1)(3). Requirements. Invariants I3, I5, I7.
 */
import { grow, leafHash } from '@kelisim/ledger'
import type { Moment, SubjectId } from '@kelisim/terms'
import { type Keyring, type Random, unwrapSubjectKey } from '@kelisim/vault'
import { putExtraRows } from './backup-extras.ts'
import { inboxOf, isSigned, liveIn } from './backup-check.ts'
import type { Manifest } from './backup-format.ts'
import { type BackupPool, entriesOf, keysOf, rowsFrom, wrappedKeys } from './backup-pool.ts'
import { type Client, inTransaction, openPool } from './database.ts'
import { type Actor, readEntry } from './entry.ts'
import { recordRestoration } from './restore-act.ts'
import {
  largestSigned,
  putCheckpoint,
  putEntries,
  putTiles,
  putWaiting,
  type Signed,
} from './restore-ledger.ts'
import { putRows, withoutGuards } from './restore-tables.ts'
import { extrasOf } from './restore-texts.ts'
import { AUDITED } from './audited.ts'
import { type Cells } from './table.ts'

const PAGE = 1_000
/** Commitments that one entry of the act voids: 46 bytes each of at most 16 KB. */
const VOIDS_MAX = 250

export interface WholeRestoring {
  /** Of the owner of a migrated, empty database. */
  readonly ownerUrl: string
  readonly pool: BackupPool
  readonly manifest: Manifest
  readonly keyring: Keyring
  readonly vkey: string
  /** The last checkpoint that is known outside the database that was lost. */
  readonly remembered: string | undefined
  /** Entries of the published log after the backup, in order. */
  readonly tail: readonly Uint8Array[]
  /** Read-only, for investigation; no act is written. */
  readonly copy: boolean
  /** Known from elsewhere to have been destroyed since. */
  readonly isDestroyed: (subject: SubjectId) => boolean
  readonly actor: Actor
  readonly at: Moment
  readonly random: Random
}

export interface WholeRestoration {
  readonly manifest: string
  readonly at: string
  readonly entries: number
  readonly tail: number
  readonly rows: number
  readonly people: number
  /** Live by the ledger and not to be had any more: voided by the act, or left out of a copy. */
  readonly lost: number
  readonly note: string
}

export type Hindrance = 'not_empty' | 'log_would_go_back' | 'ledger_altered' | 'rows_missing'

export class NotRestorable extends Error {
  override readonly name = 'NotRestorable'
  readonly why: Hindrance

  constructor(why: Hindrance) {
    super(`couldn't restore: ${why}`)
    this.why = why
  }
}

export async function restoreWhole(restoring: WholeRestoring): Promise<WholeRestoration> {
  const owner = openPool(restoring.ownerUrl, undefined)
  try {
    await inTransaction(owner, refuseFull)
    const { signed, entries } = await ledgerOf(restoring)
    const done = await inTransaction(owner, async (client) => {
      await refuseFull(client)
      return await build(client, restoring, signed, entries)
    })
    if (restoring.copy) await makeReadOnly(owner)
    return done
  } finally {
    await owner.end()
  }
}

/** The entries to restore, and a checkpoint that signs exactly these. */
async function ledgerOf(
  restoring: WholeRestoring,
): Promise<{ readonly signed: Signed; readonly entries: readonly Uint8Array[] }> {
  const { pool, keyring, manifest, vkey, remembered, tail, copy } = restoring
  const entries: Uint8Array[] = []
  for await (const entry of entriesOf(pool, keyring, manifest)) {
    if (entries.length < manifest.ledger.size) entries.push(entry)
  }
  if (!isSigned(entries, manifest.ledger.note, vkey)) throw new NotRestorable('ledger_altered')
  const own = largestSigned([manifest.ledger.note], vkey)
  const signed = copy ? own : largestSigned([manifest.ledger.note, remembered], vkey)
  if (signed === undefined) throw new NotRestorable('ledger_altered')
  const all = copy ? entries : [...entries, ...tail].slice(0, signed.size)
  if (all.length < signed.size) throw new NotRestorable('log_would_go_back')
  if (!isSigned(all, signed.note, vkey)) throw new NotRestorable('ledger_altered')
  if (!copy && remembered !== undefined) refuseOtherHistory(all, remembered, vkey)
  return { signed, entries: all }
}

/** What is remembered must be part of what is restored, not only shorter. */
function refuseOtherHistory(
  entries: readonly Uint8Array[],
  remembered: string,
  vkey: string,
): void {
  const known = largestSigned([remembered], vkey)
  if (known === undefined) throw new NotRestorable('ledger_altered')
  const { root } = grow(0, [], entries.slice(0, known.size).map(leafHash))
  if (!Buffer.from(root).equals(known.root)) throw new NotRestorable('ledger_altered')
}

async function refuseFull(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname in ('public', 'keys')
       and c.relname not in ('migration', 'epoch_floor', 'index_floor')`,
  )
  for (const { name } of rows) {
    const { rowCount } = await client.query(`select 1 from ${name} limit 1`)
    if (rowCount !== 0) throw new NotRestorable('not_empty')
  }
}

async function build(
  client: Client,
  restoring: WholeRestoring,
  signed: Signed,
  entries: readonly Uint8Array[],
): Promise<WholeRestoration> {
  const { pool, keyring, manifest, copy } = restoring
  const known = new Set(entries.map((entry) => readEntry(entry).id))
  const waiting = inboxOf(manifest).filter((entry) => !known.has(readEntry(entry).id))
  const live = liveIn([...entries, ...waiting])
  const wanted = live.size
  let people = 0
  await withoutGuards(client, async () => {
    await putLedger(client, keyring, entries, waiting, signed)
    for (const { table } of manifest.extras) {
      await putExtraRows(client, table, await extrasOf(pool, keyring, manifest, table))
    }
    await putLive(client, restoring, live)
    people = await putKeys(client, restoring)
  })
  if (!copy) {
    if (live.size > 0 && restoring.tail.length === 0 && live.size > manifest.lost) {
      throw new NotRestorable('rows_missing')
    }
    await recordAct(client, restoring, [...live.keys()], wanted - live.size)
  }
  return {
    manifest: manifest.id,
    at: manifest.at,
    entries: entries.length,
    tail: Math.max(0, entries.length - manifest.ledger.size),
    rows: wanted - live.size,
    people,
    lost: live.size,
    note: signed.note,
  }
}

async function putLedger(
  client: Client,
  keyring: Keyring,
  entries: readonly Uint8Array[],
  waiting: readonly Uint8Array[],
  signed: Signed,
): Promise<void> {
  for (let from = 0; from < entries.length; from += PAGE) {
    const page = entries.slice(from, from + PAGE)
    await putEntries(
      client,
      page.map((entry, place) => ({ index: from + place, entry })),
    )
  }
  await putTiles(client, grow(0, [], entries.map(leafHash)).tiles)
  await putCheckpoint(client, signed)
  for (const entry of waiting) await putWaiting(client, keyring, entry)
}

/** Takes from `live` what it puts: what stays there is lost. */
async function putLive(
  client: Client,
  { pool, keyring, isDestroyed }: WholeRestoring,
  live: Map<string, string>,
): Promise<void> {
  const keyOf = keysOf(keyring, await wrappedKeys(pool, keyring), isDestroyed)
  const found = new Map<string, { readonly mark: string; readonly row: Cells }[]>()
  for await (const { commitment, table, row } of rowsFrom(pool, keyring, keyOf, live.keys())) {
    const rows = found.get(table)
    if (rows === undefined) found.set(table, [{ mark: commitment, row }])
    else rows.push({ mark: commitment, row })
  }
  const subjects = new Set((found.get('subject') ?? []).map(({ row }) => row['subject_id']))
  for (const table of AUDITED) {
    // A person whose own row was lost is in an unknown state: nothing of theirs comes back.
    const rows = (found.get(table.name) ?? []).filter(
      ({ row }) =>
        row['subject_id'] === undefined ||
        table.name === 'destruction' ||
        table.name === 'destroyed_part' ||
        subjects.has(row['subject_id']),
    )
    await putRows(
      client,
      table,
      rows.map(({ row }) => row),
    )
    for (const { mark } of rows) live.delete(mark)
  }
}

async function putKeys(
  client: Client,
  { pool, keyring, isDestroyed }: WholeRestoring,
): Promise<number> {
  const wrapped = await wrappedKeys(pool, keyring)
  const { rows } = await client.query<{ subject_id: SubjectId }>(
    "select subject_id from subject where state <> 'destroyed'",
  )
  let people = 0
  for (const { subject_id: subject } of rows) {
    const row = isDestroyed(subject) ? undefined : wrapped.get(subject)
    const key = row && unwrapSubjectKey(keyring, subject, { ...row, keyVersion: row.key_version })
    if (row === undefined || key === undefined) continue
    await client.query(
      'insert into keys.subject_key (subject_id, key_version, epoch, wrapped) values ($1, $2, $3, $4)',
      [subject, row.key_version, row.epoch, Buffer.from(row.wrapped)],
    )
    people += 1
  }
  await client.query('update keys.epoch_floor set epoch = $1', [keyring.epochs[0]?.epoch ?? 0])
  // Not cleared: the links are of the backup's day, and the next round writes them under the keys of today.
  await client.query('update keys.index_floor set newest = $1, oldest = $2, cleared = 0', [
    keyring.indexVersion,
    keyring.indexFoundBy,
  ])
  return people
}

/** One entry, and further ones where more is lost than one entry can name. */
async function recordAct(
  client: Client,
  { manifest, tail, actor, keyring, at, random }: WholeRestoring,
  lost: readonly string[],
  rows: number,
): Promise<void> {
  for (let from = 0; from === 0 || from < lost.length; from += VOIDS_MAX) {
    const voids = lost.slice(from, from + VOIDS_MAX)
    const detail = {
      manifest: manifest.id,
      whole: true,
      rows,
      tail: tail.length,
      lost: lost.length,
    }
    await recordRestoration(client, { actor, keyring, at, random, detail, voids })
  }
}

/** For every later connection; whoever owns the database could lift it, so it is a guard against slips. */
async function makeReadOnly(owner: ReturnType<typeof openPool>): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    'select quote_ident(current_database()) as name',
  )
  await owner.query(`alter database ${rows[0]?.name ?? ''} set default_transaction_read_only = on`)
}
