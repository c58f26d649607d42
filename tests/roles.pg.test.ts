/**
 * The database as a second lock: logs in as each role and tries everything that it may not do.
 *
 * What is tried is made from the catalogue, table by table and operation by operation; what must be refused and
 * what must not stands in `granted.ts`. Then what a thief with the application's password would try.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '@kelisim/postgres'
import {
  faultOfLogin,
  letRolesIn,
  migrate,
  openPool,
  type Pool,
  ROLES,
  type Role,
  sqlState,
} from '@kelisim/store'
import pg from 'pg'
import { granted, TABLES } from './granted.ts'

const DENIED = '42501'
/** A statement about tables, tried on a view; a change through a view that is no plain part of one table. */
const NO_TABLE = ['42809', '55000']

let database: TestDatabase
let owner: Pool
const logins = new Map<Role, pg.Client>()

before(async () => {
  database = await testDatabase()
  await migrate(database.url)
  await letRolesIn(database.url)
  owner = openPool(database.url, undefined)
  for (const role of ROLES) {
    const client = new pg.Client({ connectionString: database.urlAs(role) })
    await client.connect()
    logins.set(role, client)
  }
})

after(async () => {
  for (const client of logins.values()) await client.end()
  await owner.end()
  await database.close()
})

/** The error's SQLSTATE, or `done`; whatever it did is taken back. */
async function tried(role: Role, ...statements: readonly string[]): Promise<string> {
  const client = logins.get(role)
  if (client === undefined) throw new Error(`nobody logged in as ${role}`)
  await client.query('begin')
  try {
    for (const statement of statements) await client.query(statement)
    return 'done'
  } catch (error) {
    return sqlState(error) ?? 'lost'
  } finally {
    await client.query('rollback')
  }
}

interface Column {
  readonly name: string
  readonly columns: readonly string[]
  /** Those that the database does not make itself. */
  readonly given: readonly string[]
}

async function catalogue(): Promise<readonly Column[]> {
  const { rows } = await owner.query<Column>(`
    select c.oid::regclass::text as name, array_agg(quote_ident(a.attname) order by attnum) as columns,
      array_agg(quote_ident(a.attname) order by attnum) filter (where a.attgenerated = '') as given
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and n.nspname in ('public', 'keys')
      and a.attnum > 0 and not a.attisdropped
    group by c.oid order by 1`)
  return rows
}

const READ = /^.*r\((\w+)\).*$/

/** Each statement touches no row: what is asked is the right. */
function attempts(table: Column, rights: string): readonly (readonly [string, boolean])[] {
  const all = table.columns.join(', ')
  const [first = ''] = table.columns
  const only = READ.exec(rights)?.[1]
  const has = (letter: string) => rights.replace(/\(\w+\)/, '').includes(letter)
  return [
    [`select ${all} from ${table.name} where false`, has('r') && only === undefined],
    ...(only === undefined
      ? []
      : [[`select ${only} from ${table.name} where false`, true] as const]),
    [
      `insert into ${table.name} (${table.given.join(', ')}) overriding user value select ${nulls(table)} where false`,
      has('a'),
    ],
    [`update ${table.name} set ${first} = null where false`, has('w')],
    [`delete from ${table.name} where false`, has('d')],
    [`truncate ${table.name}`, false],
    [`lock table ${table.name} in access exclusive mode`, has('w') || has('d')],
    [`alter table ${table.name} disable trigger all`, false],
    [`alter table ${table.name} disable row level security`, false],
    [`alter table ${table.name} no force row level security`, false],
    [`create policy mine on ${table.name} using (true)`, false],
    [`create trigger mine before insert on ${table.name} execute function refuse_change()`, false],
    [`create rule mine as on insert to ${table.name} do instead nothing`, false],
    [`create index on ${table.name} (${first})`, false],
    [`drop table ${table.name}`, false],
    [`comment on table ${table.name} is 'mine'`, false],
  ]
}

function nulls({ given }: Column): string {
  return given.map(() => 'null').join(', ')
}

test('every table of the schema stands in the table of rights, and nothing else does', async () => {
  const tables = (await catalogue()).map(({ name }) => name)
  assert.deepEqual(tables.toSorted(), TABLES.toSorted())
})

test('each role may do with each table exactly what is written down, by trying all of it', async () => {
  const faults: string[] = []
  let count = 0
  for (const table of await catalogue()) {
    for (const role of ROLES) {
      for (const [statement, may] of attempts(table, granted(table.name, role))) {
        count += 1
        const state = await tried(role, statement)
        // A right that is there may still meet a constraint; one that is not meets nothing else.
        const isRefused = state === DENIED || NO_TABLE.includes(state)
        if (isRefused === may) faults.push(`${role}: ${statement}: ${state}`)
      }
    }
  }
  assert.deepEqual(faults, [])
  assert.ok(count > 2_000, `${count} attempts`)
})

