/**
 * Writes one backup: every live row version that the medium lacks, new entries, texts, keys, and a manifest.
 *
 * Read in one snapshot of the database, so the rows are those that the ledger of that snapshot leaves alive;
 * a row that no entry vouches for is not taken. Rows that a destruction removes are sealed under the person's
 * key; wrapped keys and texts of earlier backups are overwritten once the new manifest stands, so a medium
 * opens nobody who was destroyed before its newest backup. A backup that dies leaves objects that no manifest
 * names; the next one takes them off.
 *
 * Law: 94-V art. 18, 22(1)(3). Requirements. Invariants I5, I7.
 */
import { recordId, type SubjectId, toIso } from '@kelisim/terms'
import { backupName, type Keyring, sealForBackup, sealPersonForBackup } from '@kelisim/vault'
import type { AuditFinding } from './audit.ts'
import { extraRows, extraTables } from './backup-extras.ts'
import {
  BACKUP_FORMAT,
  type Held,
  joined,
  type Manifest,
  type MediumFolder,
  PACK_ROWS_MAX,
  rowBytes,
  SEGMENT_ENTRIES_MAX,
  sha256,
} from './backup-format.ts'
import {
  type BackupPool,
  type KeyOf,
  keysOf,
  openBackup,
  wrappedBytes,
  type WrappedRow,
} from './backup-pool.ts'
import { type Client, inSnapshot } from './database.ts'
import { soundKeys, soundTexts } from './backup-sound.ts'
import { everyRow } from './load.ts'
import { gives, largestSigned, leavesOf } from './restore-ledger.ts'
import type { Store } from './store.ts'
import { AUDITED } from './audited.ts'
import {
  type AnyTable,
  APPLICATION,
  BOX,
  type Cells,
  commitment,
  CONSENT,
  IDENTITY_LINK,
  REQUEST,
} from './table.ts'
import { vouchedRows } from './vouched.ts'

const PAGE = 1_000
const NUMBER_DIGITS = 10
const LOCK = 7_305_117
/** What goes with a person's destruction: sealed under their key, so that it goes from every medium, too. */
const OF_A_PERSON: ReadonlySet<AnyTable> = new Set([
  IDENTITY_LINK,
  BOX,
  CONSENT,
  APPLICATION,
  REQUEST,
])

export interface Backup {
  readonly manifest: Manifest
  /** Row versions written now; the others were on the medium already. */
  readonly written: number
  readonly bytes: number
}

/** Manifests are counted: clocks go wrong, and the newest decides whose keys there are. */
async function nextNumber(folder: MediumFolder): Promise<string> {
  const last = (await folder.list('manifests')).at(-1) ?? 'manifests/0'
  const number = Number(/^manifests\/([0-9]+)/.exec(last)?.[1] ?? 0)
  return String(number + 1).padStart(NUMBER_DIGITS, '0')
}

/** What one backup works with. */
interface Run {
  readonly store: Store
  readonly keyring: Keyring
  readonly pool: BackupPool
  /** Of the log: what it did not sign is not taken. */
  readonly vkey: string
  readonly progress: (done: number, what: string) => void
  bytes: number
}

export async function writeBackup(
  store: Store,
  folder: MediumFolder,
  medium: string,
  vkey: string,
  progress: (done: number, what: string) => void = () => undefined,
): Promise<Backup> {
  const { keyring } = store.keys
  return await inSnapshot(store.as.backup, async (client) => {
    await aloneOrThrow(client)
    const pool = await openBackup(folder, keyring, medium)
    await wipeUnnamed(pool)
    const run: Run = { store, keyring, pool, vkey, progress, bytes: 0 }
    const { manifest, written } = await takeSnapshot(client, run)
    const name = `manifests/${await nextNumber(folder)}-${manifest.id}`
    await put(run, 'manifest', name, Buffer.from(JSON.stringify(manifest), 'utf8'))
    await wipeSuperseded(pool, manifest)
    return { manifest, written, bytes: run.bytes }
  })
}

/** Two at once would take off what the other has written. The lock goes with the snapshot. */
async function aloneOrThrow(client: Client): Promise<void> {
  const { rows } = await client.query<{ mine: boolean }>(
    'select pg_try_advisory_xact_lock($1) as mine',
    [LOCK],
  )
  if (rows[0]?.mine !== true) throw new Error("couldn't back up: another backup is under way")
}

