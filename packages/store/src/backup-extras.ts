/**
 * Which tables does a backup take besides the audited ones, and how?
 *
 * Every table of ours is in exactly one class: audited (by commitment), the ledger (by entry), keys (wrapped),
 * passing (not taken: sessions, codes, answers to repeated calls), or what is left (whole, as JSON). A table
 * that comes with a migration is therefore taken without anybody thinking of it.
 *
 * Requirements: R-83.
 */
import type { Client } from './database.ts'
import { AUDITED } from './audited.ts'

const LEDGER = ['action_inbox', 'ledger_entry', 'ledger_tile', 'ledger_checkpoint']
const KEYS = ['keys.subject_key', 'keys.epoch_floor', 'keys.index_floor']
/** Lives minutes to a day and proves nothing; `migration` is what the program's own schema says. */
const PASSING = ['session', 'code_challenge', 'idempotency', 'staff_attempt', 'signal', 'migration']

/** Tables taken whole, by name. */
export async function extraTables(client: Pick<Client, 'query'>): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'keys')
     order by 1`,
  )
  const others = new Set([...LEDGER, ...KEYS, ...PASSING, ...AUDITED.map(({ name }) => name)])
  return rows.map(({ name }) => name).filter((name) => !others.has(name))
}

/** The rows as lines of JSON, in a fixed order, so that an unchanged table gives the same bytes. */
export async function extraRows(
  client: Pick<Client, 'query'>,
  table: string,
): Promise<readonly string[]> {
  const { rows: may } = await client.query<{ may: boolean }>(
    "select has_table_privilege($1, 'select') as may",
    [table],
  )
  // Left out in silence, it would be missed on the day of the restoration.
  if (may[0]?.may !== true) throw new Error(`couldn't read table ${table}: is it of this program?`)
  const { rows } = await client.query<{ row: string }>(
    `select to_jsonb(t)::text as row from ${table} t order by 1`,
  )
  return rows.map(({ row }) => row)
}

/** Puts rows back; a row of that key that stands already is left alone. The number put. */
export async function putExtraRows(
  client: Pick<Client, 'query'>,
  table: string,
  rows: readonly string[],
): Promise<number> {
  if (rows.length === 0) return 0
  const { rowCount } = await client.query(
    `insert into ${table} select r.* from jsonb_populate_recordset(null::${table}, $1::jsonb) r
     on conflict do nothing`,
    [`[${rows.join(',')}]`],
  )
  return rowCount ?? 0
}
