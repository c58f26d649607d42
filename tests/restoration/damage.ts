/**
 * A database administrator's damage, in every manner and to every audited table, chosen by a seed.
 *
 * Works as the superuser with triggers and references off; what the database refuses even then (a check, a
 * unique index) is no damage and is tried in another way. Knows nothing of commitments: what was done is found
 * by comparing the tables before and after.
 */
import type { AnyTable } from '../../packages/store/src/table.ts'
import { AUDITED } from '../../packages/store/src/audited.ts'
import type pg from 'pg'

export const MANNERS = ['edit', 'delete', 'swap', 'insert', 'roll back'] as const
export type Manner = (typeof MANNERS)[number]

/** Every audited row of a table as text, without what only schedules work. */
export async function rowsOf(admin: pg.Client, table: AnyTable): Promise<ReadonlySet<string>> {
  const passing = table.passing.map((name) => ` - '${name}'`).join('')
  const { rows } = await admin.query<{ row: string }>(
    `select (to_jsonb(t)${passing})::text as row from ${table.name} t`,
  )
  return new Set(rows.map(({ row }) => row))
}

export async function everyTable(
  admin: pg.Client,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const all = new Map<string, ReadonlySet<string>>()
  for (const table of AUDITED) all.set(table.name, await rowsOf(admin, table))
  return all
}

/** Rows of the first that the second lacks. */
export function lacking(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((row) => !other.has(row)).length
}

export class Vandal {
  readonly #admin: pg.Client
  #state: number

  constructor(admin: pg.Client, seed: number) {
    this.#admin = admin
    this.#state = seed >>> 0 || 1
  }

  /** 0 ≤ n < below; xorshift32. */
  below(below: number): number {
    let x = this.#state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.#state = x >>> 0
    return this.#state % below
  }

  /** Keeps the tables as they stand now, so that rows can be rolled back to it later. */
  async remember(): Promise<void> {
    await this.#admin.query('create schema vandal')
    for (const { name } of AUDITED) {
      await this.#admin.query(`create table vandal.${name} as table public.${name}`)
    }
  }

  async forget(): Promise<void> {
    await this.#admin.query('drop schema if exists vandal cascade')
  }

  /** Damages up to `count` rows of one table in one manner; the number of statements that took. */
  async damage(table: AnyTable, manner: Manner, count: number): Promise<number> {
    await this.#admin.query("set session_replication_role = 'replica'")
    try {
      let done = 0
      for (let turn = 0; turn < count; turn++) {
        for (const statement of await this.#attempts(table, manner)) {
          if (await this.#take(statement)) {
            done += 1
            break
          }
        }
      }
      return done
    } finally {
      await this.#admin.query("set session_replication_role = 'origin'")
    }
  }

  async #take(statement: string): Promise<boolean> {
    await this.#admin.query('begin')
    try {
      const { rowCount } = await this.#admin.query(statement)
      await this.#admin.query('commit')
      return (rowCount ?? 0) > 0
    } catch {
      await this.#admin.query('rollback')
      return false
    }
  }

  async #attempts(table: AnyTable, manner: Manner): Promise<readonly string[]> {
    const places = await this.#somePlaces(table)
    const [one, other] = places
    if (one === undefined) return []
    const columns = this.#shuffled(
      Object.keys(table.columns).filter(
        (name) => !table.key.includes(name) && !table.passing.includes(name),
      ),
    )
    const { name } = table
    if (manner === 'delete') return [`delete from ${name} where ctid = '${one}'`]
    if (manner === 'edit') {
      const edits = columns.map(
        (column) =>
          `update ${name} set ${column} = ${changed(table, column)} where ctid = '${one}'`,
      )
      return [...edits, `update ${name} set salt = salt || 'x' where ctid = '${one}'`]
    }
    if (manner === 'insert') return insertions(table, one)
    if (manner === 'swap') return other === undefined ? [] : swaps(table, columns, one, other)
    return rollbacks(table)
  }

  #shuffled(names: readonly string[]): readonly string[] {
    return names
      .map((name) => [this.below(1_000_000), name] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, name]) => name)
  }

  async #somePlaces(table: AnyTable): Promise<readonly string[]> {
    const { rows } = await this.#admin.query<{ place: string }>(
      `select ctid::text as place from ${table.name} order by ${table.key.join(', ')}`,
    )
    if (rows.length === 0) return []
    const at = this.below(rows.length)
    const further = rows.length === 1 ? at : (at + 1 + this.below(rows.length - 1)) % rows.length
    const places = [rows[at]?.place, at === further ? undefined : rows[further]?.place]
    return places.flatMap((place) => (place === undefined ? [] : [place]))
  }
}

