/**
 * One SQL statement that makes all changes of a unit, or of many units, at once.
 *
 * A submission touches a dozen rows in eight tables; as one statement with common table expressions it
 * costs one round trip. Rows of a table go in together, a parameter for each column (column.ts), so the
 * text depends on which tables change and not on how many rows: its plan is kept. An insert makes all of
 * its rows or fails; every other part must touch the rows it means: an update or removal that met another
 * version of a row (its salt changed) touches fewer, and the statement fails with a division by zero, so
 * that a commit already on the wire behind it becomes a rollback.
 */
import { arrayType, columnArray, unnested } from './column.ts'
import type { AnyTable, Cells, Column } from './table.ts'

export interface Change {
  readonly table: AnyTable
  /** The new row with its salt; absent for a removal. */
  readonly row?: Cells
  /** The row it replaces, as read in this transaction; absent for a first insert. */
  readonly previous?: Cells
}

export interface Statement {
  readonly text: string
  readonly values: readonly (Buffer | string)[]
}

/**
 * What changes in a table that is not audited, or has to stand there: one constant for each place in the program
 * that asks for it.
 */
export interface AsideKind {
  /** An insert, update or delete without `returning`, or a select; `ROWS` stands for the rows, named `r`. */
  readonly sql: string
  readonly columns: Readonly<Record<string, Column>>
}

/** Touches, or finds, exactly one row. */
export interface Aside {
  readonly kind: AsideKind
  readonly row: Cells
}

export interface InboxRow {
  readonly id: string
  readonly handle: string | undefined
  readonly kind: string
  readonly at: number
  readonly bytes: Uint8Array
  /** own-actions.ts */
  readonly seal: Uint8Array
}

type Columns = readonly (readonly [name: string, type: Column])[]

class Writer {
  readonly #parts: string[] = []
  readonly #musts: string[] = []
  readonly values: (Buffer | string)[] = []

  /** `unnest($1::uuid[], …) as r (subject_id, …)` */
  rows(columns: Columns, rows: readonly Cells[]): string {
    const arrays = columns.map(([name, type]) => {
      const cells = rows.map((row) => row[name])
      return this.value(columnArray(type, cells), arrayType(type))
    })
    return `unnest(${arrays.join(', ')}) as r (${columns.map(([name]) => name).join(', ')})`
  }

  /** A part and how many rows it must touch. */
  part(sql: string, rows: number): void {
    const name = this.#name()
    this.must(`(select count(*) from ${name}) = ${this.value(String(rows), 'bigint')}`)
    this.#parts.push(`${name} as (${sql}${sql.startsWith('select') ? '' : ' returning 1'})`)
  }

  /** Inserts its rows, every one of them, or fails: nothing is counted. */
  insert(sql: string): void {
    this.#parts.push(`${this.#name()} as (${sql})`)
  }

