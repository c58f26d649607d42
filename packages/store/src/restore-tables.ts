/**
 * Putting rows into audited tables and taking rows out, as the owner of the tables and beside the use cases.
 *
 * Only restoration does this: what it writes was vouched for by the ledger long ago, salt and all, so no new
 * commitment arises. Triggers that guard the use cases are off meanwhile, in this transaction alone.
 *
 * Requirements: R-83. Invariant I7.
 */
import { arrayType, columnArray, unnested } from './column.ts'
import type { Client } from './database.ts'
import { AUDITED } from './audited.ts'
import { LISTED } from './restore-adopted.ts'
import { type AnyTable, type Cells, type Column } from './table.ts'

const PAGE = 500
const GUARDED = [
  ...AUDITED.map(({ name }) => name),
  'ledger_entry',
  'ledger_tile',
  'ledger_checkpoint',
  ...LISTED,
  'policy_file',
]
const LOCKED = [...GUARDED, 'action_inbox', 'keys.subject_key']

/** Nobody else writes until this transaction ends; readers go on. */
export async function lockTables(client: Client): Promise<void> {
  await client.query(`lock table ${LOCKED.join(', ')} in share row exclusive mode`)
}

/** The guards go and come back with the transaction, whatever happens. */
export async function withoutGuards(client: Client, work: () => Promise<void>): Promise<void> {
  for (const table of GUARDED) await client.query(`alter table ${table} disable trigger user`)
  await work()
  for (const table of GUARDED) await client.query(`alter table ${table} enable trigger user`)
}

/** A row of the same key is replaced where it stands, because others may point at it. */
export async function putRows(
  client: Client,
  table: AnyTable,
  rows: readonly Cells[],
): Promise<void> {
  const columns: readonly (readonly [string, Column])[] = [
    ...Object.entries(table.columns),
    ['salt', 'text'],
  ]
  const names = columns.map(([name]) => name)
  const sets = names.filter((name) => !table.key.includes(name))
  const text = `insert into ${table.name} (${names.join(', ')})
    select ${columns.map(([name, type]) => unnested(type, `r.${name}`)).join(', ')}
    from unnest(${columns.map(([, type], at) => `$${at + 1}::${arrayType(type)}`).join(', ')})
      as r (${names.join(', ')})
    on conflict (${table.key.join(', ')}) do update
      set ${sets.map((name) => `${name} = excluded.${name}`).join(', ')}`
  for (let from = 0; from < rows.length; from += PAGE) {
    const page = rows.slice(from, from + PAGE)
    await client.query({
      text,
      values: columns.map(([name, type]) =>
        columnArray(
          type,
          page.map((row) => row[name]),
        ),
      ),
    })
  }
}

export async function takeRowsOut(
  client: Client,
  table: AnyTable,
  rows: readonly Cells[],
): Promise<void> {
  const columns = table.key.map((name) => [name, table.columns[name] ?? 'text'] as const)
  const text = `delete from ${table.name} t
    using unnest(${columns.map(([, type], at) => `$${at + 1}::${arrayType(type)}`).join(', ')})
      as r (${table.key.join(', ')})
    where ${table.key.map((name) => `t.${name} = r.${name}`).join(' and ')}`
  for (let from = 0; from < rows.length; from += PAGE) {
    const page = rows.slice(from, from + PAGE)
    await client.query({
      text,
      values: columns.map(([name, type]) =>
        columnArray(
          type,
          page.map((row) => row[name]),
        ),
      ),
    })
  }
}
