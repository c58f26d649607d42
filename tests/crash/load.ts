/**
 * Eight clients that behave as clients should: a call without an answer is made again with the same key.
 *
 * What was acknowledged is kept here, outside everything that is killed. Some calls are made twice at once,
 * as by a person who presses a button twice; some people apply again; some take a consent back.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { between, type Chance } from './chance.ts'
import { PEOPLE_MAX } from './house-of-crashes.ts'
import type { Application, Withdrawal } from './protocol.ts'
import type { Worker } from './worker-link.ts'

const CLIENTS = 8
const PAUSE_MS_MAX = 400
const AFTER_FAILURE_MS = 50

export interface Load {
  /** Key → number, for every acknowledged application. */
  readonly acknowledged: ReadonlyMap<string, string>
  /** Numbers of applications whose withdrawal was acknowledged. */
  readonly withdrawn: ReadonlySet<string>
  readonly refusals: ReadonlyMap<string, number>
  readonly faults: readonly string[]
  readonly figures: {
    calls: number
    unanswered: number
    failed: number
    busy: number
    repeated: number
  }
  /** A phone that was confirmed, whatever became of the call it was confirmed for. */
  keepToken(ordinal: number, phoneToken: string): void
  /** Calls until `until` resolves or the worker dies. */
  press(worker: Worker, until: Promise<unknown>): Promise<void>
  /** Nothing new: repeats what has no answer yet until everything has one. */
  finish(worker: Worker): Promise<void>
}

type Job = Application | Withdrawal

export function makeLoad(chance: Chance, lenders: readonly string[]): Load {
  const state = new State(chance, lenders)
  return {
    acknowledged: state.acknowledged,
    withdrawn: state.withdrawn,
    refusals: state.refusals,
    faults: state.faults,
    figures: state.figures,
    keepToken: (ordinal, phoneToken) => void state.tokens.set(ordinal, phoneToken),
    press: async (worker, until) => {
      state.unanswered.push(...state.parked.splice(0))
      const end = { reached: false }
      const stop = () => {
        end.reached = true
      }
      void Promise.race([until, worker.dead]).then(stop)
      await Promise.all(
        Array.from({ length: CLIENTS }, async () => await state.client(worker, end)),
      )
    },
    finish: async (worker) => {
      state.unanswered.push(...state.parked.splice(0))
      for (let job = state.unanswered.shift(); job !== undefined; job = state.unanswered.shift()) {
        await state.ask(worker, job)
      }
      if (state.parked.length > 0) state.faults.push(`${state.parked.length} calls stay busy`)
    },
  }
}

class State {
  readonly acknowledged = new Map<string, string>()
  readonly withdrawn = new Set<string>()
  readonly refusals = new Map<string, number>()
  readonly faults: string[] = []
  readonly figures = { calls: 0, unanswered: 0, failed: 0, busy: 0, repeated: 0 }
  readonly unanswered: Job[] = []
  /** Keys that a dead call still holds; the next start comes a minute later. */
  readonly parked: Job[] = []
  readonly tokens = new Map<number, string>()
  readonly #chance: Chance
  readonly #lenders: readonly string[]
  #people = 0
  #keys = 0

  constructor(chance: Chance, lenders: readonly string[]) {
    this.#chance = chance
    this.#lenders = lenders
  }

  async client(worker: Worker, end: { readonly reached: boolean }): Promise<void> {
    while (!end.reached) {
      const again = this.unanswered.shift()
      if (again !== undefined) this.figures.repeated += 1
      const job = again ?? this.#newJob()
      const isDouble = again === undefined && this.#chance() < 0.1
      await Promise.all([this.ask(worker, job), ...(isDouble ? [this.ask(worker, job)] : [])])
      await sleep(between(this.#chance, 0, PAUSE_MS_MAX))
    }
  }

  async ask(worker: Worker, job: Job): Promise<void> {
    this.figures.calls += 1
    const token = job.kind === 'apply' ? this.tokens.get(job.ordinal) : undefined
    const answer = await worker.call(
      token === undefined ? job : ({ ...job, phoneToken: token } as Job),
    )
    if (answer === undefined) {
      this.figures.unanswered += 1
      this.unanswered.push(job)
    } else if (answer.kind === 'failed') {
      this.figures.failed += 1
      this.#note(answer.error)
      this.unanswered.push(job)
      await sleep(AFTER_FAILURE_MS)
    } else if (answer.kind === 'refused' && answer.code === 'idempotency_key_busy') {
      this.figures.busy += 1
      this.parked.push(job)
    } else if (answer.kind === 'refused') this.#note(`refused: ${answer.code}`)
    else if (answer.kind === 'applied' && job.kind === 'apply') {
      this.#acknowledge(job, answer.number)
    } else if (job.kind === 'withdraw') this.withdrawn.add(job.number)
  }

  #note(what: string): void {
    this.refusals.set(what, (this.refusals.get(what) ?? 0) + 1)
  }

  #acknowledge(job: Application, number: string): void {
    const known = this.acknowledged.get(job.key)
    if (known !== undefined && known !== number) {
      this.faults.push(`key ${job.key} was answered with two numbers`)
    }
    this.acknowledged.set(job.key, number)
  }

  #newJob(): Job {
    const numbers = [...this.acknowledged.values()]
    const number = numbers[between(this.#chance, 0, numbers.length)]
    if (number !== undefined && this.#chance() < 0.05) return { kind: 'withdraw', number }
    const isKnown = this.#people > 0 && this.#chance() < 0.3
    const ordinal =
      isKnown || this.#people >= PEOPLE_MAX
        ? between(this.#chance, 0, this.#people)
        : this.#people++
    const lender = between(this.#chance, 0, this.#lenders.length)
    return {
      kind: 'apply',
      key: `crash-${++this.#keys}`,
      ordinal,
      // Its own for each call, so that no two are taken for one.
      amountTenge: 10_100 + (this.#keys % 179_000),
      recipients: [...this.#lenders.slice(lender), ...this.#lenders.slice(0, lender)],
    }
  }
}
