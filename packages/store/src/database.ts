/**
 * Connections to PostgreSQL: a pool for each role (roles.ts), whole transactions.
 *
 * Nothing but migrating and restoring acts as the owner: every other connection takes a role that can do
 * its own work and no more. A transaction is tried again when the database asks for it.
 */
import { type Moment, Outage } from '@kelisim/terms'
import pg from 'pg'
import { announcement } from './announce.ts'
import { type Answer, type Asked, exchange } from './exchange.ts'
import type { Role } from './roles.ts'

const CONNECTIONS_MAX = 20
const TRIES_MAX = 5
const STATEMENT_MS_MAX = 30_000
/** Longer than the database may take for a statement: past it the database is not there any more. */
const ANSWER_MS_MAX = 35_000
/** Waiting for a free connection or a new one. */
const CONNECT_MS_MAX = 10_000
/** Serialization failure, deadlock, lost connection, shutdown: the transaction left nothing behind. */
const RETRY = new Set(['40001', '40P01', '08006', '57P01'])
/** Two first visits of one person met; the second run finds what the first one wrote. */
const UNIQUE_VIOLATION = '23505'
/** A row changed since this unit read it (statement.ts makes the count a division by zero). */
const STALE = '22012'

/**
 * A statement's plan is made once for a connection, often while the tables are small, and must be good when
 * they are large: one plan for any parameters, and by an index wherever there is one.
 */
const PLANNING = [
  '-c plan_cache_mode=force_generic_plan',
  '-c enable_seqscan=off',
  '-c random_page_cost=1.1',
]

const TIMESTAMPTZ = 1184
const INT8 = 20
const types = new pg.TypeOverrides()
types.setTypeParser(TIMESTAMPTZ, (text) => globalThis.Date.parse(text) as Moment)
types.setTypeParser(INT8, (text) => Number(text))

export type Client = pg.PoolClient
export type Pool = pg.Pool

/** `role`: the database role every statement runs under; the owner's only for migrations. */
export function openPool(
  url: string,
  role: Role | undefined,
  limits: { readonly connectMsMax?: number; readonly connectionsMax?: number } = {},
): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: limits.connectionsMax ?? CONNECTIONS_MAX,
    types,
    statement_timeout: STATEMENT_MS_MAX,
    query_timeout: ANSWER_MS_MAX,
    connectionTimeoutMillis: limits.connectMsMax ?? CONNECT_MS_MAX,
    keepAlive: true,
    // Queries are sent without waiting for the answer of the one before: `begin` goes with the first
    // question and `commit` with the last change, so a small unit costs two round trips.
    pipeline: true,
    options: [
      '-c timezone=UTC',
      ...(role === undefined ? [] : [`-c role=${role}`, ...PLANNING]),
    ].join(' '),
  })
  // An idle connection that dies is replaced at the next use; the error has no reader here.
  pool.on('error', () => undefined)
  return pool
}

/**
 * Runs `work` in one transaction; again when the database could not serialise it (`isAgain`).
 * `last` sends the final changes; the commit follows on the wire at once. If they fail, PostgreSQL has
 * aborted the transaction and that commit is a rollback, which is told apart by its tag.
 *
 * A connection lost after the commit was sent leaves open whether it happened: that is thrown and never
 * tried again here, because only the caller's key can tell.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
  last: (client: Client, result: T) => Promise<unknown> = () => Promise.resolve(),
  { isAgain = isRetried }: { readonly isAgain?: ((error: unknown) => boolean) | undefined } = {},
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const run: Run = { isCommitSent: false, isLost: false }
    const lost = () => {
      run.isLost = true
    }
    const unit = async (client: Client): Promise<T> => {
      const { begun, working } = atOnce(client, () => ({
        begun: client.query('begin'),
        working: work(client),
      }))
      // Its failure is the failure of the first question, which waits for it.
      begun.catch(() => undefined)
      const result = await working
      const { changed, ended } = await end(client, () => last(client, result), run)
      const [, , { command }] = await all([begun, changed, ended])
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back')
      return result
    }
    try {
      return await onClient(pool, unit, lost)
    } catch (error) {
      const isTried = isAgain(error) || (run.isLost && !run.isCommitSent)
      if (tries >= TRIES_MAX || !isTried) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, tries * 5))
  }
}

/** Asks the database within the transaction: what is asked together goes as one exchange. */
export type Ask = (...asked: readonly Asked[]) => Promise<readonly Answer[]>

const BEGIN: Asked = { text: 'begin', values: [] }
const COMMIT: Asked = { text: 'commit', values: [] }

/**
 * The same for a unit that knows its questions beforehand: `begin` leaves with the first of them, `commit`
 * with the last changes, so the whole is two exchanges. A change that fails ends its exchange and the
 * commit behind it is never carried out.
 */
