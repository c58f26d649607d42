/**
 * The driver's end of one worker: starts it, calls it, kills it, and tells when it died by itself.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Answer, Call, LogLine, Said, WorkerSettings } from './protocol.ts'

const PROGRAM = fileURLToPath(new URL('./worker.ts', import.meta.url))
const READY_MS_MAX = 60_000
const STOP_MS_MAX = 30_000

export interface Worker {
  readonly process: ChildProcess
  /** undefined: the worker died before it answered. */
  call(call: Call): Promise<Answer | undefined>
  /** By SIGKILL; returns when it is dead. */
  kill(): Promise<void>
  /** In order, as at the end of a day. */
  stop(): Promise<void>
  /** Resolves when the process is dead, whoever ended it. */
  readonly dead: Promise<void>
  /** What it wrote before it died although nobody killed it; undefined while all is well. */
  trouble(): string | undefined
}

/** What a worker says besides its answers. */
export interface Ears {
  readonly checkpoint?: (note: string) => void
  readonly token?: (ordinal: number, phoneToken: string) => void
  /** Errors of its log. */
  readonly trouble?: (what: string) => void
}

export async function startWorker(settings: WorkerSettings, ears: Ears = {}): Promise<Worker> {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, CRASH_WORKER: JSON.stringify(settings) },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let [killed, errors, next] = [false, '', 0]
  const waiting = new Map<number, (answer: Answer | undefined) => void>()
  const dead = once(child, 'close').then(() => {
    for (const resolve of waiting.values()) resolve(undefined)
    waiting.clear()
  })
  // Writing to a worker that has just died is part of the test.
  child.stdin.on('error', () => undefined)
  child.stderr.on('data', (text: Buffer) => {
    errors = `${errors}${text.toString('utf8')}`.slice(-4_000)
  })
  const ready = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the worker does not start')), READY_MS_MAX)
    void dead.then(() => {
      clearTimeout(late)
      reject(new Error(`the worker died at its start: ${errors}`))
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = parse(line)
      if (said === undefined) return
      if ('level' in said) ears.trouble?.(`${said.what ?? 'log'}: ${said.error ?? ''}`)
      else if (said.said === 'ready') {
        clearTimeout(late)
        resolve()
      } else if (said.said === 'checkpoint') ears.checkpoint?.(said.note)
      else if (said.said === 'token') ears.token?.(said.ordinal, said.phoneToken)
      else {
        waiting.get(said.id)?.(said.answer)
        waiting.delete(said.id)
      }
    })
  })
  const end = async (signal: 'SIGKILL' | undefined) => {
    killed = true
    if (signal === undefined) child.stdin.end()
    else child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
    await dead
    clearTimeout(late)
  }
  try {
    await ready
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    process: child,
    dead,
    call: async (call) => {
      if (child.exitCode !== null || child.signalCode !== null) return undefined
      const id = ++next
      const answered = new Promise<Answer | undefined>((resolve) => waiting.set(id, resolve))
      child.stdin.write(`${JSON.stringify({ id, call })}\n`)
      return await answered
    },
    kill: async () => await end('SIGKILL'),
    stop: async () => await end(undefined),
    trouble: () => {
      const gone = child.exitCode !== null || child.signalCode !== null
      return gone && !killed ? `died by itself (${child.exitCode}): ${errors}` : undefined
    },
  }
}

/** undefined for the line that a death cut short. */
function parse(line: string): Said | LogLine | undefined {
  try {
    return JSON.parse(line) as Said | LogLine
  } catch {
    return undefined
  }
}
