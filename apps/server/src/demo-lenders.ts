/**
 * The demo's lenders: real processes with real HTTP, started and stopped with the server.
 *
 * Their secrets are made anew at every start and live in memory only.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { House, LenderAddresses } from '@kelisim/house'
import { newSecret } from '@kelisim/outside'
import type { Policy } from '@kelisim/policy'
import { logger } from './log.ts'

const PROGRAM = fileURLToPath(new URL('../../lender/src/main.ts', import.meta.url))
const SECRET_BYTES = 32
const STOP_MS_MAX = 3_000

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
export function startDemoLenders(house: House, addresses: LenderAddresses): () => Promise<void> {
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
      LATENCY_MS: process.env['KELISIM_DEMO_LATENCY_MS'] ?? '50-200',
      OUTCOME_DELAY_MS: process.env['KELISIM_DEMO_OUTCOME_MS'] ?? '3000',
    }
    return [spawnLender(recipient.id, environment)]
  })
  return async () => {
    await Promise.all(children.map(stopChild))
  }
}

function spawnLender(id: string, environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  child.stderr?.on('data', () =>
    logger.warn({ part: 'lender', lender: id }, 'a lender wrote to its error stream'),
  )
  child.on('exit', (code) => logger.info({ part: 'lender', lender: id, code }, 'a lender ended'))
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
