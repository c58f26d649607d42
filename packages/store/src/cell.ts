/**
 * A cell as PostgreSQL writes it in text, read as its column's type.
 *
 * Lists of texts in audited tables hold words of the policy (fields, operations, categories) and never a
 * value of a person; the same few lists come again and again, so each is read once and shared, frozen.
 */
import type { Moment } from '@kelisim/terms'
import type { AnyTable, Cell, Column, Stored } from './table.ts'

const LISTS_MAX = 2_000
const lists = new Map<string, readonly string[]>()
/** A member is in quotes where it holds anything but plain letters. */
const MEMBER = /"((?:[^"\\]|\\.)*)"|[^,{}]+/gs

/** `{a,"b c"}` */
export function listOf(text: string): readonly string[] {
  const known = lists.get(text)
  if (known !== undefined) return known
  const list = Object.freeze(
    Array.from(text.matchAll(MEMBER), ([bare, quoted]) =>
      quoted === undefined ? bare : quoted.replaceAll(/\\(.)/gs, '$1'),
    ),
  )
  if (lists.size >= LISTS_MAX) lists.clear()
  lists.set(text, list)
  return list
}

/** `\x0a0b` */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text.slice(2), 'hex')
}

/** `2026-11-22 09:00:00.123+00`: connections speak UTC. */
export function momentOf(text: string): Moment {
  const iso = text.endsWith('+00') ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : text
  return globalThis.Date.parse(iso) as Moment
}

/** The row of `select COLUMNS_OF(table)`. */
export function toldRow<T extends AnyTable>(table: T, told: readonly (string | null)[]): Stored<T> {
  const cells: Record<string, Cell> = {}
  let place = 0
  for (const name in table.columns) {
    const text = told[place++]
    const type = table.columns[name]
    cells[name] = text === null || text === undefined ? undefined : cellOf(type, text)
  }
  cells['salt'] = told[place] ?? ''
  return cells as Stored<T>
}

/** The columns of a row in the order in which `toldRow` reads them. */
export function columnsText(table: AnyTable): string {
  return [...Object.keys(table.columns), 'salt'].join(', ')
}

function cellOf(type: Column | undefined, text: string): Cell {
  switch (type) {
    case 'moment':
    case 'moment?':
      return momentOf(text)
    case 'int':
    case 'int?':
      return Number(text)
    case 'texts':
      return listOf(text)
    case 'bytes':
      return bytesOf(text)
    case 'bool':
      return text === 't'
    case 'uuid':
    case 'uuid?':
    case 'text':
    case 'text?':
    case undefined:
      return text
  }
}
