/**
 * Who still uses this server?
 *
 * Several processes may use one data directory at once: `npm start`, a command of the CLI, the test files of
 * one run. Each leaves a file in `users/`; only the last one to go stops the server. A killed process leaves
 * its file behind: it counts only while its process lives, and goes when the next user comes or leaves.
 *
 * Starting and stopping are done under a lock, one process at a time. The lock is an abstract socket: the
 * kernel frees it when its holder dies, so it can never be stale.
 */
import { createHash } from 'node:crypto'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Layout } from './cluster.ts'
import { lifeOf } from './process-life.ts'

const LOCK_WAIT_MS_MAX = 150_000
const LOCK_RETRY_MS = 50

export interface Lease {
  /** True when nobody else was left: then it is up to the caller to stop the server. */
  release(): boolean
}

let made = 0

export function takeLease(layout: Layout): Lease {
  countUsers(layout)
  made += 1
  const path = join(layout.users, `${lifeOf(process.pid)}-${made}`)
  writeFileSync(path, '')
  return {
    release() {
      rmSync(path, { force: true })
      return countUsers(layout) === 0
    },
  }
}

/** The living; what the dead left is swept. */
function countUsers(layout: Layout): number {
  let users = 0
  for (const name of readdirSync(layout.users)) {
    const life = name.split('-').slice(0, 2).join('-')
    if (lifeOf(Number.parseInt(name, 10)) === life) users += 1
    else rmSync(join(layout.users, name), { force: true })
  }
  return users
}

export async function underLock<Result>(
  layout: Layout,
  task: () => Promise<Result>,
): Promise<Result> {
  const name = createHash('sha256').update(layout.directory).digest('hex')
  const lock = await hold(`\0kelisim-postgres-${name}`)
  try {
    return await task()
  } finally {
    await new Promise((resolve) => lock.close(resolve))
  }
}

async function hold(path: string): Promise<Server> {
  const tries = Math.ceil(LOCK_WAIT_MS_MAX / LOCK_RETRY_MS)
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const server = await listen(path)
    if (server !== undefined) return server
    await sleep(LOCK_RETRY_MS)
  }
  throw new Error(
    "couldn't start or stop PostgreSQL: another process has been doing it for too long",
  )
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(path, () => resolve(server))
  })
}
