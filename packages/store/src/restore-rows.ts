/**
 * Puts back exactly the rows that the ledger vouches for and the tables lack, and takes out what nobody vouches for.
 *
 * One transaction under locks: the ledger is mended first, because it says what is true; then every audited row
 * is held against it; versions that are missing come from the medium and prove themselves by their commitment.
 * What a later entry voided (destroyed, withdrawn, replaced) is not alive in the ledger and so never comes back.
 * What is taken out is kept aside first. Where a table lacks a version that the medium does not have, rows of
 * unknown origin are left standing: people decide. Keys and texts follow. The act is an entry of the ledger.
 *
 * Law: 94-V art. 18, 21(2), 22(1)(3). Requirements. Invariants I5, I7.
 */
import type { Json, Moment, SubjectId } from '@kelisim/terms'
import { type Keyring, type Random, unwrapSubjectKey } from '@kelisim/vault'
import type { AuditFinding } from './audit.ts'
import type { AdoptedDigests } from './audit-texts.ts'
import { joined, rowBytes } from './backup-format.ts'
import {
  type BackupPool,
  type KeyOf,
  keysOf,
  rowsFrom,
  wrappedKeys,
  type WrappedRow,
} from './backup-pool.ts'
import { type Client, inTransaction, openPool } from './database.ts'
import type { Actor } from './entry.ts'
import { everyRow } from './load.ts'
import { recordRestoration } from './restore-act.ts'
import { type MendedLedger, mendLedger } from './restore-ledger.ts'
import { mendAdopted, type MendedLists } from './restore-adopted.ts'
import { lockTables, putRows, takeRowsOut, withoutGuards } from './restore-tables.ts'
import { mendTexts } from './restore-texts.ts'
import { AUDITED } from './audited.ts'
import { type AnyTable, type Cells, commitment, keyText, SUBJECT } from './table.ts'
import { vouchedRows } from './vouched.ts'

const PAGE = 1_000

export interface RestoredTable {
  /** Versions put back. */
  readonly restored: number
  /** Rows that nobody vouches for, kept aside and taken out (a replaced row counts here, too). */
  readonly removed: number
  /** Vouched for, and not on the medium. */
  readonly lost: number
  /** Of unknown origin, left standing because something is lost. */
  readonly left: number
}

export interface Restoration {
  readonly act: string
  readonly manifest: string
  readonly ledger: MendedLedger
  readonly tables: { readonly [table: string]: RestoredTable }
  readonly keys: { readonly restored: number; readonly removed: number; readonly lost: number }
  readonly texts: number
  /** What adopted versions brought beside their words: rules, documents, texts. */
  readonly lists: MendedLists
  /** Where the rows taken out lie, sealed. */
  readonly quarantine: string | undefined
  readonly whole: boolean
}

/** No house is needed: what was damaged may be the very policy that a house opens with. */
export interface Restoring {
  readonly keyring: Keyring
  readonly at: Moment
  readonly random: Random
  /** Address of the owner of the tables: the application may not do this. */
  readonly ownerUrl: string
  readonly pool: BackupPool
  readonly vkey: string
  readonly remembered: string | undefined
  readonly actor: Actor
  /** Keeps sealed what is taken out, durably, before it is; says where. */
  readonly keepAside: (rows: Uint8Array) => Promise<string>
}

export async function restoreRows(restoring: Restoring): Promise<Restoration> {
  const owner = openPool(restoring.ownerUrl, undefined)
  try {
    return await inTransaction(owner, async (client) => await restoreIn(client, restoring))
  } finally {
    await owner.end()
  }
}

