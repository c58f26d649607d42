/**
 * The catalogue of the migrated database keeps the rules that leave distribution by subject open
 * (DESIGN §8) and can hold no special category. Who may do what with it: `roles.pg.test.ts`.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '@kelisim/postgres'
import { isMigrated, migrate, openPool, type Pool } from '@kelisim/store'

let database: TestDatabase
let owner: Pool

before(async () => {
  database = await testDatabase()
  await migrate(database.url)
  owner = openPool(database.url, undefined)
})

after(async () => {
  await owner.end()
  await database.close()
})

async function column<T = string>(sql: string): Promise<readonly T[]> {
  const { rows } = await owner.query<{ one: T }>(sql)
  return rows.map((row) => row.one)
}

const OURS = "('public', 'keys')"

/** Where a subject_id stands but does not lead the key, and why that does not close the way. */
const NOT_BY_SUBJECT: Readonly<Record<string, string>> = {
  identity_link: 'distributed by blind_index: it is read to find out whose subject_id it is',
}

/** Tables without a subject: the whole house's, or one machine's. A new one is named here or has a subject. */
const WITHOUT_SUBJECT = [
  'act_action',
  'action_inbox',
  'attestation',
  'code_challenge',
  'consent_text',
  'containment',
  'control_review',
  'decoy_order',
  'depersonalisation',
  'depersonalised_figure',
  'destruction_act',
  'detection_state',
  'document_acknowledgement',
  'epoch_floor',
  'idempotency',
  'incident',
  'incident_report',
  'incident_step',
  'index_floor',
  'internal_document',
  'ledger_checkpoint',
  'ledger_entry',
  'ledger_tile',
  'ledger_witness',
  'ledger_witnessed',
  'mailing',
  'medium',
  'migration',
  'offer',
  'policy_document',
  'policy_edition',
  'policy_file',
  'policy_rule',
  'policy_version',
  'purpose_state',
  'recipient_containment',
  'recipient_state',
  'review_task',
  'session',
  'signal',
  'staff',
  'staff_attempt',
  'suppression',
]

test('every table about a subject has subject_id first in its primary key', async () => {
  const { rows } = await owner.query<{ name: string; first: string | null; has: boolean }>(`
    select c.relname as name,
      (select attname from pg_attribute where attrelid = c.oid and attnum = i.indkey[0]) as first,
      exists (select from pg_attribute where attrelid = c.oid and attname = 'subject_id') as has
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      left join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.relkind in ('r', 'p') and n.nspname in ${OURS}`)
  const astray = rows
    .filter((row) => row.has && row.first !== 'subject_id')
    .map((row) => row.name)
    .sort()
  assert.deepEqual(astray, Object.keys(NOT_BY_SUBJECT))
  const without = rows.filter((row) => !row.has).map((row) => row.name)
  assert.deepEqual(without.sort(), WITHOUT_SUBJECT)
  assert.deepEqual(
    rows.filter((row) => row.first === null).map((row) => row.name),
    [],
    'a table without a primary key',
  )
})

test('uniqueness and references among tables of subjects contain subject_id', async () => {
  const uniques = await column(`
    select i.indexrelid::regclass::text as one
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where i.indisunique and n.nspname in ${OURS} and c.relname <> 'identity_link'
      and exists (select from pg_attribute where attrelid = c.oid and attname = 'subject_id')
      and not exists (select from pg_attribute
        where attrelid = c.oid and attname = 'subject_id' and attnum = any (i.indkey::int2[]))`)
  assert.deepEqual(uniques, [])
  const references = await column(`
    select k.conrelid::regclass || ' ' || k.conname as one from pg_constraint k
    where k.contype = 'f' and k.conrelid::regclass::text <> 'identity_link'
      and exists (select from pg_attribute where attrelid = k.confrelid and attname = 'subject_id')
      and not exists (select from pg_attribute
        where attrelid = k.conrelid and attname = 'subject_id' and attnum = any (k.conkey))`)
  assert.deepEqual(references, [])
  // A table of subjects may point at a small table that every machine holds a copy of, and at nothing else.
  const outward = await column(`
    select distinct k.confrelid::regclass::text as one from pg_constraint k
    where k.contype = 'f'
      and not exists (select from pg_attribute where attrelid = k.confrelid and attname = 'subject_id')`)
  assert.deepEqual(outward, ['consent_text'])
})

