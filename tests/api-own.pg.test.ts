/** One's own data over HTTP: everything is shown, taken back, destroyed; nobody else gets near it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { checkReceipt } from '@kelisim/ledger'
import type { StaffId } from '@kelisim/terms'
import { enterContract } from '@kelisim/work'
import {
  applicationBody,
  at,
  confirmedToken,
  listAt,
  personToken,
  problemIn,
  type Served,
  serveApi,
  textAt,
} from './api-world.ts'
import { person } from './world.ts'

let served: Served
before(async () => {
  served = await serveApi()
})
after(async () => {
  await served[Symbol.asyncDispose]()
})

/** A person who applied to two organisations, with their session. */
async function applicant(ordinal: number) {
  const phoneToken = await confirmedToken(served, person(ordinal).phone)
  const body = await applicationBody(served, { phoneToken, ordinal, recipients: ['samal', 'ules'] })
  const taken = await served.call('POST', '/v1/applications', { body })
  assert.equal(taken.status, 201, taken.text)
  return { token: await personToken(served, phoneToken), phoneToken, body }
}

const me = async (token: string) => await served.call('GET', '/v1/me', { token })

test('without a session every route of one’s own answers 401 and nothing else (R-39)', async () => {
  const id = crypto.randomUUID()
  const routes = [
    ['GET', '/v1/me'],
    ['GET', '/v1/me/actions'],
    ['POST', `/v1/me/consents/${id}/withdraw`],
    ['GET', `/v1/me/consents/${id}/receipt`],
    ['POST', `/v1/me/disclosures/${id}/send`],
    ['POST', '/v1/me/block'],
    ['POST', '/v1/me/unblock'],
    ['POST', '/v1/me/destroy'],
  ] as const
  for (const [method, path] of routes) {
    for (const token of [undefined, 'x'.repeat(43)]) {
      const told = await served.call(method, path, token === undefined ? {} : { token })
      problemIn(told, 401, 'not_authenticated')
      assert.equal(told.headers.get('www-authenticate'), 'Bearer')
    }
  }
})

test('a cookie is no bearer token: a foreign page cannot call in a person’s name', async () => {
  const { token } = await applicant(600)
  const headers = { cookie: `session=${token}` }
  problemIn(await served.call('GET', '/v1/me', { headers }), 401, 'not_authenticated')
})

test('everything held is shown with its source, its term and each action (94-V art. 24(1))', async () => {
  const { token, body } = await applicant(601)
  const told = await me(token)
  assert.equal(told.status, 200, told.text)
  assert.equal(told.headers.get('cache-control'), 'no-store')
  assert.deepEqual(
    { ...(at(told.body, 'values') as object) },
    { ...body.values, phone: person(601).phone },
  )
  assert.equal(listAt(told, 'consents').length, 3)
  assert.deepEqual(
    listAt(told, 'disclosures').map((row) => [at(row, 'recipient'), at(row, 'state')]),
    [
      ['samal', 'planned'],
      ['ules', 'waiting'],
    ],
  )
  assert.equal(at(told.body, 'boxes.0.source'), 'api')
  const kinds = listAt(told, 'actions').map((row) => at(row, 'kind'))
  for (const kind of ['consent_granted', 'values_kept', 'application_submitted']) {
    assert.ok(kinds.includes(kind), kind)
  }
  for (const value of Object.values(body.values)) {
    const actions = JSON.stringify(at(told.body, 'actions'))
    if (value.length > 3) assert.ok(!actions.includes(value), 'actions name fields, never values')
  }
})

