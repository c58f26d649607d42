/**
 * What must a backup not take as it stands, because it would take the last good copy off the medium?
 *
 * Keys and texts are kept of the newest backup only. So where a living person's key is missing or does not
 * unwrap, and where a text is not the one its hash names, the copy of the backup before is carried on: damage that
 * nobody noticed yet must not reach the medium by way of the nightly backup. Nobody who was destroyed is
 * carried on: who lives is told by the rows that the ledger vouches for.
 *
 * Requirements. Invariants I5, I7.
 */
import { hash } from 'node:crypto'
import type { SubjectId } from '@kelisim/terms'
import { type Keyring, unwrapSubjectKey } from '@kelisim/vault'
import type { AuditFinding } from './audit.ts'
import { type BackupPool, rowsFrom, wrappedKeys, type WrappedRow } from './backup-pool.ts'
import type { Client } from './database.ts'
import { everyRow } from './load.ts'
import { extrasOf, TEXTS } from './restore-texts.ts'
import { type Cells, commitment, SUBJECT } from './table.ts'
import { vouchedRows } from './vouched.ts'

const PAGE = 1_000

export interface SoundKeys {
  readonly wrapped: ReadonlyMap<SubjectId, WrappedRow>
  /** Living people whose key in the database is missing or useless. */
  readonly astray: number
}

export async function soundKeys(
  client: Client,
  keyring: Keyring,
  pool: BackupPool,
): Promise<SoundKeys> {
  const { rows } = await client.query<WrappedRow>(
    'select subject_id, key_version, epoch, wrapped from keys.subject_key order by subject_id',
  )
  const standing = new Map(rows.map((row) => [row.subject_id, row]))
  const before = await wrappedKeys(pool, keyring)
  const wrapped = new Map<SubjectId, WrappedRow>()
  let astray = 0
  for (const subject of await livingSubjects(client, keyring, pool)) {
    const [here, kept] = [standing.get(subject), before.get(subject)]
    if (isUsable(keyring, here)) wrapped.set(subject, here)
    else {
      astray += 1
      if (isUsable(keyring, kept)) wrapped.set(subject, kept)
    }
  }
  return { wrapped, astray }
}

function isUsable(keyring: Keyring, row: WrappedRow | undefined): row is WrappedRow {
  if (row === undefined) return false
  const copy = { ...row, keyVersion: row.key_version }
  return unwrapSubjectKey(keyring, row.subject_id, copy) !== undefined
}

/** By the rows that the ledger leaves alive, from the table or, where it lacks them, from the pool. */
async function livingSubjects(
  client: Client,
  keyring: Keyring,
  pool: BackupPool,
): Promise<readonly SubjectId[]> {
  const findings: AuditFinding[] = []
  const { live } = await vouchedRows(client, keyring, findings, () => undefined)
  const missing = new Set(
    [...live].flatMap(([mark, { table }]) => (table === 'subject' ? mark : [])),
  )
  const living: SubjectId[] = []
  const note = (row: Cells) => {
    if (row['state'] !== 'destroyed') living.push(row['subject_id'] as SubjectId)
  }
  for await (const row of everyRow(client, SUBJECT, PAGE)) {
    if (missing.delete(commitment(SUBJECT, row))) note(row)
  }
  const none = () => undefined
  for await (const { row } of rowsFrom(pool, keyring, none, missing)) note(row)
  return living
}

/** Rows of a table of texts, each the one its hash names; other tables as they stand. */
export async function soundTexts(
  { pool, keyring }: { readonly pool: BackupPool; readonly keyring: Keyring },
  table: string,
  rows: readonly string[],
): Promise<readonly string[]> {
  const column = TEXTS[table]
  const last = pool.manifests.at(-1)?.manifest
  if (column === undefined) return rows
  const before = last === undefined ? [] : await extrasOf(pool, keyring, last, table)
  const sound = new Map<string, string>()
  for (const row of [...before, ...rows]) {
    const value: Readonly<Record<string, unknown>> = JSON.parse(row)
    const [name, text] = [value['sha256'], value[column]]
    if (typeof name === 'string' && typeof text === 'string' && hash('sha256', text) === name) {
      sound.set(name, row)
    }
  }
  return [...sound.keys()].toSorted().flatMap((name) => sound.get(name) ?? [])
}