async function restoreIn(client: Client, restoring: Restoring): Promise<Restoration> {
  const { keyring, pool, vkey, remembered } = restoring
  const manifest = pool.manifests.at(-1)?.manifest
  if (manifest === undefined) throw new Error("couldn't find a backup on the medium")
  await lockTables(client)
  let ledger: MendedLedger = { entries: 0, tiles: 0, inbox: 0, checkpoint: false }
  const tables: Record<string, RestoredTable> = {}
  let keys = { restored: 0, removed: 0, lost: 0 }
  let texts = 0
  let lists: MendedLists = { restored: 0, lost: 0 }
  let quarantine: string | undefined
  await withoutGuards(client, async () => {
    ledger = await mendLedger(client, pool, keyring, manifest, vkey, remembered)
    texts = await mendTexts(client, pool, keyring, manifest)
    const wrapped = await wrappedKeys(pool, keyring)
    const keyOf = await keysHereOr(client, restoring, keysOf(keyring, wrapped))
    const damage = await findDamage(client, keyring)
    const plans = await planOf(pool, restoring, keyOf, damage)
    quarantine = await setAside(restoring, plans)
    await apply(client, plans)
    for (const plan of plans) if (isDamaged(plan)) tables[plan.table.name] = counts(plan)
    lists = await mendAdopted(client, pool, keyring, damage.adopted)
    keys = await mendKeys(client, restoring, wrapped)
  })
  const done = { manifest: manifest.id, ledger, tables, keys, texts, lists, quarantine }
  const lost = Object.values(tables).reduce((sum, table) => sum + table.lost + table.left, 0)
  const act = await recordAct(client, restoring, done)
  return { act, ...done, whole: lost + keys.lost + lists.lost === 0 }
}

interface Damage {
  /** Rows that nobody vouches for, by table. */
  readonly strange: ReadonlyMap<AnyTable, readonly Cells[]>
  /** Commitments that stand nowhere, with their tables. */
  readonly missing: ReadonlyMap<string, string>
  readonly adopted: readonly AdoptedDigests[]
}

async function findDamage(client: Client, keyring: Keyring): Promise<Damage> {
  const findings: AuditFinding[] = []
  const { live, adopted } = await vouchedRows(client, keyring, findings, () => undefined)
  const strange = new Map<AnyTable, readonly Cells[]>()
  for (const table of AUDITED) {
    const rows: Cells[] = []
    for await (const row of everyRow(client, table, PAGE)) {
      if (!live.delete(commitment(table, row))) rows.push(row)
    }
    strange.set(table, rows)
  }
  const missing = new Map([...live].map(([mark, { table }]) => [mark, table]))
  return { strange, missing, adopted }
}

interface Plan {
  readonly table: AnyTable
  readonly put: readonly Cells[]
  readonly out: readonly Cells[]
  readonly left: readonly Cells[]
  readonly lost: number
}

async function planOf(
  pool: BackupPool,
  { keyring }: Restoring,
  keyOf: KeyOf,
  { strange, missing }: Damage,
): Promise<readonly Plan[]> {
  const found = new Map<string, Cells[]>()
  for await (const { table, row } of rowsFrom(pool, keyring, keyOf, missing.keys())) {
    const rows = found.get(table)
    if (rows === undefined) found.set(table, [row])
    else rows.push(row)
  }
  return AUDITED.map((table) => {
    const put = found.get(table.name) ?? []
    const wanted = [...missing.values()].filter((name) => name === table.name).length
    const rows = strange.get(table) ?? []
    if (wanted === put.length) return { table, put, out: rows, left: [], lost: 0 }
    // One of these may be what a lost version became: only those whose true version is here go.
    const known = new Set(put.map((row) => keyText(table, row)))
    const out = rows.filter((row) => known.has(keyText(table, row)))
    const left = rows.filter((row) => !known.has(keyText(table, row)))
    return { table, put, out, left, lost: wanted - put.length }
  })
}

async function setAside(
  { keepAside }: Restoring,
  plans: readonly Plan[],
): Promise<string | undefined> {
  const rows = plans.flatMap(({ table, out }) =>
    out.map((row) => joined([Buffer.from(table.name), rowBytes(table, row)])),
  )
  return rows.length === 0 ? undefined : await keepAside(joined(rows))
}

