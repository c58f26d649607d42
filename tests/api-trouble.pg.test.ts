/** Trouble on the way: each kind has its status and face, and none of them says a value (I11). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPool } from '@kelisim/store'
import { Outage } from '@kelisim/terms'
import { problemIn, type Served, serveApi } from './api-world.ts'

const SECRET_VALUE = '960517300123'

function broken(app: Served['app']): void {
  app.get('/v1/defect', async () => {
    throw new Error(`a value slipped in: ${SECRET_VALUE}`)
  })
  app.get('/v1/outage', async () => {
    throw new Outage(`the gateway said ${SECRET_VALUE}`)
  })
  app.get('/page/defect', async () => {
    throw new Error(`a value slipped in: ${SECRET_VALUE}`)
  })
  app.get('/page/database', async () => {
    throw Object.assign(new Error(SECRET_VALUE), { code: '57P03' })
  })
}

test('trouble by kind: program and person, with a mark to quote and never a value', async () => {
  await using served = await serveApi({ extra: broken })
  const person = { headers: { accept: 'text/html,application/xhtml+xml' } }

  const defect = await served.call('GET', '/v1/defect')
  const told = problemIn(defect, 500, undefined, [SECRET_VALUE])
  assert.match(told.instance ?? '', /^urn:kelisim:mark:[0-9A-Z]{4}$/)
  const outage = await served.call('GET', '/v1/outage')
  problemIn(outage, 503, 'outage', [SECRET_VALUE])
  assert.ok(Number(outage.headers.get('retry-after')) > 0)

  for (const [path, status] of [
    ['/page/defect', 500],
    ['/page/database', 503],
    [`/nowhere/${SECRET_VALUE}?iin=${SECRET_VALUE}`, 404],
  ] as const) {
    const page = await served.call('GET', path, person)
    assert.equal(page.status, status, path)
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
    assert.match(page.text, /<html lang="en">/)
    assert.doesNotMatch(page.text, /<script|slipped|gateway/)
    assert.ok(!page.text.includes(SECRET_VALUE), path)
    if (status >= 500) assert.match(page.text, /\b[0-9A-Z]{4}\b/)
  }
  const asJson = await served.call('GET', '/nowhere', { headers: { accept: 'application/json' } })
  problemIn(asJson, 404, 'not_found')
  problemIn(await served.call('GET', '/v1/nowhere', person), 404, 'not_found')
})

test('malformed JSON 400, too large 413, another media type 415: each names its code', async () => {
  await using served = await serveApi()
  const path = '/v1/applications'
  const broken = await served.call('POST', path, { raw: `{"values":"${SECRET_VALUE}` })
  const malformed = problemIn(broken, 400, 'invalid_input', [SECRET_VALUE])
  assert.deepEqual(malformed.errors, [{ pointer: '', code: 'malformed_json' }])
  const empty = await served.call('POST', path, { raw: '' })
  assert.equal(problemIn(empty, 400).errors?.[0]?.code, 'malformed_json')
  const poisoned = await served.call('POST', path, { raw: '{"__proto__":{"admin":true}}' })
  assert.equal(problemIn(poisoned, 400).errors?.[0]?.code, 'malformed_json')
  const large = await served.call('POST', path, { raw: JSON.stringify('x'.repeat(70_000)) })
  assert.equal(problemIn(large, 413).errors?.[0]?.code, 'body_too_large')
  const headers = { 'content-type': 'application/xml' }
  const xml = await served.call('POST', path, { raw: '<a/>', headers })
  assert.equal(problemIn(xml, 415).errors?.[0]?.code, 'media_type')
})

test('an address that is none is refused without being repeated', async () => {
  await using served = await serveApi()
  for (const path of [`/v1/${SECRET_VALUE}%`, `/v1/consents/${SECRET_VALUE.repeat(20)}`]) {
    const told = await served.call('GET', path)
    const problem = problemIn(told, 400, 'invalid_input', [SECRET_VALUE])
    assert.deepEqual(problem.errors, [{ pointer: '', code: 'malformed_address' }])
  }
})

test('too many calls: 429 with Retry-After, in the caller’s form', async () => {
  await using served = await serveApi({ callsPerMinute: 3 })
  const told = []
  for (let count = 0; count < 4; count++) told.push(await served.call('GET', '/v1/policy'))
  const last = told.at(-1)
  assert.ok(last)
  assert.equal(told[0]?.status, 200)
  problemIn(last, 429, 'too_many_calls')
  assert.ok(Number(last.headers.get('retry-after')) > 0)
})

test('a database that is gone: 503, and the server answers again when it is back', async () => {
  await using served = await serveApi()
  const { databaseUrl } = served.world
  const name = new URL(databaseUrl).pathname.slice(1)
  const elsewhere = new URL(databaseUrl)
  elsewhere.pathname = '/postgres'
  const owner = openPool(elsewhere.href, undefined)
  const offers = async () => await served.call('GET', '/v1/offers?amount=50000&term_days=10')
  try {
    assert.equal((await offers()).status, 200)
    await owner.query(`alter database ${name} allow_connections false`)
    await owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      name,
    ])
    problemIn(await offers(), 503, 'outage')
    const body = { phone: '+77000000999' }
    problemIn(await served.call('POST', '/v1/phone/codes', { body }), 503, 'outage', body)
    await owner.query(`alter database ${name} allow_connections true`)
    assert.equal((await offers()).status, 200)
  } finally {
    await owner.query(`alter database ${name} allow_connections true`)
    await owner.end()
  }
})
