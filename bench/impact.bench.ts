/**
 * How long does it take to say what a new version of the policy does to a million people?
 *
 * Fills a database by SQL with synthetic rows and nothing of anybody: per person a consent to the contract under
 * one of two versions, every second one to SMS, one recipient's; three boxes; one disclosure. Then weighs a version
 * in which a field leaves the contract, the term is shorter, and a tick names one field more.
 * `BENCH_PEOPLE` sets the number (default 1,000,000); `--write` puts the figures into docs/evidence. Requirements: R-17, R-31, R-35.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPolicyFolder } from '@kelisim/outside'
import { consentTexts, loadPolicy, type Policy } from '@kelisim/policy'
import { startPostgres, templateDatabase } from '@kelisim/postgres'
import { migrate, openPool } from '@kelisim/store'
import { moment } from '@kelisim/terms'
import { weighPolicy } from '@kelisim/work'
import pg from 'pg'
import { writePolicySection } from './evidence.ts'

const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 1_000_000)
const ROUNDS = 3
const AT = moment(Date.UTC(2026, 10, 22, 9))
/** About what a sealed box of five fields takes. */
const BOX_BYTES = 420

type Edit = readonly [file: string, from: string | RegExp, to: string]
const CHANGES: readonly Edit[] = [
  ['fields.yaml', /(- id: income\n(?: {4}.*\n)*? {4}purposes: )\[C, T\]/, '$1[T]'],
  ['roles.yaml', 'social_status, income]', 'social_status]'],
  [
    'controls.yaml',
    'social_status, income, credit_history',
    'social_status, employer, credit_history',
  ],
  ['agreements/samal.yaml', 'iin, income]', 'iin]'],
  [
    'purposes.yaml',
    'consentDays: 30\n    retentionDays: 30',
    'consentDays: 20\n    retentionDays: 20',
  ],
]

async function policy(version: number, edits: readonly Edit[]): Promise<Policy> {
  const files = new Map(
    await readPolicyFolder(new URL('../policy/proleads', import.meta.url).pathname),
  )
  for (const [file, from, to] of [
    ['policy.yaml', /version: \d+/, `version: ${version}`] as const,
    ...edits,
  ]) {
    files.set(file, (files.get(file) ?? '').replace(from, to))
  }
  const { policy: read, findings } = loadPolicy(files)
  if (read === undefined) throw new Error(JSON.stringify(findings.slice(0, 3)))
  return read
}

/** Identifiers of consents and disclosures need only be different; those of people are random ones. */
const ID = (table: string) =>
  `(${table} || '0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid`

