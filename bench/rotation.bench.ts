/**
 * How long does a rotation of many keys take, what does it cost, and what do people notice meanwhile?
 *
 * A database with that many wrapped keys and a few whole people; one process rotates and serves, as the server
 * does, while it reads everything held about a person over and over (decided, opened, recorded, released).
 * Processor time is said beside the clock, because other work may share the machine.
 *
 *   node bench/rotation.bench.ts [--keys 100000] [--write]
 *   --write: the figures go into docs/evidence/rotation-speed.md
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startPostgres, templateDatabase } from '@kelisim/postgres'
import { load, migrate, SUBJECT } from '@kelisim/store'
import { subjectId } from '@kelisim/terms'
import { newSubjectKey, newWrapBatch, pooledRandom, wrapAnew, wrapSubjectKey } from '@kelisim/vault'
import { rotateKeys, seeOwnData } from '@kelisim/work'
import pg from 'pg'
import { apply, openWorld, type World } from '../tests/world.ts'
import { writeEvidence } from './evidence.ts'
import { nodeTime, postgresTime } from './processor-time.ts'

/** About as many as a rotation wraps with one first half of the nonce. */
const PAGE = 1_000
const PEOPLE = 8
const BETWEEN_READS_MS = 5
const QUIET_MS = 3_000
const GOAL_SECONDS_OF_A_MILLION = 60

const { values } = parseArgs({
  options: { keys: { type: 'string', default: '100000' }, write: { type: 'boolean' } },
})
const keys = Number(values.keys)
if (!Number.isInteger(keys) || keys < 1) throw new Error('--keys is a whole number')

const random = pooledRandom()
const folder = await mkdtemp(join(tmpdir(), 'kelisim-bench-'))
const server = await startPostgres({ directory: join(folder, 'postgres') })
try {
  await templateDatabase(server, 'bench', async () => undefined)
  await migrate(server.superuserUrl('bench'))
  await using world = await openWorld({}, server.superuserUrl('bench'))
  await fill(world)
  await measure(world)
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Keys of nobody, but real ones, in batches as the rotation of the night before left them. */
async function fill(world: World): Promise<void> {
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 })
  pool.on('error', () => undefined)
  const { keyring } = world.house.means.store.keys
  for (let done = 0; done < keys; done += PAGE) {
    const subjects = Array.from({ length: Math.min(PAGE, keys - done) }, () =>
      subjectId(random(16)),
    )
    const batch = newWrapBatch(random)
    const wrapped = subjects.map((subject) => {
      const first = wrapSubjectKey(keyring, subject, newSubjectKey(random, 1), random)
      const anew = wrapAnew(keyring, subject, { ...first, keyVersion: 1 }, random, batch)
      return Buffer.from(anew?.wrapped ?? [])
    })
    await pool.query(
      `insert into keys.subject_key (subject_id, key_version, epoch, wrapped)
       select u.s, 1, $3, u.w from unnest($1::uuid[], $2::bytea[]) as u (s, w)`,
      [subjects, wrapped, keyring.epoch],
    )
  }
  await pool.query('vacuum analyze keys.subject_key')
  await pool.end()
  for (let ordinal = 1; ordinal <= PEOPLE; ordinal++) await apply(world, { ordinal })
}

async function measure(world: World): Promise<void> {
  const { means, saveKeyring } = world.house
  const subjects = (await load(means.store.pool, SUBJECT, 'true', [])).map((row) => row.subject_id)
  const reader = readWhile(world, subjects)
  await sleep(QUIET_MS)
  const quiet = reader.take()
  const before = { node: nodeTime(), postgres: await postgresTime(server.pid()) }
  const started = performance.now()
  const { wrapped } = await rotateKeys(means, saveKeyring)
  const seconds = (performance.now() - started) / 1_000
  const node = (nodeTime() - before.node) / 1e6
  const postgres = ((await postgresTime(server.pid())) - before.postgres) / 1e6
  const meanwhile = reader.take()
  await reader.stop()
  const ofMillion = (seconds * 1e6) / wrapped
  const figures: (readonly [what: string, value: string])[] = [
    ['keys wrapped anew', String(wrapped)],
    ['seconds', seconds.toFixed(2)],
    ['keys per second', Math.round(wrapped / seconds).toString()],
    ['processor seconds here, reads included', node.toFixed(2)],
    ['processor seconds in PostgreSQL, reads included', postgres.toFixed(2)],
    [
      'seconds of a million at this pace',
      `${ofMillion.toFixed(1)} (goal ${GOAL_SECONDS_OF_A_MILLION})`,
    ],
    ['governed read before, p50 / p99 / max ms', spread(quiet)],
    ['governed read meanwhile, p50 / p99 / max ms', spread(meanwhile)],
    ['governed reads meanwhile, refused', `${meanwhile.length}, ${reader.refused()}`],
  ]
  for (const [what, value] of figures) console.log(`${what.padEnd(52)}${value}`)
  if (values.write !== true) return
  await writeEvidence({
    file: 'rotation-speed.md',
    title: 'How fast do the keys turn?',
    words: [
      'Written by `node bench/rotation.bench.ts --keys N --write`; the module says what is measured.',
      'Server, PostgreSQL and reader share one machine.',
    ],
    headings: ['what', 'measured'],
    rows: figures,
  })
}

function readWhile(world: World, subjects: readonly string[]) {
  const { means } = world.house
  let taken: number[] = []
  let refused = 0
  let isOver = false
  const reading = (async () => {
    for (let turn = 0; !isOver; turn++) {
      const from = performance.now()
      const answer = await seeOwnData(means, subjects[turn % subjects.length] as never)
      taken.push(performance.now() - from)
      if (answer.effect !== 'done') refused += 1
      await sleep(BETWEEN_READS_MS)
    }
  })()
  return {
    take: () => {
      const some = taken
      taken = []
      return some
    },
    refused: () => refused,
    stop: async () => {
      isOver = true
      await reading
    },
  }
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(
      1,
    )
  return `${at(0.5)} / ${at(0.99)} / ${at(1)}`
}
