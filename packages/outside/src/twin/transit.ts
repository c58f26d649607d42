/**
 * A Transit engine on the loopback: tokens, AppRole, namespaces, versions, associated data, trim, as OpenBao answers.
 *
 * It keeps what was wrapped in a table instead of encrypting it, so an altered, foreign or trimmed wrapping has no
 * plaintext here, just as the real one could not find one. Every field of every call is checked.
 */
import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { type Heard, type Listening, listen } from './listen.ts'

export const TRANSIT_TWIN_TOKEN = 's.token-of-the-twin'
export const TRANSIT_TWIN_ROLE = 'role-of-the-twin'
export const TRANSIT_TWIN_SECRET = 'secret-of-the-twin'

/** What the next calls meet instead of the engine: an HTTP status, or silence. */
export type Trouble = number | 'silence' | 'nonsense'

export interface TransitTwin extends Listening {
  /** Address of the key, as `transitService` takes it. */
  readonly address: string
  readonly troubles: Trouble[]
  /** Method and path of each call, without the mount. */
  readonly heard: string[]
  readonly state: TransitKey
  /** Tokens of roles end now; their holders must log in again. */
  endLeases(): void
}

interface TransitKey {
  latest: number
  minDecryption: number
  minEncryption: number
  minAvailable: number
}

interface Kept {
  readonly plaintext: string
  readonly bound: string
}

const Encrypt = z.strictObject({
  plaintext: z.base64(),
  associated_data: z.base64(),
  context: z.base64(),
})
const Decrypt = z.strictObject({
  ciphertext: z.string(),
  associated_data: z.base64(),
  context: z.base64(),
})
const Config = z.strictObject({
  min_encryption_version: z.number().int().nonnegative(),
  min_decryption_version: z.number().int().nonnegative(),
})
const Trim = z.strictObject({ min_available_version: z.number().int().positive() })
const Login = z.strictObject({ role_id: z.string(), secret_id: z.string() })

