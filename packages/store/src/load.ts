/**
 * Reading audited rows: typed, with their salt, so that a change can void what it replaces.
 */
import type { Client, Pool } from './database.ts'
import {
  type AnyTable,
  type Cell,
  type Cells,
  type Column,
  SQL_TYPE,
  type Stored,
} from './table.ts'
import { named } from './unit.ts'

type Asks = Pick<Client | Pool, 'query'>

/** Rows of one table; `where` is SQL over its columns with $1… from `values`. */
export async function load<T extends AnyTable>(
  client: Asks,
  table: T,
  where: string,
  values: readonly unknown[],
): Promise<readonly Stored<T>[]> {
  const columns = [...Object.keys(table.columns), 'salt'].join(', ')
  const text = `select ${columns} from ${table.name} where ${where}`
  const { rows } = await client.query({ text, values: [...values], ...named(text) })
  return rows.map((row: Record<string, unknown>) => storedRow(table, row))
}

export async function loadOne<T extends AnyTable>(
  client: Asks,
  table: T,
  where: string,
  values: readonly unknown[],
): Promise<Stored<T> | undefined> {
  return (await load(client, table, where, values))[0]
}

/** Row as the driver gives it: null becomes undefined. */
export function storedRow<T extends AnyTable>(table: T, row: Record<string, unknown>): Stored<T> {
  const cells: Record<string, Cell> = { salt: String(row['salt']) }
  for (const name of Object.keys(table.columns)) cells[name] = (row[name] ?? undefined) as Cell
  return cells as Stored<T>
}

/** Row as `to_json` gives it: moments are texts, bytes are hex. */
export function jsonRow<T extends AnyTable>(
  table: T,
  row: Readonly<Record<string, unknown>>,
): Stored<T> {
  const cells: Record<string, Cell> = { salt: String(row['salt']) }
  for (const [name, type] of Object.entries(table.columns)) cells[name] = jsonCell(type, row[name])
  return cells as Stored<T>
}

function jsonCell(type: Column, value: unknown): Cell {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string') {
    if (type === 'moment' || type === 'moment?') return globalThis.Date.parse(value)
    if (type === 'bytes') return Buffer.from(value.slice(2), 'hex')
  }
  return value as Cell
}

/** For audits: every row of a table in pages of its key. */
export async function* everyRow(
  client: Asks,
  table: AnyTable,
  page: number,
): AsyncGenerator<Cells> {
  const columns = Object.keys(table.columns).join(', ')
  const keys = table.key.join(', ')
  let after: readonly unknown[] | undefined
  for (;;) {
    const where = after === undefined ? '' : `where (${keys}) > (${keyParameters(table)})`
    const { rows } = await client.query({
      text: `select ${columns}, case when ${hides(columns)} then '' else salt end as salt
             from ${table.name} ${where} order by ${keys} limit ${page}`,
      values: after === undefined ? [] : [...after],
    })
    for (const row of rows as Record<string, unknown>[]) yield storedRow(table, row) as Cells
    const last = rows.at(-1) as Record<string, unknown> | undefined
    if (rows.length < page || last === undefined) return
    after = table.key.map((name) => last[name])
  }
}

/**
 * Does a text of these columns hold a zero byte? PostgreSQL takes none in, so it was written into the file; what stands
 * behind it is compared by the database and never shown. Such a row loses its salt here, so that nothing vouches for it.
 */
function hides(columns: string): string {
  const told = `json_build_array(${columns}, salt)::text`
  // The first question is quick, and also yes for a backslash that somebody wrote before u0000.
  return String.raw`strpos(${told}, '\u0000') > 0 and ${told} ~ '(^|[^\\])(\\\\)*\\u0000'`
}

function keyParameters(table: AnyTable): string {
  return table.key
    .map((name, index) => `$${index + 1}::${SQL_TYPE[table.columns[name] ?? 'text']}`)
    .join(', ')
}