test('a contract the person stands in is among what is held about them (R-36, R-39)', async () => {
  const { token } = await applicant(610)
  assert.deepEqual(listAt(await me(token), 'contracts'), [])
  const officer = { id: 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0' as StaffId, role: 'officer' }
  const entered = await enterContract(served.world.house.means, officer, {
    who: person(610).values['iin'] ?? '',
    number: 'L-610',
    side: 'ules',
    role: 'beneficiary',
    from: '2026-01-20',
    until: '2096-02-20',
    kept: '',
  })
  assert.ok(entered.effect === 'done', JSON.stringify(entered))
  const [contract] = listAt(await me(token), 'contracts')
  assert.deepEqual(
    ['id', 'number', 'side', 'role'].map((name) => at(contract, name)),
    [entered.contract, 'L-610', 'ules', 'beneficiary'],
  )
})

test('actions come in pages, newest first, until an empty one', async () => {
  const { token } = await applicant(602)
  const first = await served.call('GET', '/v1/me/actions', { token })
  const oldest = textAt(first, 'before')
  const next = await served.call('GET', `/v1/me/actions?before=${oldest}`, { token })
  assert.deepEqual(listAt(next, 'data'), [])
  const odd = await served.call('GET', '/v1/me/actions?before=yesterday', { token })
  assert.deepEqual(problemIn(odd, 422, 'invalid_input').errors, [
    { pointer: '/before', code: 'format' },
  ])
})

test('a consent is taken back once; the repeat gets the first answer; the next decision sees it (I6)', async () => {
  const { token } = await applicant(603)
  const consents = listAt(await me(token), 'consents')
  const samal = consents.find((row) => at(row, 'recipient') === 'samal')
  const path = `/v1/me/consents/${String(at(samal, 'id'))}/withdraw`
  problemIn(await served.call('POST', path, { token, key: null }), 400, 'idempotency_key_missing')
  const key = crypto.randomUUID()
  const first = await served.call('POST', path, { token, key })
  assert.equal(first.status, 200, first.text)
  assert.equal(at(first.body, 'now'), true)
  assert.equal((await served.call('POST', path, { token, key })).text, first.text)
  assert.equal(at((await served.call('POST', path, { token })).body, 'now'), false)
  const later = await me(token)
  const row = listAt(later, 'disclosures').find((one) => at(one, 'recipient') === 'samal')
  assert.equal(at(row, 'state'), 'stopped')
})

test('R-41: data are blocked and unblocked over HTTP; a repeat gets the first answer; destruction is refused meanwhile', async () => {
  const { token } = await applicant(620)
  const key = crypto.randomUUID()
  const body = { ground: 'inaccurate' }
  const first = await served.call('POST', '/v1/me/block', { token, key, body })
  assert.equal(first.status, 200, first.text)
  assert.deepEqual(at(first.body, 'stopped'), ['samal'])
  assert.equal((await served.call('POST', '/v1/me/block', { token, key, body })).text, first.text)
  const shown = await me(token)
  assert.equal(at(shown.body, 'state'), 'blocked')
  assert.equal(at(shown.body, 'requests.0.ground'), 'inaccurate')
  problemIn(await served.call('POST', '/v1/me/destroy', { token }), 403, 'subject_blocked')
  const free = await served.call('POST', '/v1/me/unblock', { token })
  assert.equal(free.status, 200, free.text)
  assert.deepEqual(at(free.body, 'resumed'), ['samal'])
  problemIn(await served.call('POST', '/v1/me/unblock', { token }), 404, 'not_found')
  const odd = await served.call('POST', '/v1/me/block', { token, body: { ground: 'anger' } })
  assert.equal(odd.status, 422)
})

test('another person’s consent, disclosure and receipt do not exist for me (I8)', async () => {
  const mine = await applicant(604)
  const other = await applicant(605)
  const theirs = await me(other.token)
  const consent = textAt(theirs, 'consents.0.id')
  const disclosure = textAt(theirs, 'disclosures.1.id')
  await served.world.sequenceAll()
  const { token } = mine
  const calls = [
    ['POST', `/v1/me/consents/${consent}/withdraw`],
    ['GET', `/v1/me/consents/${consent}/receipt`],
    ['POST', `/v1/me/disclosures/${disclosure}/send`],
  ] as const
  for (const [method, path] of calls) {
    problemIn(await served.call(method, path, { token }), 404, 'not_found')
  }
  const untouched = await me(other.token)
  assert.equal(at(untouched.body, 'consents.0.withdrawn_at'), undefined)
})

test('the receipt of a consent verifies without the server and holds the words shown (L-1)', async () => {
  const { token } = await applicant(606)
  const consent = listAt(await me(token), 'consents')[0]
  const path = `/v1/me/consents/${String(at(consent, 'id'))}/receipt`
  problemIn(await served.call('GET', path, { token }), 404, 'not_found')
  await served.world.sequenceAll()
  const receipt = await served.call('GET', path, { token })
  assert.equal(receipt.status, 200, receipt.text)
  const vkey = served.world.house.means.log.signers[0]?.vkey ?? ''
  const checked = checkReceipt(receipt.body, vkey)
  assert.ok(checked.ok && checked.isTrusted)
  assert.equal(at(receipt.body, 'textSha256'), at(consent, 'text_sha256'))
})

test('the next organisation is asked only when the first has answered (94-V art. 7(6))', async () => {
  const { token } = await applicant(607)
  const rows = listAt(await me(token), 'disclosures')
  const waiting = rows.find((row) => at(row, 'recipient') === 'ules')
  const path = `/v1/me/disclosures/${String(at(waiting, 'id'))}/send`
  problemIn(await served.call('POST', path, { token }), 409, 'recipient_pending')
  const consents = listAt(await me(token), 'consents')
  const samal = consents.find((row) => at(row, 'recipient') === 'samal')
  await served.call('POST', `/v1/me/consents/${String(at(samal, 'id'))}/withdraw`, { token })
  const key = crypto.randomUUID()
  const sent = await served.call('POST', path, { token, key })
  assert.equal(sent.status, 202, sent.text)
  assert.equal(textAt(sent, 'recipient'), 'ules')
  assert.equal((await served.call('POST', path, { token, key })).text, sent.text, 'I12')
})

test('destroyed: the act names fields, the session ends, nothing is found any more (94-V art. 18)', async () => {
  const { token, phoneToken } = await applicant(608)
  const told = await served.call('POST', '/v1/me/destroy', { token })
  assert.equal(told.status, 200, told.text)
  assert.ok(listAt(told, 'fields').includes('iin'))
  assert.ok(Date.parse(textAt(told, 'horizon')) > Date.parse(textAt(told, 'destroyed_at')))
  problemIn(await me(token), 401, 'not_authenticated')
  problemIn(await served.call('POST', '/v1/me/destroy', { token }), 401, 'not_authenticated')
  const again = await served.call('POST', '/v1/sessions', { body: { phone_token: phoneToken } })
  problemIn(again, 404, 'not_found')
})

test('a session ends when it is closed, and after its half hour (ASVS 7.4)', async () => {
  const { token, phoneToken } = await applicant(609)
  assert.equal((await served.call('DELETE', '/v1/sessions', { token })).status, 204)
  problemIn(await me(token), 401, 'not_authenticated')
  const fresh = await personToken(served, phoneToken)
  assert.equal((await me(fresh)).status, 200)
  served.world.clock.pass(31 * 60_000)
  problemIn(await me(fresh), 401, 'not_authenticated')
})

test('a phone that applied for nothing gets no session, and a made-up token none either', async () => {
  const phoneToken = await confirmedToken(served, person(699).phone)
  const nobody = await served.call('POST', '/v1/sessions', { body: { phone_token: phoneToken } })
  problemIn(nobody, 404, 'not_found')
  const made = await served.call('POST', '/v1/sessions', { body: { phone_token: 'x'.repeat(90) } })
  problemIn(made, 403, 'code_expired')
})
