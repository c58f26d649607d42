/**
 * OpenBao or HashiCorp Vault as the holder of the root: the Transit engine over its HTTP API.
 *
 * The address names the key: `https://bao.example:8200/v1/transit/keys/kelisim` (mount and key are read from it).
 * The key is `aes256-gcm96`, made by the operator beforehand; this client never makes, exports or deletes a key.
 * Authenticated by a token, or by AppRole (`auth/approle/login`), which is asked again when its token ends or is
 * refused. `associated_data` binds a wrapping to the operator; `context` does so for a derived key, too.
 *
 * Rotation: `keys/:name/rotate`; then `config` raises `min_encryption_version` and `min_decryption_version`, and
 * `trim` destroys the older versions. After that an old copy of the key file opens nowhere, except with a
 * snapshot of the service's own storage: those are the service's keeper's to destroy.
 *
 * Source: the Transit and AppRole chapters of the HTTP API, errors as OpenBao answers them.
 */
import { z } from 'zod'
import { call, jsonOf } from '../egress.ts'
import {
  KeyServiceError,
  type KeyPlace,
  type KeyService,
  type KeyServiceFault,
} from './key-service.ts'

export interface TransitAccess {
  /** `https://host[:port]/v1/<mount>/keys/<name>` */
  readonly address: string
  readonly namespace?: string | undefined
  readonly credential:
    | { readonly token: string }
    | { readonly roleId: string; readonly secretId: string }
  /** Of one call, connecting and reading included. */
  readonly deadlineMs: number
  readonly now?: () => number
}

