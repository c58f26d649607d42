/**
 * Drives a replay: several rows in flight, the sequencer and what is due beside them, until all is quiet.
 *
 * A row whose entering fails for an outside reason is tried again, then counted as failed; every row read
 * ends as entered, refused or failed, and none is lost.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { House } from '@kelisim/house'
import type { Fault } from '@kelisim/terms'
import { doWhatIsDue } from '@kelisim/work'
import { enterRow, type Replay } from './replay-enter.ts'
import type { RowRead } from './replay-rows.ts'
import { sequenceAll } from './sequence-all.ts'

const AT_ONCE = 8
const TRIES_MAX = 3
const AFTER_TROUBLE_MS = 500
const SEQUENCE_MS = 50
const DUE_MS = 25
/** Nothing sent and nothing heard for this long: what has not come by then comes to a server later. */
const QUIET_MS = 3_000
const SETTLE_MS_MAX = 3_600_000

export interface RowRefused {
  readonly row: number
  readonly field: string
  readonly code: string
}

export interface Taken {
  rows: number
  entered: number
  /** Stood in the database before this run. */
  enteredBefore: number
  readonly refused: RowRefused[]
  /** Couldn't be entered for an outside reason, again and again; never silently dropped. */
  readonly failed: RowRefused[]
  /** Optional fields without an honest word, by field. */
  readonly leftOut: Map<string, number>
}

export async function takeRows(
  replay: Replay,
  rows: AsyncGenerator<RowRead>,
  standing: ReadonlySet<number>,
  limit: number,
  progress: (done: number) => void,
): Promise<Taken> {
  const taken: Taken = {
    rows: 0,
    entered: 0,
    enteredBefore: 0,
    refused: [],
    failed: [],
    leftOut: new Map(),
  }
  let reading: Promise<unknown> = Promise.resolve()
  let handed = 0
  // One reader for all workers: a generator answers one question at a time, in order.
  const next = async (): Promise<RowRead | undefined> => {
    const mine = reading.then(async () => {
      if (handed >= limit) return undefined
      const { value, done } = await rows.next()
      if (done === true) return undefined
      handed += 1
      return value
    })
    reading = mine.catch(() => undefined)
    return await mine
  }
  const worker = async () => {
    for (let row = await next(); row !== undefined; row = await next()) {
      await takeRow(replay, row, standing, taken)
      taken.rows += 1
      progress(taken.rows)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const byRow = (one: RowRefused, other: RowRefused) => one.row - other.row
  taken.refused.sort(byRow)
  taken.failed.sort(byRow)
  return taken
}

async function takeRow(
  replay: Replay,
  read: RowRead,
  standing: ReadonlySet<number>,
  taken: Taken,
): Promise<void> {
  if ('faults' in read) return void taken.refused.push(refusedRow(read.row, read.faults))
  for (const field of read.leftOut) {
    taken.leftOut.set(field, (taken.leftOut.get(field) ?? 0) + 1)
  }
  if (standing.has(read.row)) {
    taken.enteredBefore += 1
    return
  }
  for (let tries = 1; ; tries++) {
    try {
      const entered = await enterRow(replay, read)
      if (entered.state === 'entered') taken.entered += 1
      else taken.refused.push(refusedRow(read.row, entered.faults))
      return
    } catch (error) {
      if (tries === TRIES_MAX) {
        const code = error instanceof Error ? error.name : 'unknown'
        taken.failed.push({ row: read.row, field: '', code })
        return
      }
      await sleep(AFTER_TROUBLE_MS * tries)
    }
  }
}

function refusedRow(row: number, faults: readonly Fault[]): RowRefused {
  const [first] = faults
  return { row, field: first?.pointer ?? '', code: first?.code ?? 'unknown' }
}

export interface Rounds {
  /** Milliseconds (monotonic) of the last disclosure that was due. */
  readonly lastSent: () => number
  stop(): Promise<void>
}

/** The two rounds a server would run: placing what waits in the ledger, sending what is due. */
export function startReplayRounds(house: House): Rounds {
  let stopped = false
  let lastSent = performance.now()
  const repeat = async (everyMs: number, work: () => Promise<void>) => {
    while (!stopped) {
      // What a round could not do is still there for the next one.
      await work().catch(async () => await sleep(AFTER_TROUBLE_MS))
      await sleep(everyMs)
    }
  }
  const running = [
    repeat(SEQUENCE_MS, async () => await sequenceAll(house)),
    repeat(DUE_MS, async () => {
      const { disclosures } = await doWhatIsDue(house.means, () => undefined)
      if (disclosures > 0) lastSent = performance.now()
    }),
  ]
  const stop = async () => {
    stopped = true
    await Promise.all(running)
  }
  return { lastSent: () => lastSent, stop }
}

/** Entering is quicker than what follows from it; `wait` is told of while the rest comes in. */
export async function untilQuiet(
  lastDone: readonly (() => number)[],
  wait: () => void,
): Promise<void> {
  const begun = performance.now()
  while (performance.now() - begun < SETTLE_MS_MAX) {
    const last = Math.max(...lastDone.map((moment) => moment()))
    if (performance.now() - last > QUIET_MS) return
    wait()
    await sleep(DUE_MS)
  }
}
