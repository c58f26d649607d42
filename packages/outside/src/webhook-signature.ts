/**
 * Who sent this message, and is it the message that was sent?
 *
 * Protocol: Standard Webhooks 1.0. `webhook-id`, `webhook-timestamp` (Unix seconds) and
 * `webhook-signature`, a space-separated list of `v1,<base64 HMAC-SHA256(key, "id.timestamp.body")>`.
 * Secrets are `whsec_<base64>`. While a secret is being rotated the sender signs with both and the
 * receiver accepts either. Older or newer than five minutes is refused.
 *
 * The signature covers the raw bytes of the body, so verify before parsing. It does not prevent a
 * repeat inside the five minutes: receivers remember `webhook-id` (I12).
 */
import { hash } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

export const SECRET_PREFIX = 'whsec_'
/** Standard Webhooks: between 24 and 64 bytes of secret. */
const SECRET_BYTES_MIN = 24
const SECRET_BYTES_MAX = 64
const HEADER_CHARS_MAX = 1_000
const SECRET_ID_CHARS = 32

export interface SignatureHeaders {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

export interface SignedMessage {
  readonly id: string
  readonly body: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Headers with one signature per secret, in the order of the secrets. */
export function sign(message: SignedMessage, secrets: readonly string[]): SignatureHeaders {
  if (secrets.length === 0) throw new Error('couldn’t sign a message without a secret')
  if (message.id === '' || message.id.includes('.')) {
    throw new Error('couldn’t sign a message whose id is empty or has a full stop')
  }
  const at = new Date(message.at)
  const signatures = secrets.map((secret) => new Webhook(secret).sign(message.id, at, message.body))
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(Math.floor(message.at / 1_000)),
    'webhook-signature': signatures.join(' '),
  }
}

/** The id of a message signed by one of the secrets within five minutes of now; undefined otherwise. */
export function verify(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: Uint8Array,
  secrets: readonly string[],
): string | undefined {
  const signed = signatureHeaders(headers)
  const text = textOf(body)
  if (!signed || text === undefined) return undefined
  return secrets.some((secret) => isSignedBy(secret, signed, text))
    ? signed['webhook-id']
    : undefined
}

/** A secret that the protocol permits: prefix, base64, 24 to 64 bytes. */
export function isSecret(text: string): boolean {
  if (!text.startsWith(SECRET_PREFIX)) return false
  const encoded = text.slice(SECRET_PREFIX.length)
  const bytes = Buffer.from(encoded, 'base64')
  return (
    bytes.toString('base64') === encoded &&
    bytes.length >= SECRET_BYTES_MIN &&
    bytes.length <= SECRET_BYTES_MAX
  )
}

/** Names a secret where the secret must not stand: it has 24 random bytes or more, so nobody tries them all. */
export function secretId(secret: string): string {
  return hash('sha256', `kelisim lender key ${secret}`, 'hex').slice(0, SECRET_ID_CHARS)
}

/** A secret from random bytes. */
export function newSecret(random: Uint8Array): string {
  const secret = `${SECRET_PREFIX}${Buffer.from(random).toString('base64')}`
  if (!isSecret(secret)) throw new Error('couldn’t make a secret: 24 to 64 random bytes are needed')
  return secret
}

function isSignedBy(secret: string, headers: SignatureHeaders, body: string): boolean {
  try {
    new Webhook(secret).verify(body, { ...headers }, { jsonParse: false })
    return true
  } catch {
    // The library says "no" by throwing; which of its reasons it was is nobody's business.
    return false
  }
}

function signatureHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): SignatureHeaders | undefined {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signature = headers['webhook-signature']
  if (!isHeader(id) || !isHeader(timestamp) || !isHeader(signature)) return undefined
  // The library reads the number with parseInt and signs that; `12abc` must not pass for `12`.
  if (!/^[0-9]{1,12}$/.test(timestamp)) return undefined
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
}

function isHeader(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= HEADER_CHARS_MAX
}

function textOf(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return undefined
  }
}
