/**
 * What does the door cost? Governed writes and reads against a plain table, same bytes, same
 * PostgreSQL, same run, with 1, 8 and 16 clients; median of several interleaved rounds.
 *
 * Plain: one table, no encryption, no decision, no ledger: `insert` one row, `select` one row. Its body
 * has as many bytes as the governed operation writes into rows (or, for a read, opens), measured at the
 * start by `pg_column_size` over all tables, and they are random: what is sealed does not compress.
 *
 * Governed write: one change of values under a permit. Application: the whole of it (subject, consents,
 * sealed boxes, disclosure, entries) through `submitApplication`. Governed read: everything held about
 * a person, decided, opened and recorded before release.
 *
 * Floors: what nobody saves who records before they answer. Of a read: a plain `select`, and behind its
 * answer a plain `insert` of an entry's bytes, in one transaction that is durable before the answer counts.
 * Of a write: the same with the row locked, and written anew beside its record. Two exchanges, no encryption,
 * no decision, one operation to a commit. What lies between a floor and the plain operation is the price of
 * the rule; what lies between the governed operation and its floor is ours, and sharing commits wins some of it back.
 *
 * Beside each ratio stands the processor time of one operation, governed and plain, in this process and in
 * PostgreSQL: on a machine that others use, too, it says more than the clock.
 *
 * Everything runs for a while before it is measured: what is asked of a server that just started is not
 * what it costs.
 *
 *   node bench/store.bench.ts [--write] [what …]     what: governed write, application, governed read, sequencer, delay
 *   --write: the figures go into docs/evidence/store-speed.md
 *   BENCH_ROUND_MS=1000 BENCH_ROUNDS=5 BENCH_CLIENTS=1,8,16
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresServer, startPostgres, templateDatabase } from '@kelisim/postgres'
import { load, locateAction, migrate, sequence, SUBJECT } from '@kelisim/store'
import type { SubjectId } from '@kelisim/terms'
import { type Submission, submitApplication } from '@kelisim/work'
import pg from 'pg'
import { openWorld, type World } from '../tests/world.ts'
import { writeEvidence } from './evidence.ts'
import { changeIncome, newcomer, readAll } from './governed.ts'
import { plainRead, plainWrite, recordedChange, recordedRead, type Work } from './plain.ts'
import { nodeTime, postgresTime } from './processor-time.ts'

const ROUND_MS = Number(process.env['BENCH_ROUND_MS'] ?? 1_000)
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5)
const CLIENTS = (process.env['BENCH_CLIENTS'] ?? '1,8,16').split(',').map(Number)
const PEOPLE = 64
/** Applications ready to be sent when a round begins; past them they are made while it runs. */
const STOCK = 3_000

interface Compared {
  /** Made before each round and outside its time, when there is not enough of it. */
  readonly stock?: () => void
  readonly governed: Work
  readonly plain: Work
  /** What the rule itself costs, without us. */
  readonly floor?: Work
}

interface Rate {
  readonly perSecond: number
  /** Microseconds of processor time per operation. */
  readonly node: number
  readonly postgres: number
}

const HEADINGS = [
  'what',
  'clients',
  'per second',
  'plain per second',
  'ratio (median of rounds)',
  'µs here + in PostgreSQL',
  'the same of plain',
]

