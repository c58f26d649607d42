/**
 * How long does a question to the register of actions take, at the size it has today and after years?
 *
 * The ledger is filled by SQL with entries of synthetic actors, twenty recipients, operations and purposes, of
 * which some are rare; each question is asked a few hundred times at places all over the ledger. What is compared
 * is the same question at a small size and at the full one.
 *
 *   node bench/register.bench.ts [--entries 1000000] [--write]
 *   --write: the figures go into docs/evidence/register-speed.md
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres, templateDatabase } from '@kelisim/postgres'
import { migrate, type RegisterWish, searchRegister } from '@kelisim/store'
import { later, SECOND } from '@kelisim/terms'
import pg from 'pg'
import { openWorld, START, type World } from '../tests/world.ts'
import { writeEvidence } from './evidence.ts'

const SMALL = 10_000
const STRETCH = 100_000
const ASKED = 300
const PAGE = 50
const HANDLES = 50_000

const { values } = parseArgs({
  options: { entries: { type: 'string', default: '1000000' }, write: { type: 'boolean' } },
})
const entries = Number(values.entries)
if (!Number.isSafeInteger(entries) || entries < SMALL)
  throw new Error('--entries is a whole number')

const WISHES: Readonly<Record<string, RegisterWish>> = {
  everything: {},
  'one person': { handle: 'h7' },
  'one member of staff': { actor: 'staff-3' },
  'one recipient': { recipient: 'r-2' },
  'one purpose': { purpose: 'p-1' },
  'one operation': { operation: 'o-4' },
  refusals: { refused: true },
  'one day': { from: later(START, -86_400 * SECOND), to: START },
  'staff, and a rare purpose': { actor: 'staff-3', purpose: 'p-rare' },
  'recipient, operation, refused': { recipient: 'r-2', operation: 'o-4', refused: true },
}

const folder = await mkdtemp(join(tmpdir(), 'kelisim-bench-'))
const server = await startPostgres({ directory: join(folder, 'postgres') })
try {
  await templateDatabase(server, 'bench', async () => undefined)
  await migrate(server.superuserUrl('bench'))
  await using world = await openWorld({}, server.superuserUrl('bench'))
  await fill(world, 0, SMALL)
  const small = await measure(world, SMALL)
  await fill(world, SMALL, entries)
  const large = await measure(world, entries)
  const rows = Object.keys(WISHES).map((name) => [
    name,
    ...[small, large].flatMap((times) =>
      [0.5, 0.99].map((part) => at(times.get(name) ?? [], part)),
    ),
  ])
  for (const row of rows) console.log(row.join(', '))
  if (values.write === true) await tell(rows)
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Entry `n` was recorded n seconds before the end; every thousandth is a refusal, every fifty-thousandth rare. */
async function fill(world: World, from: number, to: number): Promise<void> {
  const owner = new pg.Client({ connectionString: world.databaseUrl })
  await owner.connect()
  await owner.query('set session_replication_role = replica')
  for (let done = from; done < to; done += STRETCH) {
    const until = Math.min(done + STRETCH, to)
    await owner.query(
      `insert into ledger_entry (leaf_index, action_id, handle, kind, at, entry)
       select n, md5('a' || n)::uuid, 'h' || n % ${HANDLES}, case when n % 1000 = 0 then 'refused' else 'values_opened' end,
         timestamptz '${new Date(START).toISOString()}' - (${entries} - n) * interval '1 second',
         convert_to('{"actor":{"id":"staff-' || n % 40 || '","role":"clerk"},"at":"2026-11-22T09:00:00.000Z","decision":"permit",'
           || '"fields":["last_name","first_name","phone"],"id":"' || md5('a' || n) || '","kind":"values_opened","operation":"o-' || n % 18
           || '","policy":"' || md5('p') || md5('q') || '","purpose":"' || case when n % 50000 = 3 then 'p-rare' else 'p-' || n % 5 end
           || '","recipient":"r-' || n % 20 || '","subject":"h' || n % ${HANDLES} || '","v":1}', 'UTF8')
       from generate_series(${done}, ${until - 1}) n`,
    )
  }
  await owner.query('vacuum analyze ledger_entry')
  await owner.end()
}

/** Milliseconds of each question, at places spread over the ledger. */
async function measure(world: World, size: number): Promise<ReadonlyMap<string, number[]>> {
  const { store } = world.house.means
  const times = new Map<string, number[]>()
  for (const [name, wish] of Object.entries(WISHES)) {
    const taken: number[] = []
    for (let asked = 0; asked < ASKED; asked++) {
      const index = size - Math.floor((asked / ASKED) * size)
      const place = { at: later(START, (index - entries) * SECOND), index }
      const begun = performance.now()
      await searchRegister(store, wish, PAGE, asked === 0 ? undefined : place)
      taken.push(performance.now() - begun)
    }
    times.set(name, taken)
  }
  return times
}

function at(times: readonly number[], part: number): string {
  const sorted = times.toSorted((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(1)
}

async function tell(rows: readonly (readonly string[])[]): Promise<void> {
  await writeEvidence({
    file: 'register-speed.md',
    title: 'How long does a question to the register of actions take?',
    words: [
      `Written by \`node bench/register.bench.ts --entries ${entries} --write\`. Milliseconds, ${ASKED} questions of each kind at places`,
      `all over the ledger, a page of ${PAGE}. A question of several wishes looks at 5,000 entries at most and says where it stopped.`,
    ],
    headings: [
      'question',
      ...[SMALL, entries].flatMap((size) => [`p50 at ${size}`, `p99 at ${size}`]),
    ],
    rows,
  })
}
