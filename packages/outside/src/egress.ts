/**
 * May this process speak to that address, and what came back?
 *
 * The only door to the network outside. It guarantees, for every call:
 *   1. only hosts of the caller's allow-list (`host` or `host:port`); another one throws before a
 *      socket opens, so a configured address can never become a way into the inner network;
 *   2. https, or http to this very machine (the demo world and tests);
 *   3. no redirect is followed: a 3xx is handed back as it is;
 *   4. a deadline over the whole exchange, connecting and reading included;
 *   5. an answer over the size limit is dropped unread;
 *   6. nothing is tried twice.
 * Trouble comes back as a value that says whether anything may have been sent; texts of errors are not
 * passed on, since they can hold addresses and values (I11).
 *
 * Law: 94-V art. 16 (nothing crosses the border unnamed). Requirement: L-6.
 */
import { ANSWER_BYTES_MAX, DEADLINE_MS_MAX } from './limits.ts'

export interface CallLimits {
  /** Hosts that may be called, as `host` (any port) or `host:port`. */
  readonly allowedHosts: readonly string[]
  readonly deadlineMs: number
  readonly signal?: AbortSignal
  readonly answerBytesMax?: number
}

export interface Call {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** `not_sent`: no connection was made. All others: the other side may have got everything. */
export type CallTrouble = 'not_sent' | 'deadline' | 'stopped' | 'lost' | 'too_large'

export type CallAnswer =
  | {
      readonly came: true
      readonly status: number
      readonly mediaType: string
      readonly body: Uint8Array
    }
  | { readonly came: false; readonly why: CallTrouble }

/** A defect of configuration, not weather: nothing was sent and nothing will be. */
export class ForbiddenHost extends Error {
  override readonly name = 'ForbiddenHost'
}

export async function call(request: Call, limits: CallLimits): Promise<CallAnswer> {
  const url = permittedUrl(request.url, limits.allowedHosts)
  const deadline = AbortSignal.timeout(Math.min(limits.deadlineMs, DEADLINE_MS_MAX))
  const signal = limits.signal ? AbortSignal.any([deadline, limits.signal]) : deadline
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal,
    })
    return await readAnswer(response, limits.answerBytesMax ?? ANSWER_BYTES_MAX)
  } catch (error) {
    return { came: false, why: troubleOf(error, deadline, limits.signal) }
  }
}

/** The address if it may be called; throws `ForbiddenHost` otherwise. */
export function permittedUrl(text: string, allowedHosts: readonly string[]): URL {
  const url = URL.parse(text)
  if (!url) throw new ForbiddenHost('couldn’t call an address that is not a URL')
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url))
  if (!isSafe) throw new ForbiddenHost(`couldn’t call ${url.host}: only https may leave`)
  if (url.username !== '' || url.password !== '') {
    throw new ForbiddenHost(`couldn’t call ${url.host}: credentials do not belong in an address`)
  }
  if (!allowedHosts.includes(url.host) && !allowedHosts.includes(url.hostname)) {
    throw new ForbiddenHost(`couldn’t call ${url.host}: it is not on the list of allowed hosts`)
  }
  return url
}

function isThisMachine(url: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
}

async function readAnswer(response: Response, limit: number): Promise<CallAnswer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.byteLength
    // Leaving the loop cancels the stream and closes the connection.
    if (size > limit) return { came: false, why: 'too_large' }
    parts.push(part)
  }
  const mediaType = (response.headers.get('content-type') ?? '').split(';', 1)[0] ?? ''
  return {
    came: true,
    status: response.status,
    mediaType: mediaType.trim().toLowerCase(),
    body: Buffer.concat(parts),
  }
}

/** Errors of connecting, before a byte of ours could leave. Any other one leaves it open. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

function troubleOf(error: unknown, deadline: AbortSignal, stop?: AbortSignal): CallTrouble {
  if (stop?.aborted) return 'stopped'
  if (deadline.aborted) return 'deadline'
  return causesOf(error).some((code) => BEFORE_SENDING.has(code)) ? 'not_sent' : 'lost'
}

/** Node wraps the socket's error in `cause`, and several addresses of one name in an AggregateError. */
function causesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  return [...own, ...causesOf(error.cause)]
}

/** The body as JSON, or undefined when it is not UTF-8 or not JSON. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}
