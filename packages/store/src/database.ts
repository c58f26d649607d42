/**
 * Connections to PostgreSQL: one pool, whole transactions, the application's own role.
 *
 * The application never acts as the owner: every connection takes `kelisim_app`, which may add to
 * the ledger and may not change it. A transaction is tried again when the database asks for it.
 */
import { type Moment, Outage } from '@kelisim/terms'
import pg from 'pg'

const CONNECTIONS_MAX = 20
const TRIES_MAX = 5
const STATEMENT_MS_MAX = 30_000
/** Serialization failure, deadlock, lost connection, shutdown: the transaction left nothing behind. */
const RETRY = new Set(['40001', '40P01', '08006', '57P01'])
/** Two first visits of one person met; the second run finds what the first one wrote. */
const UNIQUE_VIOLATION = '23505'
/** A row changed since this unit read it (statement.ts makes the count a division by zero). */
const STALE = '22012'

const TIMESTAMPTZ = 1184
const INT8 = 20
const types = new pg.TypeOverrides()
types.setTypeParser(TIMESTAMPTZ, (text) => globalThis.Date.parse(text) as Moment)
types.setTypeParser(INT8, (text) => Number(text))

export type Client = pg.PoolClient
export type Pool = pg.Pool

/** `role`: the database role every statement runs under; the owner's only for migrations. */
export function openPool(url: string, role: 'kelisim_app' | undefined): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    types,
    statement_timeout: STATEMENT_MS_MAX,
    // Queries are sent without waiting for the answer of the one before: `begin` goes with the first
    // question and `commit` with the last change, so a small unit costs two round trips.
    pipeline: true,
    options: role === undefined ? '-c timezone=UTC' : `-c timezone=UTC -c role=${role}`,
  })
  // An idle connection that dies is replaced at the next use; the error has no reader here.
  pool.on('error', () => undefined)
  return pool
}

/**
 * Runs `work` in one transaction; again when the database could not serialise it.
 * `last` sends the final changes; the commit follows on the wire at once. If they fail, PostgreSQL has
 * aborted the transaction and that commit is a rollback.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
  last: () => Promise<unknown> = () => Promise.resolve(),
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const client = await connect(pool)
    let broken = false
    try {
      const begun = client.query('begin')
      // Its failure is the failure of the first question, which waits for it.
      begun.catch(() => undefined)
      const result = await work(client)
      await all([begun, last(), client.query('commit')])
      return result
    } catch (error) {
      broken = !(await rolledBack(client))
      if (tries >= TRIES_MAX || !isRetried(error)) throw error
    } finally {
      client.release(broken)
    }
    await new Promise((resolve) => setTimeout(resolve, tries * 5))
  }
}

/** Waits for every answer, then fails with the first failure: nothing is left running on the connection. */
async function all(answers: readonly Promise<unknown>[]): Promise<void> {
  const settled = await Promise.allSettled(answers)
  const failed = settled.find((answer) => answer.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

async function connect(pool: Pool): Promise<Client> {
  try {
    return await pool.connect()
  } catch (cause) {
    throw new Outage("couldn't reach the database", { cause })
  }
}

async function rolledBack(client: Client): Promise<boolean> {
  try {
    await client.query('rollback')
    return true
  } catch {
    // The connection is gone and so is its transaction; the pool drops it.
    return false
  }
}

function isRetried(error: unknown): boolean {
  const code = sqlState(error)
  return code !== undefined && (RETRY.has(code) || code === UNIQUE_VIOLATION || code === STALE)
}

export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
