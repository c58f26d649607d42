/** Other programs ask about a real person: over the person's facts, within the caller's role, recorded. */
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
let application: string
const who = person(711)

before(async () => {
  served = await serveApi()
  const phoneToken = await confirmedToken(served, who.phone)
  const body = await applicationBody(served, { phoneToken, ordinal: 711 })
  const taken = await served.call('POST', '/v1/applications', { body })
  application = textAt(taken, 'application_id')
  clerk = await staffToken(served, 'clerk')
  officer = await staffToken(served, 'officer')
  applicant = await personToken(served, phoneToken)
})
after(async () => {
  await served[Symbol.asyncDispose]()
})
beforeEach(() => served.world.clock.pass(1))

interface Asking {
  readonly role?: string
  readonly action?: string
  readonly purpose?: string
  readonly fields?: readonly string[]
  readonly id?: string
  readonly context?: object
}

function question(asking: Asking = {}) {
  const { role = 'clerk', action = 'extract', purpose = 'contract', fields = ['phone'] } = asking
  return {
    subject: { type: 'role', id: role },
    action: { name: action },
    resource: {
      type: 'application',
      id: asking.id ?? application,
      properties: { purpose, fields },
    },
    ...(asking.context === undefined ? {} : { context: asking.context }),
  }
}

async function evaluate(body: unknown, token: string | undefined = clerk) {
  return await served.call('POST', '/access/v1/evaluation', {
    body,
    ...(token === undefined ? {} : { token }),
  })
}

async function storyLength(): Promise<number> {
  const told = await served.call('GET', '/v1/me/actions', { token: applicant })
  return listAt(told, 'data').length
}

test('AuthZEN: without a session of the staff nobody asks (R-84)', async () => {
  problemIn(await served.call('POST', '/access/v1/evaluation', { body: question() }), 401)
  problemIn(await evaluate(question(), applicant), 401, 'not_authenticated')
  const path = '/access/v1/search/action'
  problemIn(await served.call('POST', path, { body: {}, token: applicant }), 401)
})

test('AuthZEN: the answer is that of the rules over the person’s own facts (R-55)', async () => {
  const yes = await evaluate(question())
  assert.equal(yes.status, 200, yes.text)
  assert.equal(at(yes.body, 'decision'), true, yes.text)
  assert.equal(at(yes.body, 'context.ground'), 'consent')
  assert.equal(at(yes.body, 'context.consents'), 1)
  const no = await evaluate(question({ fields: ['iin'] }))
  assert.equal(at(no.body, 'decision'), false)
  assert.deepEqual(
    ['code', 'where', 'law'].map((name) => at(no.body, `context.${name}`)),
    ['field_not_for_role', 'iin', '94-V art. 11(2)'],
  )
  assert.match(String(at(no.body, 'context.reason_user.kk')), /7\.3\(8\)-тармақ/)
})

test('AuthZEN: what is told in the context changes nothing about a real person (I6)', async () => {
  const facts = { subject: 'x', state: 'live', subjectCategories: ['client'], consents: [] }
  const told = await evaluate(
    question({
      purpose: 'offers',
      context: { facts: { ...facts, suspendedRecipients: [], obligations: [] } },
    }),
  )
  assert.equal(at(told.body, 'decision'), false)
})

test('AuthZEN: nobody asks for a role that may more than their own (R-32)', async () => {
  for (const role of ['system', 'officer', 'applicant']) {
    const told = await evaluate(question({ role }))
    assert.equal(at(told.body, 'decision'), false, role)
    assert.equal(at(told.body, 'context.code'), 'operation_not_permitted')
    assert.equal(at(told.body, 'context.where'), 'role')
  }
  const own = question({ role: 'officer', purpose: 'subject_rights' })
  assert.equal(at((await evaluate(own, officer)).body, 'decision'), true)
})

test('AuthZEN: a refusal shows in the person’s story, a yes and a search leave none (R-85)', async () => {
  const before = await storyLength()
  await evaluate(question({ fields: ['iin'] }))
  assert.equal(await storyLength(), before + 1)
  await evaluate(question())
  const { subject, resource } = question()
  const found = await served.call('POST', '/access/v1/search/action', {
    body: { subject, resource },
    token: clerk,
  })
  const names = listAt(found, 'results').map((one) => at(one, 'name'))
  assert.deepEqual(names, ['systematise', 'extract', 'use'])
  assert.equal(await storyLength(), before + 1)
})

test('AuthZEN: an unknown person is not found, and a word that is no name is not recorded (I11)', async () => {
  for (const id of ['0192f7a0-0000-7000-8000-000000000000', 'somebody']) {
    const told = await evaluate(question({ id }))
    assert.deepEqual(
      [at(told.body, 'decision'), at(told.body, 'context.code')],
      [false, 'not_found'],
    )
  }
  const before = await storyLength()
  const told = await evaluate(question({ fields: [who.phone] }))
  assert.equal(at(told.body, 'context.code'), 'unknown_field')
  assert.ok(!told.text.includes(who.phone))
  assert.equal(await storyLength(), before)
})

test('AuthZEN: a withdrawal holds in the very next answer (I6, R-45)', async () => {
  assert.equal(at((await evaluate(question())).body, 'decision'), true)
  const own = await served.call('GET', '/v1/me', { token: applicant })
  const consent = listAt(own, 'consents').find((one) => at(one, 'control') === 'contract')
  const id = String(at(consent, 'consent_id') ?? at(consent, 'id'))
  const path = `/v1/me/consents/${id}/withdraw`
  const withdrawn = await served.call('POST', path, { token: applicant, body: {} })
  assert.ok(withdrawn.status < 300, withdrawn.text)
  const told = await evaluate(question())
  assert.deepEqual(
    [at(told.body, 'decision'), at(told.body, 'context.code')],
    [false, 'consent_withdrawn'],
  )
})

test('AuthZEN: questions about the policy need no person, and silence about facts forbids (I8)', async () => {
  const subject = { type: 'role', id: 'officer' }
  const resource = { type: 'field', id: 'phone', properties: { purpose: 'subject_rights' } }
  const facts = {
    subject: 'anybody',
    state: 'live',
    subjectCategories: ['potential_borrower'],
    consents: [],
    suspendedRecipients: [],
    obligations: [],
  }
  const body = { subject, action: { name: 'extract' }, resource }
  const told = await evaluate({ ...body, context: { facts } })
  assert.equal(at(told.body, 'decision'), true, told.text)
  assert.equal(at((await evaluate(body)).body, 'context.code'), 'fact_missing')
  const found = await served.call('POST', '/access/v1/search/subject', {
    body: { ...body, subject: { type: 'role' }, context: { facts } },
    token: clerk,
  })
  const ids = listAt(found, 'results').map((one) => at(one, 'id'))
  assert.deepEqual(ids, ['applicant', 'clerk', 'officer'])
  const misspelt = { facts: { ...facts, suspendedRecipient: [] } }
  problemIn(await evaluate({ ...body, context: misspelt }), 400, 'invalid_input')
  problemIn(await evaluate({ ...body, context: { facts, at: 'tomorrow' } }), 400)
})
