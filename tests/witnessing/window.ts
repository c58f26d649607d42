/**
 * How long does a checkpoint stand that nobody but its log has signed?
 *
 * The server's own rounds over a real database, three witnesses over HTTP, actions all the time. For each size
 * that is signed: the time until the quorum has signed it or a larger one. A third of the time all witnesses are
 * there, a third one of them is missing, then two are, until the quorum is back.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { latestCheckpoint, witnessedCheckpoint } from '@kelisim/store'
import { moment } from '@kelisim/terms'
import type { Witness } from '../../apps/witness/src/witness.ts'
import { startRounds } from '../../apps/server/src/rounds.ts'
import { Trust } from '../../apps/server/src/trust.ts'
import { openWorld, type World } from '../world.ts'
import { logsOf, startOne, trustText } from './three.ts'

const LOOK_MS = 20
const ACTION_MS = 120
/** How long there is no quorum. */
const ALONE_MS = 3_000
const CLOSED_MS_MAX = 60_000

export interface Window {
  readonly checkpoints: number
  readonly medianMs: number
  readonly p99Ms: number
  /** While a quorum was there. */
  readonly maxMs: number
  /** The longest while there was none. */
  readonly aloneMs: number
  /** From the return of the quorum until everything was witnessed. */
  readonly closedMs: number
}

export async function watchWindow({ seconds }: { readonly seconds: number }): Promise<Window> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-window-'))
  await using world = await openWorld({ now: () => moment(Date.now()) })
  const logs = logsOf(world)
  const [a, b, c] = await Promise.all(
    ['a', 'b', 'c'].map(async (name) => await startOne(folder, name, logs)),
  )
  if (a === undefined || b === undefined || c === undefined) throw new Error('three were started')
  const trust = new Trust()
  trust.adopt(trustText(logs, [a, b, c]))
  const rounds = startRounds(world.house, trust)
  const watcher = new Watcher(world)
  let returned: Witness | undefined
  try {
    await watcher.during(seconds * 500)
    await a[Symbol.asyncDispose]()
    await watcher.during(seconds * 500)
    const withQuorum = watcher.take()
    await b[Symbol.asyncDispose]()
    await watcher.during(ALONE_MS)
    returned = await startOne(folder, 'b', logs, Number(new URL(b.url).port))
    const closedMs = await watcher.untilClosed()
    return { ...withQuorum, aloneMs: watcher.take().maxMs, closedMs }
  } finally {
    await rounds.stop()
    for (const witness of [a, b, c, returned]) await witness?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }
}

class Watcher {
  readonly #world: World
  /** By size: when it was seen first. */
  readonly #open = new Map<number, number>()
  #waited: number[] = []
  #size = 0

  constructor(world: World) {
    this.#world = world
  }

  /** Acts and looks for so long. */
  async during(ms: number): Promise<void> {
    const until = performance.now() + ms
    let next = 0
    while (performance.now() < until) {
      if (performance.now() >= next) {
        next = performance.now() + ACTION_MS
        await this.#act()
      }
      await this.#look()
      await sleep(LOOK_MS)
    }
  }

  /** Until everything that is signed now is witnessed. */
  async untilClosed(): Promise<number> {
    const begun = performance.now()
    await this.#look()
    const size = this.#size
    while (this.#open.has(size)) {
      if (performance.now() - begun > CLOSED_MS_MAX) throw new Error('never witnessed again')
      await sleep(LOOK_MS)
      await this.#look()
    }
    return Math.round(performance.now() - begun)
  }

  /** What was seen since the last time; what is open still counts as long as it is old. */
  take(): Omit<Window, 'aloneMs' | 'closedMs'> {
    const now = performance.now()
    const all = [...this.#waited, ...[...this.#open.values()].map((since) => now - since)]
    this.#waited = []
    all.sort((one, other) => one - other)
    const at = (share: number) => Math.round(all[Math.ceil(all.length * share) - 1] ?? 0)
    return { checkpoints: all.length, medianMs: at(0.5), p99Ms: at(0.99), maxMs: at(1) }
  }

  async #act(): Promise<void> {
    const actor = { role: 'system', id: 'self' }
    await this.#world.house.means.store.transaction(async (unit) =>
      unit.record({ kind: 'ledger_checked', actor }),
    )
  }

  async #look(): Promise<void> {
    const { pool } = this.#world.house.means.store
    const [signed, witnessed] = await Promise.all([
      latestCheckpoint(pool),
      witnessedCheckpoint(pool),
    ])
    const now = performance.now()
    if (signed !== undefined && signed.size > this.#size) {
      this.#size = signed.size
      this.#open.set(signed.size, now)
    }
    for (const [size, since] of this.#open) {
      if (size > (witnessed?.size ?? 0)) continue
      this.#open.delete(size)
      this.#waited.push(now - since)
    }
  }
}
