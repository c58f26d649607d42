/**
 * The product as it is started by people, to be killed at any moment: `apps/server/src/main.ts`.
 *
 * Also the command that rotates the keys, a process of its own beside the server.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ClockFile } from './clock-file.ts'

const SERVER = fileURLToPath(new URL('../../../apps/server/src/main.ts', import.meta.url))
const COMMAND = fileURLToPath(new URL('../../../apps/cli/src/main.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const READY_MS_MAX = 90_000
const STOP_MS_MAX = 30_000
const TAIL_CHARS = 4_000

export interface Place {
  readonly dataFolder: string
  readonly lendersFile: string
  /** Names the run's own witness: the demo would start three more processes each time. */
  readonly trustFile: string
  readonly port: number
  readonly clock: ClockFile
}

export interface Running {
  readonly dead: Promise<void>
  isAlive(): boolean
  /** By SIGKILL; returns when it is dead. */
  kill(): Promise<void>
  /** In order, as at the end of a day. */
  stop(): Promise<void>
  /** What it wrote before it ended although nobody killed it. */
  trouble(): string | undefined
}

/** Resolves when the server says that it is up. `heard`: each line of its log. */
export async function startServer(place: Place, heard: (line: string) => void): Promise<Running> {
  const child = start(place, SERVER, [], { PORT: String(place.port) })
  const running = watch(child, 'the server')
  const up = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the server does not come up')), READY_MS_MAX)
    const settle = (end: () => void) => {
      clearTimeout(late)
      end()
    }
    void running.dead.then(() => settle(() => reject(new Error(running.trouble() ?? 'killed'))))
    let rest = ''
    child.stdout?.on('data', (text: Buffer) => {
      const lines = `${rest}${text.toString('utf8')}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        heard(line)
        if (line.includes('Kelisim is up')) settle(resolve)
      }
    })
  })
  try {
    await up
  } catch (error) {
    await running.kill()
    throw error
  }
  return running
}

export function startRotation(place: Place): Running {
  return watch(start(place, COMMAND, ['keys', 'rotate'], {}), 'the rotation')
}

function start(
  place: Place,
  program: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(process.execPath, [...place.clock.parameters, program, ...parameters], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
      ...place.clock.environment,
      KELISIM_DATA: place.dataFolder,
      KELISIM_LENDERS: place.lendersFile,
      KELISIM_TRUST: place.trustFile,
      KELISIM_DEMO_PEOPLE: '0',
      KELISIM_LOG: 'error',
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

function watch(child: ChildProcess, name: string): Running {
  let [killed, written] = [false, '']
  const note = (text: Buffer) => {
    written = `${written}${text.toString('utf8')}`.slice(-TAIL_CHARS)
  }
  child.stderr?.on('data', note)
  child.stdout?.on('data', note)
  const dead = once(child, 'close').then(() => undefined)
  const isAlive = () => child.exitCode === null && child.signalCode === null
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    killed = true
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
    await dead
    clearTimeout(late)
  }
  return {
    dead,
    isAlive,
    kill: async () => await end('SIGKILL'),
    stop: async () => await end('SIGTERM'),
    trouble: () =>
      isAlive() || killed || child.exitCode === 0
        ? undefined
        : `${name} ended by itself (${child.exitCode ?? child.signalCode}): ${written}`,
  }
}