async function main(): Promise<void> {
  const isWriting = process.argv.includes('--write')
  const wanted = process.argv.slice(2).filter((word) => word !== '--write')
  const isWanted = (what: string) => wanted.length === 0 || wanted.includes(what)
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-bench-'))
  const server = await startPostgres({ directory: join(folder, 'postgres') })
  try {
    await templateDatabase(server, 'bench', async () => undefined)
    await migrate(server.superuserUrl('bench'))
    await using world = await openWorld({}, server.superuserUrl('bench'))
    const plain = new pg.Pool({ connectionString: server.superuserUrl('bench'), max: 20 })
    const floor = new pg.Pool({
      connectionString: server.superuserUrl('bench'),
      max: 20,
      pipeline: true,
    })
    // A connection that the stopping server ends has no reader.
    for (const pool of [plain, floor]) pool.on('error', () => undefined)
    const works = await prepare(world, plain, floor)
    console.log(HEADINGS.join(', '))
    const rows: (readonly string[])[] = []
    const measured = [...works].filter(([what]) => isWanted(what))
    for (const [, compared] of measured) await warmUp(server, compared)
    for (const clients of CLIENTS) {
      for (const [what, compared] of measured) {
        const measured = await measure(server, what, compared, clients)
        for (const row of measured) console.log(row.join(', '))
        rows.push(...measured)
      }
    }
    const version = await plain.query<{ version: string }>(
      "select current_setting('server_version') as version",
    )
    await plain.end()
    await floor.end()
    if (isWriting) {
      await writeEvidence({
        file: 'store-speed.md',
        title: 'What the door costs',
        words: [
          'Written by `node bench/store.bench.ts --write`; the module says what is compared.',
          'Processor time is microseconds of one operation, here (all threads of the process) and in PostgreSQL.',
        ],
        postgres: version.rows[0]?.version ?? '',
        conditions: [`${ROUNDS} rounds of ${ROUND_MS} ms, governed and plain in turn`],
        headings: HEADINGS,
        rows,
      })
    }
    if (isWanted('sequencer')) await measureSequencer(world)
    if (isWanted('delay')) await measureDelay(world)
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function prepare(
  world: World,
  plain: pg.Pool,
  floor: pg.Pool,
): Promise<ReadonlyMap<string, Compared>> {
  const { means } = world.house
  const stocked: Submission[] = []
  let next = 0
  const stock = () => {
    while (stocked.length < STOCK) stocked.push(newcomer(world, next++))
  }
  const apply = async () => {
    const submission = stocked.pop() ?? newcomer(world, next++)
    world.clock.pass(50)
    const answer = await submitApplication(means, submission, `bench-${randomUUID()}`)
    if (answer.effect !== 'done') throw new Error(JSON.stringify(answer))
  }
  const written = async (work: Work) => await bytesWritten(plain, work)
  const application = await written(apply)
  const subjects = (await load(means.store.pool, SUBJECT, 'true', [])).map(
    (row) => row.subject_id as SubjectId,
  )
  const subjectAt = (client: number, turn: number) =>
    subjects[(client * 7 + turn) % subjects.length] as SubjectId
  const change: Work = async (client, turn) => {
    // Time goes on, or rows would be written anew with all their moments as they were.
    world.clock.pass(1)
    await changeIncome(world, subjectAt(client, turn))
  }
  const changed = await written(change)
  const held = await bytesHeld(plain)
  console.log(
    `bytes of one operation: application ${application}, governed write ${changed}, governed read ${held}`,
  )
  await plain.query(
    'create table plain (id uuid primary key default gen_random_uuid(), body bytea not null, at timestamptz not null default now())',
  )
  return new Map<string, Compared>([
    [
      'governed write',
      {
        governed: change,
        plain: plainWrite(plain, changed),
        floor: await recordedChange(floor, changed, PEOPLE),
      },
    ],
    ['application', { stock, governed: apply, plain: plainWrite(plain, application) }],
    [
      'governed read',
      {
        governed: async (client, turn) => await readAll(world, subjectAt(client, turn)),
        plain: await plainRead(plain, held, PEOPLE),
        floor: await recordedRead(floor, held, PEOPLE),
      },
    ],
  ])
}

/** Bytes of all rows that one operation adds or writes anew, as PostgreSQL counts them; mean of `PEOPLE`. */
async function bytesWritten(plain: pg.Pool, work: Work): Promise<number> {
  const { rows } = await plain.query<{ name: string }>(
    "select schemaname || '.' || relname as name from pg_stat_user_tables",
  )
  const before = await plain.query<{ id: string }>('select pg_current_xact_id()::text as id')
  for (let turn = 0; turn < PEOPLE; turn++) await work(0, turn)
  let bytes = 0
  for (const { name } of rows) {
    const { rows: sums } = await plain.query<{ bytes: number }>(
      `select coalesce(sum(pg_column_size(t.*)), 0)::float8 as bytes from ${name} t
       where t.xmin::text::bigint >= $1`,
      [before.rows[0]?.id],
    )
    bytes += sums[0]?.bytes ?? 0
  }
  return Math.round(bytes / PEOPLE)
}

/** Bytes of all boxes of a person. */
async function bytesHeld(plain: pg.Pool): Promise<number> {
  const { rows } = await plain.query<{ bytes: number }>(
    'select (sum(pg_column_size(b.*)) / count(distinct subject_id))::float8 as bytes from box b',
  )
  return Math.round(rows[0]?.bytes ?? 0)
}

/** Compiled code, prepared statements, open connections: as in a process that runs for days. */
async function warmUp(server: PostgresServer, compared: Compared): Promise<void> {
  compared.stock?.()
  for (const work of [compared.plain, compared.governed, compared.floor ?? compared.plain]) {
    await rate(server, work, Math.max(...CLIENTS))
    await rate(server, work, 1)
  }
}

async function measure(
  server: PostgresServer,
  what: string,
  compared: Compared,
  clients: number,
): Promise<readonly (readonly string[])[]> {
  const governed: Rate[] = []
  const plain: Rate[] = []
  const floor: Rate[] = []
  for (let round = 0; round < ROUNDS; round++) {
    compared.stock?.()
    plain.push(await rate(server, compared.plain, clients))
    governed.push(await rate(server, compared.governed, clients))
    if (compared.floor !== undefined) floor.push(await rate(server, compared.floor, clients))
  }
  const rows = [compare(what, clients, governed, plain)]
  if (floor.length > 0) rows.push(compare(`floor of a ${what}`, clients, floor, plain))
  return rows
}

function compare(
  what: string,
  clients: number,
  measured: readonly Rate[],
  plain: readonly Rate[],
): readonly string[] {
  const ratio = median(measured.map((one, at) => one.perSecond / (plain[at]?.perSecond ?? 0)))
  const of = (rates: readonly Rate[], figure: keyof Rate) =>
    median(rates.map((one) => one[figure])).toFixed(0)
  const cost = (rates: readonly Rate[]) => `${of(rates, 'node')} + ${of(rates, 'postgres')}`
  return [
    what,
    String(clients),
    of(measured, 'perSecond'),
    of(plain, 'perSecond'),
    ratio.toFixed(2),
    cost(measured),
    cost(plain),
  ]
}

async function rate(server: PostgresServer, work: Work, clients: number): Promise<Rate> {
  // Reading what PostgreSQL used costs processor time here, so it stands outside of what is counted here.
  const postgresBefore = await postgresTime(server.pid())
  const nodeBefore = nodeTime()
  const started = performance.now()
  const until = started + ROUND_MS
  let done = 0
  const client = async (id: number) => {
    for (let turn = 0; performance.now() < until; turn++) {
      await work(id, turn)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, id) => client(id)))
  const perSecond = (done * 1_000) / (performance.now() - started)
  const node = (nodeTime() - nodeBefore) / done
  const postgres = ((await postgresTime(server.pid())) - postgresBefore) / done
  return { perSecond, node, postgres }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

/** Entries a second through the whole round: inbox, tiles, read back, signature, commit. */
async function measureSequencer(world: World): Promise<void> {
  const { means } = world.house
  let entries = 0
  const started = performance.now()
  for (
    let round = await sequence(means.store, means.log);
    round !== undefined;
    round = await sequence(means.store, means.log)
  ) {
    entries += round.sequenced
  }
  console.log(
    `sequencer, 1, ${((entries * 1_000) / (performance.now() - started)).toFixed(0)} entries per second (${entries})`,
  )
}

/** From the commit of an action to the signed checkpoint that holds it, with rounds 100 ms apart. */
async function measureDelay(world: World): Promise<void> {
  const { means } = world.house
  let isRunning = true
  const rounds = (async () => {
    while (isRunning) {
      await sequence(means.store, means.log)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })()
  const delays: number[] = []
  for (let turn = 0; turn < 60; turn++) {
    const id = await means.store.transaction(async (unit) =>
      unit.record({ kind: 'ledger_checked', actor: { role: 'system', id: 'self' } }),
    )
    const committed = performance.now()
    while ((await locateAction(means.store, id)) === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    delays.push(performance.now() - committed)
    await new Promise((resolve) => setTimeout(resolve, (turn * 37) % 100))
  }
  isRunning = false
  await rounds
  console.log(
    `action to signed checkpoint, 1, ${median(delays).toFixed(0)} ms median (${delays.length})`,
  )
}

await main()
