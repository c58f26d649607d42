/**
 * Start, press over HTTP, kill -9, start again, many times; then wait until nothing moves, and judge.
 *
 * Dies in turn: the server, PostgreSQL with all its children, both, one backend; the server or PostgreSQL in
 * the middle of a rotation of the keys; the rotation itself; the server in the middle of destructions. In each
 * cycle the log's witness dies as well, at a moment of its own. Each start of the server stands a minute later
 * on the common clock, so that keys held by the dead are free again.
 */
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type House } from '@kelisim/house'
import {
  DISCLOSURE,
  load as rowsOf,
  NOTICE,
  unwitnessedSince,
  waitingActions,
} from '@kelisim/store'
import { freePort } from '../../../packages/house/src/demo/child.ts'
import { between, type Chance, chanceOf } from '../chance.ts'
import type { Verdict } from '../judge.ts'
import { killBackend, killPostgres } from '../kill-postgres.ts'
import { openForJudging } from '../run.ts'
import { clockFile } from './clock-file.ts'
import { httpCall } from './http-call.ts'
import { judgeHttp } from './http-judge.ts'
import { HttpLoad } from './http-load.ts'
import { KilledWitness } from './killed-witness.ts'
import { type Place, type Running, startRotation, startServer } from './server-process.ts'
import { type WitnessedLender, witnessLender } from './witnessed-lender.ts'

const LENDERS = ['samal', 'qarlygash'] as const
const MINUTE_MS = 60_000
const STEP_MS = MINUTE_MS + 1_000
/** After it a lender's "never seen" is final, and what was not delivered is sent again. */
const FINAL_MS = 11 * MINUTE_MS
const PRESS_MS_MIN = 200
const PRESS_MS_MAX = 2_000
const PRESS_ACKNOWLEDGED = 3
const PRESS_ACKNOWLEDGED_MS_MAX = 10_000
/** From the moment a rotation has written its first keyring: it is over soon after. */
const ROTATION_MS_MAX = 80
const ROTATION_BEGINS_MS_MAX = 20_000
const DESTROYED_AT_ONCE = 4
/** From the moment the first is on its way: it is over soon after. */
const DESTROYING_MS_MAX = 25
const DESTROYING_BEGINS_MS_MAX = 5_000
const FINISH_MS_MAX = 60_000
const SETTLE_MS_MAX = 120_000
const WITNESS_MS = 150

export type HttpVictim =
  | 'server'
  | 'postgres'
  | 'both'
  | 'backend'
  | 'server in a rotation'
  | 'postgres in a rotation'
  | 'rotation'
  | 'server in destructions'
const VICTIMS: readonly HttpVictim[] = [
  'server in a rotation',
  'both',
  'server in destructions',
  'rotation',
  'postgres',
  'server',
  'postgres in a rotation',
  'backend',
]

export interface HttpPlan {
  readonly cycles: number
  readonly seed: number
  readonly pressMsMax?: number
  /** No cycle begins after this; fewer cycles then stand in the figures. */
  readonly minutesMax?: number
  readonly log: (line: string) => void
}

export interface HttpReport extends Verdict {
  /** Turns of each victim, and under `kill -9` every process that was killed by name. */
  readonly kills: Readonly<Record<HttpVictim | 'witness' | 'kill -9', number>>
  readonly refusals: ReadonlyMap<string, number>
  readonly troubles: ReadonlyMap<string, number>
}

export async function runHttpCrashes(plan: HttpPlan): Promise<HttpReport> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-http-crash-'))
  const lenders: WitnessedLender[] = []
  const run = await HttpRun.prepare(plan, folder, lenders)
  try {
    return await run.whole()
  } finally {
    await run.kill()
    await killPostgres(run.place.dataFolder)
    for (const lender of lenders) await lender[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }
}

