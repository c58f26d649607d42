/**
 * Is this call ours? AWS Signature Version 4 of a call without a query, the only kind a JSON protocol makes.
 *
 * Every header given is signed, with the host, the moment and, of temporary credentials, the session. Held against
 * the values AWS published (`aws-signature.test.ts`). Written here because it is five hashes and no package of
 * it is both small and looked after (decision 0078).
 *
 * Source: AWS Signature Version 4, "create a signed request".
 */
import { createHash, createHmac } from 'node:crypto'

export interface AwsCredential {
  readonly accessKey: string
  readonly secretKey: string
  readonly session?: string | undefined
}

export interface AwsCall {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly region: string
  readonly service: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Milliseconds since 1970. */
  readonly at: number
}

const ALGORITHM = 'AWS4-HMAC-SHA256'

/** All headers to send (the host goes by itself): those given, the moment, the session, the signature. */
export function signedHeaders(credential: AwsCredential, call: AwsCall): Record<string, string> {
  const url = new URL(call.url)
  if (url.search !== '') throw new Error('a call with a query is not signed here')
  const moment = new Date(call.at).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const sent = {
    ...call.headers,
    'x-amz-date': moment,
    ...(credential.session === undefined ? {} : { 'x-amz-security-token': credential.session }),
  }
  const canonical = Object.entries({ ...sent, host: url.host })
    .map(([name, value]): [string, string] => [
      name.toLowerCase(),
      value.trim().replace(/ +/g, ' '),
    ])
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  const names = canonical.map(([name]) => name).join(';')
  const lines = canonical.map(([name, value]) => `${name}:${value}\n`).join('')
  const request = [call.method, url.pathname, '', lines, names, sha256(call.body)].join('\n')
  const scope = `${moment.slice(0, 8)}/${call.region}/${call.service}/aws4_request`
  const key = signingKey(credential.secretKey, scope)
  const signature = hmac(key, [ALGORITHM, moment, scope, sha256(request)].join('\n')).toString(
    'hex',
  )
  const by = `Credential=${credential.accessKey}/${scope}`
  return {
    ...sent,
    authorization: `${ALGORITHM} ${by}, SignedHeaders=${names}, Signature=${signature}`,
  }
}

/** Good for one day, one region and one service. */
export function signingKey(secretKey: string, scope: string): Uint8Array {
  let key: Uint8Array = Buffer.from(`AWS4${secretKey}`)
  for (const part of scope.split('/')) key = hmac(key, part)
  return key
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