async function fill(client: pg.Client, inForce: Policy): Promise<void> {
  // Rows of one kind come in the order of their keys, and each of them is right: nothing has to be looked up.
  await client.query('set synchronous_commit = off; set session_replication_role = replica')
  await client.query(`insert into consent_text values (repeat('f', 64), 'x', 'kk', 'x', 'x')`)
  await client.query(
    `create temp table person as
     select n, md5(n::text)::uuid as id, n::text as salt from generate_series(1, ${PEOPLE}) n order by 2`,
  )
  await client.query(
    `insert into subject select id, 'live', '{potential_borrower}', 1, now(), now(), null, salt
     from person`,
  )
  const texts = consentTexts(inForce, 'kk')
  const shares: readonly (readonly [control: string, every: number])[] = [
    ['contract', 1],
    ['recipient:samal', 2],
    ['direct_marketing:sms', 2],
  ]
  for (const [index, [control, every]] of shares.entries()) {
    const text = texts.find((one) => one.control === control)
    if (text === undefined) throw new Error(control)
    await client.query(
      `insert into consent select id, ${ID(`'${index + 2}'`)}, $1, $2, $3, $4, $5, $6,
         repeat('f', 64), 'kk', repeat('a', 64), 1 + n / 2 % 2, 'otp', '2026-11-01', '2026-12-20',
         case when n % 20 = 0 then timestamptz '2026-11-10' end, salt
       from person where n % ${every} = 0`,
      [
        control,
        text.purpose,
        text.operations,
        text.fields,
        text.recipient ?? null,
        text.channel ?? null,
      ],
    )
  }
  for (const { id } of inForce.boxes.slice(0, 3)) {
    const fields = inForce.fields
      .filter((one) => one.box === id && one.default !== 'off')
      .slice(0, 5)
    await client.query(
      `insert into box select id, $1, 1, decode(repeat('5a', ${BOX_BYTES}), 'hex'),
         $2, 'site', timestamptz '2026-11-22 09:00Z' - n % 30 * interval '1 day',
         timestamptz '2026-12-22 09:00Z' - n % 30 * interval '1 day', salt
       from person`,
      [id, fields.map((field) => field.id)],
    )
  }
  await client.query(
    `insert into disclosure select id, ${ID("'7'")}, ${ID("'8'")}, 'samal', ${ID("'3'")},
       '{last_name,first_name,iin,phone,income}', (array['accepted', 'refused', 'issued', 'stopped'])[1 + n % 4],
       null, null, 1, 1, null, now(), now(), now(), salt
     from person where n % 2 = 0`,
  )
  // Rows whose commit is not on the disk yet are not marked as visible to all.
  await client.query('checkpoint')
  await client.query('vacuum analyze')
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-impact-'))
  const server = await startPostgres({ directory: join(folder, 'postgres') })
  try {
    await templateDatabase(server, 'bench', async () => undefined)
    const url = server.superuserUrl('bench')
    await migrate(url)
    const inForce = await policy(2, [])
    const next = await policy(3, CHANGES)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const started = performance.now()
    await fill(client, inForce)
    const sizes = await client.query<{ name: string; mb: number }>(
      `select relname as name, round(pg_relation_size(oid) / 1048576.0) as mb from pg_class
       where relname in ('box', 'box_by_form', 'consent', 'consent_live', 'disclosure', 'disclosure_by_form')`,
    )
    await client.end()
    console.log(
      `filled ${PEOPLE} people in ${seconds(started)} s: ${sizes.rows.map(({ name, mb }) => `${name} ${mb} MB`).join(', ')}`,
    )
    await measure(url, inForce, next)
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(url: string, inForce: Policy, next: Policy): Promise<void> {
  const pool = openPool(url, 'kelisim_app')
  // The application's role does not see other connections' processes.
  const all = new pg.Client({ connectionString: url })
  await all.connect()
  const means = { store: { pool }, now: () => AT, policy: inForce }
  const rows: (readonly [string, string])[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    const before = await processorSeconds(all)
    const started = performance.now()
    const { impact } = await weighPolicy(means, next)
    const wall = seconds(started)
    const spent = (await processorSeconds(all)) - before
    const { newConsents, stops, destroys, notifies } = impact
    const counts = [...newConsents, ...stops, ...destroys, ...notifies].map((one) => one.people)
    console.log(
      `impact, round ${round}: ${wall} s, ${spent.toFixed(2)} s of processor in PostgreSQL, for ` +
        `${impact.people} people, ${counts.length} consequences: ${counts.join(', ')}`,
    )
    rows.push([
      `Impact for ${impact.people.toLocaleString('en')} people, round ${round}; goal 5 s`,
      `${wall} s, ${spent.toFixed(2)} s of processor in PostgreSQL`,
    ])
  }
  await pool.end()
  await all.end()
  if (process.argv.includes('--write')) {
    await writePolicySection('Impact', 'impact.bench.ts', rows)
  }
}

const TICKS_PER_SECOND = 100

/**
 * Of all connections' server processes: what a busy machine's wall clock does not tell. Linux counts user and
 * system time in hundredths.
 */
async function processorSeconds(all: pg.Client): Promise<number> {
  const { rows } = await all.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'client backend'`,
  )
  const ticks = rows.map(async ({ pid }) => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
  })
  return (await Promise.all(ticks)).reduce((sum, one) => sum + one, 0) / TICKS_PER_SECOND
}

function seconds(started: number): string {
  return ((performance.now() - started) / 1_000).toFixed(2)
}

await main()
