/**
 * Programs that a demo start brings up beside the server: started on a free port, stopped with it.
 *
 * They see only the surroundings named here, and end with their parent, however it goes.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const PRELOADED = fileURLToPath(new URL('./end-with-parent.ts', import.meta.url))
const STOP_MS_MAX = 3_000
const READY_MS_MAX = 15_000
const READY_POLL_MS = 50

/** What a process did; never what it wrote, which could be anything. */
export type Noticed = (who: string, what: 'wrote_error' | 'ended', code: number | null) => void

export function spawnChild(
  who: string,
  program: string,
  environment: Readonly<Record<string, string>>,
  noticed: Noticed,
): ChildProcess {
  const child = spawn(process.execPath, ['--import', PRELOADED, program], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
      ...environment,
    },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  child.stderr?.on('data', () => noticed(who, 'wrote_error', null))
  child.on('exit', (code) => noticed(who, 'ended', code))
  return child
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
  await ended
  clearTimeout(late)
}

/** Waits until it answers; throws when it does not. */
export async function untilReady(who: string, url: string): Promise<void> {
  const until = performance.now() + READY_MS_MAX
  while (!(await answers(url))) {
    if (performance.now() > until) throw new Error(`${who} does not start`)
    await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS))
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`)
    await response.body?.cancel()
    return response.ok
  } catch {
    // Not listening yet.
    return false
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