/** Out from the last table to the first, in from the first to the last: rows point backwards. */
async function apply(client: Client, plans: readonly Plan[]): Promise<void> {
  for (const { table, put, out } of plans.toReversed()) {
    const kept = table === SUBJECT ? new Set(put.map((row) => keyText(table, row))) : new Set()
    await takeRowsOut(
      client,
      table,
      out.filter((row) => !kept.has(keyText(table, row))),
    )
  }
  for (const { table, put } of plans) await putRows(client, table, put)
}

function isDamaged({ put, out, left, lost }: Plan): boolean {
  return put.length + out.length + left.length + lost > 0
}

function counts({ put, out, left, lost }: Plan): RestoredTable {
  return { restored: put.length, removed: out.length, left: left.length, lost }
}

/** Keys of the database where they unwrap, of the backup where they do not. */
async function keysHereOr(client: Client, { keyring }: Restoring, other: KeyOf): Promise<KeyOf> {
  const { rows } = await client.query<WrappedRow>(
    'select subject_id, key_version, epoch, wrapped from keys.subject_key',
  )
  const here = keysOf(keyring, new Map(rows.map((row) => [row.subject_id, row])))
  return (subject) => here(subject) ?? other(subject)
}

/** After the rows: a key for everybody who lives, and for nobody else. */
async function mendKeys(
  client: Client,
  { keyring }: Restoring,
  wrapped: ReadonlyMap<SubjectId, WrappedRow>,
): Promise<{ restored: number; removed: number; lost: number }> {
  const gone = await client.query(
    `delete from keys.subject_key held where not exists
       (select from subject s where s.subject_id = held.subject_id and s.state <> 'destroyed')`,
  )
  const { rows } = await client.query<{ subject_id: SubjectId } & Partial<WrappedRow>>(
    `select s.subject_id, held.key_version, held.epoch, held.wrapped
     from subject s left join keys.subject_key held using (subject_id) where s.state <> 'destroyed'`,
  )
  let restored = 0
  let lost = 0
  for (const row of rows) {
    if (isUsable(row)) continue
    const kept = wrapped.get(row.subject_id)
    if (kept === undefined || !isUsable(kept)) {
      lost += 1
      continue
    }
    await client.query(
      `insert into keys.subject_key (subject_id, key_version, epoch, wrapped) values ($1, $2, $3, $4)
       on conflict (subject_id) do update
         set key_version = excluded.key_version, epoch = excluded.epoch, wrapped = excluded.wrapped`,
      [kept.subject_id, kept.key_version, kept.epoch, Buffer.from(kept.wrapped)],
    )
    restored += 1
  }
  return { restored, removed: gone.rowCount ?? 0, lost }

  function isUsable(row: { subject_id: SubjectId } & Partial<WrappedRow>): boolean {
    const { key_version: keyVersion, epoch, wrapped: bytes } = row
    if (keyVersion === undefined || epoch === undefined || !(bytes instanceof Uint8Array))
      return false
    return (
      unwrapSubjectKey(keyring, row.subject_id, { keyVersion, epoch, wrapped: bytes }) !== undefined
    )
  }
}

/** In the transaction of the restoration itself: neither stands without the other. */
async function recordAct(
  client: Client,
  { actor, keyring, at, random }: Restoring,
  done: Omit<Restoration, 'act' | 'whole'>,
): Promise<string> {
  const detail: { [name: string]: Json } = {
    manifest: done.manifest,
    tables: Object.fromEntries(
      Object.entries(done.tables).map(([name, { restored, removed, lost, left }]) => [
        name,
        { restored, removed, lost, left },
      ]),
    ),
    keys: { ...done.keys },
    entries: done.ledger.entries,
    tiles: done.ledger.tiles,
    texts: done.texts,
    lists: { ...done.lists },
  }
  return await recordRestoration(client, { actor, keyring, at, random, detail, voids: [] })
}
