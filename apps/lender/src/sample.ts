/** For tests: an operator's log, leads with true receipts, an operator that hears what it is told. */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { Post } from '@kelisim/api'
import {
  formatCheckpoint,
  leafHash,
  makeReceipt,
  newSigner,
  nodeHash,
  signNote,
} from '@kelisim/ledger'
import { type Config, readConfig } from './config.ts'
import { signed } from './signature.ts'

export const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
export const LOG = newSigner('log.operator.example', new Uint8Array(32).fill(9))
const TEXT = 'Дербес деректерімді «Самал» ұйымына беруге келісемін.'
const TEXT_SHA256 = createHash('sha256').update(TEXT).digest('hex')

export interface SampleChanges {
  readonly amount?: number
  readonly applicant?: Post['applicant']
  /** Changes of what the ledger entry says. */
  readonly granted?: Readonly<Record<string, unknown>>
  readonly log?: typeof LOG
}

/** A lead about nobody, whose consent stands as the second entry of a log. */
export function samplePost({
  amount = 10_001,
  applicant,
  granted,
  log = LOG,
}: SampleChanges = {}): Post {
  const leadId = randomUUID()
  const consentId = randomUUID()
  const detail = {
    consent: consentId,
    purpose: 'contract',
    recipient: 'samal',
    fields: ['last_name', 'phone', 'income'],
    expiresAt: '2097-01-01T00:00:00.000Z',
    ...granted,
  }
  const entry = Buffer.from(
    JSON.stringify({ detail, kind: 'consent_granted', textSha256: TEXT_SHA256, v: 1 }),
  )
  const first = leafHash(Buffer.from('{}'))
  const root = nodeHash(first, leafHash(entry))
  const checkpoint = signNote(formatCheckpoint({ origin: log.name, size: 2, root }), [log])
  const receipt = makeReceipt({
    log: { origin: log.name, vkey: log.vkey },
    entry,
    index: 1,
    proof: [first],
    checkpoint,
    text: TEXT,
  })
  return {
    lead_id: leadId,
    disclosure_id: randomUUID(),
    purpose: 'contract',
    applicant: applicant ?? { last_name: 'Сынақбаев', phone: '+77000000001' },
    request: { amount, currency: 'KZT', term_days: 30 },
    consent: {
      consent_id: consentId,
      granted_at: '2026-11-22T09:00:00.000Z',
      expires_at: '2097-01-01T00:00:00.000Z',
      locale: 'kk',
      text_sha256: TEXT_SHA256,
      text_url: `https://operator.example/t/${TEXT_SHA256}`,
      receipt,
    },
    restrictions: {
      use_only_for: 'contract',
      no_onward_transfer: true,
      destroy_by: '2097-01-01T00:00:00.000Z',
    },
    callback: `https://operator.example/v1/partner/leads/${leadId}/outcomes`,
  }
}

/** Settings of a quick lender; anything can be set as in its environment. */
export function sampleConfig(
  operatorUrl: string,
  changes: Readonly<Record<string, string>> = {},
): Config {
  return readConfig({
    LENDER_ID: 'samal',
    LENDER_NAME: 'Самал',
    PORT: '0',
    SHARED_SECRET: SECRET,
    OPERATOR_URL: operatorUrl,
    LOG_VKEY: LOG.vkey,
    LATENCY_MS: '0-0',
    OUTCOME_DELAY_MS: '5',
    NOTICE_DELAY_MS: '5',
    RETRY_MS: '0,10,20',
    ...changes,
  })
}

export interface SentPost {
  readonly id?: string
  readonly key?: string
  readonly secret?: string
  readonly at?: number
  readonly deadlineMs?: number
}

/** Posts as the operator would; each part of the signing can be spoilt. */
export function send(
  url: string,
  body: object,
  id: string,
  spoilt: SentPost = {},
): Promise<Response> {
  const text = JSON.stringify(body)
  const headers = signed(spoilt.id ?? id, text, spoilt.at ?? Date.now(), [spoilt.secret ?? SECRET])
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': spoilt.key ?? id,
      ...headers,
    },
    body: text,
    signal: AbortSignal.timeout(spoilt.deadlineMs ?? 3_000),
  })
}

export function sendPost(url: string, post: Post, spoilt: SentPost = {}): Promise<Response> {
  return send(`${url}/leads`, post, post.disclosure_id, spoilt)
}

export function askStatus(url: string, id: string, signedId = id): Promise<Response> {
  return fetch(`${url}/leads/${id}`, { headers: { ...signed(signedId, '', Date.now(), [SECRET]) } })
}

export interface Told {
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly isSigned: boolean
  readonly id: string
}

export interface Operator extends AsyncDisposable {
  readonly url: string
  readonly told: Told[]
  /** Resolves when so many messages came. */
  readonly heard: (count: number) => Promise<void>
}

/** Hears callbacks; answers the first ones with the given statuses, then 204. */
export async function startOperator(statuses: readonly number[] = []): Promise<Operator> {
  const told: Told[] = []
  const answers = [...statuses]
  let wake = (): void => {}
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8')
      told.push({
        path: request.url ?? '',
        body: JSON.parse(text) as Record<string, unknown>,
        text,
        headers: request.headers,
        isSigned: isSigned(request.headers, text),
        id: String(request.headers['webhook-id']),
      })
      response.writeHead(answers.shift() ?? 204).end()
      wake()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('couldn’t listen')
  return {
    url: `http://127.0.0.1:${address.port}`,
    told,
    heard: async (count) => {
      const end = Date.now() + 5_000
      while (told.length < count) {
        if (Date.now() > end) throw new Error(`only ${told.length} of ${count} messages came`)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 50)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** The signature computed by hand, so that a mistake of the library’s use is seen. */
function isSigned(headers: NodeJS.Dict<string | string[]>, text: string): boolean {
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64')
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`
  const expected = createHmac('sha256', key).update(content).digest('base64')
  return headers['webhook-signature'] === `v1,${expected}`
}