test('no right comes by another way: PUBLIC, a column, a default, a membership, an attribute', async () => {
  const one = async (sql: string) =>
    (await owner.query<{ one: string }>(sql)).rows.map((row) => row.one)
  assert.deepEqual(
    await one(`select c.oid::regclass || ' ' || p.privilege_type as one
      from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) p
      where n.nspname in ('public', 'keys') and p.grantee = 0`),
    ['migration SELECT'],
  )
  const byColumn = TABLES.flatMap((table) =>
    ROLES.flatMap((role) => {
      const column = READ.exec(granted(table, role))?.[1]
      return column === undefined ? [] : [`${table}.${column}`]
    }),
  )
  assert.deepEqual(
    await one(`select attrelid::regclass || '.' || attname as one from pg_attribute
      where attacl is not null and attrelid >= 16384 order by 1`),
    byColumn,
  )
  // Who audits and who backs up read what will come, too; nobody else gets anything beforehand.
  assert.deepEqual(
    await one(`select p.grantee::regrole || ' ' || p.privilege_type || ' ' || defaclobjtype::text as one
      from pg_default_acl, aclexplode(defaclacl) p where p.grantee <> defaclrole order by 1`),
    ['kelisim_auditor SELECT r', 'kelisim_backup SELECT r'],
  )
  for (const role of ROLES) {
    const pool = openPool(database.urlAs(role), role)
    assert.equal(await faultOfLogin(pool, role), undefined)
    await pool.end()
    assert.deepEqual(
      await one(
        `select c.oid::regclass::text as one from pg_class c where relowner = '${role}'::regrole`,
      ),
      [],
    )
  }
})

test('a login that is more than its role is not accepted for it', async () => {
  const wide = openPool(database.url, 'kelisim_app')
  assert.match((await faultOfLogin(wide, 'kelisim_app')) ?? '', /logs in as postgres/)
  await wide.end()
})

/** What else somebody with the password of one role would try; all of it is refused. */
const THIEF: readonly (readonly string[])[] = [
  ...['postgres', ...ROLES].flatMap((role) => [
    [`set role ${role}`],
    [`set session authorization ${role}`],
  ]),
  ["copy (select 1) to program 'cat > /dev/null'"],
  ["copy (select 1) to '/tmp/kelisim-stolen'"],
  ["copy consent_text from program 'true'"],
  ["copy consent_text from '/etc/hostname'"],
  ["select pg_read_file('postgresql.conf')"],
  ["select pg_ls_dir('.')"],
  ["select lo_import('/etc/hostname')"],
  ['select rolpassword from pg_authid'],
  ['select passwd from pg_shadow'],
  ['select pg_reload_conf()'],
  ['set session_replication_role = replica'],
  ['create role mine'],
  ['grant kelisim_sequencer to kelisim_app'],
  ['alter role kelisim_app superuser'],
  ['alter role kelisim_app bypassrls'],
  ['create schema mine'],
  ['create extension pg_stat_statements'],
  ['create extension dblink'],
  ['create table mine (one int)'],
  ['create table keys.mine (one int)'],
  ["create function mine() returns int language sql as 'select 1'"],
  ["create function keys.mine() returns int language sql security definer as 'select 1'"],
  [
    'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
  ],
  ['alter function policy_version_guard() reset all'],
  ['alter function policy_stands(text) security definer'],
  ['drop function policy_stands(text) cascade'],
  ["update pg_class set relrowsecurity = false where relname = 'box'"],
  ["select pg_logical_slot_get_changes('mine', null, null)"],
  ["select pg_create_physical_replication_slot('mine')"],
]

test('whoever has one role’s password gets no further than that role', async () => {
  const faults: string[] = []
  for (const role of ROLES) {
    for (const statements of THIEF) {
      const state = await tried(role, ...statements)
      const isSelf = /^set .* (\w+)$/.exec(statements[0] ?? '')?.[1] === role
      if ((state === DENIED) === isSelf) faults.push(`${role}: ${statements.join('; ')}: ${state}`)
    }
  }
  // These two stand outside any transaction.
  for (const statement of ['create database mine', "alter system set row_security = 'off'"]) {
    for (const [role, client] of logins) {
      await assert.rejects(client.query(statement), { code: DENIED }, `${role}: ${statement}`)
    }
  }
  assert.deepEqual(faults, [])
})

test('a temporary table does not take the place of the one a guard asks (search path)', async () => {
  const shadow = `create temp table policy_edition as
    select 'stolen'::text as policy_hash, 7 as version, 'published'::text as state`
  const insert = "insert into policy_version values (7, 'stolen', '{}', now(), 'salt')"
  assert.equal(await tried('kelisim_app', shadow, insert), DENIED)
  assert.equal(
    await tried('kelisim_app', 'set local search_path = pg_temp, public', shadow, insert),
    DENIED,
  )
})

test('the past is refused to the owner of the tables, too, until a trigger is taken away', async () => {
  for (const sql of ['update ledger_entry set kind = kind', 'delete from ledger_entry']) {
    await owner.query('begin')
    await owner.query(
      `insert into ledger_entry values (0, '00000000-0000-4000-8000-000000000000', null, 'x', now(), 'x')`,
    )
    await assert.rejects(owner.query(sql), /append-only/)
    await owner.query('rollback')
  }
  await assert.rejects(owner.query('truncate ledger_entry'), /append-only/)
})
