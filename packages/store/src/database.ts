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
    options: role === undefined ? '-c timezone=UTC' : `-c timezone=UTC -c role=${role}`,
  })
  // An idle connection that dies is replaced at the next use; the error has no reader here.
  pool.on('error', () => undefined)
  return pool
}

/** Runs `work` in one transaction; again when the database could not serialise it. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const client = await connect(pool)
    let broken = false
    try {
      await client.query('begin')
      const result = await work(client)
      await client.query('commit')
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
  return code !== undefined && (RETRY.has(code) || code === UNIQUE_VIOLATION)
}

export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
