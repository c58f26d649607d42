/**
 * What one unit of work writes: rows put and removed, actions recorded, all of it to go in one transaction.
 *
 * The commitments of changed rows go into the next recorded action. A unit with a change that no action
 * names is a defect and is not sent (I2, I7). Values opened in it stay withheld until the commit is
 * durable (I2). Sends nothing itself: `unit.ts` does for one unit, `together.ts` for many.
 */
import type { Policy, Tables } from '@kelisim/policy'
import { type Branded, type Moment, recordId } from '@kelisim/terms'
import { handleOf, type Random, type SubjectKey } from '@kelisim/vault'
import { type Action, entryBytes } from './entry.ts'
import type { OwnActions } from './own-actions.ts'
import type { Aside, Change, InboxRow } from './statement.ts'
import { type AnyTable, type Cells, commitment, type Row, type Stored } from './table.ts'

const SALT_BYTES = 16

/** What waits to be sent. */
export interface Written {
  readonly changes: readonly Change[]
  readonly inbox: readonly InboxRow[]
  readonly asides: readonly Aside[]
}

export class Writing {
  readonly at: Moment
  readonly random: Random
  readonly policy: Policy
  readonly tables: Tables
  readonly #own: OwnActions
  readonly #changes: Change[] = []
  readonly #inbox: InboxRow[] = []
  readonly #asides: Aside[] = []
  readonly #atCommit: (() => void)[] = []
  #writes: [string, string][] = []
  #voids: string[] = []
  readonly #recorded: string[] = []

  constructor(at: Moment, random: Random, policy: Policy, tables: Tables, own: OwnActions) {
    this.at = at
    this.random = random
    this.policy = policy
    this.tables = tables
    this.#own = own
  }

  newId<Id extends Branded<string>>(): Id {
    return recordId<Id>(this.at, this.random(10))
  }

  /** Actions of one unit share a moment; their ids count up, so that they tell the story in order. */
  #actionId(): Branded<'action'> {
    const random = this.random(10)
    random[0] = this.#recorded.length >> 8
    random[1] = this.#recorded.length & 0xff
    return recordId<Branded<'action'>>(this.at, random)
  }

  /** Writes a row; `previous` is the row it replaces, as loaded in this unit. */
  put<T extends AnyTable>(table: T, row: Row<T>, previous?: Stored<T>): void {
    const salted: Cells = {
      ...(row as Cells),
      salt: saltText(this.random(SALT_BYTES)),
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
    const said = { id, handle, kind: action.kind, at: this.at }
    this.#inbox.push({ ...said, bytes, seal: this.#own.seal({ ...said, entry: bytes }) })
    this.#recorded.push(id)
    return id
  }

  /** Runs after the commit is durable, never before and never twice. */
  afterCommit(release: () => void): void {
    this.#atCommit.push(release)
  }

  /** Takes what was written since the last time. Throws when a change has no action. */
  take(): Written {
    if (this.#writes.length > 0 || this.#voids.length > 0) {
      throw new Error('a change without an action: record it in the same unit')
    }
    return {
      changes: this.#changes.splice(0),
      inbox: this.#inbox.splice(0),
      asides: this.#asides.splice(0),
    }
  }

  committed(): void {
    this.#own.acknowledged(this.#recorded)
    for (const release of this.#atCommit) release()
  }
}

function saltText({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('base64url')
}
