/** The API's own description says what the server does: every route, every schema, both directions. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CODES } from '@kelisim/terms'
import { at, listAt, type Served, serveApi } from './api-world.ts'

let served: Served
const routes: { readonly method: string; readonly path: string }[] = []

before(async () => {
  served = await serveApi()
  const listed = served.app.printRoutes({ commonPrefix: false, includeHooks: false })
  routes.push(...routesIn(listed))
})
after(async () => {
  await served[Symbol.asyncDispose]()
})

/** Reads fastify's own tree of routes, so that a route without a schema is found as well. */
function routesIn(tree: string): typeof routes {
  const stack: string[] = []
  return tree.split('\n').flatMap((line) => {
    const found = /^((?:│ {3}| {4})*)(?:├── |└── )(\S+)(?: \(([A-Z, ]+)\))?/u.exec(line)
    if (found === null) return []
    const depth = (found[1] ?? '').length / 4
    stack.length = depth
    stack[depth] = found[2] ?? ''
    const path = stack.join('')
    return (found[3] ?? '')
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => ({ method, path }))
  })
}

async function document() {
  const told = await served.call('GET', '/openapi.json')
  assert.equal(told.status, 200)
  return told
}

function operationsIn(body: unknown) {
  return Object.entries(at(body, 'paths') as Record<string, Record<string, unknown>>).flatMap(
    ([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  )
}

const FOR_PROGRAMS = /^\/(?:v1|access\/v1|\.well-known\/authzen-configuration)(?:\/|$)/

test('OpenAPI 3.1: every route for programs stands in the document', async () => {
  const { body } = await document()
  assert.match(String(at(body, 'openapi')), /^3\.1\./)
  const said = operationsIn(body).map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  const real = routes
    .filter(({ path }) => FOR_PROGRAMS.test(path))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  assert.ok(real.length >= 26, `only ${real.length} routes were found`)
  assert.deepEqual(said.toSorted(), real.toSorted())
})

test('every operation has a unique id, a tag, a summary, an answer and its problems', async () => {
  const { body } = await document()
  const ids = operationsIn(body).map(({ operation }) => at(operation, 'operationId'))
  assert.equal(new Set(ids).size, ids.length)
  for (const { path, operation } of operationsIn(body)) {
    assert.equal(typeof at(operation, 'operationId'), 'string', path)
    assert.equal((at(operation, 'tags') as unknown[]).length, 1, path)
    assert.ok(String(at(operation, 'summary')).length > 10, path)
    const statuses = Object.keys(at(operation, 'responses') as object)
    assert.ok(
      statuses.some((status) => status.startsWith('2')),
      path,
    )
    assert.ok(statuses.includes('4XX') && statuses.includes('5XX'), path)
  }
})

test('every reference leads to a schema, and every schema is used', async () => {
  const { body, text } = await document()
  const names = Object.keys(at(body, 'components.schemas') as object)
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((found) => found[1] ?? '')
  assert.ok(references.length > 50)
  for (const reference of references) {
    assert.ok(names.includes(reference.replace('#/components/schemas/', '')), reference)
  }
  for (const name of names) assert.ok(text.includes(`schemas/${name}"`), `${name} has no use`)
  for (const name of ['Problem', 'Application', 'ConsentForm', 'Outcome', 'Receipt']) {
    assert.ok(names.includes(name), name)
  }
})

test('path parameters of the address and of the document are the same', async () => {
  const { body } = await document()
  for (const { path, operation } of operationsIn(body)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1])
    const said = ((at(operation, 'parameters') ?? []) as unknown[])
      .filter((one) => at(one, 'in') === 'path')
      .map((one) => at(one, 'name'))
    assert.deepEqual(new Set(said), new Set(named), path)
  }
})

test('an idempotency key is required exactly where a repeat would do something twice (I12)', async () => {
  const { body } = await document()
  const wanting = operationsIn(body)
    .filter(({ operation }) =>
      ((at(operation, 'parameters') ?? []) as unknown[]).some(
        (one) => at(one, 'name') === 'idempotency-key' && at(one, 'required') === true,
      ),
    )
    .map(({ operation }) => at(operation, 'operationId'))
  const expected = [
    'blockOwnData',
    'confirmCorrection',
    'correctOwnValue',
    'destroyOwnData',
    'liftBlock',
    'refuseCorrection',
    'resumePurpose',
    'resumeRecipient',
    'sendCode',
    'sendToNext',
    'submitApplication',
    'suspendPurpose',
    'suspendRecipient',
    'unblockOwnData',
    'withdrawConsent',
  ]
  assert.deepEqual(new Set(wanting), new Set(expected))
})

test('the reference page needs no script and has a place for every refusal and schema', async () => {
  const page = await served.call('GET', '/docs')
  assert.equal(page.status, 200)
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
  assert.doesNotMatch(page.text, /<script|<style|\son\w+=|\sstyle=/)
  for (const code of Object.keys(CODES)) assert.ok(page.text.includes(`id="${code}"`), code)
  const { body } = await document()
  for (const name of Object.keys(at(body, 'components.schemas') as object)) {
    assert.ok(page.text.includes(`id="schema-${name}"`), name)
  }
  for (const [, target] of page.text.matchAll(/href="#([^"]+)"/g)) {
    assert.ok(page.text.includes(`id="${target}"`), `#${target} leads nowhere`)
  }
})

test('open answers: offers with their cost, consents by hash, the policy, all cacheable', async () => {
  const offers = await served.call('GET', '/v1/offers?amount=120000&term_days=30')
  assert.equal(listAt(offers, 'data').length, 3)
  assert.equal(at(offers.body, 'data.0.pay_back'), 123_600)
  assert.ok(Number(at(offers.body, 'data.0.apr_percent')) > 40)
  const none = await served.call('GET', '/v1/offers?amount=999999&term_days=30')
  assert.deepEqual(listAt(none, 'data'), [])

  const consents = await served.call('GET', '/v1/consents?language=kk')
  const first = listAt(consents, 'data')[0]
  assert.equal((at(first, 'terms') as unknown[]).length > 7, true, 'items of art. 8(4)')
  const text = await served.call('GET', `/v1/consents/${String(at(first, 'sha256'))}`)
  assert.equal(at(text.body, 'verbatim'), at(first, 'verbatim'))
  assert.match(text.headers.get('cache-control') ?? '', /immutable/)

  const policy = await served.call('GET', '/v1/policy')
  assert.equal(at(policy.body, 'hash'), at(consents.body, 'policy_hash'))
  const fields = listAt(policy, 'fields').map((field) => at(field, 'id'))
  assert.ok(fields.includes('iin') && !fields.includes('sex') && !fields.includes('disability'))
})
