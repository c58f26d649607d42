/**
 * The API as a program of somebody else uses it: every answer is a fact, every missing one is repeated.
 *
 * Confirms phones by the demo's outbox. A code that died with the server is asked for again.
 */
import { randomUUID } from 'node:crypto'
import type { SyntheticPerson } from '@kelisim/house'
import { httpCall } from './http-call.ts'

export type Said =
  | {
      readonly kind: 'done'
      readonly status: number
      readonly body: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  /** 5xx: whether it happened is not known. */
  | { readonly kind: 'failed'; readonly status: number; readonly code: string }
  | { readonly kind: 'silent' }

export interface Asking {
  readonly token?: string
  readonly key?: string
  readonly body?: object
}

export class ApiClient {
  readonly #url: string
  readonly #from: string

  constructor(url: string, from: string) {
    this.#url = url
    this.#from = from
  }

  async call(method: string, path: string, asking: Asking = {}): Promise<Said> {
    const { token, key, body } = asking
    const text = body === undefined ? '' : JSON.stringify(body)
    const answer = await httpCall({
      url: `${this.#url}${path}`,
      method,
      from: this.#from,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: text,
    })
    if (answer === undefined) return { kind: 'silent' }
    const { status } = answer
    const told = parsed(answer.text)
    if (status < 300) return { kind: 'done', status, body: told }
    const code = typeof told['code'] === 'string' ? told['code'] : String(told['title'])
    return { kind: status >= 500 ? 'failed' : 'refused', status, code }
  }

  /** A phone token, or what stood in the way. */
  async confirm(who: SyntheticPerson): Promise<Said> {
    const { phone } = who
    const body = { phone, language: 'kk' }
    const sent = await this.call('POST', '/v1/phone/codes', { key: randomUUID(), body })
    if (sent.kind !== 'done') return sent
    const code = await this.#codeFor(phone)
    if (code === undefined) return { kind: 'silent' }
    const path = `/v1/phone/codes/${String(sent.body['challenge'])}/confirm`
    return await this.call('POST', path, { body: { phone, code } })
  }

  async #codeFor(phone: string): Promise<string | undefined> {
    const answer = await httpCall({
      url: `${this.#url}/demo/outbox.json`,
      method: 'GET',
      from: this.#from,
    })
    if (answer?.status !== 200) return undefined
    const messages = JSON.parse(answer.text) as readonly { to: string; text: string }[]
    const text = messages.find((message) => message.to === phone)?.text ?? ''
    return /\d{3}\s\d{3}/.exec(text)?.[0].replace(/\s/, '')
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