test('ids are made by the application: no sequence, no serial, no identity column', async () => {
  assert.deepEqual(
    await column(
      `select relname as one from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where relkind = 'S' and n.nspname in ${OURS}`,
    ),
    [],
  )
  assert.deepEqual(
    await column("select attname as one from pg_attribute where attidentity <> ''"),
    [],
  )
  // amcheck only reads, and nothing fails without it (decision 0162).
  assert.deepEqual(await column('select extname as one from pg_extension order by 1'), [
    'amcheck',
    'plpgsql',
  ])
})

test('the only triggers are a second lock on the ledger, on approved versions and documents, and on what they allow: nothing rests on them alone', async () => {
  assert.deepEqual(
    await column(
      `select tgrelid::regclass || ' ' || tgname as one from pg_trigger where not tgisinternal order by 1`,
    ),
    [
      'attestation attestation_append_only',
      'box policy_box',
      'box policy_boxes',
      'consent policy_consent',
      'consent policy_consents',
      'control_review control_review_append_only',
      'disclosure policy_disclosure',
      'disclosure policy_disclosures',
      'document_acknowledgement document_acknowledgement_append_only',
      'internal_document internal_document_guard',
      'ledger_checkpoint ledger_checkpoint_grows',
      'ledger_checkpoint ledger_checkpoint_no_truncate',
      'ledger_entry ledger_entry_append_only',
      'ledger_entry ledger_entry_no_truncate',
      'ledger_tile ledger_tile_grows',
      'ledger_tile ledger_tile_no_truncate',
      'policy_document policy_document_append_only',
      'policy_edition policy_edition_guard',
      'policy_edition policy_edition_no_truncate',
      'policy_file policy_file_append_only',
      'policy_rule policy_rule_append_only',
      'policy_rule policy_rule_guard',
      'policy_version policy_version_append_only',
      'policy_version policy_version_published',
      'staff policy_staff',
    ],
  )
})

const ROOT = new URL('..', import.meta.url)
/** SQL stands in the migrations and in two packages; it is nowhere else (tests/tidy.test.ts). */
const SQL_FILES = globSync(['packages/store/migrations/*.sql', 'packages/{store,work}/src/*.ts'], {
  cwd: ROOT.pathname,
}).filter((path) => !path.endsWith('.test.ts'))