export async function transitTwin(
  options: { readonly namespace?: string; readonly leaseSeconds?: number } = {},
): Promise<TransitTwin> {
  const troubles: Trouble[] = []
  const heard: string[] = []
  const state: TransitKey = { latest: 1, minDecryption: 1, minEncryption: 0, minAvailable: 0 }
  const kept = new Map<string, Kept>()
  const leases = new Set<string>()
  const server = await listen((call, response) => {
    const path = call.path.replace(/^\/v1\//, '')
    heard.push(`${call.method} ${path}`)
    const trouble = troubles.shift()
    if (trouble === 'silence') return
    if (trouble === 'nonsense') return void response.end('<html>')
    if (trouble !== undefined) return answer(response, trouble, { errors: ['as ordered'] })
    const said = engine({ call, path, state, kept, leases, options })
    answer(response, said.status, said.body)
  })
  const address = `${server.url}/v1/transit/keys/kelisim`
  return { ...server, address, troubles, heard, state, endLeases: () => leases.clear() }
}

interface Turn {
  readonly call: Heard
  readonly path: string
  readonly state: TransitKey
  readonly kept: Map<string, Kept>
  readonly leases: Set<string>
  readonly options: { readonly namespace?: string; readonly leaseSeconds?: number }
}

interface Said {
  readonly status: number
  readonly body?: object
}

function engine(turn: Turn): Said {
  const { call, path, leases, options } = turn
  if (call.headers['x-vault-namespace'] !== options.namespace)
    return refused(403, 'permission denied')
  if (path === 'auth/approle/login') return login(turn)
  const token = call.headers['x-vault-token']
  const isKnown = token === TRANSIT_TWIN_TOKEN || (typeof token === 'string' && leases.has(token))
  if (!isKnown) return refused(403, 'permission denied')
  const routes: Readonly<Record<string, (turn: Turn) => Said>> = {
    'POST transit/encrypt/kelisim': encrypt,
    'POST transit/decrypt/kelisim': decrypt,
    'POST transit/keys/kelisim/rotate': rotate,
    'POST transit/keys/kelisim/config': configure,
    'POST transit/keys/kelisim/trim': trim,
    'GET transit/keys/kelisim': ({ state }) => ({ status: 200, body: { data: readOf(state) } }),
  }
  const route = routes[`${call.method} ${path}`]
  if (route !== undefined) return route(turn)
  return /^transit\/(?:en|de)crypt\//.test(path)
    ? refused(400, 'encryption key not found')
    : refused(404)
}

function login({ call, leases, options }: Turn): Said {
  const asked = Login.safeParse(jsonOf(call))
  if (asked.data?.role_id !== TRANSIT_TWIN_ROLE || asked.data.secret_id !== TRANSIT_TWIN_SECRET) {
    return refused(400, 'invalid role or secret ID')
  }
  const client_token = `s.${randomBytes(12).toString('hex')}`
  leases.add(client_token)
  const lease_duration = options.leaseSeconds ?? 3_600
  return { status: 200, body: { auth: { client_token, lease_duration, renewable: true } } }
}

function encrypt({ call, state, kept }: Turn): Said {
  const asked = Encrypt.safeParse(jsonOf(call))
  if (!asked.success) return refused(400, 'missing plaintext to encrypt')
  const { plaintext, associated_data, context } = asked.data
  const ciphertext = `vault:v${state.latest}:${randomBytes(60).toString('base64')}`
  kept.set(ciphertext, { plaintext, bound: `${associated_data} ${context}` })
  return { status: 200, body: { data: { ciphertext, key_version: state.latest } } }
}

function decrypt({ call, state, kept }: Turn): Said {
  const asked = Decrypt.safeParse(jsonOf(call))
  if (!asked.success) return refused(400, 'missing ciphertext to decrypt')
  const version = Number(/^vault:v(\d+):/.exec(asked.data.ciphertext)?.[1] ?? 0)
  if (version > state.latest) return refused(400, 'invalid ciphertext: version is too new')
  if (version < state.minDecryption)
    return refused(400, 'ciphertext or signature version is disallowed by policy (too old)')
  const found = kept.get(asked.data.ciphertext)
  if (found?.bound !== `${asked.data.associated_data} ${asked.data.context}`)
    return refused(400, 'cipher: message authentication failed')
  return { status: 200, body: { data: { plaintext: found.plaintext } } }
}

function rotate({ state }: Turn): Said {
  state.latest += 1
  return { status: 200, body: { data: readOf(state) } }
}

function configure({ call, state }: Turn): Said {
  const asked = Config.safeParse(jsonOf(call))
  if (!asked.success) return refused(400, 'unknown configuration')
  const { min_encryption_version: encryption, min_decryption_version: decryption } = asked.data
  if (decryption > state.latest || encryption > state.latest)
    return refused(400, `latest key version is ${state.latest}`)
  if (encryption > 0 && encryption < decryption) return refused(400, 'cannot set min values')
  if (decryption < state.minAvailable) return refused(400, 'less then min available version')
  state.minEncryption = encryption
  state.minDecryption = Math.max(1, decryption)
  return { status: 200, body: { data: readOf(state) } }
}

function trim({ call, state, kept }: Turn): Said {
  const asked = Trim.safeParse(jsonOf(call))
  if (!asked.success) return refused(400, 'missing min_available_version')
  const least = asked.data.min_available_version
  if (least < state.minAvailable) return refused(400, 'cannot be decremented')
  if (state.minEncryption === 0) return refused(400, 'minimum encryption version is not set')
  if (least > Math.min(state.minEncryption, state.minDecryption))
    return refused(400, 'cannot be greater than minimum decryption version')
  state.minAvailable = least
  for (const ciphertext of kept.keys()) {
    if (Number(/^vault:v(\d+):/.exec(ciphertext)?.[1]) < least) kept.delete(ciphertext)
  }
  return { status: 200, body: { data: readOf(state) } }
}

function readOf(state: TransitKey): object {
  return {
    type: 'aes256-gcm96',
    latest_version: state.latest,
    min_decryption_version: state.minDecryption,
    min_encryption_version: state.minEncryption,
    min_available_version: state.minAvailable,
    supports_encryption: true,
    supports_decryption: true,
  }
}

function jsonOf({ body }: Heard): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function refused(status: number, ...errors: readonly string[]): Said {
  return { status, body: { errors } }
}

function answer(response: ServerResponse, status: number, body: object | undefined): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}
