/**
 * One HTTP exchange from an address of this machine's own choice.
 *
 * The server limits calls per address, as it must: clients of a load test stand at addresses of their own
 * (any of 127/8 is this machine). No answer, or half of one, is undefined: whether it happened is not known.
 */
import { type IncomingHttpHeaders, request } from 'node:http'

const CALL_MS_MAX = 45_000

export interface Exchange {
  readonly url: string
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | string
  /** For example `127.0.0.7`. */
  readonly from?: string
  readonly signal?: AbortSignal
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export async function httpCall(exchange: Exchange): Promise<HttpAnswer | undefined> {
  const late = AbortSignal.timeout(CALL_MS_MAX)
  const signal = exchange.signal === undefined ? late : AbortSignal.any([late, exchange.signal])
  return await new Promise((resolve) => {
    const call = request(
      exchange.url,
      {
        method: exchange.method,
        headers: { ...exchange.headers, connection: 'close' },
        signal,
        ...(exchange.from === undefined ? {} : { localAddress: exchange.from }),
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', () => resolve(undefined))
        response.on('close', () => {
          const text = Buffer.concat(parts).toString('utf8')
          const { statusCode: status = 0, headers } = response
          resolve(response.complete ? { status, headers, text } : undefined)
        })
      },
    )
    call.on('error', () => resolve(undefined))
    call.end(exchange.body)
  })
}
