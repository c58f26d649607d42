/**
 * One SQL statement that makes all changes of a unit at once.
 *
 * A submission touches a dozen rows in eight tables; as one statement with common table expressions
 * it costs one round trip. Each part must touch the rows it means: an update or removal that met
 * another version of the row (its salt changed) touches none, and the statement fails with a division
 * by zero, so that a commit already on the wire behind it becomes a rollback.
 */
import { type AnyTable, type Cell, type Cells, SQL_TYPE } from './table.ts'

export interface Change {
  readonly table: AnyTable
  /** The new row with its salt; absent for a removal. */
  readonly row?: Cells
  /** The row it replaces, as read in this transaction; absent for a first insert. */
  readonly previous?: Cells
}

export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** A change of a table that is not audited, sent along in the same statement. */
export interface Aside {
  /** SQL with `$1`… for `cells`; must be an insert, update or delete without `returning`. */
  readonly sql: string
  readonly cells: readonly { readonly type: string; readonly value: Cell }[]
  readonly rows: number
}

export interface InboxRow {
  readonly id: string
  readonly handle: string | undefined
  readonly kind: string
  readonly at: number
  readonly bytes: Uint8Array
}

class Writer {
  readonly parts: string[] = []
  readonly counts: number[] = []
  readonly values: unknown[] = []

  cell(type: string, cell: Cell): string {
    this.values.push(cell instanceof Uint8Array ? Buffer.from(cell) : (cell ?? null))
    return `$${this.values.length}::${type}`
  }

  moment(at: Cell): string {
    return typeof at === 'number'
      ? this.cell('timestamptz', new globalThis.Date(at).toISOString())
      : this.cell('timestamptz', null)
  }

  part(sql: string, rows: number): void {
    this.parts.push(sql)
    this.counts.push(rows)
  }
}

export function changeStatement(
  changes: readonly Change[],
  inbox: readonly InboxRow[],
  asides: readonly Aside[],
  /** Hash of the version decided under; the statement fails when another is in force. */
  policy?: string,
): Statement {
  const writer = new Writer()
  for (const [table, rows] of inserts(changes)) insertPart(writer, table, rows)
  for (const change of changes) {
    if (change.previous === undefined) continue
    if (change.row === undefined) removePart(writer, change.table, change.previous)
    else updatePart(writer, change.table, change.row, change.previous)
  }
  for (const aside of asides) asidePart(writer, aside)
  if (inbox.length > 0) inboxPart(writer, inbox)
  const named = writer.parts.map((sql, index) => `p${index} as (${sql} returning 1)`)
  const touched = writer.counts.map((count, index) => `(select count(*) from p${index}) = ${count}`)
  const stands = policy === undefined ? '' : `, policy_stands(${writer.cell('text', policy)})`
  return {
    text: `with ${named.join(', ')} select 1 / (case when ${touched.join(' and ')} then 1 else 0 end)${stands}`,
    values: writer.values,
  }
}

function asidePart(writer: Writer, aside: Aside): void {
  const cells = aside.cells.map(({ type, value }) => writer.cell(type, value))
  const sql = aside.sql.replace(/\$(\d+)/g, (_, place: string) => cells[Number(place) - 1] ?? '')
  writer.part(sql, aside.rows)
}

function inserts(changes: readonly Change[]): Map<AnyTable, Cells[]> {
  const groups = new Map<AnyTable, Cells[]>()
  for (const { table, row, previous } of changes) {
    if (row === undefined || previous !== undefined) continue
    const group = groups.get(table)
    if (group === undefined) groups.set(table, [row])
    else group.push(row)
  }
  return groups
}

function insertPart(writer: Writer, table: AnyTable, rows: readonly Cells[]): void {
  const names = [...Object.keys(table.columns), 'salt']
  const tuples = rows.map(
    (row) => `(${names.map((name) => parameter(writer, table, name, row)).join(',')})`,
  )
  writer.part(
    `insert into ${table.name} (${names.join(',')}) values ${tuples.join(',')}`,
    rows.length,
  )
}

function updatePart(writer: Writer, table: AnyTable, row: Cells, previous: Cells): void {
  const names = Object.keys(table.columns).filter((name) => !table.key.includes(name))
  const sets = [...names, 'salt'].map((name) => `${name} = ${parameter(writer, table, name, row)}`)
  writer.part(
    `update ${table.name} set ${sets.join(',')} where ${same(writer, table, previous)}`,
    1,
  )
}

function removePart(writer: Writer, table: AnyTable, previous: Cells): void {
  writer.part(`delete from ${table.name} where ${same(writer, table, previous)}`, 1)
}

/** The row as it was read: same key and same salt, so nobody changed it since. */
function same(writer: Writer, table: AnyTable, previous: Cells): string {
  const names = [...table.key, 'salt']
  return names.map((name) => `${name} = ${parameter(writer, table, name, previous)}`).join(' and ')
}

function parameter(writer: Writer, table: AnyTable, name: string, row: Cells): string {
  const type = table.columns[name] ?? 'text'
  if (type === 'moment' || type === 'moment?') return writer.moment(row[name])
  return writer.cell(SQL_TYPE[type], row[name])
}

function inboxPart(writer: Writer, inbox: readonly InboxRow[]): void {
  const tuples = inbox.map(
    (row) =>
      `(${writer.cell('uuid', row.id)},${writer.cell('text', row.handle)},${writer.cell('text', row.kind)},${writer.moment(row.at)},${writer.cell('bytea', row.bytes)})`,
  )
  writer.part(
    `insert into action_inbox (action_id, handle, kind, at, entry) values ${tuples.join(',')}`,
    inbox.length,
  )
}