export async function inExchanges<T>(
  pool: Pool,
  work: (ask: Ask) => Promise<T>,
  last: (result: T) => readonly Asked[],
  isAgain: (error: unknown) => boolean,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const run: Run = { isCommitSent: false, isLost: false }
    const lost = () => {
      run.isLost = true
    }
    const unit = async (client: Client): Promise<T> => {
      const result = await work(askingOn(client))
      const changes = last(result)
      run.isCommitSent = true
      const answers = await exchange(client, [...changes, COMMIT])
      if (answers.at(-1)?.tag !== 'COMMIT') throw new Error('the transaction was rolled back')
      return result
    }
    try {
      return await onClient(pool, unit, lost)
    } catch (error) {
      const isTried = isAgain(error) || (run.isLost && !run.isCommitSent)
      if (tries >= TRIES_MAX || !isTried) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, tries * 5))
  }
}

function askingOn(client: Client): Ask {
  let isBegun = false
  return async (...asked) => {
    const before = [...(isBegun ? [] : [BEGIN]), ...announced(asked)]
    isBegun = true
    const answers = await exchange(client, [...before, ...asked])
    return answers.slice(before.length)
  }
}

/** Nothing when nobody's key or box is asked for. */
function announced(asked: readonly Asked[]): readonly Asked[] {
  const persons = asked.flatMap(({ about = [] }) => about)
  return persons.length === 0 ? [] : [{ text: announcement(persons), values: [], isOnce: true }]
}

interface Run {
  isCommitSent: boolean
  isLost: boolean
}

/** Sends the last changes and the commit behind them as one piece. */
async function end(
  client: Client,
  last: () => Promise<unknown>,
  run: Run,
): Promise<{ readonly changed: Promise<unknown>; readonly ended: Promise<pg.QueryResult> }> {
  const { stream } = client.connection
  stream.cork()
  try {
    const changed = last()
    await untilSent(changed)
    run.isCommitSent = true
    return { changed, ended: client.query('commit') }
  } finally {
    stream.uncork()
  }
}

/** What `send` sends at once leaves as one piece: each piece costs a call of the system on both sides. */
function atOnce<T>(client: Client, send: () => T): T {
  const { stream } = client.connection
  stream.cork()
  try {
    return send()
  } finally {
    stream.uncork()
  }
}

/** Reads in one snapshot of the database while others go on writing. */
export async function inSnapshot<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  return await onClient(pool, async (client) => {
    await client.query('begin transaction isolation level repeatable read read only')
    const result = await work(client)
    await client.query('rollback')
    return result
  })
}

/** A second connection, of another role perhaps, that sees what the snapshot of `client` sees. */
export async function besideSnapshot<T>(
  client: Client,
  pool: Pool,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const { rows } = await client.query<{ name: string }>('select pg_export_snapshot() as name')
  const name = rows[0]?.name ?? ''
  // Its name goes into a statement that takes no parameters.
  if (!/^[\dA-F-]+$/.test(name)) throw new Error('the database gave no snapshot')
  return await inSnapshot(pool, async (beside) => {
    await beside.query(`set transaction snapshot '${name}'`)
    return await work(beside)
  })
}

/** One connection for `work`; given back clean, or thrown away with whatever it was doing. */
async function onClient<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
  lost: () => void = () => undefined,
): Promise<T> {
  const client = await connect(pool)
  // Without a listener the news of a dead connection would end the process; the queries bring it, too.
  const ignore = () => undefined
  client.on('error', ignore)
  let broken = false
  try {
    return await work(client)
  } catch (error) {
    broken = !(await rolledBack(client))
    if (broken) lost()
    throw error
  } finally {
    client.off('error', ignore)
    client.release(broken)
  }
}

/**
 * Fails when the driver could not even send the change: the database knows nothing of such a failure,
 * and a commit behind it would be one of half a unit. Two turns of the tick queue, no round trip.
 */
async function untilSent(changed: Promise<unknown>): Promise<void> {
  let failure: { readonly error: unknown } | undefined
  changed.catch((error: unknown) => {
    failure = { error }
  })
  await new Promise<void>((resolve) => process.nextTick(resolve))
  await new Promise<void>((resolve) => process.nextTick(resolve))
  if (failure !== undefined) throw failure.error
}

/** Waits for every answer, then fails with the first failure: nothing is left running on the connection. */
async function all<const T extends readonly Promise<unknown>[]>(
  answers: T,
): Promise<{ -readonly [Place in keyof T]: Awaited<T[Place]> }> {
  await Promise.allSettled(answers)
  return await Promise.all(answers)
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

export function isRetried(error: unknown): boolean {
  const code = sqlState(error)
  return code !== undefined && (RETRY.has(code) || code === UNIQUE_VIOLATION || code === STALE)
}

/** The database itself refused a statement: the transaction left nothing behind. */
export const { DatabaseError } = pg

export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