async function takeSnapshot(
  client: Client,
  run: Run,
): Promise<{ readonly manifest: Manifest; readonly written: number }> {
  const { store, keyring, pool } = run
  const id = recordId<never>(store.means.now(), store.means.random(10)) as string
  const ledger = await takeLedger(client, run)
  const { wrapped, astray } = await soundKeys(client, keyring, pool)
  const keyOf = keysOf(keyring, wrapped)
  const last = pool.manifests.at(-1)
  const rows = await takeRows(client, run, keyOf)
  const manifest: Manifest = {
    v: BACKUP_FORMAT,
    id,
    medium: pool.medium,
    at: toIso(store.means.now()),
    ...(last === undefined ? {} : { previous: { name: last.name, sha256: last.sha256 } }),
    migrations: await migrationNames(client),
    ledger,
    packs: [...(last?.manifest.packs ?? []), ...rows.packs],
    extras: await takeExtras(client, run),
    keys: await takeKeys(run, id, [...wrapped.values()]),
    rows: rows.live,
    lost: rows.lost,
    keysAstray: astray,
  }
  return { manifest, written: rows.packs.reduce((sum, pack) => sum + pack.count, 0) }
}

interface Taken {
  readonly packs: readonly Held[]
  readonly live: { readonly [table: string]: number }
  readonly lost: number
}

async function takeRows(client: Client, run: Run, keyOf: KeyOf): Promise<Taken> {
  const findings: AuditFinding[] = []
  const { live } = await vouchedRows(client, run.keyring, findings, run.progress)
  if (findings.length > 0)
    throw new Error('the ledger has entries that void nothing: run the audit')
  const packs: Held[] = []
  let pack: Packing[] = []
  const counts: Record<string, number> = {}
  let seen = 0
  for (const table of AUDITED) {
    counts[table.name] = 0
    for await (const row of everyRow(client, table, PAGE)) {
      seen += 1
      if (seen % PAGE === 0) run.progress(seen, 'rows')
      const mark = commitment(table, row)
      if (!live.delete(mark)) continue
      counts[table.name] = (counts[table.name] ?? 0) + 1
      if (isHeld(run.pool, mark, keyOf)) continue
      pack.push(packing(run, keyOf, table, row, mark))
      if (pack.length === PACK_ROWS_MAX) packs.push(await putPack(run, pack.splice(0)))
    }
  }
  if (pack.length > 0) packs.push(await putPack(run, pack))
  // Rows that stand nowhere any more; the pool may have them, and then they can be put back.
  const lost = [...live.keys()].filter((mark) => !isHeld(run.pool, mark, keyOf)).length
  return { packs, live: counts, lost }
}

/** A version that a destroyed key sealed is written anew: it is about a person, and outlived the key. */
function isHeld(pool: BackupPool, mark: string, keyOf: KeyOf): boolean {
  const location = pool.rows.get(mark)
  if (location === undefined) return false
  return location.subject === undefined || keyOf(location.subject) !== undefined
}

interface Packing {
  readonly table: string
  readonly mark: string
  readonly subject: SubjectId | undefined
  readonly sealed: Uint8Array
}

function packing(run: Run, keyOf: KeyOf, table: AnyTable, row: Cells, mark: string): Packing {
  const { keyring, pool, store } = run
  const { random } = store.means
  const place = { medium: pool.medium, kind: table.name, name: mark }
  const bytes = rowBytes(table, row)
  const subject = OF_A_PERSON.has(table) ? (row['subject_id'] as SubjectId) : undefined
  const key = subject === undefined ? undefined : keyOf(subject)
  if (subject === undefined || key === undefined) {
    const sealed = sealForBackup(keyring, place, bytes, random)
    return { table: table.name, mark, subject: undefined, sealed }
  }
  const sealed = sealPersonForBackup(keyring, key, subject, place, bytes, random)
  return { table: table.name, mark, subject, sealed }
}

async function putPack(run: Run, rows: readonly Packing[]): Promise<Held> {
  const { keyring, pool, store } = run
  const name = `packs/${Buffer.from(store.means.random(16)).toString('hex')}`
  const index = rows.map(({ table, mark, subject }) => [table, mark, subject ?? null])
  const place = { medium: pool.medium, kind: 'pack', name }
  const bytes = Buffer.from(JSON.stringify(index), 'utf8')
  const head = sealForBackup(keyring, place, bytes, store.means.random)
  return await putRaw(run, name, joined([head, ...rows.map(({ sealed }) => sealed)]), rows.length)
}

