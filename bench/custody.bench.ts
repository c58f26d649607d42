/**
 * Does custody keep its pace: what is recorded in a second, how soon it is signed, how fast all of it is
 * verified, and does any of it get slower when a million people stand in the house?
 *
 * - Ledgered actions: each locks its person and is durable before it counts, with sequencer's rounds running beside
 *   as in a server; against plain durable inserts of one row of as many bytes, in turn in the same run.
 * - From action to checkpoint: while one action at a time comes at odd moments.
 * - Verification: the log made here, read from memory; entries for a second of processor time.
 * - Latency: two houses on one PostgreSQL, asked in turn, one client. Those who are asked for came in through the use
 *   cases, `KNOWN` in each house; the others are filled in by SQL (many-people.ts).
 *
 *   node bench/custody.bench.ts [--people N] [--write]     N: of the large house, default 1,000,000
 *   --write: the figures go into docs/evidence/custody-speed.md
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { verifyLog } from '@kelisim/ledger'
import { startPostgres, templateDatabase } from '@kelisim/postgres'
import { ledgerFile, load, locateAction, migrate, sequence, SUBJECT } from '@kelisim/store'
import type { SubjectId } from '@kelisim/terms'
import { submitApplication } from '@kelisim/work'
import pg from 'pg'
import { openWorld, type World } from '../tests/world.ts'
import { writeEvidence } from './evidence.ts'
import { changeIncome, newcomer, readAll, recordOnly } from './governed.ts'
import { fillWithPeople } from './many-people.ts'
import { plainWrite, type Work } from './plain.ts'
import { nodeTime } from './processor-time.ts'

const SMALL = 10_000
const KNOWN = 1_000
const CLIENTS = 16
const ROUNDS = 5
const ROUND_MS = 2_000
/** Of one house in one round. */
const ASKED = 60
const LATENCY_ROUNDS = 12
const SEQUENCE_MS = 100
const DELAYS = 300
/** A busy evening of the bench in one day of the world: applications are spread over it. */
const BETWEEN_MS = 50

const { values: options } = parseArgs({
  options: { people: { type: 'string', default: '1000000' }, write: { type: 'boolean' } },
})
const LARGE = Number(options.people)
const HEADINGS = ['what', 'target', 'measured']

type Row = readonly [what: string, target: string, measured: string]

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-bench-'))
  const server = await startPostgres({ directory: join(folder, 'postgres') })
  try {
    const names = ['small', 'large'] as const
    for (const name of names) await templateDatabase(server, name, async () => undefined)
    const [small, large] = [server.superuserUrl('small'), server.superuserUrl('large')]
    await using one = await houseOf(small, SMALL)
    const rows: Row[] = []
    const tell = (row: Row) => {
      console.log(row.join(' | '))
      rows.push(row)
    }
    const plain = new pg.Pool({ connectionString: small, max: 20 })
    plain.on('error', () => undefined)
    tell(await actionsBesidePlain(one, plain))
    tell(await delays(one))
    tell(await verified(one))
    tell(await onDisk(plain))
    {
      await using other = await houseOf(large, LARGE)
      for (const row of await latencies(one, other)) tell(row)
    }
    const { rows: version } = await plain.query<{ version: string }>(
      "select current_setting('server_version') as version",
    )
    await plain.end()
    if (options.write === true) await write(rows, version[0]?.version ?? '')
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function write(rows: readonly Row[], postgres: string): Promise<void> {
  await writeEvidence({
    file: 'custody-speed.md',
    title: 'Custody at pace',
    words: ['Written by `node bench/custody.bench.ts --write`; the module says what is measured.'],
    postgres,
    conditions: [
      `Houses of ${SMALL} and ${LARGE} people, of whom ${KNOWN} in each came in by the use cases`,
    ],
    headings: HEADINGS,
    rows,
  })
}

async function houseOf(databaseUrl: string, people: number): Promise<World> {
  await migrate(databaseUrl)
  const world = await openWorld({}, databaseUrl)
  for (let ordinal = 0; ordinal < KNOWN; ordinal++) await apply(world, ordinal)
  await world.sequenceAll()
  const started = performance.now()
  await fillWithPeople(databaseUrl, people - KNOWN)
  console.log(
    `filled with ${people} people in ${((performance.now() - started) / 1_000).toFixed(0)} s`,
  )
  return world
}

async function apply(world: World, ordinal: number): Promise<void> {
  world.clock.pass(BETWEEN_MS)
  const { means } = world.house
  const answer = await submitApplication(means, newcomer(world, ordinal), `bench-${randomUUID()}`)
  if (answer.effect !== 'done') throw new Error(JSON.stringify(answer))
}

/** Of the people who came in through the use cases: the others have no key that opens. */
async function knownIn(world: World): Promise<readonly SubjectId[]> {
  const recent = "subject_id in (select subject_id from application where number not like 'B-%')"
  const rows = await load(world.house.means.store.pool, SUBJECT, recent, [])
  return rows.map((row) => row.subject_id as SubjectId)
}

async function actionsBesidePlain(world: World, plain: pg.Pool): Promise<Row> {
  const known = await knownIn(world)
  await plain.query(
    'create table plain (id uuid primary key default gen_random_uuid(), body bytea not null, at timestamptz not null default now())',
  )
  const record: Work = async (client, turn) =>
    await recordOnly(world, known[(client * 61 + turn) % known.length] as SubjectId)
  await record(0, 0)
  const { rows } = await plain.query<{ bytes: number }>(
    'select avg(octet_length(entry))::float8 as bytes from action_inbox',
  )
  const insert = plainWrite(plain, Math.round(rows[0]?.bytes ?? 0))
  const rates: { ours: number; theirs: number }[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const theirs = await rate(insert)
    const ours = await besideRounds(world, async () => await rate(record))
    // The first round only warms up.
    if (round > 0) rates.push({ ours, theirs })
  }
  const perSecond = median(rates.map(({ ours }) => ours))
  const ratio = median(rates.map(({ ours, theirs }) => ours / theirs))
  return [
    `ledgered actions a second, ${CLIENTS} clients, rounds of the sequencer beside`,
    '≥ 3,000; ≥ 0.6 of plain inserts',
    `${perSecond.toFixed(0)}; ${ratio.toFixed(2)} of ${median(rates.map(({ theirs }) => theirs)).toFixed(0)}`,
  ]
}

async function rate(work: Work): Promise<number> {
  const started = performance.now()
  const until = started + ROUND_MS
  let done = 0
  const client = async (id: number) => {
    for (let turn = 0; performance.now() < until; turn++) {
      await work(id, turn)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, (_, id) => client(id)))
  return (done * 1_000) / (performance.now() - started)
}

async function besideRounds<T>(world: World, work: () => Promise<T>): Promise<T> {
  const { means } = world.house
  let isRunning = true
  const rounds = (async () => {
    while (isRunning) {
      await sequence(means.store, means.log)
      await pause(SEQUENCE_MS)
    }
  })()
  const result = await work()
  isRunning = false
  await rounds
  await world.sequenceAll()
  return result
}

async function delays(world: World): Promise<Row> {
  const { means } = world.house
  const measured = await besideRounds(world, async () => {
    const waited: number[] = []
    for (let turn = 0; turn < DELAYS; turn++) {
      const id = await means.store.transaction(async (unit) =>
        unit.record({ kind: 'ledger_checked', actor: { role: 'system', id: 'self' } }),
      )
      const committed = performance.now()
      while ((await locateAction(means.store, id)) === undefined) await pause(2)
      waited.push(performance.now() - committed)
      await pause((turn * 37) % SEQUENCE_MS)
    }
    return waited
  })
  const figure = `${quantile(measured, 0.5).toFixed(0)} ms; ${quantile(measured, 0.99).toFixed(0)} ms`
  return ['from action to signed checkpoint, p50; p99', '≤ 250 ms; ≤ 1 s', figure]
}

async function verified(world: World): Promise<Row> {
  const { store, log } = world.house.means
  const files = new Map<string, Uint8Array | undefined>()
  const read = async (path: string) => {
    if (!files.has(path)) files.set(path, await ledgerFile(store.pool, path))
    return files.get(path)
  }
  const key = log.signers[0]?.vkey ?? ''
  // The first reading brings the files into memory and the code to speed.
  const found = await verifyLog({ read }, key)
  if (!found.ok) throw new Error('the log of the bench is broken')
  const costs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const before = nodeTime()
    await verifyLog({ read }, key)
    costs.push(nodeTime() - before)
  }
  const perSecond = (found.size * 1_000_000) / median(costs)
  return [
    `entries verified for a second of processor time, log of ${found.size}`,
    '≥ 200,000',
    perSecond.toFixed(0),
  ]
}

