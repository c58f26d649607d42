/** The desk over HTTP: masked lists, one field for one purpose, refusals with clause and article. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import {
  applicationBody,
  at,
  confirmedToken,
  listAt,
  personToken,
  problemIn,
  type Served,
  serveApi,
  staffToken,
  textAt,
  timeCode,
} from './api-world.ts'
import { person } from './world.ts'

let served: Served
let clerk: string
let officer: string
let applicant: string
let application: string
const who = person(700)

before(async () => {
  served = await serveApi()
  const phoneToken = await confirmedToken(served, who.phone)
  const body = await applicationBody(served, { phoneToken, ordinal: 700 })
  const taken = await served.call('POST', '/v1/applications', { body })
  application = textAt(taken, 'application_id')
  clerk = await staffToken(served, 'clerk')
  officer = await staffToken(served, 'officer')
  applicant = await personToken(served, phoneToken)
})
after(async () => {
  await served[Symbol.asyncDispose]()
})

/** Within one millisecond the order of actions is not told: each look gets its own. */
beforeEach(() => served.world.clock.pass(1))

async function reveal(token: string, field: string, purpose: string, id = application) {
  const path = `/v1/desk/applications/${id}/reveal`
  return await served.call('POST', path, { token, body: { field, purpose } })
}

async function newestOwnAction() {
  const told = await served.call('GET', '/v1/me/actions', { token: applicant })
  return listAt(told, 'data')[0]
}

test('without a session, or with a person’s session, the desk answers 401 (R-84)', async () => {
  const routes = [
    ['GET', '/v1/desk/applications'],
    ['GET', `/v1/desk/applications/${application}`],
    ['POST', `/v1/desk/applications/${application}/reveal`],
    ['POST', '/v1/desk/ledger/verify'],
    ['POST', '/v1/desk/audit'],
    ['POST', '/v1/desk/recipients/samal/suspend'],
    ['POST', '/v1/desk/recipients/samal/resume'],
    ['DELETE', '/v1/desk/sessions'],
  ] as const
  for (const [method, path] of routes) {
    problemIn(await served.call(method, path), 401, 'not_authenticated')
    problemIn(await served.call(method, path, { token: applicant }), 401, 'not_authenticated')
  }
  problemIn(await served.call('GET', '/v1/me', { token: clerk }), 401, 'not_authenticated')
})

test('one answer for an unknown login, a wrong password and a wrong or used time code (ASVS 6)', async () => {
  const time_code = timeCode(served, 'officer')
  const right = { login: 'saparova', password: 'demo-officer', time_code }
  const attempts = [
    { ...right, login: 'nobody' },
    { ...right, password: 'another one' },
    { ...right, time_code: time_code === '000000' ? '000001' : '000000' },
    right,
  ]
  const told = []
  for (const body of attempts) {
    told.push(await served.call('POST', '/v1/desk/sessions', { body }))
  }
  for (const one of told) problemIn(one, 401, 'credentials_wrong', attempts)
  assert.equal(new Set(told.map((one) => one.text)).size, 1)
})

test('the list masks names and is itself a recorded look (R-85)', async () => {
  const told = await served.call('GET', '/v1/desk/applications?state=submitted', { token: clerk })
  assert.equal(told.status, 200, told.text)
  assert.equal(told.headers.get('cache-control'), 'no-store')
  assert.equal(textAt(told, 'data.0.id'), application)
  for (const value of Object.values(who.values)) assert.ok(!told.text.includes(value), 'masked')
  assert.ok(textAt(told, 'data.0.name').length > 0)
  assert.equal(at(await newestOwnAction(), 'kind'), 'values_listed')
})

test('the card says what the role may open and who could receive the application', async () => {
  const told = await served.call('GET', `/v1/desk/applications/${application}`, { token: clerk })
  assert.equal(told.status, 200, told.text)
  const fields = listAt(told, 'fields')
  const iin = fields.find((row) => at(row, 'field') === 'iin')
  assert.deepEqual(at(iin, 'purposes'), [])
  assert.equal(at(iin, 'masked'), undefined)
  for (const value of Object.values(who.values)) assert.ok(!told.text.includes(value), 'masked')
  const recipients = listAt(told, 'recipients')
  const verdicts = recipients.map((row) => [at(row, 'recipient'), at(row, 'permitted')])
  assert.deepEqual(Object.fromEntries(verdicts as [string, boolean][]), {
    samal: true,
    qarlygash: false,
    ules: false,
  })
  for (const row of recipients) assert.ok(String(at(row, 'law')).length > 3)
})

test('a clerk opens a phone for the contract; the person sees it (94-V art. 22(1)(5))', async () => {
  const told = await reveal(clerk, 'phone', 'contract')
  assert.equal(told.status, 200, told.text)
  assert.equal(told.headers.get('cache-control'), 'no-store')
  assert.equal(textAt(told, 'value'), who.phone)
  const seconds = (Date.parse(textAt(told, 'until')) - served.world.clock.at) / 1_000
  assert.equal(seconds, served.world.house.means.policy.limits.revealSeconds)
  const action = await newestOwnAction()
  assert.equal(at(action, 'kind'), 'values_opened')
  assert.deepEqual(at(action, 'fields'), ['phone'])
  assert.equal(at(action, 'purpose'), 'contract')
})