async function takeLedger(client: Client, run: Run): Promise<Manifest['ledger']> {
  const { rows } = await client.query<{ size: number; note: string }>(
    'select size, note from ledger_checkpoint',
  )
  const signed = rows[0]
  if (signed === undefined) throw new Error('the ledger has no checkpoint yet: nothing to back up')
  // Altered entries on the medium would be the only ones there are.
  const believed = largestSigned([signed.note], run.vkey)
  if (believed === undefined || !gives(await leavesOf(client), believed)) {
    throw new Error('the ledger is not the one that was signed: run the audit, then restore')
  }
  const segments = [...(run.pool.manifests.at(-1)?.manifest.ledger.segments ?? [])]
  let from = segments.reduce((sum, segment) => sum + segment.count, 0)
  if (from > signed.size) throw new Error('the medium knows a longer ledger: run the audit')
  while (from < signed.size) {
    const to = Math.min(signed.size, from + SEGMENT_ENTRIES_MAX)
    const entries = await client.query<{ entry: Uint8Array }>(
      'select entry from ledger_entry where leaf_index >= $1 and leaf_index < $2 order by leaf_index',
      [from, to],
    )
    if (entries.rows.length !== to - from) throw new Error('the ledger has gaps: run the audit')
    const bytes = joined(entries.rows.map(({ entry }) => entry))
    segments.push(await put(run, 'ledger', `ledger/${from}-${to}`, bytes, to - from))
    from = to
  }
  const inbox = await client.query<{ entry: Uint8Array }>(
    'select entry from action_inbox order by action_id',
  )
  const waiting = inbox.rows.map(({ entry }) => Buffer.from(entry).toString('base64url'))
  return { size: signed.size, note: signed.note, segments, inbox: waiting }
}

async function takeExtras(client: Client, run: Run): Promise<Manifest['extras']> {
  const known = new Map(run.pool.manifests.at(-1)?.manifest.extras.map((held) => [held.name, held]))
  const extras: (Held & { readonly table: string })[] = []
  for (const table of await extraTables(client)) {
    const rows = await soundTexts(run, table, await extraRows(client, table))
    const bytes = joined(rows.map((row) => Buffer.from(row, 'utf8')))
    const name = `extras/${table.replace('.', '-')}-${backupName(run.keyring, bytes)}`
    const held = known.get(name) ?? {
      ...(await put(run, 'extras', name, bytes, rows.length)),
      table,
    }
    extras.push(held)
  }
  return extras
}

async function takeKeys(run: Run, id: string, rows: readonly WrappedRow[]): Promise<Held> {
  return await put(run, 'keys', `keys/${id}`, joined(rows.map(wrappedBytes)), rows.length)
}

async function put(
  run: Run,
  kind: string,
  name: string,
  bytes: Uint8Array,
  count = 1,
): Promise<Held> {
  const { random } = run.store.means
  const place = { medium: run.pool.medium, kind, name }
  return await putRaw(run, name, sealForBackup(run.keyring, place, bytes, random), count)
}

async function putRaw(run: Run, name: string, sealed: Uint8Array, count: number): Promise<Held> {
  await run.pool.folder.write(name, sealed)
  run.bytes += sealed.length
  return { name, sha256: sha256(sealed), count }
}

async function migrationNames(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>('select name from migration order by name')
  return rows.map(({ name }) => name)
}

/** What a backup that died left behind: named by no manifest. */
async function wipeUnnamed({ folder, manifests, faults }: BackupPool): Promise<void> {
  // A damaged manifest may be the only one that names an object: then nothing is taken off.
  if (faults.some(({ name }) => name.startsWith('manifests/'))) return
  const named = new Set(manifests.flatMap(({ manifest }) => namesIn(manifest)))
  for (const kind of ['packs', 'ledger', 'extras', 'keys']) {
    for (const name of await folder.list(kind)) if (!named.has(name)) await folder.wipe(name)
  }
}

/** Keys and texts of earlier backups: whoever was destroyed since must not be opened by them. */
async function wipeSuperseded({ folder }: BackupPool, newest: Manifest): Promise<void> {
  const named = new Set(namesIn(newest))
  for (const kind of ['extras', 'keys']) {
    for (const name of await folder.list(kind)) if (!named.has(name)) await folder.wipe(name)
  }
}

function namesIn({ ledger, packs, extras, keys }: Manifest): readonly string[] {
  return [...ledger.segments, ...packs, ...extras, keys].map(({ name }) => name)
}
