/**
 * Start, press, kill -9, start again, many times; then wait until nothing moves, and judge.
 *
 * Who dies is drawn for each cycle: the worker, PostgreSQL with all its children, both, or one backend. Each
 * start stands a minute later on the clock than the last one, so that keys held by the dead are free again.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type House, lenderAccess, openHouse } from '@kelisim/house'
import { between, chanceOf } from './chance.ts'
import { environmentOf } from './house-of-crashes.ts'
import { type Verdict, judge } from './judge.ts'
import { killBackend, killPostgres } from './kill-postgres.ts'
import { type Load, makeLoad } from './load.ts'
import { type WatchedLender, watchLender } from './watched-lender.ts'
import { startWorker, type Worker } from './worker-link.ts'

const LENDERS = ['samal', 'qarlygash'] as const
const MINUTE_MS = 60_000
/** Longer than a key is held by a call that died, with the rounding of clocks. */
const STEP_MS = MINUTE_MS + 1_000
/** After it a lender's "never seen" is final, and what was not delivered is sent again. */
const FINAL_MS = 11 * MINUTE_MS
const PRESS_MS_MIN = 200
const PRESS_MS_MAX = 2_000
/** A kill comes after this many acknowledgements, unless they take too long. */
const PRESS_ACKNOWLEDGED = 5
const PRESS_ACKNOWLEDGED_MS_MAX = 10_000
const SETTLE_MS_MAX = 240_000

export type Victim = 'worker' | 'postgres' | 'both' | 'backend'
const VICTIMS: readonly Victim[] = ['worker', 'postgres', 'both', 'worker', 'backend', 'postgres']

export interface CrashPlan {
  readonly cycles: number
  readonly seed: number
  /** Longest load before a kill. */
  readonly pressMsMax?: number
  /** No cycle begins after this; fewer cycles then stand in the figures. */
  readonly minutesMax?: number
  readonly log: (line: string) => void
}

export interface CrashReport extends Verdict {
  readonly kills: Readonly<Record<Victim, number>>
  readonly refusals: ReadonlyMap<string, number>
  /** Errors in the logs of the workers. */
  readonly troubles: ReadonlyMap<string, number>
}

