/**
 * The API of a whole operator on a free port, for tests: real HTTP, real database, nothing pretended.
 *
 * Only the program's half: pages have tests of their own.
 */
import { Trust } from '../apps/server/src/trust.ts'
import assert from 'node:assert/strict'
import { type AddressInfo } from 'node:net'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { Problem } from '@kelisim/api'
import { DEMO_LOGINS, type Fittings } from '@kelisim/house'
import { holderOf } from '@kelisim/store'
import { addStaff, staffOf } from '@kelisim/work'
import Fastify, { type FastifyInstance } from 'fastify'
import { Secret, TOTP } from 'otpauth'
import { authzenApi } from '../apps/server/src/api-authzen.ts'
import { deskApi } from '../apps/server/src/api-desk.ts'
import { partnerApi } from '../apps/server/src/api-partner.ts'
import { publicApi } from '../apps/server/src/api-public.ts'
import { pointOfHouse } from '../apps/server/src/decision-point.ts'
import { openApi } from '../apps/server/src/openapi.ts'
import { onBadAddress, onTrouble } from '../apps/server/src/trouble.ts'
import { undertake } from './undertaken.ts'
import { openWorld, person, type World } from './world.ts'

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
  readonly body: unknown
  readonly text: string
}

export interface Serving {
  readonly fittings?: Partial<Fittings>
  readonly extra?: (app: FastifyInstance) => void
  readonly callsPerMinute?: number
  readonly port?: number
}

export async function serveApi(wanted: Serving = {}): Promise<Served> {
  const world = await openWorld(wanted.fittings)
  const app = Fastify({
    bodyLimit: 64 * 1_024,
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: onBadAddress(world.house),
  })
  const serving = {
    host: '127.0.0.1',
    port: 0,
    outbox: world.outbox,
    lenders: {},
    trust: new Trust(),
  }
  await app.register(cookie)
  await app.register(rateLimit, { max: wanted.callsPerMinute ?? 10_000, timeWindow: 60_000 })
  await openApi(app, world.house)
  onTrouble(app, world.house, serving)
  publicApi(app, world.house)
  partnerApi(app, world.house)
  deskApi(app, world.house)
  authzenApi(app, pointOfHouse(world.house))
  wanted.extra?.(app)
  await app.listen({ host: '127.0.0.1', port: wanted.port ?? 0 })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const close = async () => {
    await app.close()
    await world[Symbol.asyncDispose]()
  }
  const call: Served['call'] = async (method, path, sending = {}) =>
    await send(url, method, path, sending)
  return { world, app, url, call, [Symbol.asyncDispose]: close }
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

/** What stands at `data.0.id`; undefined where nothing does. */
export function at(part: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], part)
}

export function textAt(told: Told, path: string): string {
  const found = at(told.body, path)
  assert.equal(typeof found, 'string', `${path} in ${told.status} ${told.text}`)
  return String(found)
}

export function listAt(told: Told, path: string): readonly unknown[] {
  const found = at(told.body, path)
  assert.ok(Array.isArray(found), `${path} in ${told.status} ${told.text}`)
  return found
}

/** A problem as RFC 9457 wants it, without one of the values that were sent. */
export function problemIn(told: Told, status: number, code?: string, sent: unknown = {}): Problem {
  assert.equal(told.status, status, told.text)
  assert.match(told.headers.get('content-type') ?? '', /^application\/problem\+json/)
  assert.equal(told.headers.get('cache-control'), 'no-store')
  const problem = Problem.parse(told.body)
  assert.equal(problem.status, status)
  if (code !== undefined) assert.equal(problem.code, code, told.text)
  for (const value of valuesIn(sent)) assert.ok(!told.text.includes(value), `a value came back`)
  return problem
}

/** Texts long enough to be somebody's; names of members are not values. */
function valuesIn(part: unknown): string[] {
  if (typeof part === 'string') return part.length > 3 ? [part] : []
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(valuesIn) : []
}

export async function confirmedToken(served: Served, phone: string): Promise<string> {
  const sent = await served.call('POST', '/v1/phone/codes', { body: { phone, language: 'en' } })
  assert.equal(sent.status, 202, sent.text)
  const message = served.world.outbox.list().find((one) => one.to === phone)
  const code = /\d{3} \d{3}/.exec(message?.text ?? '')?.[0] ?? ''
  const path = `/v1/phone/codes/${textAt(sent, 'challenge')}/confirm`
  const confirmed = await served.call('POST', path, { body: { phone, code } })
  assert.equal(confirmed.status, 200, confirmed.text)
  return textAt(confirmed, 'phone_token')
}

export async function personToken(served: Served, phoneToken: string): Promise<string> {
  const opened = await served.call('POST', '/v1/sessions', { body: { phone_token: phoneToken } })
  assert.equal(opened.status, 201, opened.text)
  return textAt(opened, 'token')
}

export interface Applying {
  readonly phoneToken: string
  readonly ordinal?: number
  readonly birthDate?: string
  readonly recipients?: readonly string[]
  readonly controls?: readonly string[]
  readonly values?: Readonly<Record<string, string>>
  readonly amount?: number
}

/** An application as a program would put it together: texts fetched, hashes sent back. */
export async function applicationBody(served: Served, applying: Applying) {
  const recipients = applying.recipients ?? ['samal']
  const controls = applying.controls ?? ['contract', ...recipients.map((id) => `recipient:${id}`)]
  const shown = await served.call('GET', '/v1/consents?language=en')
  const consents = listAt(shown, 'data')
    .filter((text) => controls.includes(String(at(text, 'control'))))
    .map((text) => ({ control: at(text, 'control'), text_sha256: at(text, 'sha256') }))
  const who = person(applying.ordinal, applying.birthDate)
  return {
    phone_token: applying.phoneToken,
    amount: applying.amount ?? 120_000,
    term_days: 30,
    language: 'en',
    values: { ...who.values, income: '200k-300k', ...applying.values },
    consents,
    recipients,
  }
}

/** A session of the demo clerk or officer, who has signed the undertaking. */
export async function staffToken(served: Served, role: 'clerk' | 'officer'): Promise<string> {
  const token = await unsignedToken(served, role)
  const { means } = served.world.house
  const member = await staffOf(means, await holderOf(means.store, token))
  await undertake(means, member ?? assert.fail('a session of nobody'))
  return token
}

/** The same before signing it; the clock moves on, because a time code is right once. */
export async function unsignedToken(served: Served, role: 'clerk' | 'officer'): Promise<string> {
  const login = DEMO_LOGINS.find((one) => one.role === role)
  assert.ok(login)
  const { means } = served.world.house
  await addStaff(means, login)
  served.world.clock.pass(30_000)
  const body = { login: login.login, password: login.password, time_code: timeCode(served, role) }
  const opened = await served.call('POST', '/v1/desk/sessions', { body })
  assert.equal(opened.status, 201, opened.text)
  return textAt(opened, 'token')
}

export function timeCode(served: Served, role: 'clerk' | 'officer'): string {
  const secret = DEMO_LOGINS.find((one) => one.role === role)?.totpBase32 ?? ''
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return totp.generate({ timestamp: served.world.clock.at })
}
