/**
 * One server process: is one alive for this cluster, start it, wait for it, stop it.
 *
 * The server runs in a session of its own. Ctrl-C in a terminal therefore reaches only us, and we stop it
 * after the work in hand; if we are killed, it lives on and the next start adopts it.
 */
import { spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { environment, type Layout, settings, turnLog } from './cluster.ts'
import { commandLine, isAlive, isInTable } from './process-life.ts'
import type { Programs } from './programs.ts'
import type { Way } from './run-as.ts'

/** After a crash the children of the dead server need a moment before a new one may start. */
const START_RETRY_MS_MAX = 10_000
/** Recovery after a crash replays the write-ahead log, and that can be long. */
const READY_MS_MAX = 120_000
const STOP_MS_MAX = 30_000
const POLL_MS = 20
const LOG_TAIL_LINES = 10

export interface Postmaster {
  readonly pid: number
  readonly socketDirectory: string
}

interface PidFile extends Postmaster {
  readonly isReady: boolean
}

function readPidFile(layout: Layout): PidFile | undefined {
  const path = join(layout.cluster, 'postmaster.pid')
  if (!existsSync(path)) return undefined
  // Lines: pid, data directory, start time, port, socket directory, listen address, memory key, state.
  const lines = readFileSync(path, 'utf8').split('\n')
  const isReady = lines[7]?.trim() === 'ready'
  return { pid: Number(lines[0]), socketDirectory: lines[4] ?? '', isReady }
}

/** A server that serves this very cluster now, whoever started it. */
export async function findLive(layout: Layout): Promise<Postmaster | undefined> {
  const found = readPidFile(layout)
  if (found === undefined || !isOurs(layout, found.pid)) return undefined
  return await untilReady(layout, found.pid)
}

function isOurs(layout: Layout, pid: number): boolean {
  return isAlive(pid) && commandLine(pid).includes(layout.cluster)
}

export async function launch(
  layout: Layout,
  programs: Programs,
  way: Way,
  durable: boolean,
): Promise<Postmaster> {
  const tries = START_RETRY_MS_MAX / 500
  let cause: unknown
  for (let attempt = 0; attempt < tries; attempt += 1) {
    try {
      disarmPidFile(layout)
      return await untilReady(layout, spawnServer(layout, programs, way, durable))
    } catch (error) {
      cause = error
      await sleep(500)
    }
  }
  throw new Error(`couldn't start PostgreSQL; its log ends with:\n${logTail(layout)}`, { cause })
}

/**
 * A pid file left by a crash may carry a number that an unrelated process bears today, or the dead server itself,
 * which nobody has buried yet (in a container without an init, nobody ever will); PostgreSQL takes either for a
 * living server and would refuse to start for ever. It ignores the number of its own parent, so we write ours. The file itself must stay: it
 * carries the memory key by which PostgreSQL finds children of the dead server that still write.
 */
function disarmPidFile(layout: Layout): void {
  const left = readPidFile(layout)
  if (left === undefined || !isInTable(left.pid) || isOurs(layout, left.pid)) return
  const path = join(layout.cluster, 'postmaster.pid')
  const [, ...rest] = readFileSync(path, 'utf8').split('\n')
  const { uid, gid } = statSync(path)
  writeFileSync(`${path}.new`, [process.pid, ...rest].join('\n'), { mode: 0o600 })
  // The server runs as somebody else than root and must be able to read it.
  if (process.getuid?.() === 0) chownSync(`${path}.new`, uid, gid)
  renameSync(`${path}.new`, path)
}

function spawnServer(layout: Layout, programs: Programs, way: Way, durable: boolean): number {
  turnLog(layout)
  const [command, parameters] = way.wrap(join(programs.directory, 'postgres'), [
    '-D',
    layout.cluster,
    ...settings(layout, durable),
  ])
  const log = openSync(layout.log, 'a', 0o600)
  try {
    const child = spawn(command, parameters, {
      cwd: layout.directory,
      detached: true,
      stdio: ['ignore', log, log],
      env: environment(programs),
      ...way.ids,
    })
    // A program that cannot be started has no pid; the event only repeats what we report below.
    child.on('error', () => undefined)
    child.unref()
    if (child.pid === undefined) throw new Error(`couldn't run ${command}`)
    return child.pid
  } finally {
    closeSync(log)
  }
}

async function untilReady(layout: Layout, pid: number): Promise<Postmaster> {
  for (let waited = 0; waited < READY_MS_MAX; waited += POLL_MS) {
    const found = readPidFile(layout)
    if (found?.pid === pid && found.isReady) return found
    if (!isAlive(pid)) throw new Error('PostgreSQL ended while starting')
    await sleep(POLL_MS)
  }
  throw new Error(`PostgreSQL was not ready after ${READY_MS_MAX} ms`)
}

/** `fast` (SIGINT): connections are cut, what is committed is safe. Harder only when that takes too long. */
export async function stopServer(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    for (let waited = 0; waited < STOP_MS_MAX && isAlive(pid); waited += POLL_MS)
      await sleep(POLL_MS)
  }
  if (isAlive(pid)) throw new Error(`couldn't stop PostgreSQL (process ${pid})`)
}

/** Safe to show: the settings keep statements and values out of the log. */
function logTail(layout: Layout): string {
  if (!existsSync(layout.log)) return '(empty)'
  return readFileSync(layout.log, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n')
}