  #name(): string {
    return `p${this.#parts.length}`
  }

  /** What must hold, or the statement fails. */
  must(condition: string): void {
    this.#musts.push(condition)
  }

  /**
   * The inbox is the statement itself and not one part more, which would cost as much as the rows of it.
   * What must hold is asked once, before its first row.
   */
  text(inbox: readonly InboxRow[]): string {
    const rows = inbox.length === 0 ? undefined : inboxInsert(this, inbox)
    const parts = this.#parts.length === 0 ? '' : `with ${this.#parts.join(', ')} `
    if (this.#musts.length === 0) return `${parts}${rows ?? 'select 1'}`
    const holds = `1 / (case when ${this.#musts.join(' and ')} then 1 else 0 end)`
    return `${parts}${rows === undefined ? `select ${holds}` : `${rows} where (select ${holds}) = 1`}`
  }

  /** A parameter of its own. */
  value(value: Buffer | string, type: string): string {
    this.values.push(value)
    return `$${this.values.length}::${type}`
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
  for (const [table, of] of grouped(
    changes,
    ({ table }) => table,
    ({ name }) => name,
  )) {
    const inserts = of.flatMap(({ row, previous }) =>
      row !== undefined && previous === undefined ? [row] : [],
    )
    const updates = of.flatMap(({ row, previous }) =>
      row !== undefined && previous !== undefined ? [{ ...row, [WAS]: previous['salt'] }] : [],
    )
    const removals = of.flatMap(({ row, previous }) =>
      row === undefined && previous !== undefined ? [previous] : [],
    )
    if (inserts.length > 0) insertPart(writer, table, inserts)
    if (updates.length > 0) updatePart(writer, table, updates)
    if (removals.length > 0) removePart(writer, table, removals)
  }
  for (const [kind, of] of grouped(
    asides,
    ({ kind }) => kind,
    ({ sql }) => sql,
  )) {
    asidePart(writer, kind, of)
  }
  if (policy !== undefined) writer.must(`policy_stands(${writer.value(policy, 'text')})`)
  return { text: writer.text(inbox), values: writer.values }
}

/** In the order of names, so that the same tables give the same text. */
function grouped<Item, Group>(
  items: readonly Item[],
  groupOf: (item: Item) => Group,
  nameOf: (group: Group) => string,
): readonly (readonly [Group, readonly Item[]])[] {
  const groups = new Map<Group, Item[]>()
  for (const item of items) {
    const group = groups.get(groupOf(item))
    if (group === undefined) groups.set(groupOf(item), [item])
    else group.push(item)
  }
  return [...groups].toSorted(([one], [other]) => (nameOf(one) < nameOf(other) ? -1 : 1))
}

/** The salt of the row that is replaced. */
const WAS = 'was_salt'
const SALT = ['salt', 'text'] as const

function columnsOf(table: AnyTable): Columns {
  return [...Object.entries(table.columns), SALT]
}

function insertPart(writer: Writer, table: AnyTable, rows: readonly Cells[]): void {
  const columns = columnsOf(table)
  const names = columns.map(([name]) => name)
  const cells = columns.map(([name, type]) => unnested(type, `r.${name}`))
  writer.insert(
    `insert into ${table.name} (${names.join(', ')}) select ${cells.join(', ')} from ${writer.rows(columns, rows)}`,
  )
}

function updatePart(writer: Writer, table: AnyTable, rows: readonly Cells[]): void {
  const columns: Columns = [...columnsOf(table), [WAS, 'text']]
  const sets = columnsOf(table)
    .filter(([name]) => !table.key.includes(name))
    .map(([name, type]) => `${name} = ${unnested(type, `r.${name}`)}`)
  writer.part(
    `update ${table.name} as t set ${sets.join(', ')} from ${writer.rows(columns, rows)} where ${same(table, WAS)}`,
    rows.length,
  )
}

function removePart(writer: Writer, table: AnyTable, rows: readonly Cells[]): void {
  const columns = columnsOf(table).filter(([name]) => table.key.includes(name) || name === 'salt')
  writer.part(
    `delete from ${table.name} as t using ${writer.rows(columns, rows)} where ${same(table, 'salt')}`,
    rows.length,
  )
}

/** The row as it was read: same key and same salt, so nobody changed it since. */
function same(table: AnyTable, salt: string): string {
  return [...table.key.map((name) => `t.${name} = r.${name}`), `t.salt = r.${salt}`].join(' and ')
}

function asidePart(writer: Writer, kind: AsideKind, asides: readonly Aside[]): void {
  const rows = asides.map((aside) => aside.row)
  writer.part(
    kind.sql.replace('ROWS', () => writer.rows(Object.entries(kind.columns), rows)),
    rows.length,
  )
}

const INBOX: Columns = [
  ['action_id', 'uuid'],
  ['handle', 'text?'],
  ['kind', 'text'],
  ['at', 'moment'],
  ['entry', 'bytes'],
  ['seal', 'bytes'],
]

function inboxInsert(writer: Writer, inbox: readonly InboxRow[]): string {
  const names = INBOX.map(([name]) => name).join(', ')
  const rows: Cells[] = inbox.map(({ id, handle, kind, at, bytes, seal }) => {
    return { action_id: id, handle, kind, at, entry: bytes, seal }
  })
  return `insert into action_inbox (${names}) select ${names} from ${writer.rows(INBOX, rows)}`
}
