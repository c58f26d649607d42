/**
 * A unit of work: what must happen together happens in one transaction, with its actions recorded.
 *
 * Asks the database whatever it needs; what it writes (writing.ts) reaches the database at `flush` or at
 * the end, in one statement.
 */
import { hash } from 'node:crypto'
import type { SubjectId } from '@kelisim/terms'
import { announcement } from './announce.ts'
import type { Client } from './database.ts'
import { changeStatement, type Statement } from './statement.ts'
import { Writing, type Written } from './writing.ts'

/** The lock of `policy_stands` in migration 0008. */
export const ADOPTION_LOCK = 7_305_114
/** Prepared statements per process; past it a rare shape is sent unnamed. */
const NAMED_MAX = 400
const names = new Map<string, string>()

export class Unit extends Writing {
  readonly client: Client
  #isAdopting = false
  readonly #persons = new Set<SubjectId>()

  constructor(client: Client, ...writing: ConstructorParameters<typeof Writing>) {
    super(...writing)
    this.client = client
  }

  /** From here on the database shows this unit the key and the boxes of this person, too (announce.ts). */
  announce(person: SubjectId): void {
    if (this.#persons.has(person)) return
    this.#persons.add(person)
    // It leaves before the question that follows; should it fail, that question fails with it.
    this.client.query(announcement(this.#persons)).catch(() => undefined)
  }

  /**
   * This unit changes which version is in force: it waits until every unit under an earlier one has
   * ended, and whoever comes later waits for it (policy-version.ts).
   */
  async adopting(): Promise<void> {
    await this.client.query('select pg_advisory_xact_lock($1)', [ADOPTION_LOCK])
    this.#isAdopting = true
  }

  /**
   * Sends the changes so far; needed before a query that must see them. Throws at once, before anything
   * is sent, when a change has no action.
   */
  flush(): Promise<unknown> {
    return send(this.client, [this.take()], this.#isAdopting ? undefined : this.policy.hash)
  }
}

/** One statement for all of it; nothing when nothing was written. `policy`: see `changeStatement`. */
export function send(
  client: Client,
  written: readonly Written[],
  policy?: string,
): Promise<unknown> {
  const statement = statementOf(written, policy)
  if (statement === undefined) return Promise.resolve()
  const { text, values } = statement
  return client.query({ text, values: [...values], ...named(text) })
}

/** undefined when nothing was written. */
export function statementOf(written: readonly Written[], policy?: string): Statement | undefined {
  const changes = written.flatMap((one) => one.changes)
  const inbox = written.flatMap((one) => one.inbox)
  const asides = written.flatMap((one) => one.asides)
  if (changes.length + inbox.length + asides.length === 0) return undefined
  return changeStatement(changes, inbox, asides, policy)
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