export async function runCrashes(plan: CrashPlan): Promise<CrashReport> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kelisim-crash-'))
  const manner = { latencyMs: '0-30', timeoutShare: '0.03', refusalShare: '0.1' }
  const lenders = await Promise.all(LENDERS.map(async (id) => await watchLender(id, manner)))
  const workers: Worker[] = []
  try {
    return await crash(plan, dataFolder, lenders, workers)
  } finally {
    for (const worker of workers) await worker.kill()
    await killPostgres(dataFolder)
    for (const lender of lenders) await lender[Symbol.asyncDispose]()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

async function crash(
  plan: CrashPlan,
  dataFolder: string,
  lenders: readonly WatchedLender[],
  workers: Worker[],
): Promise<CrashReport> {
  const chance = chanceOf(plan.seed)
  const pressMsMax = plan.pressMsMax ?? PRESS_MS_MAX
  const load = makeLoad(chance, LENDERS)
  const kills: Record<Victim, number> = { worker: 0, postgres: 0, both: 0, backend: 0 }
  const checkpoints: string[] = []
  const troubles = new Map<string, number>()
  const faults: string[] = []
  // Begins in the past and ends before the present: a lender checks moments against its own clock.
  let clockOffsetMs = -(plan.cycles + 4) * STEP_MS - FINAL_MS
  const start = async (laterMs: number) => {
    clockOffsetMs += laterMs
    const settings = {
      dataFolder,
      lenders: addressesOf(lenders),
      clockOffsetMs,
      dieBeforePost: false,
    }
    const started = await startWorker(settings, {
      checkpoint: (note) => void checkpoints.push(note),
      token: (ordinal, phoneToken) => load.keepToken(ordinal, phoneToken),
      trouble: (what) => void troubles.set(what, (troubles.get(what) ?? 0) + 1),
    })
    // Only the newest lives; it must not outlive a run that fails.
    workers.splice(0, workers.length, started)
    return started
  }
  let worker = await start(STEP_MS)
  const until = performance.now() + (plan.minutesMax ?? Infinity) * MINUTE_MS
  for (let cycle = 1; cycle <= plan.cycles && performance.now() < until; cycle++) {
    const victim = VICTIMS[(cycle - 1) % VICTIMS.length] ?? 'worker'
    const begun = performance.now()
    const moment = underLoad(load, between(chance, PRESS_MS_MIN, pressMsMax))
    // What lives on goes on working for a while: errors there are part of the test.
    const lives = victim === 'postgres' || victim === 'backend'
    const kill = moment.then(async () => {
      kills[victim] += 1
      if (victim === 'backend') killBackend(dataFolder, chance())
      if (victim === 'worker' || victim === 'both') await worker.kill()
      if (victim === 'postgres' || victim === 'both') await killPostgres(dataFolder)
      if (lives) await sleep(between(chance, PRESS_MS_MIN, pressMsMax))
    })
    await load.press(worker, kill)
    await kill
    faults.push(...troubleOf(worker, cycle))
    if (lives && chance() < 0.5) await worker.kill()
    if (!isAlive(worker)) worker = await start(STEP_MS)
    const ms = Math.round(performance.now() - begun)
    plan.log(`cycle ${cycle}: ${victim}, ${load.acknowledged.size} acknowledged, ${ms} ms`)
  }
  worker = await finish(worker, load, start)
  faults.push(...troubleOf(worker, plan.cycles))
  await worker.stop()
  const seen = lenders.map(({ id, arrivals, lender }) => {
    return { id, arrivals, book: lender.desk.book.lines() }
  })
  const verdict = await judgeFolder(dataFolder, { load, lenders: seen, checkpoints })
  return {
    faults: [...faults, ...verdict.faults],
    figures: { ...verdict.figures, ...load.figures },
    kills,
    refusals: load.refusals,
    troubles,
  }
}

/** A while of load, and on a slow machine as long as it takes to get some calls through. */
async function underLoad(load: Load, pressMs: number): Promise<void> {
  const before = load.acknowledged.size
  const until = performance.now() + PRESS_ACKNOWLEDGED_MS_MAX
  await sleep(pressMs)
  while (load.acknowledged.size < before + PRESS_ACKNOWLEDGED && performance.now() < until) {
    await sleep(20)
  }
}

/** Two last starts: a minute later every key is free; eleven minutes later "never seen" is final. */
async function finish(
  worker: Worker,
  load: Load,
  start: (laterMs: number) => Promise<Worker>,
): Promise<Worker> {
  await worker.kill()
  const next = await start(STEP_MS)
  await load.finish(next)
  await next.kill()
  const last = await start(FINAL_MS)
  await untilStill(last)
  return last
}

/** Until nothing is on its way any more; what still moves after the limit is for the judge to name. */
export async function untilStill(worker: Worker): Promise<void> {
  const until = performance.now() + SETTLE_MS_MAX
  while (performance.now() < until) {
    const answer = await worker.call({ kind: 'moving' })
    if (answer === undefined || (answer.kind === 'moving' && answer.count === 0)) return
    await sleep(200)
  }
}

async function judgeFolder(
  dataFolder: string,
  witnessed: Parameters<typeof judge>[1],
): Promise<Verdict> {
  const house = await openForJudging(dataFolder)
  try {
    return await judge(house, witnessed)
  } finally {
    await house.close()
  }
}

export async function openForJudging(dataFolder: string): Promise<House> {
  return await openHouse(environmentOf(dataFolder), {
    sms: { send: async () => await Promise.reject(new Error('nothing is sent here')) },
    forgetMessages: () => undefined,
    lenders: lenderAccess({}),
    allowedHosts: [],
    publicUrl: 'http://127.0.0.1:9',
  })
}

export function addressesOf(lenders: readonly WatchedLender[]) {
  return Object.fromEntries(lenders.map(({ id, url, secret }) => [id, { url, secret }]))
}

function troubleOf(worker: Worker, cycle: number): string[] {
  const trouble = worker.trouble()
  return trouble === undefined ? [] : [`cycle ${cycle}: the worker ${trouble}`]
}

function isAlive(worker: Worker): boolean {
  return worker.process.exitCode === null && worker.process.signalCode === null
}
