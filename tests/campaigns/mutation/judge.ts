/**
 * A process that is told one mutant after the other and answers whether a test failed.
 *
 * A fault may make a test run for ever, so a thread beside it counts the processor time of the file of tests under
 * way and ends the process when it is out of all proportion; the campaign then takes another process. Processor
 * time, because the machine may be busy with other things.
 */
import { Worker } from 'node:worker_threads'
import { forgetTests, runTests } from './declared-tests.ts'
import { type Change, load, nextTurn } from './fresh-modules.ts'

export interface Asked {
  readonly change?: Change
  readonly tests: readonly string[]
  /** Microseconds of processor time that a file of tests may take, in the order of `tests`. */
  readonly limits: readonly number[]
}

export interface Judged {
  /** The file in which a test failed. */
  readonly killedBy?: string
  readonly why?: string
  /** Microseconds of processor time per file of tests. */
  readonly spent: readonly number[]
}

/** Whatever else the machine does meanwhile; for a test that waits for what never comes. */
const WAIT_MS_MAX = 240_000

/** At which processor time of the process its end comes, and at which moment. */
const until = new Float64Array(new SharedArrayBuffer(16))
until.fill(Number.POSITIVE_INFINITY)
new Worker(new URL('watch.ts', import.meta.url), { workerData: until }).unref()

function spentSoFar(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

async function judge({ change, tests, limits }: Asked): Promise<Judged> {
  const spent: number[] = []
  for (const [at, file] of tests.entries()) {
    const before = spentSoFar()
    until[0] = before + (limits[at] ?? Number.POSITIVE_INFINITY)
    until[1] = Date.now() + WAIT_MS_MAX
    try {
      nextTurn(change)
      await load(file)
      await runTests()
    } catch (failure) {
      forgetTests()
      return { killedBy: file, why: String(failure).slice(0, 200), spent }
    } finally {
      until.fill(Number.POSITIVE_INFINITY)
    }
    spent.push(spentSoFar() - before)
  }
  return { spent }
}

process.on('message', (asked: Asked) => {
  void judge(asked).then((judged) => process.send?.(judged))
})
// A campaign that is killed takes its judges with it.
process.on('disconnect', () => process.exit())
