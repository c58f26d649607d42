/** A decision point of the AuthZEN scenario's policy, served over HTTP on this machine. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileTables, loadPolicy, type Policy } from '@kelisim/policy'
import { moment, refusal } from '@kelisim/terms'
import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { authzenApi } from '../apps/server/src/api-authzen.ts'

const TOKEN = 'a-token-of-the-harness'
const ANNEXES = /^(?:forms|dpv)\.yaml$/

export type Json = Readonly<Record<string, unknown>>

export interface DecisionPoint extends AsyncDisposable {
  readonly url: string
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Told>
}

export interface Told {
  readonly status: number
  readonly headers: Headers
  readonly body: Json
}

function scenarioPolicy(): Policy {
  const demo = fileURLToPath(new URL('../policy/proleads', import.meta.url))
  const own = fileURLToPath(new URL('fixtures/authzen-scenario', import.meta.url))
  const files = new Map<string, string>()
  for (const name of readdirSync(demo, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:yaml|md|txt)$/.test(name) || ANNEXES.test(name)) continue
    files.set(name, readFileSync(join(demo, name), 'utf8'))
  }
  for (const name of ['purposes.yaml', 'roles.yaml']) {
    // Lists of their own, put under the key that ends the demo's file.
    const more = readFileSync(join(own, name), 'utf8').replaceAll(/^(?=.)/gm, '  ')
    files.set(name, `${files.get(name) ?? ''}\n${more}`)
  }
  const register = readFileSync(join(own, 'register.yaml'), 'utf8').replaceAll(/^(?=.)/gm, '  ')
  const begun = files.get('register.yaml')?.replace(/^processing:\n/m, `processing:\n${register}\n`)
  files.set('register.yaml', begun ?? '')
  files.set('names.yaml', readFileSync(join(own, 'names.yaml'), 'utf8'))
  const { policy, findings } = loadPolicy(files)
  const errors = findings.filter((one) => one.severity === 'error').slice(0, 5)
  assert.ok(policy !== undefined, JSON.stringify(errors))
  return policy
}

export async function startPoint(): Promise<DecisionPoint> {
  const policy = scenarioPolicy()
  const tables = compileTables(policy)
  const app = Fastify()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  authzenApi(app, {
    url: 'https://pdp.example.kz',
    now: () => moment(Date.now()),
    policy: () => policy,
    tables: () => tables,
    onRequest: async (request, reply) => {
      const known = request.headers.authorization === `Bearer ${TOKEN}`
      return known ? undefined : await reply.code(401).send({ status: 401 })
    },
    language: () => 'en',
    suspendedPurposes: async () => await Promise.resolve([]),
    // This point holds nobody: the scenario asks of records that the policy itself names.
    aboutPerson: async () => await Promise.resolve(refusal('not_found')),
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return {
    url,
    post: async (path, asked, headers) => await post(url, path, asked, headers),
    [Symbol.asyncDispose]: async () => await app.close(),
  }
}

async function post(
  url: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Told> {
  const response = await fetch(`${url}/access/v1/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${TOKEN}`,
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const { status } = response
  return { status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Json }
}
