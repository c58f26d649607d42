/**
 * The other side of a replay: lenders that receive over HTTP, and the door where their outcomes arrive.
 *
 * The lenders are the simulated ones, processes of their own, quick and always there. Their callbacks are
 * signed and come to this process, because no server need be running; they pass the same use case as at
 * the server. With a file of lenders (`--lenders`, as KELISIM_LENDERS) nothing is started, and outcomes go
 * to the server those lenders know.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import {
  demoLendersReady,
  type House,
  type LenderAddresses,
  startDemoLenders,
} from '@kelisim/house'
import { verifyWebhook } from '@kelisim/outside'
import { hearOutcome, type Means, readOutcome } from '@kelisim/work'

const PROGRAM = fileURLToPath(new URL('../../lender/src/main.ts', import.meta.url))
const BODY_BYTES_MAX = 64 * 1_024
const OUTCOMES = /^\/v1\/partner\/leads\/([0-9a-f-]{36})\/outcomes$/
const OUTCOME_DELAY_MS = '50'

export interface OtherSide {
  /** Milliseconds (monotonic) of the last callback. */
  readonly lastHeard: () => number
  /** Callbacks so far, repeats included. */
  readonly heard: () => number
  stop(): Promise<void>
}

export async function openOtherSide(
  house: House,
  addresses: LenderAddresses,
  port: number,
): Promise<OtherSide> {
  let lastHeard = performance.now()
  let heard = 0
  const server = createServer((request, response) => {
    lastHeard = performance.now()
    heard += 1
    hear(house.means, addresses, request).then(
      (status) => response.writeHead(status).end(),
      // The lender tries again; what went wrong may hold a value and is not told.
      () => response.writeHead(503).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const stopLenders = startDemoLenders(house, addresses, {
    program: PROGRAM,
    latencyMs: '0-0',
    outcomeDelayMs: OUTCOME_DELAY_MS,
    noticed: () => undefined,
  })
  const stop = async () => {
    await stopLenders()
    await stopServer(server)
  }
  try {
    await demoLendersReady(addresses)
  } catch (error) {
    await stop()
    throw error
  }
  return { lastHeard: () => lastHeard, heard: () => heard, stop }
}

async function hear(
  means: Means,
  addresses: LenderAddresses,
  request: IncomingMessage,
): Promise<number> {
  const lead = OUTCOMES.exec(request.url ?? '')?.[1]
  if (lead === undefined || request.method !== 'POST') return 404
  if (!(Number(request.headers['content-length']) <= BODY_BYTES_MAX)) return 413
  const body = await buffer(request)
  const sender = Object.entries(addresses).flatMap(([id, { secret }]) => {
    const event = verifyWebhook(request.headers, body, [secret])
    return event === undefined ? [] : [{ id, event }]
  })[0]
  if (sender === undefined) return 401
  const outcome = readOutcome(body.toString('utf8'))
  if (outcome === undefined || outcome.event_id !== sender.event) return 422
  const heard = await hearOutcome(means, sender.id, lead, outcome)
  return heard.effect === 'done' ? 200 : 422
}

async function stopServer(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
