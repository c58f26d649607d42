/**
 * The lender's own side of Standard Webhooks: `id.timestamp.body`, HMAC-SHA256, five minutes.
 *
 * Written apart from the operator's on purpose: the two agree on the wire and share no code.
 */
import { Webhook } from 'standardwebhooks'

export type SignedHeaders = Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>

export function signed(
  id: string,
  body: string,
  at: number,
  secrets: readonly string[],
): SignedHeaders {
  const moment = new Date(at)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1_000)),
    'webhook-signature': secrets
      .map((secret) => new Webhook(secret).sign(id, moment, body))
      .join(' '),
  }
}

/** The `webhook-id` of a message signed by one of the secrets; undefined for any other. */
export function signedId(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: Buffer,
  secrets: readonly string[],
): string | undefined {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signature = headers['webhook-signature']
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') {
    return undefined
  }
  const text = body.toString('utf8')
  const isExact = Buffer.from(text, 'utf8').equals(body) && /^[0-9]{1,12}$/.test(timestamp)
  const fields = {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  }
  return isExact && secrets.some((secret) => isSignedBy(secret, text, fields)) ? id : undefined
}

function isSignedBy(secret: string, text: string, headers: SignedHeaders): boolean {
  try {
    new Webhook(secret).verify(text, headers, { jsonParse: false })
    return true
  } catch {
    // The library says "no" by throwing.
    return false
  }
}
