/**
 * The document of the API, as it is served, under the recommended rules of a linter made by other people.
 *
 * No error, and no warning but those explained below. Requirement: R-10 (what is offered is declared).
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { at, type Served, serveApi } from './api-world.ts'

/** Warnings that stay, each with its reason. */
const EXPLAINED: Readonly<Record<string, string>> = {
  // The document names the address it is served under, and the tests' house is served on this machine.
  'no-server-example.com': '#/servers/0/url',
}

let served: Served
before(async () => {
  served = await serveApi()
})
after(async () => {
  await served[Symbol.asyncDispose]()
})

async function problemsOf(document: unknown): Promise<readonly string[]> {
  const config = await createConfig({ extends: ['recommended'] })
  const found = await lintFromString({ source: JSON.stringify(document), config })
  return found
    .filter(({ ruleId, location }) => EXPLAINED[ruleId] !== location[0]?.pointer)
    .map(({ severity, ruleId, location }) => `${severity} ${ruleId} ${location[0]?.pointer}`)
}

test('openapi.json lints clean under the recommended rules', async () => {
  const { status, body } = await served.call('GET', '/openapi.json')
  assert.equal(status, 200)
  assert.ok(Object.keys(at(body, 'paths') as object).length > 20)
  assert.deepEqual(await problemsOf(body), [])
})

test('an operation without an id, or a token left unsaid, would be named', async () => {
  const { body } = await served.call('GET', '/openapi.json')
  const document = structuredClone(body) as { paths: Record<string, Record<string, object>> }
  const offers = document.paths['/v1/offers']?.['get'] ?? assert.fail('no such operation')
  Reflect.deleteProperty(offers, 'security')
  Reflect.deleteProperty(offers, 'operationId')
  const named = await problemsOf(document)
  assert.deepEqual(named.toSorted(), [
    'error security-defined #/paths/~1v1~1offers/get',
    'warn operation-operationId #/paths/~1v1~1offers/get/operationId',
  ])
})
