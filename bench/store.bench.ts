/**
 * What does the door cost? Governed writes and reads against a plain table, same bytes, same
 * PostgreSQL, same run, with 1, 8 and 16 clients; median of several interleaved rounds.
 *
 * Plain: one table, no encryption, no decision, no ledger: `insert` one row, `select` one row.
 * Governed write: a whole application (subject, consents, sealed boxes, disclosure, entries) through
 * `submitApplication`; and one change of values under a permit. Governed read: everything held about
 * a person, decided, opened and recorded before release.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, templateDatabase } from '@kelisim/postgres'
import { ask, keep, know, load, locateAction, migrate, sequence, SUBJECT } from '@kelisim/store'
import { DAY, later, type SubjectId } from '@kelisim/terms'
import { submitApplication } from '@kelisim/work'
import pg from 'pg'
import { confirmPhone, openWorld, person, type World } from '../tests/world.ts'

const ROUND_MS = Number(process.env['BENCH_ROUND_MS'] ?? 1_000)
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5)
const CLIENTS = [1, 8, 16]
const PEOPLE = 64
/** Applications come from people never seen before; past this number they come again. */
const NEWCOMERS = 3_000

type Work = (client: number, turn: number) => Promise<void>

async function rate(work: Work, clients: number): Promise<number> {
  const until = performance.now() + ROUND_MS
  let done = 0
  const started = performance.now()
  const client = async (id: number) => {
    for (let turn = 0; performance.now() < until; turn++) {
      await work(id, turn)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, id) => client(id)))
  return (done * 1_000) / (performance.now() - started)
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-bench-'))
  const server = await startPostgres({ directory: join(folder, 'postgres') })
  try {
    await templateDatabase(server, 'bench', async () => undefined)
    await migrate(server.superuserUrl('bench'))
    await using world = await openWorld({}, server.superuserUrl('bench'))
    const works = await prepare(world, server.superuserUrl('bench'))
    await measure(works)
    await measureSequencer(world)
    await measureDelay(world)
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Works {
  readonly [name: string]: Work
}

async function prepare(world: World, url: string): Promise<Works> {
  const { means } = world.house
  // Codes are read from the outbox's newest message: one after the other.
  const tokens: string[] = []
  for (let ordinal = 0; ordinal < NEWCOMERS; ordinal++) {
    tokens.push(await confirmPhone(world, person(ordinal).phone))
  }
  let next = 0
  const submit = async (token: string, ordinal: number, key: string) => {
    const controls = ['contract', 'recipient:samal']
    const ticked = means
      .consentTexts('kk')
      .filter((text) => controls.includes(text.control))
      .map((text) => ({ control: text.control, textSha256: text.sha256 }))
    const answer = await submitApplication(
      means,
      {
        phoneToken: token,
        amountTenge: 10_000 + (next % 180_000),
        termDays: 30,
        values: { ...person(ordinal).values, income: '200k-300k' },
        ticked,
        recipients: ['samal'],
        language: 'kk',
        source: 'site',
      },
      key,
    )
    if (answer.effect !== 'done') throw new Error(JSON.stringify(answer))
  }
  for (const [ordinal, token] of tokens.slice(0, PEOPLE).entries()) {
    await submit(token, ordinal, `seed-${next++}`)
  }
  const subjects = (await load(means.store.pool, SUBJECT, 'true', [])).map(
    (row) => row.subject_id as SubjectId,
  )
  const subjectAt = (client: number, turn: number) =>
    subjects[(client * 7 + turn) % subjects.length] as SubjectId
  const bytes = Buffer.alloc(900, 7)
  const plain = new pg.Pool({ connectionString: url, max: 20 })
  await plain.query(
    'create table plain (id uuid primary key default gen_random_uuid(), body bytea not null, at timestamptz not null default now())',
  )
  const ids: string[] = []
  for (let index = 0; index < PEOPLE; index++) {
    const { rows } = await plain.query<{ id: string }>(
      'insert into plain (body) values ($1) returning id',
      [bytes],
    )
    ids.push(rows[0]?.id ?? '')
  }
  return {
    'plain write': async () => {
      await plain.query({
        text: 'insert into plain (body) values ($1)',
        values: [bytes],
        name: 'plain_write',
      })
    },
    'governed write': async (client, turn) => await changeIncome(world, subjectAt(client, turn)),
    application: async () => {
      const ordinal = next++ % NEWCOMERS
      world.clock.pass(50)
      await submit(tokens[ordinal] ?? '', ordinal, `bench-${next}-${Math.random()}`)
    },
    'plain read': async (client, turn) => {
      await plain.query({
        text: 'select body from plain where id = $1',
        values: [ids[(client * 7 + turn) % ids.length]],
        name: 'plain_read',
      })
    },
    'governed read': async (client, turn) => await readAll(world, subjectAt(client, turn)),
    end: async () => await plain.end(),
  }
}

const SELF = { role: 'applicant', id: 'self' }

async function changeIncome(world: World, subject: SubjectId): Promise<void> {
  const { means } = world.house
  await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, subject, 'change')
    if (known?.key === undefined) throw new Error('no such subject')
    const permit = ask(unit, known, SELF, {
      role: 'applicant',
      operation: 'change',
      purpose: 'contract',
      fields: ['income'],
      at: unit.at,
      policy: means.policy.hash,
    })
    if (permit.effect === 'refuse') throw new Error(permit.code)
    await keep(
      unit,
      { ...known, key: known.key },
      permit,
      { values: { income: '300k-500k' }, source: 'bench', retainUntil: later(unit.at, DAY) },
      false,
    )
    unit.record({ kind: 'values_kept', actor: SELF, permit }, known.key)
  })
}

async function readAll(world: World, subject: SubjectId): Promise<void> {
  const { means } = world.house
  const fields = ['last_name', 'first_name', 'birth_date', 'iin', 'phone', 'income']
  const question = { role: 'applicant', operation: 'extract', purpose: 'subject_rights', fields }
  const opening = { kind: 'values_opened', actor: SELF } as const
  const released = await means.store.look({ subject, question, opening })
  if (released.effect !== 'released' || released.values['iin'] === undefined) {
    throw new Error('nothing was read')
  }
}

async function measure(works: Works): Promise<void> {
  const pairs = [
    ['governed write', 'plain write'],
    ['application', 'plain write'],
    ['governed read', 'plain read'],
  ] as const
  console.log('what, clients, per second, plain per second, ratio (median of rounds)')
  for (const clients of CLIENTS) {
    for (const [governed, plain] of pairs) {
      const rounds: { governed: number; plain: number }[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const measured = {
          plain: await rate(works[plain] as Work, clients),
          governed: await rate(works[governed] as Work, clients),
        }
        rounds.push(measured)
      }
      const ratio = median(rounds.map((round) => round.governed / round.plain))
      console.log(
        `${governed}, ${clients}, ${median(rounds.map((round) => round.governed)).toFixed(0)}, ${median(rounds.map((round) => round.plain)).toFixed(0)}, ${ratio.toFixed(2)}`,
      )
    }
  }
  await works['end']?.(0, 0)
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
