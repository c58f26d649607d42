/**
 * A PostgreSQL server for this data directory: made when absent, adopted when alive, kept alive, stopped when
 * the last user goes.
 *
 * Guarantees:
 *  1. Two calls for one directory, in one process or in many, end with one server.
 *  2. A server that dies under us is started again within a second; connections break, committed data do not.
 *  3. `stop` leaves the server to the other processes that still use it.
 *
 * Does not: create databases, roles or tables (the store does), serve a production installation (there
 * DATABASE_URL names a server that is backed up and watched).
 */
import { clusterMajor, type Layout, layOut, makeCluster, PORT, SUPERUSER } from './cluster.ts'
import { takeLease, underLock } from './lease.ts'
import { findLive, launch, type Postmaster, stopServer } from './postmaster.ts'
import { isAlive } from './process-life.ts'
import { findPrograms } from './programs.ts'
import { chooseWay, type WayName } from './run-as.ts'

const WATCH_MS = 250
const REVIVE_PAUSE_MS = 5_000

export interface PostgresOptions {
  readonly directory: string
  /** False only for tests: a power cut may then lose or damage everything. */
  readonly durable?: boolean
  readonly log?: (line: string) => void
  /** Restricts how root steps down (run-as.ts); tests try each way. */
  readonly ways?: readonly WayName[]
}

export interface PostgresServer extends AsyncDisposable {
  /** For `pg` and for libpq alike. */
  readonly url: (database: string, user: string) => string
  readonly superuserUrl: (database?: string) => string
  /** For example `18.4`. */
  readonly version: string
  /** Of the server process at this moment. */
  readonly pid: () => number
  stop(): Promise<void>
}

interface Start {
  readonly postmaster: Postmaster
  readonly version: string
}

export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const layout = layOut(options.directory)
  const { started, lease } = await underLock(layout, async () => ({
    started: await adoptOrStart(layout, options),
    lease: takeLease(layout),
  }))
  let { postmaster } = started
  let stopping: Promise<void> | undefined

  const watch = keepAlive(
    () => postmaster.pid,
    async () => {
      options.log?.('PostgreSQL has died; starting it again')
      postmaster = await underLock(layout, async () => {
        // An empty cluster in the place of a lost one would look like a success.
        if (clusterMajor(layout) === undefined)
          throw new Error("couldn't find the cluster any more")
        return (await adoptOrStart(layout, options)).postmaster
      })
    },
    options,
  )
  const url = (database: string, user: string) =>
    `postgresql://${encodeURIComponent(user)}@localhost:${PORT}/${encodeURIComponent(database)}` +
    `?host=${encodeURIComponent(postmaster.socketDirectory)}`
  const stop = async () => {
    await watch.end()
    await underLock(layout, async () => {
      if (lease.release()) await stopServer(postmaster.pid)
    })
  }
  return {
    url,
    superuserUrl: (database = 'postgres') => url(database, SUPERUSER),
    version: started.version,
    pid: () => postmaster.pid,
    stop: () => (stopping ??= stop()),
    [Symbol.asyncDispose]: () => (stopping ??= stop()),
  }
}

async function adoptOrStart(layout: Layout, options: PostgresOptions): Promise<Start> {
  const major = clusterMajor(layout)
  const programs = findPrograms(layout.directory, major)
  const { version } = programs
  const live = await findLive(layout)
  if (live !== undefined) {
    options.log?.(`PostgreSQL ${version} is running already`)
    return { postmaster: live, version }
  }
  const durable = options.durable ?? true
  const way = chooseWay([layout.directory, layout.run], programs, options.ways)
  if (major === undefined) {
    options.log?.(`making a new PostgreSQL ${version} cluster`)
    await makeCluster(layout, programs, way, durable)
  }
  const postmaster = await launch(layout, programs, way, durable)
  options.log?.(`PostgreSQL ${version} is running`)
  return { postmaster, version }
}

/** Looks instead of listening to the child's end: an adopted server is not our child. */
function keepAlive(
  pid: () => number,
  revive: () => Promise<void>,
  options: PostgresOptions,
): { end(): Promise<void> } {
  let reviving: Promise<void> | undefined
  let notBefore = 0
  const timer = setInterval(() => {
    if (reviving !== undefined || performance.now() < notBefore || isAlive(pid())) return
    reviving = revive()
      .catch((error: unknown) => {
        // Until it succeeds every query fails, which is what callers must handle anyway.
        notBefore = performance.now() + REVIVE_PAUSE_MS
        options.log?.(error instanceof Error ? error.message : "couldn't start PostgreSQL again")
      })
      .finally(() => {
        reviving = undefined
      })
  }, WATCH_MS)
  timer.unref()
  return {
    async end() {
      clearInterval(timer)
      await reviving
    },
  }
}
