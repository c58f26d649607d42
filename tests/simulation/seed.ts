/**
 * One seed: a world, its processes, what goes wrong in it, and the judgement.
 *
 * For some seconds of virtual time clients act and faults happen; then the weather clears, everything that died
 * is started again, and what was promised must come true within the time the program allows itself.
 */
import { sequence } from '@kelisim/store'
import { askWitnesses, continuesCheckpoint, DueWork, type Means } from '@kelisim/work'
import { recallCheckpoint, rememberCheckpoint, tidyCheckpoint } from '@kelisim/outside'
import { Database } from './database.ts'
import { Disk } from './disk.ts'
import { CALM, drawFaults, type Faults, type Options } from './faults.ts'
import { Judge } from './judge.ts'
import { type KeyHolder, keyHolder } from './key-holder.ts'
import { Lenders } from './lenders.ts'
import { Loop, type Process } from './loop.ts'
import { inhabit } from './machine.ts'
import { Network } from './network.ts'
import { type Ground, logSigners, meansOf, START } from './operator.ts'
import { People } from './people.ts'
import { Promises } from './promises.ts'
import { Locks, Wire } from './wire.ts'
import { Witnesses } from './witnesses.ts'

const STORM_MS = 2_500
/** A witness is asked, a round made, a process started again, a row that made trouble looked at anew within this. */
const CALM_MS_MAX = 180_000
const CALM_PAUSE_MS = 2_000
/** Steps of people under way at once. */
const STEPS_AT_ONCE = 3
const OPERATOR = '/operator'
const CHECKPOINT = `${OPERATOR}/last-checkpoint`

export interface Outcome {
  readonly violation: string | undefined
  readonly events: number
  readonly steps: number
  readonly acknowledged: number
  readonly size: number
  /** Leads that reached a lender. */
  readonly leads: number
}

