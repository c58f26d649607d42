/**
 * The actions of this process on their way to the ledger: sealed when they are recorded, remembered until they have
 * their place.
 *
 * Between the commit of an action and its leaf it is a row like any other, and whoever may write rows can add one or
 * take one away. The seal shows that this house recorded it: the sequencer takes no other (sequencer.ts). What is gone
 * is seen by who recorded it: an id is remembered from the acknowledgement of its commit until the ledger holds it, and
 * one that stands neither there nor in the inbox was removed.
 *
 * Not seen: an action removed within a second of its commit, when its process dies in the same second; one that was
 * never acknowledged. Why so: decision 0086.
 *
 * Law: 94-V art. 22(1)(5). Requirements. Invariants I2, I3, I7.
 */
import { isSealedAction, type Keyring, type RecordedAction, sealAction } from '@kelisim/vault'
import type { Pool } from './database.ts'

/** Some 20 MB; a house in which so many wait has long said that it is not ready (`/readyz`). */
const REMEMBERED_MAX = 200_000

/** A row of the inbox. */
export interface WaitingRow {
  readonly action_id: string
  readonly handle: string | null
  readonly kind: string
  readonly at: number
  readonly entry: Uint8Array
  readonly seal: Uint8Array
}

export function isOfThisHouse(keyring: Keyring, row: WaitingRow): boolean {
  return isSealedAction(keyring, { ...row, id: row.action_id }, row.seal)
}

export class OwnActions {
  readonly #keyring: () => Keyring
  readonly #reader: () => Pool
  /** Acknowledged since the last look. */
  #fresh = new Set<string>()
  /** Acknowledged before the last look, and without a place then. */
  #older = new Set<string>()

  constructor(keyring: () => Keyring, reader: () => Pool) {
    this.#keyring = keyring
    this.#reader = reader
  }

  seal(action: RecordedAction): Uint8Array {
    return sealAction(this.#keyring(), action)
  }

  /** Their commit is durable. */
  acknowledged(ids: readonly string[]): void {
    if (this.#fresh.size + this.#older.size >= REMEMBERED_MAX) return
    for (const id of ids) this.#fresh.add(id)
  }

  /** The sequencer of this process has placed them: nobody need be asked. */
  placed(ids: readonly string[]): void {
    for (const id of ids) if (!this.#fresh.delete(id)) this.#older.delete(id)
  }

  /**
   * Those that are gone; each is told once. Asks for what was acknowledged before the last look only, so that in a house
   * of one process nothing is asked at all. `all`: for a process that ends.
   */
  async missing(all = false): Promise<readonly string[]> {
    const asked = all ? [...this.#older, ...this.#fresh] : [...this.#older]
    if (!all) {
      for (const id of this.#fresh) this.#older.add(id)
      this.#fresh = new Set()
    }
    if (asked.length === 0) return []
    const found = await standingOf(this.#reader(), asked)
    const missing = asked.filter((id) => !found.has(id))
    this.placed(missing)
    this.placed([...found].flatMap(([id, isPlaced]) => (isPlaced ? [id] : [])))
    return missing
  }
}

/** Whether each has its leaf; absent who stands nowhere. One statement, so that none is seen on its way. */
async function standingOf(
  pool: Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const { rows } = await pool.query<{ action_id: string; is_placed: boolean }>({
    text: `select id as action_id, e.action_id is not null as is_placed
           from unnest($1::uuid[]) as asked (id)
             left join ledger_entry e on e.action_id = id left join action_inbox i on i.action_id = id
           where e.action_id is not null or i.action_id is not null`,
    values: [ids],
    name: 'own_actions',
  })
  return new Map(rows.map((row) => [row.action_id, row.is_placed]))
}
