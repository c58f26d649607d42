/**
 * The whole product as a process of its own, on a free port and a data folder that ends with the test.
 *
 * What a person would type at the demo's doors is read where they would read it: the outbox.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../packages/house/src/demo/child.ts'

const MAIN = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const START_MS_MAX = 120_000

export interface RunningServer extends AsyncDisposable {
  readonly url: string
  readonly folder: string
  /** Everything the process wrote so far. */
  readonly log: () => string
  /** The newest code sent to a number. */
  readonly codeFor: (phone: string) => Promise<string>
  readonly outbox: () => Promise<string>
  /** Stops the process and its database; the data folder stays until the end. */
  readonly stop: () => Promise<void>
}

export async function startServer(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-running-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const child = spawn(process.execPath, [MAIN], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      KELISIM_DATA: folder,
      KELISIM_LOG: 'info',
      KELISIM_DEMO_PEOPLE: '3',
      KELISIM_DEMO_LATENCY_MS: '0-5',
      KELISIM_DEMO_OUTCOME_MS: '200',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => written.push(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => written.push(text))
  const stop = async () => await end(child)
  const close = async () => {
    await stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await greeted(child, () => written.join(''))
  } catch (error) {
    await close()
    throw error
  }
  return {
    url,
    folder,
    log: () => written.join(''),
    codeFor: async (phone) => {
      const list = (await (await fetch(`${url}/demo/outbox.json`)).json()) as Message[]
      const text = list.find((message) => message.to === phone)?.text ?? ''
      return /\d{3}\s\d{3}/.exec(text)?.[0].replace(/\s/, '') ?? ''
    },
    outbox: async () => await (await fetch(`${url}/demo/outbox.json`)).text(),
    stop,
    [Symbol.asyncDispose]: close,
  }
}

interface Message {
  readonly to: string
  readonly text: string
}

async function greeted(child: ChildProcess, log: () => string): Promise<void> {
  const until = Date.now() + START_MS_MAX
  while (!log().includes('Kelisim is up')) {
    if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${log()}`)
    if (Date.now() > until) throw new Error(`the server did not come up:\n${log()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