/** Another value of the column's own type. */
function changed(table: AnyTable, column: string, row = ''): string {
  const cell = `${row}${column}`
  switch (table.columns[column]) {
    case 'uuid':
    case 'uuid?':
      return 'gen_random_uuid()'
    case 'int':
    case 'int?':
      return `coalesce(${cell}, 0) + 1`
    case 'bool':
      return `not ${cell}`
    case 'bytes':
      return `set_byte(${cell}, octet_length(${cell}) - 1, (get_byte(${cell}, octet_length(${cell}) - 1) + 1) % 256)`
    case 'moment':
    case 'moment?':
      return `coalesce(${cell}, '2026-11-22T00:00:00Z'::timestamptz) + interval '1 day'`
    case 'texts':
      return `${cell} || array['forged']`
    case 'text':
    case 'text?':
    case undefined:
      break
  }
  return `coalesce(${cell}, '') || '1'`
}

/** A copy under another key; with every text changed as well where an index asks for that. */
function insertions(table: AnyTable, from: string): readonly string[] {
  const names = [...Object.keys(table.columns), 'salt']
  const copy = (others: (name: string) => boolean) => {
    const cells = names.map((name) =>
      table.key.includes(name) || others(name) ? changed(table, name, 'r.') : `r.${name}`,
    )
    return `insert into ${table.name} (${names.join(', ')})
      select ${cells.join(', ')} from ${table.name} r where r.ctid = '${from}'`
  }
  const texts = names.filter((name) => table.columns[name] === 'text' && !table.key.includes(name))
  return [copy(() => false), ...texts.map((text) => copy((name) => name === text))]
}

function swaps(
  table: AnyTable,
  columns: readonly string[],
  one: string,
  other: string,
): readonly string[] {
  const swap = (names: readonly string[]) =>
    `update ${table.name} a set ${names.map((name) => `${name} = b.${name}`).join(', ')}
     from ${table.name} b where a.ctid in ('${one}', '${other}') and b.ctid in ('${one}', '${other}')
       and a.ctid <> b.ctid and (${names.map((name) => `a.${name} is distinct from b.${name}`).join(' or ')})`
  return [swap([...columns, 'salt']), ...columns.map((column) => swap([column]))]
}

/** One row back to its remembered form, or, where none changed, a remembered row that is gone. */
function rollbacks(table: AnyTable): readonly string[] {
  const { name, key } = table
  const names = [...Object.keys(table.columns), 'salt']
  const sets = names.filter((column) => !key.includes(column))
  const same = (a: string, b: string) => key.map((k) => `${a}.${k} = ${b}.${k}`).join(' and ')
  return [
    `insert into ${name} (${names.join(', ')}) select ${names.join(', ')} from vandal.${name} o
     where not exists (select from ${name} t where ${same('t', 'o')}) limit 1`,
    `update ${name} t set ${sets.map((column) => `${column} = o.${column}`).join(', ')}
     from (select o.* from vandal.${name} o join ${name} n on ${same('n', 'o')} where n.salt <> o.salt limit 1) o
     where ${same('t', 'o')}`,
  ]
}
