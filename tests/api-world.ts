/**
 * The API of a whole operator on a free port, for tests: real HTTP, real database, nothing pretended.
 *
 * Only the program's half: pages have tests of their own.
 */
import { type AddressInfo } from 'node:net'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import type { Fittings } from '@kelisim/house'
import { newSecret } from '@kelisim/outside'
import { pooledRandom } from '@kelisim/vault'
import Fastify, { type FastifyInstance } from 'fastify'
import { deskApi } from '../apps/server/src/api-desk.ts'
import { partnerApi } from '../apps/server/src/api-partner.ts'
import { publicApi } from '../apps/server/src/api-public.ts'
import { openApi } from '../apps/server/src/openapi.ts'
import { onTrouble } from '../apps/server/src/trouble.ts'
import { openWorld, type World } from './world.ts'

export const SECRETS = { samal: newSecret(pooledRandom()(32)), ules: newSecret(pooledRandom()(32)) }

export interface Served extends AsyncDisposable {
  readonly world: World
  readonly app: FastifyInstance
  readonly url: string
  call(method: string, path: string, sending?: Sending): Promise<Told>
}

export interface Sending {
  readonly body?: unknown
  /** Instead of `body`: the very bytes. */
  readonly raw?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly token?: string
  /** `Idempotency-Key`; a fresh one unless told, `null` for none. */
  readonly key?: string | null
}

export interface Told {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
  readonly body: any
  readonly text: string
}

export async function serveApi(
  extra: (app: FastifyInstance) => void = () => undefined,
  callsPerMinute = 10_000,
): Promise<Served> {
  const lenders: Fittings['lenders'] = new Map(
    Object.entries(SECRETS).map(([id, key]) => [id, { endpoint: endpointOf(id), key }]),
  )
  const world = await openWorld({ lenders })
  const app = Fastify({ bodyLimit: 64 * 1_024, routerOptions: { ignoreTrailingSlash: true } })
  const serving = { host: '127.0.0.1', port: 0, outbox: world.outbox, lenders: {} }
  await app.register(cookie)
  await app.register(rateLimit, { max: callsPerMinute, timeWindow: 60_000 })
  await openApi(app, world.house)
  onTrouble(app, world.house, serving)
  publicApi(app, world.house)
  partnerApi(app, world.house)
  deskApi(app, world.house)
  extra(app)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const close = async () => {
    await app.close()
    await world[Symbol.asyncDispose]()
  }
  const call: Served['call'] = async (method, path, sending = {}) =>
    await send(url, method, path, sending)
  return { world, app, url, call, [Symbol.asyncDispose]: close }
}

/** Nobody listens there: these tests send nothing out. */
function endpointOf(id: string) {
  const base = `http://${id}.example`
  return { leadsUrl: `${base}/leads`, statusUrl: `${base}/leads`, noticesUrl: `${base}/notices` }
}

async function send(url: string, method: string, path: string, sending: Sending): Promise<Told> {
  const { body, raw, token, key = crypto.randomUUID() } = sending
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      'accept-language': 'en',
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === null || method === 'GET' ? {} : { 'idempotency-key': key }),
      ...sending.headers,
    },
    ...(text === undefined ? {} : { body: text }),
  })
  const answer = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  const { status, headers } = response
  return { status, headers, text: answer, body: isJson ? JSON.parse(answer) : undefined }
}