async function onDisk(owner: pg.Pool): Promise<Row> {
  const { rows } = await owner.query<{ bytes: number; entry: number }>(
    `select pg_total_relation_size('ledger_entry')::float8 / count(*) as bytes,
       avg(octet_length(entry))::float8 as entry from ledger_entry`,
  )
  const [size] = rows
  const figure = `${size?.bytes.toFixed(0)} (${size?.entry.toFixed(0)} of them the entry itself)`
  return ['bytes of one entry on the disk, with its indexes', '–', figure]
}

async function latencies(small: World, large: World): Promise<readonly Row[]> {
  const people = new Map([
    [small, await knownIn(small)],
    [large, await knownIn(large)],
  ])
  let next = KNOWN
  const pick = (world: World) => {
    const known = people.get(world) ?? []
    return known[randomBytes(4).readUInt32BE() % known.length] as SubjectId
  }
  const works: readonly (readonly [string, (world: World) => Promise<void>])[] = [
    ['governed read', async (world) => await readAll(world, pick(world))],
    ['governed write', async (world) => await changeIncome(world, pick(world))],
    ['application', async (world) => await apply(world, next++)],
  ]
  const rows: Row[] = []
  for (const [what, work] of works) {
    const measured = new Map<World, number[]>([
      [small, []],
      [large, []],
    ])
    for (let round = 0; round <= LATENCY_ROUNDS; round++) {
      for (const world of [small, large]) {
        const waited = await latenciesOf(world, work)
        if (round > 0) measured.get(world)?.push(...waited)
      }
    }
    const [few = [], many = []] = [measured.get(small), measured.get(large)]
    const ratio = quantile(many, 0.5) / quantile(few, 0.5)
    rows.push([
      `${what}, p50 with ${LARGE} people against ${SMALL}`,
      '≤ 1.2 ×',
      `${ratio.toFixed(2)} × (${ms(many, 0.5)} against ${ms(few, 0.5)}; p95 ${ms(many, 0.95)} against ${ms(few, 0.95)})`,
    ])
  }
  return rows
}

async function latenciesOf(
  world: World,
  work: (world: World) => Promise<void>,
): Promise<readonly number[]> {
  const waited: number[] = []
  for (let turn = 0; turn < ASKED; turn++) {
    const started = performance.now()
    await work(world)
    waited.push(performance.now() - started)
  }
  return waited
}

function ms(values: readonly number[], part: number): string {
  return `${quantile(values, part).toFixed(2)} ms`
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
}

await main()