class HttpRun {
  readonly place: Place
  readonly #plan: HttpPlan
  readonly #chance: Chance
  readonly #lenders: readonly WitnessedLender[]
  readonly #load: HttpLoad
  readonly #kills = Object.fromEntries(
    [...VICTIMS, 'witness', 'kill -9'].map((victim) => [victim, 0]),
  ) as Record<HttpVictim | 'witness' | 'kill -9', number>
  readonly #troubles = new Map<string, number>()
  readonly #checkpoints: string[] = []
  readonly #faults: string[] = []
  #server: Running | undefined
  #rotation: Running | undefined
  #witness: KilledWitness | undefined

  static async prepare(
    plan: HttpPlan,
    folder: string,
    lenders: WitnessedLender[],
  ): Promise<HttpRun> {
    const clock = clockFile(join(folder, 'clock'))
    const port = await freePort()
    const operatorUrl = `http://127.0.0.1:${port}`
    const manner = {
      latencyMs: '0-30',
      timeoutShare: '0.03',
      refusalShare: '0.1',
      outcomeDelayMs: '150',
      noticeDelayMs: '50',
    }
    for (const [place, id] of LENDERS.entries()) {
      const from = `127.0.0.${100 + place}`
      lenders.push(await witnessLender({ id, from, operatorUrl, clock, manner }))
    }
    const dataFolder = join(folder, 'data')
    await mkdir(dataFolder, { mode: 0o700 })
    const lendersFile = join(folder, 'lenders.json')
    const addresses = lenders.map(({ id, url, secret }) => [id, { url, secret }])
    await writeFile(lendersFile, JSON.stringify(Object.fromEntries(addresses)), { mode: 0o600 })
    // The witness is named once the log has a key, from the second start of the server on.
    const trustFile = join(folder, 'trust')
    await writeFile(trustFile, 'quorum none\n')
    return new HttpRun(plan, { dataFolder, lendersFile, trustFile, port, clock }, lenders)
  }

  constructor(plan: HttpPlan, place: Place, lenders: readonly WitnessedLender[]) {
    this.#plan = plan
    this.place = place
    this.#lenders = lenders
    this.#chance = chanceOf(plan.seed)
    this.#load = new HttpLoad(this.#chance, this.#url, LENDERS)
  }

  get #url(): string {
    return `http://127.0.0.1:${this.place.port}`
  }

  async whole(): Promise<HttpReport> {
    await this.#start()
    await this.#load.readTexts()
    await this.#nameWitness()
    const over = new AbortController()
    const checkpoints = this.#keepCheckpoints(over.signal)
    try {
      const until = performance.now() + (this.#plan.minutesMax ?? Infinity) * MINUTE_MS
      for (let cycle = 1; cycle <= this.#plan.cycles && performance.now() < until; cycle++) {
        await this.#cycle(cycle)
      }
      await this.#settle()
    } finally {
      over.abort()
      await checkpoints
    }
    const house = await openForJudging(this.place.dataFolder)
    try {
      await this.#untilStill(house)
      await this.#server?.stop()
      const trouble = this.#server?.trouble()
      if (trouble !== undefined) this.#faults.push(trouble)
      const heard = { load: this.#load, lenders: this.#lenders, checkpoints: this.#checkpoints }
      const verdict = await judgeHttp(house, heard)
      return {
        faults: [...this.#faults, ...(this.#witness?.faults ?? []), ...verdict.faults],
        figures: { ...verdict.figures, ...this.#load.figures },
        kills: this.#kills,
        refusals: this.#told(),
        troubles: this.#troubles,
      }
    } finally {
      await house.close()
    }
  }

  /** Whatever still runs. */
  async kill(): Promise<void> {
    await this.#witness?.kill()
    await this.#rotation?.kill()
    await this.#server?.kill()
  }

  async #nameWitness(): Promise<void> {
    const answer = await httpCall({ url: `${this.#url}/ledger/key`, method: 'GET' })
    const log = answer?.text.trim() ?? ''
    const { trustFile, clock } = this.place
    this.#witness = await KilledWitness.start(`${trustFile}.witness`, log, clock)
    await writeFile(trustFile, await this.#witness.trust(log))
  }

  async #killWitness(): Promise<void> {
    await sleep(between(this.#chance, 0, this.#pressMsMax))
    this.#count('witness', 1)
    await this.#witness?.die()
  }

  #count(victim: HttpVictim | 'witness', processes: number): void {
    this.#kills[victim] += 1
    this.#kills['kill -9'] += processes
  }

  async #cycle(cycle: number): Promise<void> {
    const victim = VICTIMS[(cycle - 1) % VICTIMS.length] ?? 'server'
    const begun = performance.now()
    const killing = Promise.all([this.#underLoad(victim), this.#killWitness()])
    await this.#load.press(killing)
    await killing
    this.#hear(cycle)
    // Half of what outlived PostgreSQL goes on as it is.
    const lives = this.#server?.isAlive() === true
    if (lives && victim !== 'rotation' && this.#chance() < 0.5) {
      await this.#server?.kill()
      this.#kills['kill -9'] += 1
    }
    if (this.#server?.isAlive() !== true) await this.#start()
    const ms = Math.round(performance.now() - begun)
    const done = `${this.#load.acknowledged.size} acknowledged, ${this.#load.destroyed.size} destroyed`
    this.#plan.log(`cycle ${cycle}: ${victim}, ${done}, ${ms} ms`)
  }

  /** Waits for its moment, then kills; resolves when the load may end. */
  async #underLoad(victim: HttpVictim): Promise<void> {
    await this.#someLoad()
    if (victim.endsWith('rotation')) await this.#rotationBegun()
    if (victim === 'server in destructions') {
      this.#load.endSome(DESTROYED_AT_ONCE)
      await this.#load.destroying(DESTROYING_BEGINS_MS_MAX)
      await sleep(between(this.#chance, 0, DESTROYING_MS_MAX))
    }
    this.#count(victim, victim === 'both' ? 2 : 1)
    if (victim === 'rotation') await this.#rotation?.kill()
    if (victim === 'backend') killBackend(this.place.dataFolder, this.#chance())
    if (victim.startsWith('server') || victim === 'both') await this.#server?.kill()
    if (victim.startsWith('postgres') || victim === 'both')
      await killPostgres(this.place.dataFolder)
    // What lives on goes on working for a while: errors there are part of the test.
    if (this.#server?.isAlive() === true) {
      await sleep(between(this.#chance, PRESS_MS_MIN, this.#pressMsMax))
    }
    await this.#rotationEnded()
  }

  get #pressMsMax(): number {
    return this.#plan.pressMsMax ?? PRESS_MS_MAX
  }

  async #someLoad(): Promise<void> {
    const before = this.#load.acknowledged.size
    const until = performance.now() + PRESS_ACKNOWLEDGED_MS_MAX
    await sleep(between(this.#chance, PRESS_MS_MIN, this.#pressMsMax))
    while (
      this.#load.acknowledged.size < before + PRESS_ACKNOWLEDGED &&
      performance.now() < until
    ) {
      await sleep(20)
    }
  }

  /** Starts a rotation and returns somewhere between its first keyring and its end. */
  async #rotationBegun(): Promise<void> {
    const keys = join(this.place.dataFolder, 'keys')
    const before = (await stat(keys)).ino
    this.#rotation = startRotation(this.place)
    const until = performance.now() + ROTATION_BEGINS_MS_MAX
    while ((await stat(keys)).ino === before && this.#rotation.isAlive()) {
      if (performance.now() > until) break
      await sleep(1)
    }
    await sleep(between(this.#chance, 0, ROTATION_MS_MAX))
  }

  /** A rotation that nobody killed ends by itself, well or with its database gone. */
  async #rotationEnded(): Promise<void> {
    await this.#rotation?.dead
    this.#rotation = undefined
  }

  async #start(): Promise<void> {
    this.place.clock.pass(STEP_MS)
    this.#server = await startServer(this.place, (line) => this.#readLog(line))
  }

  /**
   * A minute later every key is free; eleven minutes later "never seen" is final. No post is on its way while
   * these pass: one that left before would come to the lender with a signature of eleven minutes ago, and a
   * real post takes seconds.
   */
  async #settle(): Promise<void> {
    this.place.clock.pass(STEP_MS)
    await this.#load.finish(FINISH_MS_MAX)
    await this.#server?.kill()
    await Promise.all(this.#lenders.map((lender) => lender.idle()))
    this.place.clock.pass(FINAL_MS)
    await this.#start()
  }

  async #untilStill(house: House): Promise<void> {
    const { pool } = house.means.store
    const until = performance.now() + SETTLE_MS_MAX
    while (performance.now() < until) {
      const open = "state in ('planned', 'sending', 'unknown')"
      const disclosures = await rowsOf(pool, DISCLOSURE, open, [])
      const notices = await rowsOf(pool, NOTICE, "state = 'planned'", [])
      const waiting = await waitingActions(pool)
      const isWitnessed = (await unwitnessedSince(pool)) === undefined
      if (disclosures.length + notices.length + waiting === 0 && isWitnessed) return
      await sleep(200)
    }
  }

  /** Every checkpoint that anybody could have seen must be continued by all later ones. */
  async #keepCheckpoints(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const url = `${this.#url}/ledger/checkpoint`
      const answer = await httpCall({ url, method: 'GET', from: '127.0.0.4' })
      const isNew = answer?.status === 200 && answer.text !== this.#checkpoints.at(-1)
      if (isNew) this.#checkpoints.push(answer.text)
      await sleep(WITNESS_MS)
    }
  }

  #hear(cycle: number): void {
    const trouble = this.#server?.trouble()
    if (trouble !== undefined) this.#faults.push(`cycle ${cycle}: ${trouble}`)
  }

  #readLog(line: string): void {
    if (!line.startsWith('{')) return
    const { what, route, state, error } = JSON.parse(line) as Record<string, string | undefined>
    const key = `${what ?? route ?? 'log'}: ${state ?? ''} ${error ?? ''}`
    this.#troubles.set(key, (this.#troubles.get(key) ?? 0) + 1)
  }

  #told(): ReadonlyMap<string, number> {
    const all = new Map(this.#load.refusals)
    for (const { id, answers } of this.#lenders) {
      for (const [what, count] of answers) all.set(`${what} to ${id}`, count)
    }
    return all
  }
}
