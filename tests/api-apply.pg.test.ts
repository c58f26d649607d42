/** Applying over HTTP: what is refused, with which article, and that a repeat does nothing twice. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { APPLICATION, CONSENT, load, SUBJECT } from '@kelisim/store'
import {
  type Applying,
  applicationBody,
  confirmedToken,
  problemIn,
  type Served,
  serveApi,
  at,
  listAt,
  textAt,
} from './api-world.ts'
import { person } from './world.ts'

let served: Served
let phoneToken: string

before(async () => {
  served = await serveApi()
  phoneToken = await confirmedToken(served, person(500).phone)
})
after(async () => {
  await served[Symbol.asyncDispose]()
})

const bodyOf = async (applying: Partial<Applying> = {}) =>
  await applicationBody(served, { phoneToken, ordinal: 500, ...applying })

async function apply(body: unknown, key?: string | null) {
  return await served.call('POST', '/v1/applications', {
    body,
    ...(key === undefined ? {} : { key }),
  })
}

async function kept() {
  const { pool } = served.world.house.means.store
  const counts = await Promise.all(
    [SUBJECT, CONSENT, APPLICATION].map(
      async (table) => (await load(pool, table, 'true', [])).length,
    ),
  )
  return counts.join('/')
}

interface Case {
  readonly name: string
  readonly code: string
  readonly status: number
  readonly pointer?: string
  readonly applying?: Partial<Applying>
  readonly change?: (body: Awaited<ReturnType<typeof bodyOf>>) => object
}

const CASES: readonly Case[] = [
  {
    name: 'an unknown field (I8, 94-V art. 7(9))',
    applying: { values: { blood_type: 'second positive' } },
    code: 'unknown_field',
    status: 403,
    pointer: '/values/blood_type',
  },
  {
    name: 'a field that is off (R-33)',
    applying: { values: { education: 'higher education' } },
    code: 'field_off',
    status: 403,
    pointer: '/values/education',
  },
  {
    name: 'a special category hidden in a text (R-19)',
    applying: { values: { employer: 'саяси партияның төрағасымын' } },
    code: 'special_category',
    status: 422,
    pointer: '/values/employer',
  },
  {
    name: 'a person under 18 (Civil Code art. 22)',
    applying: { birthDate: '2010-03-04' },
    code: 'under_age',
    status: 422,
  },
  {
    name: 'an IIN that does not agree with the birth date (94-V art. 12(1))',
    applying: { values: { birth_date: '1991-06-18' } },
    code: 'identity_conflict',
    status: 409,
  },
  {
    name: 'a field that no given consent covers (I9)',
    applying: { values: { registration_address: 'KZ-75' } },
    code: 'no_consent',
    status: 403,
    pointer: '/values/registration_address',
  },
  {
    name: 'an unknown purpose (I8, 94-V art. 7(8))',
    change: (body) => ({
      consents: [...body.consents, { control: 'gambling', text_sha256: '0'.repeat(64) }],
    }),
    code: 'unknown_purpose',
    status: 403,
    pointer: '/consents/2/control',
  },
  {
    name: 'a consent to a text that was not the one shown (94-V art. 8(4))',
    change: (body) => ({
      consents: body.consents.map((tick) => ({ ...tick, text_sha256: 'a'.repeat(64) })),
    }),
    code: 'consent_text_changed',
    status: 409,
    pointer: '/consents/0/text_sha256',
  },
  {
    name: 'no consent at all (94-V art. 7(1))',
    change: () => ({ consents: [] }),
    code: 'consent_required',
    status: 422,
    pointer: '/consents',
  },
  {
    name: 'an unknown recipient (I8, 94-V art. 7(6))',
    applying: { recipients: ['nobody'] },
    code: 'unknown_recipient',
    status: 403,
    pointer: '/recipients/0',
  },
  {
    name: 'a recipient without a consent that names it (R-58)',
    applying: { recipients: ['samal', 'ules'], controls: ['contract', 'recipient:samal'] },
    code: 'recipient_not_consented',
    status: 403,
    pointer: '/recipients/1',
  },
  {
    name: 'nobody to send to (94-V art. 7(6))',
    change: () => ({ recipients: [] }),
    code: 'recipient_not_consented',
    status: 403,
  },
  {
    name: 'more recipients than the policy permits (R-58)',
    applying: { recipients: ['samal', 'ules', 'qarlygash', 'samal'] },
    code: 'too_many_recipients',
    status: 422,
    pointer: '/recipients',
  },
  {
    name: 'a phone token of somebody else’s making (R-39)',
    change: () => ({ phone_token: 'b'.repeat(80) }),
    code: 'draft_expired',
    status: 409,
    pointer: '/phone_token',
  },
]

for (const { name, code, status, pointer, applying, change } of CASES) {
  test(`refused, nothing kept, no value repeated: ${name}`, async () => {
    const body = await bodyOf(applying)
    const sent = { ...body, ...change?.(body) }
    const earlier = await kept()
    const told = await apply(sent)
    const problem = problemIn(told, status, code, sent.values)
    assert.ok(
      problem.title.length > 10 && problem.detail,
      'says what happened and what can be done',
    )
    assert.ok(problem.law && problem.law.length > 5, 'names the article')
    if (pointer !== undefined) assert.equal(problem.errors?.[0]?.pointer, pointer)
    assert.equal(await kept(), earlier)
  })
}

test('faults are told all at once, each with its place (R-47)', async () => {
  const body = await bodyOf({ values: { iin: '123456789012', last_name: 'Smith', income: 'much' } })
  const problem = problemIn(await apply(body), 422, 'invalid_input', body.values)
  const places = problem.errors?.map((error) => error.pointer).toSorted()
  assert.deepEqual(places, ['/values/iin', '/values/income', '/values/last_name'])
})

test('a form is strict: members nobody asked for are a fault, and their names are not repeated', async () => {
  const body = { ...(await bodyOf()), Ivanova: 'Aliya Ivanova' }
  const told = await apply(body)
  const problem = problemIn(told, 422, 'invalid_input', { values: ['Ivanova', 'Aliya Ivanova'] })
  assert.deepEqual(problem.errors, [{ pointer: '', code: 'unknown_member' }])
  for (const value of ['x', 5]) {
    const odd = await apply({ ...(await bodyOf()), values: { '960517300123': value } })
    assert.ok(odd.status >= 400 && odd.status < 500, odd.text)
    assert.ok(!odd.text.includes('960517300123'), 'a member’s name could be somebody’s number')
  }
})

test('a problem speaks the caller’s language (L-16)', async () => {
  const body = { ...(await bodyOf()), consents: [] }
  const titles = await Promise.all(
    ['kk', 'ru', 'en'].map(async (language) => {
      const headers = { 'accept-language': `${language}-KZ,${language};q=0.9` }
      const told = await served.call('POST', '/v1/applications', { body, headers })
      assert.equal(told.headers.get('content-language'), language)
      return problemIn(told, 422, 'consent_required').title
    }),
  )
  assert.equal(new Set(titles).size, 3)
  assert.match(titles[0] ?? '', /[әғқңөұүһі]/)
})

test('without an Idempotency-Key 400; nothing is done (I12)', async () => {
  const earlier = await kept()
  problemIn(await apply(await bodyOf(), null), 400, 'idempotency_key_missing')
  assert.equal(await kept(), earlier)
})

test('a refused call frees its key; the same key and body then get one answer twice (I12)', async () => {
  const key = crypto.randomUUID()
  const body = await bodyOf({ recipients: ['samal', 'ules'] })
  problemIn(await apply({ ...body, consents: [] }, key), 422, 'consent_required')
  const first = await apply(body, key)
  assert.equal(first.status, 201, first.text)
  assert.equal(first.headers.get('cache-control'), 'no-store')
  assert.equal(listAt(first, 'consents').length, 3)
  assert.match(textAt(first, 'number'), /^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  const earlier = await kept()
  const second = await apply(body, key)
  assert.equal(second.text, first.text)
  const quoted = await apply(body, `"${key}"`)
  assert.equal(quoted.text, first.text, 'the draft’s quotation marks are no part of the key')
  assert.equal(await kept(), earlier)

  const other = { ...body, amount: 110_000 }
  problemIn(await apply(other, key), 422, 'idempotency_key_reused', body.values)
  assert.equal(await kept(), earlier)

  const twin = await apply(body)
  assert.equal(twin.status, 200, 'a double click under a new key is the same application')
  assert.equal(textAt(twin, 'application_id'), textAt(first, 'application_id'))
})

test('twenty copies of one call at once make one application (I12)', async () => {
  const token = await confirmedToken(served, person(501).phone)
  const body = await bodyOf({ phoneToken: token, ordinal: 501 })
  const key = crypto.randomUUID()
  const told = await Promise.all(Array.from({ length: 20 }, async () => await apply(body, key)))
  const statuses = new Set(told.map((one) => one.status))
  assert.ok(
    [...statuses].every((status) => status === 201 || status === 409),
    [...statuses].join(),
  )
  const { pool } = served.world.house.means.store
  const ids = new Set(told.flatMap((one) => (one.status === 201 ? [textAt(one, 'number')] : [])))
  assert.equal(ids.size, 1)
  const rows = await load(pool, APPLICATION, 'number = $1', [[...ids][0]])
  assert.equal(rows.length, 1)
})

test('a repeated wish for a code sends one message; a wrong code is refused and then locked', async () => {
  const { phone } = person(502)
  const key = crypto.randomUUID()
  const wish = async () => await served.call('POST', '/v1/phone/codes', { body: { phone }, key })
  const [first, second] = [await wish(), await wish()]
  assert.equal(second.text, first.text)
  assert.equal(served.world.outbox.list().filter((one) => one.to === phone).length, 1)
  const path = `/v1/phone/codes/${textAt(first, 'challenge')}/confirm`
  const right = /\d{3} \d{3}/.exec(served.world.outbox.list()[0]?.text ?? '')?.[0] ?? ''
  const wrong = right.startsWith('1') ? '200000' : '100000'
  const codes: unknown[] = []
  for (let tries = 0; tries < 4; tries++) {
    const told = await served.call('POST', path, { body: { phone, code: wrong } })
    codes.push(problemIn(told, told.status, undefined, [phone, wrong]).code)
  }
  assert.equal(codes[0], 'code_wrong')
  assert.equal(codes.at(-1), 'code_locked')
  const late = await served.call('POST', path, { body: { phone, code: right } })
  assert.notEqual(late.status, 200, 'a locked challenge takes no right code either')
})

test('more codes than an hour permits: 429 with Retry-After (ASVS 2.4)', async () => {
  const { phone } = person(503)
  const told = []
  for (let count = 0; count < 6; count++) {
    told.push(await served.call('POST', '/v1/phone/codes', { body: { phone } }))
  }
  const last = told.at(-1)
  assert.ok(last)
  problemIn(last, 429, 'too_many_calls', [phone])
  assert.ok(Number(last.headers.get('retry-after')) > 0)
})

test('a landline and a foreign number are faults of the input', async () => {
  for (const phone of ['+7 727 250 00 00', '+44 20 7946 0958', 'no phone']) {
    const told = await served.call('POST', '/v1/phone/codes', { body: { phone } })
    const problem = problemIn(told, 422, 'invalid_input', [phone])
    assert.equal(at(problem.errors, '0.pointer'), '/phone')
  }
})
