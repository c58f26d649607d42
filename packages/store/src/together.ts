/**
 * Small units that share a commit.
 *
 * A round trip and a commit cost the same for one person's unit as for thirty. Units asked for while a
 * batch is on its way make the next batch: one transaction reads under lock what all of them need, each
 * acts on what it saw, all they wrote goes as one statement, one commit, then everyone gets their answer.
 *
 * - Nobody is answered before the commit that holds their action is durable (I2).
 * - Each unit has its own actions and moment. One that throws writes nothing and harms nobody.
 * - Units with a mark in common (one person, one key of a call) never share a transaction and never
 *   overlap in this process: the later one sees what the earlier one left. First come, first served.
 * - When the database refuses the common statement nobody's changes stand; each unit then goes alone,
 *   so that only the one at fault fails. When the database is gone all fail: with the commit on the wire
 *   nobody knows whether it happened, and nothing is tried again.
 *
 * Only for units whose questions are known beforehand: `act` computes and does not wait.
 */
import type { Moment } from '@kelisim/terms'
import { type Ask, DatabaseError, inExchanges, isRetried } from './database.ts'
import { underPolicyInForce } from './policy-version.ts'
import type { Store } from './store.ts'
import { statementOf } from './unit.ts'
import { type Written, Writing } from './writing.ts'

/** Units of one batch: bounds the transaction and the memory it holds. */
const BATCH_MAX = 64
/** Batches on their way at once: one is decided here while the database reads or writes the other. */
const BATCHES_MAX = 2
/** So many units go together before they are split into two batches: each batch has its own commit. */
const BATCH_MIN = 4

export interface Sharing<Asked, Seen> {
  /** What the unit keeps to itself; two units with a mark in common go one after the other. */
  readonly marks: (asked: Asked) => readonly string[]
  /** One answer for each, in the same order; rows that `act` will change are locked. */
  readonly see: (ask: Ask, asked: readonly Asked[], at: Moment) => Promise<readonly Seen[]>
}

interface Waiting<Asked, Seen> {
  readonly asked: Asked
  readonly marks: readonly string[]
  /** Decides and writes; gives what to do after the commit. */
  readonly act: (writing: Writing, seen: Seen) => () => void
  readonly reject: (error: unknown) => void
}

type Acted =
  | { readonly written: Written; readonly release: () => void }
  | { readonly failure: unknown }

export class Together<Asked, Seen> {
  readonly #store: Store
  readonly #sharing: Sharing<Asked, Seen>
  #queue: Waiting<Asked, Seen>[] = []
  readonly #underWay = new Set<string>()
  #running = 0
  /** Units in the batches on their way. */
  #sent = 0

  constructor(store: Store, sharing: Sharing<Asked, Seen>) {
    this.#store = store
    this.#sharing = sharing
  }

  /** `act` may run more than once before its answer counts: it changes nothing but what it writes. */
  async run<Answer>(asked: Asked, act: (writing: Writing, seen: Seen) => Answer): Promise<Answer> {
    return await new Promise<Answer>((resolve, reject) => {
      const marks = this.#sharing.marks(asked)
      const acting = (writing: Writing, seen: Seen) => {
        const answer = act(writing, seen)
        return () => resolve(answer)
      }
      this.#queue.push({ asked, marks, act: acting, reject })
      this.#next()
    })
  }

