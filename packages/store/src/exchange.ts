/**
 * Several statements as one exchange with the database: one piece out, one piece back.
 *
 * Sent one by one, each statement costs its own synchronisation, its own description of what it answers,
 * its own calls of the system on both sides and its own timer here; for a small unit that is more than
 * the statements themselves. Here they leave together, each prepared once for a connection, with one
 * synchronisation at the end. Each still sees what was committed when its own turn came (read committed):
 * a question behind a lock sees what the lock waited for.
 *
 * The first statement that fails ends the exchange: the database skips all behind it, a commit, too.
 * Cells come as PostgreSQL writes them in text; `cell.ts` reads them.
 *
 * Source: PostgreSQL, frontend/backend protocol, extended query and pipelining.
 */
import pg from 'pg'
import type { Client } from './database.ts'

export interface Asked {
  readonly text: string
  readonly values: readonly (Uint8Array | string)[]
  /** Asks about keys or boxes of these people: they are announced before it (announce.ts). */
  readonly about?: readonly string[]
  /** Never twice the same text: it is not kept prepared. */
  readonly isOnce?: true
}

/** Cells in the order of the columns. */
export type Told = readonly (string | null)[]

export interface Answer {
  readonly rows: readonly Told[]
  /** The tag of the command: `SELECT 3`, `COMMIT`. */
  readonly tag: string
}

/** What the driver calls on a query; its own types leave it out. */
declare module 'pg' {
  interface Query {
    handleError(error: Error, connection: pg.Connection): void
    handleReadyForQuery(connection: pg.Connection): void
  }
}

/** Statements kept on one connection; past it a rare shape is sent without a name. */
const PREPARED_MAX = 400
/** By connection: what is prepared there, by text. */
const prepared = new WeakMap<pg.Connection, Map<string, string>>()
let named = 0

/** Waits for all answers; fails as the first statement that failed. */
export async function exchange(
  client: Client,
  asked: readonly Asked[],
): Promise<readonly Answer[]> {
  return await new Promise((resolve, reject) => {
    const answers: Answer[] = []
    const ended = (error: unknown) => {
      if (error === undefined || error === null) resolve(answers)
      else reject(error)
    }
    client.query(new Exchange(asked, answers, ended))
  })
}

/** The driver knows it by its class and keeps its timer, its place in line and its end with the connection. */
class Exchange extends pg.Query {
  /** Open to whoever watches what is asked. */
  readonly asked: readonly Asked[]
  readonly #answers: Answer[]
  /** Texts prepared by this very exchange. */
  readonly #fresh: string[] = []
  #rows: Told[] = []

  constructor(asked: readonly Asked[], answers: Answer[], ended: (error: unknown) => void) {
    super({ text: '' }, ended)
    this.asked = asked
    this.#answers = answers
  }

  // The driver's types have it as a property.
  override submit = (connection: pg.Connection): void => {
    connection.stream.cork()
    try {
      for (const { text, values, isOnce } of this.asked) {
        const statement = this.#prepare(connection, text, isOnce)
        connection.bind({ statement, values: values.map(parameter) }, true)
        connection.execute(null, true)
      }
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
  }

  #prepare(connection: pg.Connection, text: string, isOnce: true | undefined): string {
    const known = preparedOn(connection)
    const name = known.get(text)
    if (name !== undefined) return name
    const fresh = isOnce !== true && known.size < PREPARED_MAX ? `x${++named}` : ''
    connection.parse({ name: fresh, text, types: [] }, true)
    if (fresh !== '') {
      known.set(text, fresh)
      this.#fresh.push(text)
    }
    return fresh
  }

  handleRowDescription(): void {
    // Nothing asks for a description.
  }

  handleDataRow({ fields }: { readonly fields: Told }): void {
    this.#rows.push(fields)
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#answers.push({ rows: this.#rows, tag: text })
    this.#rows = []
  }

  override handleError(error: Error, connection: pg.Connection): void {
    // Which of them were prepared before the failure is not known: they get another name next time.
    const known = preparedOn(connection)
    for (const text of this.#fresh) known.delete(text)
    super.handleError(error, connection)
  }
}

function preparedOn(connection: pg.Connection): Map<string, string> {
  const known = prepared.get(connection)
  if (known !== undefined) return known
  const fresh = new Map<string, string>()
  prepared.set(connection, fresh)
  return fresh
}

/** The driver takes a Buffer for binary and everything else for text. */
function parameter(value: Uint8Array | string): Buffer | string {
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value
  return Buffer.from(value.buffer, value.byteOffset, value.length)
}
