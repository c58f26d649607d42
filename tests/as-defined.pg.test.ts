/**
 * What the policy defines is what the running program does: who is a client, what provision and distribution are, and
 * what is never asked for. Each is put to the program itself, over real HTTP.
 *
 * Law: 94-V art. 1(15), 7(3), 7(6), 7(9). Requirements.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ConsentText, consentTexts } from '@kelisim/policy'
import { OPERATIONS } from '@kelisim/terms'
import {
  applicationBody,
  at,
  confirmedToken,
  problemIn,
  type Served,
  serveApi,
  staffToken,
} from './api-world.ts'
import { person } from './world.ts'

let served: Served
let clerk: string
before(async () => {
  served = await serveApi()
  clerk = await staffToken(served, 'clerk')
})
after(async () => {
  await served[Symbol.asyncDispose]()
})

/** Every tick that a person can be shown. */
function ticks(): readonly ConsentText[] {
  return consentTexts(served.world.house.means.policy, 'en')
}

const DAY_MS = 86_400_000

/** A tick of the policy, as somebody who gave it yesterday holds it. */
function given(control: string) {
  const tick = ticks().find((one) => one.control === control)
  assert.ok(tick, control)
  const { purpose, operations, fields, recipient, channel } = tick
  const now = served.world.clock.at
  return {
    id: '01900000-0000-7000-8000-000000000001',
    purpose,
    operations,
    fields,
    ...(recipient === undefined ? {} : { recipient }),
    ...(channel === undefined ? {} : { channel }),
    grantedAt: now - DAY_MS,
    expiresAt: now + DAY_MS,
  }
}

interface Asking {
  readonly role: string
  readonly action: string
  readonly purpose: string
  readonly field?: string
  readonly to?: { readonly recipient?: string; readonly channel?: string }
  readonly categories?: readonly string[]
  readonly consents: readonly string[]
}

/** The code of the refusal, or `permitted`. */
async function ask(asking: Asking): Promise<string> {
  const { role, action, purpose, field = 'phone', to, categories, consents } = asking
  const facts = {
    subject: 'anybody',
    state: 'live',
    subjectCategories: categories ?? ['potential_borrower', 'client'],
    consents: consents.map(given),
    suspendedRecipients: [],
    obligations: [],
  }
  const told = await served.call('POST', '/access/v1/evaluation', {
    body: {
      subject: { type: 'role', id: role },
      action: { name: action },
      resource: { type: 'field', id: field, properties: { purpose, ...to } },
      context: { facts },
    },
    token: clerk,
  })
  assert.equal(told.status, 200, told.text)
  return at(told.body, 'decision') === true ? 'permitted' : String(at(told.body, 'context.code'))
}

test('R-92, R-93: a visit and a confirmed phone make nobody a client; the application does', async () => {
  const { pool } = served.world.house.means.store
  const people = async () => {
    const { rows } = await pool.query<{ categories: string[] }>('select categories from subject')
    return rows.map(({ categories }) => categories.toSorted())
  }
  const who = person(731)
  const phoneToken = await confirmedToken(served, who.phone)
  await served.call('GET', '/v1/consents?language=kk')
  assert.deepEqual(await people(), [])
  const body = await applicationBody(served, { phoneToken, ordinal: 731 })
  assert.equal((await served.call('POST', '/v1/applications', { body })).status, 201)
  assert.deepEqual(await people(), [['client', 'potential_borrower']])
})

test('R-93: our own offers are for clients alone, whatever else somebody agreed to', async () => {
  const offer = { role: 'system', action: 'use', purpose: 'offers', to: { channel: 'sms' } }
  const consents = ['offers', 'offers:sms'].filter((control) =>
    ticks().some((tick) => tick.control === control),
  )
  assert.ok(consents.length > 0)
  const refused = await ask({ ...offer, consents, categories: ['potential_borrower'] })
  assert.equal(refused, 'purpose_mismatch')
  assert.equal(await ask({ ...offer, consents }), 'permitted')
})

test('R-97: data are provided to a definite person only who is named in a consent of its own', async () => {
  const provision = { role: 'system', action: 'provide', purpose: 'contract' }
  const to = { recipient: 'samal' }
  assert.equal(await ask({ ...provision, consents: ['contract'] }), 'fact_missing')
  const alone = await ask({ ...provision, to, consents: ['contract'] })
  assert.equal(alone, 'recipient_not_consented')
  const another = await ask({ ...provision, to, consents: ['contract', 'recipient:ules'] })
  assert.equal(another, 'recipient_not_consented')
  assert.equal(
    await ask({ ...provision, to, consents: ['contract', 'recipient:samal'] }),
    'permitted',
  )
})

test('R-98: data are distributed to nobody, by no role, for no purpose, whatever was agreed to', async () => {
  const { policy } = served.world.house.means
  assert.ok(OPERATIONS.includes('distribute'))
  const consents = ticks().map(({ control }) => control)
  for (const { id: role } of policy.roles) {
    for (const { id: purpose } of policy.purposes) {
      const field = policy.fields.find((one) => {
        return one.default !== 'off' && one.purposes.includes(purpose)
      })
      const asked = { role, action: 'distribute', purpose, field: field?.id ?? '', consents }
      assert.equal(await ask(asked), 'distribution_forbidden', `${role} ${purpose}`)
    }
  }
  assert.ok(ticks().every(({ operations }) => !operations.includes('distribute')))
})

test('R-20: disability is an item of a special category that is off: who sends it is refused, and nothing is kept', async () => {
  const { policy, store } = served.world.house.means
  const field = policy.fields.find(({ id }) => id === 'disability')
  assert.deepEqual([field?.number, field?.class, field?.default], ['D-25', 'S', 'off'])
  const before = await store.pool.query('select count(*) from application')
  const phoneToken = await confirmedToken(served, person(732).phone)
  const values = { disability: 'II' }
  const body = await applicationBody(served, { phoneToken, ordinal: 732, values })
  problemIn(await served.call('POST', '/v1/applications', { body }), 422, 'special_category')
  assert.deepEqual((await store.pool.query('select count(*) from application')).rows, before.rows)
})