  #next(): void {
    if (this.#running >= BATCHES_MAX || this.#queue.length === 0) return
    this.#running += 1
    // After this turn of the event loop, so that units asked for together go together.
    setImmediate(() => {
      const batch = this.#takeBatch()
      void this.#run(batch).finally(() => {
        this.#running -= 1
        this.#sent -= batch.length
        for (const { marks } of batch) for (const mark of marks) this.#underWay.delete(mark)
        if (batch.length > 0) this.#next()
      })
      // An empty batch means that all who wait share a mark with somebody under way, who calls them.
      if (batch.length > 0) this.#next()
    })
  }

  /**
   * A batch's even share of all units that wait or are on their way. All that wait would also be all that
   * come back together: they would stay one batch for ever, and database and process would take turns.
   */
  #share(): number {
    const even = Math.ceil((this.#queue.length + this.#sent) / BATCHES_MAX)
    return Math.min(BATCH_MAX, Math.max(BATCH_MIN, even))
  }

  /** In the order of asking; who shares a mark with somebody before them waits, and nobody overtakes them. */
  #takeBatch(): readonly Waiting<Asked, Seen>[] {
    const batch: Waiting<Asked, Seen>[] = []
    const later: Waiting<Asked, Seen>[] = []
    const blocked = new Set<string>()
    const most = this.#share()
    for (const waiting of this.#queue) {
      const isFree =
        batch.length < most &&
        waiting.marks.every((mark) => !this.#underWay.has(mark) && !blocked.has(mark))
      if (isFree) batch.push(waiting)
      else later.push(waiting)
      for (const mark of waiting.marks) blocked.add(mark)
    }
    this.#queue = later
    this.#sent += batch.length
    for (const { marks } of batch) for (const mark of marks) this.#underWay.add(mark)
    return batch
  }

  async #run(batch: readonly Waiting<Asked, Seen>[]): Promise<void> {
    if (batch.length === 0) return
    const sending = { isRefused: false }
    try {
      await underPolicyInForce(this.#store.means, () => this.#transact(batch, sending))
    } catch (error) {
      if (batch.length > 1 && (sending.isRefused || isOfOne(error))) {
        // One of them may have written under an epoch that a rotation has just ended.
        await this.#store.keys.renew()
        for (const waiting of batch) await this.#run([waiting])
      } else {
        for (const waiting of batch) waiting.reject(error)
      }
    }
  }

  async #transact(
    batch: readonly Waiting<Asked, Seen>[],
    sending: { isRefused: boolean },
  ): Promise<void> {
    const { means, pool, keys, own } = this.#store
    let { policy, tables } = means
    let tries = 0
    const decideAll = async (ask: Ask) => {
      if (++tries > 1) await keys.renew()
      const at = means.now()
      const asked = batch.map((waiting) => waiting.asked)
      const seen = await this.#sharing.see(ask, asked, at)
      // What is in force is taken once for all of them, after the last wait.
      ;({ policy, tables } = means)
      return batch.map((waiting, place) => {
        const writing = new Writing(at, means.random, policy, tables, own)
        return actOn(waiting, writing, seen[place])
      })
    }
    const statements = (acts: readonly Acted[]) => {
      const written = acts.flatMap((one) => ('written' in one ? [one.written] : []))
      // Until it is made into a statement nothing has left for the database.
      sending.isRefused = true
      const statement = statementOf(written, policy.hash)
      sending.isRefused = false
      return statement === undefined ? [] : [statement]
    }
    // Many are taken apart instead of tried again together: the one in the way then goes alone.
    const isAgain = batch.length === 1 ? isRetried : () => false
    const acted = await inExchanges(pool, decideAll, statements, isAgain)
    for (const [place, one] of acted.entries()) {
      if ('written' in one) one.release()
      else batch[place]?.reject(one.failure)
    }
  }
}

/** Errors of the data, of constraints, of concurrency, and those raised by our own triggers. */
const OF_ONE = /^(?:22|23|40|P0)/

/** One unit may be the cause, and the database has taken back the statements of all. */
function isOfOne(error: unknown): boolean {
  return error instanceof DatabaseError && OF_ONE.test(error.code ?? '')
}

function actOn<Asked, Seen>(
  waiting: Waiting<Asked, Seen>,
  writing: Writing,
  seen: Seen | undefined,
): Acted {
  try {
    if (seen === undefined) throw new Error('nothing was seen for a unit')
    const answer = waiting.act(writing, seen)
    const release = () => {
      writing.committed()
      answer()
    }
    return { written: writing.take(), release }
  } catch (failure) {
    return { failure }
  }
}