const KIND = 'transit'
const ADDRESS = /^(https?:\/\/[^/?#]+\/v1)\/([\w./-]+)\/keys\/([\w.-]+)$/
/** A token of a role is given back this long before its lease ends. */
const LEASE_MARGIN_MS = 30_000
const WRAPPED = /^vault:v([1-9][0-9]{0,9}):[A-Za-z0-9+/]+={0,2}$/

const Wrapped = z.object({ data: z.object({ ciphertext: z.string().regex(WRAPPED) }) })
const Unwrapped = z.object({ data: z.object({ plaintext: z.base64() }) })
const Login = z.object({
  auth: z.object({ client_token: z.string().min(1), lease_duration: z.number().nonnegative() }),
})
const KeyRead = z.object({
  data: z.object({
    latest_version: z.number().int().positive(),
    min_decryption_version: z.number().int().nonnegative(),
    supports_encryption: z.boolean().default(true),
    supports_decryption: z.boolean().default(true),
  }),
})
const Errors = z.object({ errors: z.array(z.string()) })

export function isTransitAddress(address: string): boolean {
  return ADDRESS.test(address)
}

export function transitService(access: TransitAccess): KeyService {
  const client = new TransitClient(access)
  const key = client.key
  return {
    kind: KIND,
    address: access.address,
    horizon: { oldCopies: 'nothing', keyDays: { min: 0, max: 0 } },
    wrap: async (place, root) => {
      const plaintext = Buffer.from(root).toString('base64')
      const answer = await client.ask('POST', `encrypt/${key}`, { plaintext, ...boundTo(place) })
      return new TextEncoder().encode(parsed(Wrapped, answer).data.ciphertext)
    },
    unwrap: async (place, wrapped) => {
      const ciphertext = Buffer.from(wrapped).toString('latin1')
      // Not sent at all: it cannot be what this service gave.
      if (!WRAPPED.test(ciphertext)) throw fault('not_authentic')
      const answer = await client.ask('POST', `decrypt/${key}`, { ciphertext, ...boundTo(place) })
      return new Uint8Array(Buffer.from(parsed(Unwrapped, answer).data.plaintext, 'base64'))
    },
    renew: async () => {
      await client.ask('POST', `keys/${key}/rotate`, {})
    },
    destroyOlder: async (wrapped) => {
      const version = versionOf(wrapped)
      const limits = { min_encryption_version: version, min_decryption_version: version }
      await client.ask('POST', `keys/${key}/config`, limits)
      await client.ask('POST', `keys/${key}/trim`, { min_available_version: version })
    },
    status: async () => {
      const { data } = parsed(KeyRead, await client.ask('GET', `keys/${key}`))
      return {
        version: String(data.latest_version),
        oldest: String(Math.max(1, data.min_decryption_version)),
        usable: data.supports_encryption && data.supports_decryption,
      }
    },
  }
}

class TransitClient {
  readonly #access: TransitAccess
  readonly #root: string
  readonly #mount: string
  readonly key: string
  #token: { readonly text: string; readonly until: number } | undefined

  constructor(access: TransitAccess) {
    const [, root, mount, key] = ADDRESS.exec(access.address) ?? []
    if (root === undefined || mount === undefined || key === undefined)
      throw new Error('the address of a Transit key is https://host/v1/<mount>/keys/<name>')
    this.#access = access
    this.#root = root
    this.#mount = mount
    this.key = key
  }

  /** The answer to an authenticated call; a role whose token was refused logs in once more. */
  async ask(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const first = await this.#send(method, `${this.#mount}/${path}`, body, await this.#tokenText())
    if (first.status !== 403 || 'token' in this.#access.credential) return answerOf(first)
    this.#token = undefined
    return answerOf(
      await this.#send(method, `${this.#mount}/${path}`, body, await this.#tokenText()),
    )
  }

  async #tokenText(): Promise<string> {
    const { credential } = this.#access
    if ('token' in credential) return credential.token
    const now = (this.#access.now ?? (() => performance.now()))()
    if (this.#token !== undefined && this.#token.until > now) return this.#token.text
    const { roleId, secretId } = credential
    const body = { role_id: roleId, secret_id: secretId }
    const login = await this.#send('POST', 'auth/approle/login', body, undefined)
    // A wrong role or secret is answered with 400 there.
    if (login.status === 400) throw fault('forbidden')
    const { auth } = parsed(Login, answerOf(login))
    const lease = auth.lease_duration * 1_000
    this.#token = { text: auth.client_token, until: now + Math.max(0, lease - LEASE_MARGIN_MS) }
    return auth.client_token
  }

  async #send(
    method: 'GET' | 'POST',
    path: string,
    body: object | undefined,
    token: string | undefined,
  ): Promise<{ readonly status: number; readonly body: Uint8Array }> {
    const { namespace, deadlineMs } = this.#access
    const url = `${this.#root}/${path}`
    const answer = await call(
      {
        method,
        url,
        headers: {
          'x-vault-request': 'true',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { 'x-vault-token': token }),
          ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      { allowedHosts: [new URL(url).host], deadlineMs },
    )
    if (!answer.came) throw fault('away')
    return answer
  }
}

function boundTo({ operator }: KeyPlace): { associated_data: string; context: string } {
  const place = Buffer.from(`kelisim keyring v1\n${operator}`).toString('base64')
  return { associated_data: place, context: place }
}

function versionOf(wrapped: Uint8Array): number {
  const version = WRAPPED.exec(Buffer.from(wrapped).toString('latin1'))?.[1]
  if (version === undefined) throw fault('not_authentic')
  return Number(version)
}

/** The JSON of a 2xx answer (204 has none); a fault for every other one. */
function answerOf({
  status,
  body,
}: {
  readonly status: number
  readonly body: Uint8Array
}): unknown {
  if (status === 204) return {}
  if (status === 200) return jsonOf(body)
  throw fault(faultOf(status, Errors.safeParse(jsonOf(body)).data?.errors.join(' ') ?? ''))
}

/** 429 means a standby at sys/health only; here it is a rate limit. 472 and 473 are standbys that do not serve. */
function faultOf(status: number, errors: string): KeyServiceFault {
  if (status === 403) return 'forbidden'
  if (status === 404) return 'unknown_key'
  if (status === 412 || status === 429) return 'busy'
  if (status === 472 || status === 473 || status === 501 || status === 503) return 'not_serving'
  if (status >= 500) return 'away'
  if (status !== 400) return 'malformed'
  if (errors.includes('too old')) return 'destroyed'
  if (/key not found|invalid key name|no existing key/.test(errors)) return 'unknown_key'
  return 'not_authentic'
}

function parsed<T>(shape: z.ZodType<T>, answer: unknown): T {
  const read = shape.safeParse(answer)
  if (!read.success) throw fault('malformed')
  return read.data
}

function fault(what: KeyServiceFault): KeyServiceError {
  return new KeyServiceError(KIND, what)
}
