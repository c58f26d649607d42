/**
 * A lender that outlives every crash, and a witness before its door.
 *
 * The lender is the demo's own; the witness is a small proxy that writes down each post as it arrived whole,
 * with the hash of what was said about the person. "Not disclosed twice" is judged by these two, never by
 * what the operator believes.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newSecret } from '@kelisim/outside'
import { pooledRandom } from '@kelisim/vault'
import { readConfig } from '../../apps/lender/src/config.ts'
import { type Lender, startLender } from '../../apps/lender/src/lender.ts'

export interface Arrival {
  readonly disclosure: string
  readonly application: string
  /** SHA-256 over applicant, request and consent. */
  readonly content: string
}

/** Where the witness lets a test step in; the default lets everything pass. */
export interface Interference {
  /** False: what arrived is thrown away, as if the machine before the lender had died. */
  readonly mayEnter?: (arrival: Arrival) => boolean
  /** After the lender has stored it, before the answer goes back. */
  readonly beforeAnswer?: (arrival: Arrival) => Promise<void>
}

export interface WatchedLender extends AsyncDisposable {
  readonly id: string
  readonly url: string
  readonly secret: string
  readonly arrivals: readonly Arrival[]
  readonly lender: Lender
  interfere(interference: Interference): void
}

export interface Manner {
  readonly latencyMs?: string
  readonly timeoutShare?: string
  readonly refusalShare?: string
}

const DAY_MS = '86400000'

export async function watchLender(id: string, manner: Manner = {}): Promise<WatchedLender> {
  const secret = newSecret(pooledRandom()(32))
  const lender = await startLender(
    readConfig({
      LENDER_ID: id,
      LENDER_NAME: id,
      PORT: '0',
      SHARED_SECRET: secret,
      OPERATOR_URL: 'http://127.0.0.1:9',
      LENDER_FIELDS: 'last_name,first_name,birth_date,phone,iin,income',
      LATENCY_MS: manner.latencyMs ?? '0-0',
      TIMEOUT_SHARE: manner.timeoutShare ?? '0',
      REFUSAL_SHARE: manner.refusalShare ?? '0',
      OUTCOME_DELAY_MS: DAY_MS,
      NOTICE_DELAY_MS: DAY_MS,
    }),
  )
  const arrivals: Arrival[] = []
  let interference: Interference = {}
  const server = createServer((request, response) => {
    void pass(lender, request, response, arrivals, () => interference).catch(() =>
      response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await lender.stop()
  }
  return {
    id,
    url: `http://127.0.0.1:${port}`,
    secret,
    arrivals,
    lender,
    interfere: (fresh) => {
      interference = fresh
    },
    [Symbol.asyncDispose]: close,
  }
}

async function pass(
  lender: Lender,
  request: IncomingMessage,
  response: ServerResponse,
  arrivals: Arrival[],
  interference: () => Interference,
): Promise<void> {
  const body = await bodyOf(request)
  const arrival =
    request.method === 'POST' && request.url === '/leads' ? arrivalOf(body) : undefined
  if (arrival !== undefined) {
    arrivals.push(arrival)
    if (interference().mayEnter?.(arrival) === false) return void response.destroy()
  }
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const answer = await fetch(`${lender.url}${request.url}`, {
    method: request.method ?? 'GET',
    headers: headersOf(request),
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    signal: gone.signal,
  })
  const text = await answer.text()
  if (arrival !== undefined) await interference().beforeAnswer?.(arrival)
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
  response.end(text)
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Those that carry the message; what belongs to one connection stays behind. */
export function headersOf(request: IncomingMessage): Record<string, string> {
  const names = ['content-type', 'accept', 'idempotency-key', 'webhook-id', 'webhook-timestamp']
  return Object.fromEntries(
    [...names, 'webhook-signature'].flatMap((name) => {
      const value = request.headers[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}

export function arrivalOf(body: Buffer): Arrival {
  const { disclosure_id, lead_id, applicant, request, consent } = JSON.parse(body.toString('utf8'))
  const { receipt: _receipt, ...consented } = consent
  const said = JSON.stringify([applicant, request, consented])
  const content = createHash('sha256').update(said).digest('hex')
  return { disclosure: disclosure_id, application: lead_id, content }
}
