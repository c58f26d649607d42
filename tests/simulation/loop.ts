/**
 * Time, order and death of a simulated world, all out of one seed.
 *
 * Whatever a process waits for (a timer, an answer of the database, the disk, the network) is an event here:
 * a moment of virtual time and what then happens. Events come in the order of their moments, and the moments
 * are drawn from the seed; between two events every promise that can go on goes on. A process that is killed
 * simply never hears of anything again, so it dies at whichever `await` it stood at.
 *
 * Does not: interleave within one turn (JavaScript does not either).
 */
import { AsyncLocalStorage } from 'node:async_hooks'

/** One operating-system process of the world; a restart is a new one. */
export interface Process {
  readonly name: string
  readonly machine: string
  isAlive: boolean
  /** What its clock shows beside the true time. */
  skewMs: number
  /** Sockets and locks that the kernel takes back. */
  readonly atDeath: Set<() => void>
}

export interface Event {
  readonly at: number
  readonly order: number
  readonly owner: Process | undefined
  run: (() => void) | undefined
}

/** Events of one seed; past it the world turns in a circle. */
const EVENTS_MAX = 60_000
const nextTurn = setImmediate
const settled = async () => {
  await new Promise<void>((resolve) => nextTurn(resolve))
}

export class Loop {
  readonly current = new AsyncLocalStorage<Process>()
  readonly chance: () => number
  /** Milliseconds since 1970. */
  now: number
  events = 0
  readonly #queue: Event[] = []
  #order = 0

  constructor(seed: number, start: number) {
    this.chance = chanceOf(seed)
    this.now = start
  }

  between(from: number, to: number): number {
    return from + this.chance() * (to - from)
  }

  isHit(share: number): boolean {
    return this.chance() < share
  }

  pick<T>(of: readonly T[]): T | undefined {
    return of[Math.floor(this.chance() * of.length)]
  }

  /** `owner` undefined: the world itself, which nobody kills. */
  later(ms: number, run: () => void, owner = this.current.getStore()): Event {
    const event: Event = { at: this.now + Math.max(0, ms), order: this.#order++, owner, run }
    let at = this.#queue.length
    while (at > 0 && isAfter(this.#queue[at - 1], event)) at--
    this.#queue.splice(at, 0, event)
    return event
  }

  spawn(name: string, machine = name): Process {
    return { name, machine, isAlive: true, skewMs: 0, atDeath: new Set() }
  }

  kill(process: Process): void {
    if (!process.isAlive) return
    process.isAlive = false
    for (const end of process.atDeath) end()
    process.atDeath.clear()
  }

  in<T>(process: Process, work: () => T): T {
    return this.current.run(process, work)
  }

  /** Turns until `isOver`, or nothing can happen any more; false then. */
  async run(isOver: () => boolean): Promise<boolean> {
    for (;;) {
      await settled()
      if (isOver()) return true
      const event = this.#queue.shift()
      if (event === undefined) return false
      if (event.run === undefined || event.owner?.isAlive === false) continue
      this.now = Math.max(this.now, event.at)
      if (++this.events > EVENTS_MAX) throw new Error(`no end after ${EVENTS_MAX} events`)
      const { owner, run } = event
      if (owner === undefined) this.current.exit(run)
      else this.current.run(owner, run)
    }
  }
}

function isAfter(before: Event | undefined, event: Event): boolean {
  return before !== undefined && before.at > event.at
}

export function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function bytesOf(chance: () => number): (count: number) => Uint8Array {
  return (count) => Uint8Array.from({ length: count }, () => Math.floor(chance() * 256))
}
