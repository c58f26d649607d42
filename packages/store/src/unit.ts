/**
 * A unit of work: what must happen together happens in one transaction, with its actions recorded.
 *
 * - Rows are put and removed here; the commitments go into the next recorded action. A unit with a
 *   change that no action names is a defect and does not commit (I2, I7).
 * - Values opened in the unit stay withheld until the commit is durable (I2).
 * - Changes reach the database at `flush` or at the end, in one statement.
 */
import { hash } from 'node:crypto'
import type { Policy, Tables } from '@kelisim/policy'
import { type Branded, type Moment, recordId } from '@kelisim/terms'
import { handleOf, type Random, type SubjectKey } from '@kelisim/vault'
import type { Client } from './database.ts'
import { type Action, entryBytes } from './entry.ts'
import { type Aside, type Change, changeStatement, type InboxRow } from './statement.ts'
import { type AnyTable, type Cells, commitment, type Row, type Stored } from './table.ts'

const SALT_BYTES = 16
/** The lock of `policy_stands` in migration 0008. */
const ADOPTION_LOCK = 7_305_114
/** Prepared statements per process; past it a rare shape is sent unnamed. */
const NAMED_MAX = 400
const names = new Map<string, string>()

export class Unit {
  readonly client: Client
  readonly at: Moment
  readonly random: Random
  readonly policy: Policy
  readonly tables: Tables
  readonly #changes: Change[] = []
  readonly #inbox: InboxRow[] = []
  readonly #asides: Aside[] = []
  readonly #atCommit: (() => void)[] = []
  #writes: [string, string][] = []
  #voids: string[] = []
  #recorded = 0
  #isAdopting = false

  constructor(client: Client, at: Moment, random: Random, policy: Policy, tables: Tables) {
    this.client = client
    this.at = at
    this.random = random
    this.policy = policy
    this.tables = tables
  }

  newId<Id extends Branded<string>>(): Id {
    return recordId<Id>(this.at, this.random(10))
  }

  /** Actions of one unit share a moment; their ids count up, so that they tell the story in order. */
  #actionId(): Branded<'action'> {
    const random = Uint8Array.from(this.random(10))
    random[0] = this.#recorded >> 8
    random[1] = this.#recorded & 0xff
    this.#recorded += 1
    return recordId<Branded<'action'>>(this.at, random)
  }

  /** Writes a row; `previous` is the row it replaces, as loaded in this unit. */
  put<T extends AnyTable>(table: T, row: Row<T>, previous?: Stored<T>): void {
    const salted: Cells = {
      ...(row as Cells),
      salt: Buffer.from(this.random(SALT_BYTES)).toString('base64url'),
    }
    this.#writes.push([table.name, commitment(table, salted)])
    if (previous === undefined) this.#changes.push({ table, row: salted })
    else {
      this.#voids.push(commitment(table, previous as Cells))
      this.#changes.push({ table, row: salted, previous: previous as Cells })
    }
  }

  remove<T extends AnyTable>(table: T, previous: Stored<T>): void {
    this.#voids.push(commitment(table, previous as Cells))
    this.#changes.push({ table, previous: previous as Cells })
  }

  /** A change of a table the ledger does not vouch for, made with the others. */
  aside(aside: Aside): void {
    this.#asides.push(aside)
  }

  /** Records an action with every change since the last one; `key` gives the person's handle. */
  record(action: Action, key?: SubjectKey): string {
    const id = this.#actionId()
    const handle = key === undefined ? undefined : handleOf(key)
    const bytes = entryBytes(action, id, this.at, handle, this.policy.hash, {
      writes: this.#writes,
      voids: this.#voids,
    })
    this.#writes = []
    this.#voids = []
    this.#inbox.push({ id, handle, kind: action.kind, at: this.at, bytes })
    return id
  }

  /**
   * This unit changes which version is in force: it waits until every unit under an earlier one has
   * ended, and whoever comes later waits for it (policy-version.ts).
   */
  async adopting(): Promise<void> {
    await this.client.query('select pg_advisory_xact_lock($1)', [ADOPTION_LOCK])
    this.#isAdopting = true
  }

  /** Runs after the commit is durable, never before and never twice. */
  afterCommit(release: () => void): void {
    this.#atCommit.push(release)
  }

  /**
   * Sends the changes so far; needed before a query that must see them. Throws at once, before anything
   * is sent, when a change has no action.
   */
  flush(): Promise<unknown> {
    if (this.#writes.length > 0 || this.#voids.length > 0) {
      throw new Error('a change without an action: record it in the same unit')
    }
    if (this.#changes.length + this.#inbox.length + this.#asides.length === 0) {
      return Promise.resolve()
    }
    const { text, values } = changeStatement(
      this.#changes.splice(0),
      this.#inbox.splice(0),
      this.#asides.splice(0),
      this.#isAdopting ? undefined : this.policy.hash,
    )
    return this.client.query({ text, values: [...values], ...named(text) })
  }

  committed(): void {
    for (const release of this.#atCommit) release()
  }
}

/** A name makes PostgreSQL keep the plan; equal text, equal name. */
export function named(text: string): { readonly name?: string } {
  const known = names.get(text)
  if (known !== undefined) return { name: known }
  if (names.size >= NAMED_MAX) return {}
  const name = `k${hash('sha256', text, 'hex').slice(0, 24)}`
  names.set(text, name)
  return { name }
}
