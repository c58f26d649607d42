/**
 * One writer of a file at a time on this machine, in whatever process.
 *
 * Comparing with what stands and replacing it are two steps; between them another process could put down
 * something newer. The lock is an abstract socket: the kernel frees it when its holder dies, so it can never
 * be stale.
 */
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from './left-behind.ts'
import { WRITER_WAIT_MS_MAX } from './limits.ts'

const RETRY_MS = 5

export async function asOnlyWriter<T>(path: string, write: () => Promise<T>): Promise<T> {
  const name = createHash('sha256').update(resolve(path)).digest('hex')
  const lock = await hold(`\0kelisim-writer-${name}`)
  try {
    return await write()
  } finally {
    await new Promise((done) => lock.close(done))
  }
}

async function hold(name: string): Promise<Server> {
  const until = performance.now() + WRITER_WAIT_MS_MAX
  while (performance.now() < until) {
    const server = await listen(name)
    if (server !== undefined) return server
    await sleep(RETRY_MS)
  }
  throw new Error('couldn’t write: another process has been at it for too long')
}

function listen(name: string): Promise<Server | undefined> {
  return new Promise((done, reject) => {
    const server = createServer((connection) => connection.destroy())
    server.once('error', (error) => {
      if (codeOf(error) === 'EADDRINUSE') done(undefined)
      else reject(error)
    })
    server.listen(name, () => done(server))
  })
}