/** What closes the way to other machines or an older server, each with what to do instead. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\blisten\s+[a-z_]+\s*[;'"`]|\bnotify\s+[a-z_]+\s*[,;'"`]|pg_notify\s*\(/i, 'ask what is due'],
  [/\bset_config\s*\(/i, 'set local in the transaction'],
  [/\b(?:big|small)?serial\b(?!i)/i, 'make the id in the application'],
  [/generated\s+(?:always|by default)\s+as\s+identity/i, 'make the id in the application'],
  [/pg_(?:try_)?advisory_(?:lock|unlock)/i, 'an advisory lock of the transaction'],
  [/\b(?:uuidv[47]|uuid_extract_\w+)\s*\(/i, 'PostgreSQL 17 and 18 only'],
  [/\b(?:any_value|array_shuffle|array_sample|random_normal|date_add)\s*\(/i, 'PostgreSQL 16 only'],
  [
    /\bjson_(?:table|query|exists|value|serialize|scalar|array|arrayagg|object)\s*\(/i,
    'newer than 15',
  ],
  [/\bis\s+(?:not\s+)?json\b/i, 'PostgreSQL 16 only'],
  [/\bpg_input_(?:is_valid|error_info)\s*\(/i, 'PostgreSQL 16 only'],
  [/\bmerge\s+into\b[^;]*\breturning\b/i, 'PostgreSQL 17 only'],
  [/\breturning\s+(?:old|new)\./i, 'PostgreSQL 18 only'],
  [/\bwithout\s+overlaps\b|\bas\s+\([^;]*\)\s+virtual\b/i, 'PostgreSQL 18 only'],
]

test('no statement needs a newer server than PostgreSQL 15, a listener or a lock beyond its transaction', () => {
  assert.ok(SQL_FILES.length > 50, `${SQL_FILES.length} files found`)
  const faults = SQL_FILES.flatMap((path) => {
    const text = readFileSync(new URL(path, ROOT), 'utf8')
    return FORBIDDEN.filter(([pattern]) => pattern.test(text)).map(
      ([pattern, instead]) => `${path}: ${pattern.exec(text)?.[0]} (${instead})`,
    )
  })
  assert.deepEqual(faults, [])
})

test('a planted fault of each kind is found', () => {
  const planted = [
    "client.query('listen action')",
    'select set_config(',
    'id bigserial',
    'id bigint generated always as identity',
    'select pg_advisory_lock(1)',
    'default uuidv7()',
    'any_value(x)',
    'json_table(x',
    'x is json',
    "pg_input_is_valid('1', 'int')",
    'merge into a using b returning 1',
    'returning old.x',
    'primary key (a, b without overlaps)',
  ]
  FORBIDDEN.forEach(([pattern], place) => assert.match(planted[place] ?? '', pattern))
})

/** Words of 94-V art. 7(9) and what else nobody may keep, as parts of a name in English. */
const DENIED_NAME =
  /race|racial|ethnic|nationalit|politic|party|religi|belief|faith|sex|gender|orientation|intimate|criminal|convict|felon|disab|health|diagnos|illness|pregnan|biometr|fingerprint|genetic|dna|trade_union/

test('no column, table or check can name a special category (94-V art. 7(9), R-19, I9)', async () => {
  const names = await column(`
    select c.relname || '.' || a.attname as one from pg_attribute a
      join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v', 'p') and n.nspname in ${OURS} and a.attnum > 0 and not a.attisdropped`)
  assert.ok(names.length > 120)
  assert.deepEqual(
    names.filter((name) => DENIED_NAME.test(name)),
    [],
  )
  // A value of a person has nowhere to stand but a sealed box: no column is named after a field of the list.
  const fields = readFileSync(new URL('../policy/proleads/fields.yaml', import.meta.url), 'utf8')
  const ids = [...fields.matchAll(/^ {2}- id: (\w+)/gm)].map((match) => match[1] ?? '')
  assert.ok(ids.length >= 40)
  assert.deepEqual(
    names.filter((name) => ids.includes(name.split('.')[1] ?? '')),
    [],
  )
})

test('migrating again changes nothing, and every start knows that it is done', async () => {
  assert.deepEqual(await migrate(database.url), [])
  const app = openPool(database.url, 'kelisim_app')
  assert.equal(await isMigrated(app), true)
  await app.end()
})

test('twenty starts at once migrate an empty database once', async () => {
  await using empty = await testDatabase()
  const done = await Promise.all(Array.from({ length: 20 }, async () => await migrate(empty.url)))
  const working = done.filter((names) => names.length > 0)
  assert.equal(working.length, 1)
  const count = globSync('packages/store/migrations/*.sql', { cwd: ROOT.pathname }).length
  assert.equal(working[0]?.length, count)
})

test('an applied migration that was edited stops the start, and so does a newer database', async () => {
  await using copy = await testDatabase()
  await migrate(copy.url)
  const pool = openPool(copy.url, undefined)
  const [first] = (
    await pool.query<{ name: string; sha256: string }>('table migration order by name')
  ).rows
  await pool.query('update migration set sha256 = $2 where name = $1', [
    first?.name,
    '0'.repeat(64),
  ])
  await assert.rejects(migrate(copy.url), /an applied migration was edited: 0001-record\.sql/)
  assert.equal(await isMigrated(pool), false)
  await pool.query('update migration set sha256 = $2 where name = $1', [first?.name, first?.sha256])
  await pool.query("insert into migration values ('9999-tomorrow.sql', $1)", ['0'.repeat(64)])
  await assert.rejects(migrate(copy.url), /newer than this program: 9999-tomorrow\.sql/)
  await pool.end()
})
