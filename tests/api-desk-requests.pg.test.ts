/** Requests at the desk over HTTP: the same answers as the pages, from a correction asked over HTTP, too. */
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
} from './api-world.ts'
import { person } from './world.ts'

let served: Served
let clerk: string
let officer: string
let applicant: string
const who = person(720)

before(async () => {
  served = await serveApi()
  const phoneToken = await confirmedToken(served, who.phone)
  const body = await applicationBody(served, { phoneToken, ordinal: 720 })
  const taken = await served.call('POST', '/v1/applications', { body })
  assert.equal(taken.status, 201, taken.text)
  clerk = await staffToken(served, 'clerk')
  officer = await staffToken(served, 'officer')
  applicant = await personToken(served, phoneToken)
})
after(async () => await served[Symbol.asyncDispose]())
beforeEach(() => served.world.clock.pass(1))

async function ask(field: string, value: string): Promise<string> {
  const path = `/v1/me/data/${field}/correct`
  const told = await served.call('POST', path, { token: applicant, body: { value } })
  assert.equal(told.status, 200, told.text)
  assert.equal(at(told.body, 'state'), 'asked')
  return textAt(told, 'request_id')
}

const act = async (token: string, id: string, what: string, body?: unknown, key?: string) =>
  await served.call('POST', `/v1/desk/requests/${id}/${what}`, {
    token,
    ...(body === undefined ? {} : { body }),
    ...(key === undefined ? {} : { key }),
  })

test('what tells nobody apart is corrected at once over HTTP (R-40)', async () => {
  const path = '/v1/me/data/income/correct'
  const told = await served.call('POST', path, { token: applicant, body: { value: '100k-200k' } })
  assert.equal(told.status, 200, told.text)
  assert.equal(at(told.body, 'state'), 'done')
  const wrong = await served.call('POST', path, { token: applicant, body: { value: 'much' } })
  assert.equal(wrong.status, 422, wrong.text)
})

test('the list is the officer’s, holds no value, and a clerk is refused with the clause (R-84)', async () => {
  const id = await ask('last_name', 'Жаңаева')
  const listed = await served.call('GET', '/v1/desk/requests', { token: officer })
  const line = listAt(listed, 'data').find((one) => at(one, 'id') === id)
  assert.deepEqual(
    [at(line, 'kind'), at(line, 'field'), at(line, 'state')],
    ['correct', 'last_name', 'open'],
  )
  assert.match(String(at(line, 'application.number')), /./)
  assert.ok(!listed.text.includes('Жаңаева'))
  const refused = await served.call('GET', '/v1/desk/requests', { token: clerk })
  assert.ok(problemIn(refused, 403, 'operation_not_permitted').clause)
  problemIn(await served.call('GET', '/v1/desk/requests'), 401, 'not_authenticated')
  problemIn(await act(clerk, id, 'open'), 403, 'field_not_for_role')
  problemIn(
    await act(clerk, id, 'confirm', { evidence: 'passport' }),
    403,
    'operation_not_permitted',
  )
})

test('compared, confirmed with a kind of document, and the same key gives the first answer (R-40, I12)', async () => {
  const listed = await served.call('GET', '/v1/desk/requests', { token: officer })
  const id = String(at(listAt(listed, 'data')[0], 'id'))
  const compared = await act(officer, id, 'open')
  assert.deepEqual(compared.body, { held: who.values['last_name'], wanted: 'Жаңаева' })
  problemIn(await act(officer, id, 'confirm', { evidence: 'a letter' }), 422, 'invalid_input')
  const key = 'confirm-once-0001'
  const done = await act(officer, id, 'confirm', { evidence: 'passport' }, key)
  assert.deepEqual(done.body, { state: 'done', requests: [id], told: [] })
  assert.deepEqual(
    (await act(officer, id, 'confirm', { evidence: 'passport' }, key)).body,
    done.body,
  )
  problemIn(await act(officer, id, 'confirm', { evidence: 'passport' }), 404, 'not_found')
})

test('refused with a ground; a block is lifted by its request (R-40, R-41)', async () => {
  const id = await ask('first_name', 'Айша')
  const refused = await act(officer, id, 'refuse', { ground: 'no_proof' })
  assert.deepEqual(refused.body, { state: 'refused', requests: [id], told: [] })
  const body = { ground: 'unlawful' }
  const blocked = await served.call('POST', '/v1/me/block', { token: applicant, body })
  assert.equal(blocked.status, 200, blocked.text)
  const listed = await served.call('GET', '/v1/desk/requests', { token: officer })
  const block = listAt(listed, 'data').find((one) => at(one, 'kind') === 'block')
  assert.equal(at(block, 'ground'), 'unlawful')
  const lifted = await act(officer, String(at(block, 'id')), 'unblock')
  assert.equal(lifted.status, 200, lifted.text)
  problemIn(await act(officer, 'nonsense', 'unblock'), 422)
})