export async function runSeed(
  ground: Ground,
  options: Options,
  trace: (line: string) => void = () => undefined,
): Promise<Outcome> {
  ground.engine.restore()
  const world = new SimulatedWorld(ground, options, trace)
  try {
    await world.run()
  } catch (error) {
    world.judge.fail(error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    world.end()
  }
  const { judge, loop } = world
  return {
    violation: judge.violation?.message,
    events: loop.events,
    steps: judge.steps,
    acknowledged: world.acknowledged.size,
    size: judge.sequenced,
    leads: world.leads,
  }
}

class SimulatedWorld {
  readonly loop: Loop
  readonly judge: Judge
  readonly acknowledged = new Set<string>()
  readonly #ground: Ground
  readonly #options: Options
  readonly #trace: (line: string) => void
  readonly #faults: { -readonly [Name in keyof Faults]: Faults[Name] }
  readonly #database: Database
  readonly #network: Network
  readonly #disk: Disk
  readonly #witnesses: Witnesses
  readonly #promises: Promises
  readonly #lenders: Lenders
  readonly #people: People
  readonly #keys: KeyHolder
  readonly #operators = new Map<string, Process>()
  #isStorm = true
  #marks = 0

  constructor(ground: Ground, options: Options, trace: (line: string) => void) {
    this.#ground = ground
    this.#options = options
    this.loop = new Loop(options.seed, START)
    const { loop } = this
    this.#trace = (line) => trace(`${Math.floor(loop.now - START)} ms  ${line}`)
    this.judge = new Judge(ground.engine)
    this.#faults = drawFaults(loop)
    this.#network = new Network(loop, this.#faults)
    const disk = { ignoresSync: options.defect === 'ignore-sync' }
    this.#disk = new Disk(loop, Object.assign(this.#faults, disk))
    this.#promises = new Promises(this.judge)
    const recipients = ground.policy.recipients.map(({ id }) => id)
    this.#lenders = new Lenders(loop, this.#network, this.#promises, recipients)
    this.#people = new People(loop, this.judge, this.#promises, recipients, options.defect)
    this.#database = new Database(loop, ground.engine)
    this.#database.onCommit = (name) => {
      this.judge.afterCommit()
      this.#trace(
        `${name} committed: ${this.judge.recorded} actions, ${this.judge.sequenced} leaves`,
      )
    }
    this.#database.losesAnswer = () => loop.isHit(this.#faults.answerLost)
    this.#database.losesCommit = () => loop.isHit(this.#faults.commitLost)
    const wire = () => this.#wire()
    const locks = new Locks(loop)
    inhabit({ loop, network: this.#network, disk: this.#disk, locks, connect: wire })
    this.#keys = keyHolder(loop, () => this.#faults.keyServiceTrouble, this.judge)
    const signers = logSigners(ground, () => loop.now)
    const isForgetful = options.defect === 'forget-the-head'
    this.#witnesses = new Witnesses(loop, this.#network, this.judge, signers, isForgetful)
    this.judge.afterCommit()
    this.judge.onAction = (said) => this.#promises.committed(said)
  }

  #wire(): Wire {
    const { loop } = this
    const owner = loop.current.getStore()
    if (owner === undefined) throw new Error('a connection of nobody')
    return new Wire(loop, owner, this.#database, () => loop.between(0.2, 4))
  }

  async run(): Promise<void> {
    for (const name of ['app', 'sequencer-1', 'sequencer-2']) this.#start(name)
    this.#beginStorm()
    await this.#until(() => this.loop.now >= START + STORM_MS)
    this.#calm()
    const isOver = () => this.#isSettled() || this.loop.now > START + STORM_MS + CALM_MS_MAX
    await this.#until(isOver)
    if (this.judge.violation === undefined && !this.#isSettled()) {
      this.judge.fail('the weather is fine, and still not everything was sequenced and witnessed')
    }
    this.#last()
  }

  async #until(isOver: () => boolean): Promise<void> {
    await this.loop.run(() => this.judge.violation !== undefined || isOver())
  }

  get leads(): number {
    return this.#promises.leads
  }

  end(): void {
    for (const process of this.#operators.values()) this.loop.kill(process)
    for (const { process } of this.#witnesses.hosts) this.loop.kill(process)
    this.#database.crash()
    inhabit(undefined)
  }

  #last(): void {
    // What is under way now is no commit.
    this.#database.crash()
    this.judge.afterCommit()
    for (const id of this.acknowledged) this.#present(id)
    this.#promises.standing(this.#ground.engine)
  }

  #present(id: string): void {
    if (!this.judge.isRecorded(id)) this.judge.fail(`${id} was acknowledged and is nowhere`)
  }

  /** A process of the operator: opens what it needs, then does its work for ever. */
  #start(name: string): void {
    const process = this.loop.spawn(name, OPERATOR)
    this.#operators.set(name, process)
    this.loop.in(process, () => void this.#live(name))
  }

  async #live(name: string): Promise<void> {
    if (!(await this.#keys.opened())) {
      this.#again(name)
      return
    }
    const { access: lenders, allowedHosts } = this.#lenders
    const opened = meansOf(this.#ground, this.loop, { lenders, allowedHosts })
    const isHasty = this.#options.defect === 'answer-before-commit'
    const means = isHasty ? { ...opened, store: hasty(opened.store) } : opened
    const trouble = (error: unknown) => this.#trace(`${name}: ${String(error)}`)
    const due = new DueWork(means, (_, error) => trouble(error))
    const work = name === 'app' ? this.#act : this.#sequence
    for (;;) {
      const pause = this.#isStorm ? this.loop.between(40, 700) : CALM_PAUSE_MS
      await new Promise((resolve) => setTimeout(resolve, pause))
      await Promise.all([work(means).catch(trouble), due.begin().catch(trouble)])
    }
  }

  #again(name: string): void {
    const { loop } = this
    loop.later(100, () => this.#start(name), undefined)
  }

  readonly #act = async (means: Means): Promise<void> => {
    if (!this.#isStorm) return
    const steps = Array.from({ length: STEPS_AT_ONCE }, async () => {
      await this.#people.step(means)
    })
    await Promise.all([this.#mark(means), ...steps])
  }

  /** The house does something of its own, and tells its client. */
  async #mark(means: Means): Promise<void> {
    const mark = `mark-${++this.#marks}`
    const id = await means.store.transaction(async (unit) => {
      return unit.record({ kind: 'ledger_checked', actor: SYSTEM, detail: { what: mark } })
    })
    this.#hear(id)
  }

  /** The client has the answer: from here on it is a promise. */
  #hear(id: string): void {
    this.acknowledged.add(id)
    this.#trace(`acknowledged ${id}`)
    if (this.#options.defect !== 'answer-before-commit') this.#present(id)
  }

  readonly #sequence = async (means: Means): Promise<void> => {
    const path = CHECKPOINT
    await this.#disk.mkdir(OPERATOR)
    await tidyCheckpoint(path)
    const remembered = await recallCheckpoint(path)
    const round = await sequence(means.store, this.#logOf(means), remembered)
    if (round !== undefined) {
      this.judge.published(round.note)
      const continues = async (older: string, newer: string) =>
        await continuesCheckpoint(means, older, newer)
      await rememberCheckpoint({ path, continues, verified: remembered }, round.note)
    }
    if (!this.#witnesses.isReady) return
    const seen = await askWitnesses(means, this.#witnesses.trust())
    if (seen !== undefined) this.#trace(`witnesses: ${seen.size} ${seen.isQuorum}`)
  }

  /** The defect tells the world of a checkpoint at the moment it is signed. */
  #logOf(means: Means): Means['log'] {
    if (this.#options.defect !== 'publish-before-commit') return means.log
    const [first, ...rest] = means.log.signers
    if (first === undefined) return means.log
    const sign = (text: string) => {
      const line = first.sign(text)
      this.judge.published(`${text}\n${line}`)
      return line
    }
    return { ...means.log, signers: [{ ...first, sign }, ...rest] }
  }

  #isSettled(): boolean {
    const waits = this.judge.recorded - this.judge.sequenced
    const isCalm = this.loop.now > START + STORM_MS + 1_500
    return isCalm && waits === 0 && this.judge.underway === 0
  }

  #beginStorm(): void {
    const { loop } = this
    const f = this.#faults
    this.#now_and_then(
      () => f.killEvery,
      () => this.#killOne(),
    )
    this.#now_and_then(
      () => f.powerEvery,
      () => this.#powerCut(),
    )
    this.#now_and_then(
      () => f.databaseEvery,
      () => this.#database.crash(),
    )
    this.#now_and_then(
      () => f.clockEvery,
      () => {
        const process = loop.pick([...this.#operators.values()])
        if (process !== undefined) process.skewMs = loop.between(-120_000, 120_000)
      },
    )
    const liar = loop.spawn('liar')
    this.#now_and_then(
      () => f.liarEvery,
      () => {
        loop.in(liar, () => void this.#witnesses.lie(this.#network))
      },
    )
  }

  #now_and_then(every: () => number, what: () => void): void {
    const next = () => {
      const ms = every() * (0.3 + 1.4 * this.loop.chance())
      if (!Number.isFinite(ms)) return
      this.loop.later(
        ms,
        () => {
          if (!this.#isStorm) return
          what()
          next()
        },
        undefined,
      )
    }
    next()
  }

  #killOne(): void {
    const { loop } = this
    const name = loop.pick([...this.#operators.keys(), 'a', 'b', 'c'])
    const host = this.#witnesses.hosts.find((one) => one.name === name)
    const process = host?.process ?? this.#operators.get(name ?? '')
    if (process?.isAlive !== true || name === undefined) return
    this.#trace(`kill ${name}`)
    loop.kill(process)
    loop.later(
      loop.between(5, 500),
      () => {
        if (host === undefined) this.#start(name)
        else this.#witnesses.start(host)
      },
      undefined,
    )
  }

  #powerCut(): void {
    const host = this.loop.pick(this.#witnesses.hosts)
    if (host?.process.isAlive !== true) return
    this.#trace(`power of ${host.name} is cut`)
    this.loop.kill(host.process)
    this.#disk.losePower(`/${host.name}`)
    this.loop.later(100, () => this.#witnesses.start(host), undefined)
  }

  #calm(): void {
    this.#trace('calm')
    this.#isStorm = false
    Object.assign(this.#faults, CALM)
    for (const process of this.#operators.values()) process.skewMs = 0
  }
}

/** The defect that answers before the commit: its result goes out as soon as the work is done. */
function hasty(store: Means['store']): Means['store'] {
  const transaction: typeof store.transaction = (work) =>
    new Promise((resolve, reject) => {
      const early = async (unit: Parameters<typeof work>[0]) => {
        const result = await work(unit)
        resolve(result)
        return result
      }
      store.transaction(early).catch(reject)
    })
  return { ...store, transaction }
}

const SYSTEM = { role: 'system', id: 'self' }
