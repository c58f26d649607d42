/**
 * kill -9 of the process, of PostgreSQL, of both, during load: what was acknowledged stands once, nothing is
 * disclosed twice, the ledger is whole. `npm run crash -- --cycles 100` is the long run of the first test.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { killPostgres } from './crash/kill-postgres.ts'
import type { Application, WorkerSettings } from './crash/protocol.ts'
import { addressesOf, runCrashes, untilStill } from './crash/run.ts'
import { type WatchedLender, watchLender } from './crash/watched-lender.ts'
import { startWorker, type Worker } from './crash/worker-link.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

interface Stage {
  readonly start: (settings: Omit<WorkerSettings, 'dataFolder'>) => Promise<Worker>
}

/** A data folder whose workers and server end with the test, however it ends. */
function stage(context: TestContext): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-crash-'))
  const workers: Worker[] = []
  context.after(async () => {
    for (const worker of workers) await worker.kill()
    await killPostgres(folder)
    rmSync(folder, { recursive: true, force: true })
  })
  const start = async (settings: Omit<WorkerSettings, 'dataFolder'>) => {
    const worker = await startWorker({ ...settings, dataFolder: folder })
    workers.push(worker)
    return worker
  }
  return { start }
}

function application(n: number): Application {
  const amountTenge = 20_000 + n
  return { kind: 'apply', key: `key-${n}`, ordinal: n, amountTenge, recipients: ['samal'] }
}

/** Repeats the call until it has an answer, as a client does. */
async function applyFor(worker: Worker, n: number): Promise<void> {
  const answer = await worker.call(application(n))
  if (answer !== undefined) assert.equal(answer.kind, 'applied', JSON.stringify(answer))
}

test('six kills during load lose nothing, send nothing twice, and leave the ledger whole (I2, I3, I12)', async () => {
  const lines: string[] = []
  const log = (line: string) => void lines.push(line)
  const report = await runCrashes({ cycles: 6, seed: 7, pressMsMax: 800, log })
  assert.deepEqual(report.faults, [], lines.join('\n'))
  assert.ok((report.figures['acknowledged'] ?? 0) > 20, lines.join('\n'))
  assert.ok((report.figures['arrived'] ?? 0) > 20, lines.join('\n'))
})

test('dying between any two steps of a disclosure ends with one lead at the lender (I12, R-60)', async (context) => {
  const { start: open } = stage(context)
  await using watched = await watchLender('samal')
  const lenders = addressesOf([watched])
  let clockOffsetMs = -15 * MINUTE_MS
  const start = async (laterMs: number, dieBeforePost = false) => {
    clockOffsetMs += laterMs
    return await open({ lenders, clockOffsetMs, dieBeforePost })
  }

  // `sending` is committed, nothing has left.
  const first = await start(0, true)
  await applyFor(first, 1)
  await first.dead
  assert.equal(watched.arrivals.length, 0)

  // The lender has it, the answer is never read.
  const second = await start(20 * SECOND_MS)
  watched.interfere({ beforeAnswer: async () => await second.kill() })
  await applyFor(second, 2)
  await second.dead
  assert.equal(watched.arrivals.length, 1)

  // It left, and was lost on the way.
  const third = await start(20 * SECOND_MS)
  watched.interfere({
    mayEnter: () => {
      void third.kill()
      return false
    },
  })
  await applyFor(third, 3)
  await third.dead
  watched.interfere({})

  // Eleven minutes later no lost post can be accepted any more: only now it is sent again.
  const last = await start(20 * SECOND_MS)
  await sleep(3 * SECOND_MS)
  assert.equal(watched.arrivals.length, 2, 'nothing is sent again before "never seen" is final')
  await last.kill()
  const end = await start(11 * MINUTE_MS)
  await untilStill(end)
  await end.stop()
  const { book } = watched.lender.desk
  assert.equal(book.leads().length, 3)
  assert.deepEqual(countsOf(watched), [1, 1, 2])
  assert.equal(contentsOf(watched), 3, 'what is sent again is the same disclosure')
})

test('two processes on one database never send one disclosure twice (I12)', async (context) => {
  const { start } = stage(context)
  await using watched = await watchLender('samal', { latencyMs: '0-40' })
  const settings = {
    lenders: addressesOf([watched]),
    clockOffsetMs: 0,
    dieBeforePost: false,
  }
  const workers = [await start(settings), await start(settings)]
  const numbers = Array.from({ length: 40 }, (_, n) => n)
  await Promise.all(
    workers.map(async (worker, which) => {
      for (const n of numbers.filter((one) => one % 2 === which)) await applyFor(worker, n)
    }),
  )
  for (const worker of workers) await untilStill(worker)
  assert.deepEqual(
    workers.map((worker) => worker.trouble()),
    [undefined, undefined],
  )
  for (const worker of workers) await worker.stop()
  assert.equal(watched.lender.desk.book.leads().length, numbers.length)
  assert.deepEqual(new Set(countsOf(watched)), new Set([1]))
})

/** How often each disclosure arrived, fewest first. */
function countsOf({ arrivals }: WatchedLender): readonly number[] {
  const counts = new Map<string, number>()
  for (const { disclosure } of arrivals) counts.set(disclosure, (counts.get(disclosure) ?? 0) + 1)
  return [...counts.values()].toSorted((one, other) => one - other)
}

function contentsOf({ arrivals }: WatchedLender): number {
  return new Set(arrivals.map(({ content }) => content)).size
}
