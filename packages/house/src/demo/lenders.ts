/**
 * The demo's lenders: real processes with real HTTP, started and stopped with whoever needs them.
 *
 * Their secrets are made anew at every start and live in memory only. They end with their parent.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { newSecret } from '@kelisim/outside'
import type { Policy } from '@kelisim/policy'
import type { LenderAddresses } from '../lenders.ts'
import type { House } from '../open-house.ts'

const PRELOADED = fileURLToPath(new URL('./end-with-parent.ts', import.meta.url))
const SECRET_BYTES = 32
const STOP_MS_MAX = 3_000
const READY_MS_MAX = 15_000
const READY_POLL_MS = 50

export interface LenderManner {
  /** The program of the lender: an application, so whoever stands above both names it. */
  readonly program: string
  /** Shortest and longest, `50-200`. */
  readonly latencyMs: string
  readonly outcomeDelayMs: string
  /** What a lender's process did; never what it wrote, which could be anything. */
  readonly noticed: (lender: string, what: 'wrote_error' | 'ended', code: number | null) => void
}

/** Addresses and secrets for every recipient of the policy, on free ports. */
export async function demoAddresses(
  policy: Policy,
  random: (bytes: number) => Uint8Array,
): Promise<LenderAddresses> {
  const addresses: LenderAddresses = {}
  for (const recipient of policy.recipients) {
    const url = `http://127.0.0.1:${await freePort()}`
    addresses[recipient.id] = { url, secret: newSecret(random(SECRET_BYTES)) }
  }
  return addresses
}

/** Starts one process a lender; the result stops them all. */
export function startDemoLenders(
  house: House,
  addresses: LenderAddresses,
  manner: LenderManner,
): () => Promise<void> {
  const vkey = house.means.log.signers[0]?.vkey ?? ''
  const children = house.means.policy.recipients.flatMap((recipient) => {
    const address = addresses[recipient.id]
    if (address === undefined) return []
    const environment = {
      LENDER_ID: recipient.id,
      LENDER_NAME: recipient.name.kk,
      PORT: new URL(address.url).port,
      SHARED_SECRET: address.secret,
      OPERATOR_URL: house.means.publicUrl,
      LOG_VKEY: vkey,
      LENDER_FIELDS: recipient.agreement?.fields.join(',') ?? '',
      LATENCY_MS: manner.latencyMs,
      OUTCOME_DELAY_MS: manner.outcomeDelayMs,
    }
    return [spawnLender(recipient.id, environment, manner)]
  })
  return async () => {
    await Promise.all(children.map(stopChild))
  }
}

/** Waits until every lender answers; throws when one does not. */
export async function demoLendersReady(addresses: LenderAddresses): Promise<void> {
  const until = performance.now() + READY_MS_MAX
  await Promise.all(
    Object.entries(addresses).map(async ([id, { url }]) => {
      while (!(await answers(url))) {
        if (performance.now() > until) throw new Error(`the lender ${id} does not start`)
        await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS))
      }
    }),
  )
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

function spawnLender(
  id: string,
  environment: Record<string, string>,
  manner: LenderManner,
): ChildProcess {
  const child = spawn(process.execPath, ['--import', PRELOADED, manner.program], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
      ...environment,
    },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  child.stderr?.on('data', () => manner.noticed(id, 'wrote_error', null))
  child.on('exit', (code) => manner.noticed(id, 'ended', code))
  return child
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
  await ended
  clearTimeout(late)
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
