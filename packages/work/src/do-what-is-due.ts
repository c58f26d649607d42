/**
 * What a clock does: hands over what is due and tells recipients. What has run out: `end-what-has-run-out.ts`.
 *
 * Rows carry a state and a due moment; there is no queue beside them that could disagree. Any number
 * of processes may run this: a row two of them reach is changed once. A recipient that does not answer
 * holds up its own rows only.
 *
 * Law: 94-V art. 7(6), 8(7). Requirements. Invariant I12.
 */
import { later, MINUTE, toIso } from '@kelisim/terms'
import { disclose } from './disclose.ts'
import type { Means } from './means.ts'
import { tellRecipient } from './tell-recipients.ts'

/** Rows of one kind taken at once. */
const DUE_MAX = 64
/** Calls under way to one recipient, and rows it is given before the others' are looked at again. */
const AT_ONCE_EACH_MAX = 4
const LANE_ROWS_MAX = 16
/** Recipients called at once, for each kind; the rest wait for the next look. */
const LANES_MAX = 32

/** What cannot be handed over now makes room: a row that always fails must not hold up those behind it. */
const TROUBLE_MS = MINUTE

export interface Worked {
  readonly disclosures: number
  readonly notices: number
}

export type Trouble = (what: string, error: unknown) => void

/** What is due now, to its end. */
export async function doWhatIsDue(means: Means, trouble: Trouble): Promise<Worked> {
  const work = new DueWork(means, trouble)
  const begun = await work.begin()
  await work.ended()
  return begun
}

type Kind = 'disclosure' | 'notice'

interface DueRow {
  readonly id: string
  readonly recipient: string
}

/**
 * Each recipient has a lane of its own for each kind: one that is silent holds up nobody else. While its lane
 * is busy its rows are left alone, and what becomes due for the others goes at the next look.
 */
export class DueWork {
  readonly #means: Means
  readonly #trouble: Trouble
  readonly #lanes: Readonly<Record<Kind, Map<string, Promise<void>>>> = {
    disclosure: new Map(),
    notice: new Map(),
  }

  constructor(means: Means, trouble: Trouble) {
    this.#means = means
    this.#trouble = trouble
  }

  /** Looks for what is due and begins with it; does not wait for any recipient. */
  async begin(): Promise<Worked> {
    return {
      disclosures: await this.#beginKind('disclosure'),
      notices: await this.#beginKind('notice'),
    }
  }

  /** Waits for every call under way. */
  async ended(): Promise<void> {
    await Promise.all(Object.values(this.#lanes).flatMap((lanes) => [...lanes.values()]))
  }

  async #beginKind(kind: Kind): Promise<number> {
    const lanes = this.#lanes[kind]
    const rows = await due(this.#means, kind, [...lanes.keys()])
    let begun = 0
    for (const [recipient, all] of Map.groupBy(rows, (row) => row.recipient)) {
      if (lanes.size >= LANES_MAX) break
      const taken = all.slice(0, LANE_ROWS_MAX)
      begun += taken.length
      const work = async ({ id }: DueRow) => await this.#step(kind, id)
      const what = kind === 'disclosure' ? 'disclose' : 'notify'
      const lane = each(taken, AT_ONCE_EACH_MAX, work, (error) => this.#trouble(what, error))
      lanes.set(
        recipient,
        lane.finally(() => lanes.delete(recipient)),
      )
    }
    return begun
  }

  async #step(kind: Kind, id: string): Promise<void> {
    if (kind === 'notice') return await tellRecipient(this.#means, id)
    try {
      await disclose(this.#means, id)
    } catch (error) {
      await standBack(this.#means, id)
      throw error
    }
  }
}

async function standBack(means: Means, disclosure: string): Promise<void> {
  const now = means.now()
  const sql = 'update disclosure set due_at = $2 where disclosure_id = $1 and due_at <= $3'
  // The database itself may be the trouble; the row is then as due as before.
  await means.store.pool
    .query(sql, [disclosure, toIso(later(now, TROUBLE_MS)), toIso(now)])
    .catch(() => undefined)
}

/** Oldest first; nothing of recipients who are being called just now. */
async function due(means: Means, kind: Kind, busy: readonly string[]): Promise<readonly DueRow[]> {
  const { rows } = await means.store.pool.query<DueRow>({
    text: `select ${kind}_id as id, recipient from ${kind}
           where due_at <= $1 and recipient <> all ($2::text[]) order by due_at limit ${DUE_MAX}`,
    values: [toIso(means.now()), busy],
    name: `due_${kind}`,
  })
  return rows
}

export async function each<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
  trouble: (error: unknown) => void,
): Promise<void> {
  const rest = [...items]
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) {
      // One row's trouble must not stop the others; its due moment brings it back.
      try {
        await work(item)
      } catch (error) {
        trouble(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}