test('a clerk is refused the IIN with clause and article, and the person sees that, too (R-32)', async () => {
  const told = await reveal(clerk, 'iin', 'contract')
  const problem = problemIn(told, 403, 'field_not_for_role', who.values)
  assert.match(problem.law ?? '', /^94-V art\. /)
  assert.match(problem.clause ?? '', /^\d/)
  assert.deepEqual(problem.errors, [{ pointer: '/field', code: 'field_not_for_role' }])
  const action = await newestOwnAction()
  assert.equal(at(action, 'kind'), 'refused')
  assert.equal(at(action, 'decision'), 'refuse')
  assert.equal(at(action, 'code'), 'field_not_for_role')
  assert.equal(at(action, 'law'), problem.law)
  assert.equal(at(action, 'clause'), problem.clause)
  assert.equal(at(action, 'actor.role'), 'clerk')
})

test('silence forbids: unknown field, unknown purpose, a purpose of another kind (I8)', async () => {
  problemIn(await reveal(clerk, 'blood_type', 'contract'), 403, 'unknown_field')
  problemIn(await reveal(clerk, 'phone', 'gambling'), 403, 'unknown_purpose')
  const marketing = await reveal(clerk, 'phone', 'direct_marketing')
  assert.equal(marketing.status, 403, marketing.text)
  assert.ok(problemIn(marketing, 403).law)
  const off = await reveal(officer, 'education', 'subject_rights')
  assert.ok(problemIn(off, 403).law)
  problemIn(await reveal(officer, 'phone', 'contract'), 403)
})

test('an application nobody made does not exist; one that is no id is a fault', async () => {
  problemIn(await reveal(clerk, 'phone', 'contract', crypto.randomUUID()), 404, 'not_found')
  problemIn(await reveal(clerk, 'phone', 'contract', 'first'), 422, 'invalid_input')
  const told = await served.call('GET', "/v1/desk/applications?after=1';--", { token: clerk })
  problemIn(told, 422, 'invalid_input')
})

test('the list goes on behind its cursor without missing or repeating one', async () => {
  for (let ordinal = 710; ordinal < 738; ordinal++) {
    const phoneToken = await confirmedToken(served, person(ordinal).phone)
    const body = await applicationBody(served, { phoneToken, ordinal })
    assert.equal((await served.call('POST', '/v1/applications', { body })).status, 201)
  }
  const ids: unknown[] = []
  let after = ''
  for (let pages = 0; pages < 5; pages++) {
    const told = await served.call('GET', `/v1/desk/applications${after}`, { token: clerk })
    ids.push(...listAt(told, 'data').map((row) => at(row, 'id')))
    if (at(told.body, 'next') === undefined) break
    after = `?after=${textAt(told, 'next')}`
  }
  assert.equal(ids.length, 29)
  assert.equal(new Set(ids).size, 29)
})

test('the ledger is verified, the database audited: the audit is for the officer alone', async () => {
  await served.world.sequenceAll()
  const verified = await served.call('POST', '/v1/desk/ledger/verify', { token: clerk })
  assert.equal(verified.status, 200, verified.text)
  assert.equal(at(verified.body, 'ok'), true)
  assert.ok(Number(at(verified.body, 'size')) > 30)
  problemIn(
    await served.call('POST', '/v1/desk/audit', { token: clerk }),
    403,
    'operation_not_permitted',
  )
  const audited = await served.call('POST', '/v1/desk/audit', { token: officer })
  assert.equal(at(audited.body, 'ok'), true, audited.text)
  const { pool } = served.world.house.means.store
  await pool.query('update application set amount_tenge = 1 where application_id = $1', [
    application,
  ])
  const found = await served.call('POST', '/v1/desk/audit', { token: officer })
  assert.equal(at(found.body, 'ok'), false)
  assert.ok(found.text.includes(application), 'names the row')
})

test('the officer suspends a recipient and resumes it; the next decision follows (R-71, I6)', async () => {
  const path = '/v1/desk/recipients/samal'
  const body = { reason: 'The licence is being checked' }
  problemIn(
    await served.call('POST', `${path}/suspend`, { token: clerk, body }),
    403,
    'operation_not_permitted',
  )
  const decision = async () => {
    const told = await served.call('GET', `/v1/desk/applications/${application}`, { token: clerk })
    const row = listAt(told, 'recipients').find((one) => at(one, 'recipient') === 'samal')
    return at(row, 'code') ?? 'permitted'
  }
  assert.equal(await decision(), 'permitted')
  const key = crypto.randomUUID()
  const first = await served.call('POST', `${path}/suspend`, { token: officer, body, key })
  assert.deepEqual(first.body, { recipient: 'samal', suspended: true })
  const again = await served.call('POST', `${path}/suspend`, { token: officer, body, key })
  assert.equal(again.text, first.text)
  const other = { reason: 'Another reason' }
  const reused = await served.call('POST', `${path}/suspend`, { token: officer, body: other, key })
  problemIn(reused, 422, 'idempotency_key_reused', other)
  assert.equal(await decision(), 'recipient_suspended')
  const resumed = await served.call('POST', `${path}/resume`, { token: officer })
  assert.deepEqual(resumed.body, { recipient: 'samal', suspended: false })
  assert.equal(await decision(), 'permitted')
  const nobody = '/v1/desk/recipients/nobody/suspend'
  problemIn(await served.call('POST', nobody, { token: officer, body }), 403, 'unknown_recipient')
})

test('a closed desk session is no session', async () => {
  assert.equal((await served.call('DELETE', '/v1/desk/sessions', { token: clerk })).status, 204)
  problemIn(await served.call('GET', '/v1/desk/applications', { token: clerk }), 401)
})
