/**
 * Do the files of the database hold together, whatever stands in the rows?
 *
 * Every row as it lies is held against the form that PostgreSQL reads, before anything reads it: a damaged one can make the
 * server itself fall. Every index is held against its table: a row that an index leaves out stands, and nobody finds it by
 * that index. Looks through amcheck of PostgreSQL; where the database does not have it nothing is said (`indexes`
 * undefined). Locks nothing that a writer waits for.
 *
 * Requirements: R-82. Invariant I7.
 */
import type { AuditFinding } from './audit.ts'
import { DatabaseError, type Pool } from './database.ts'

export interface Structure {
  /** Held against their tables; undefined: this database has no amcheck. */
  readonly indexes: number | undefined
  readonly findings: readonly AuditFinding[]
}

interface Relation {
  readonly id: string
  readonly name: string
  /** The table that a person knows: of a table for long values, the one whose values they are. */
  readonly table: string
  readonly kind: 'r' | 'i'
  readonly isUnique: boolean
}

export async function auditStructure(pool: Pool): Promise<Structure> {
  if (!(await isThere(pool))) return { indexes: undefined, findings: [] }
  const relations = await relationsOf(pool)
  const findings: AuditFinding[] = []
  for (const relation of relations) {
    const places =
      relation.kind === 'r' ? await rowsAstray(pool, relation) : await indexAstray(pool, relation)
    const code = relation.kind === 'r' ? 'row_unreadable' : 'index_astray'
    findings.push(...places.map((where) => ({ code, table: relation.table, where }) as const))
  }
  return { indexes: relations.filter(({ kind }) => kind === 'i').length, findings }
}

async function isThere(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ is: boolean }>(
    `select coalesce(bool_and(has_function_privilege(p.oid, 'execute')), false)
       and has_schema_privilege('checks', 'usage') as is
     from pg_proc p join pg_namespace n on n.oid = pronamespace
     where nspname = 'checks' and (proname = 'verify_heapam'
       or proname = 'bt_index_check' and oidvectortypes(proargtypes) = 'regclass, boolean, boolean')
     having count(*) = 2`,
  )
  return rows[0]?.is === true
}

/** Tables first: an index over rows that cannot be read says nothing. */
async function relationsOf(pool: Pool): Promise<readonly Relation[]> {
  const { rows } = await pool.query<Relation>(
    `with ours as (
       select c.oid, c.reltoastrelid, case nspname when 'public' then relname else nspname || '.' || relname end as name
       from pg_class c join pg_namespace n on n.oid = relnamespace
       where relkind = 'r' and nspname in ('public', 'keys'))
     select oid::text as id, name, name as table, 'r' as kind, false as "isUnique" from ours
     union all
     select i.indexrelid::text, x.relname, ours.name, 'i', i.indisunique
     from ours join pg_index i on i.indrelid in (ours.oid, ours.reltoastrelid) join pg_class x on x.oid = i.indexrelid
     where x.relam = (select oid from pg_am where amname = 'btree')
     order by kind desc, "table", name`,
  )
  return rows
}

/** Tables of long values are looked at with the table they belong to. */
async function rowsAstray(pool: Pool, { id }: Relation): Promise<readonly string[]> {
  const said = await tried(async () => {
    const { rows } = await pool.query<{ place: string }>(
      `select distinct format('(%s,%s)', blkno, offnum) as place
       from checks.verify_heapam($1::oid::regclass, check_toast => true) order by place`,
      [id],
    )
    return rows.map(({ place }) => place)
  })
  // A page that cannot be read at all is told by block, by `unreadable.ts`.
  return said ?? []
}

async function indexAstray(
  pool: Pool,
  { id, name, isUnique }: Relation,
): Promise<readonly string[]> {
  const text = 'select checks.bt_index_check($1::oid::regclass, true, $2)'
  const said = await tried(async () => await pool.query(text, [id, isUnique]))
  return said === undefined ? [name] : []
}

/**
 * Connection, concurrency, rights, resources and cancelling say nothing of a file. Anything else does: bytes that are no value of
 * their type bring errors of many classes, "cannot compare arrays" among them.
 */
const NOT_OF_A_FILE = /^(?:08|40|42501|42P01|53|55|57)/

/** undefined when a file is at fault; anything else that fails, a cancelled question say, is no finding. */
async function tried<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof DatabaseError) || NOT_OF_A_FILE.test(error.code ?? '')) throw error
    return undefined
  }
}
