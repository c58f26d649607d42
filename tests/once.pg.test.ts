/** A key repeated after a death gets the first answer: it was stored with the work itself (I2, I12). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { load, SUBJECT } from '@kelisim/store'
import type { SubjectId } from '@kelisim/terms'
import {
  type Answer,
  blockData,
  correctValue,
  seeOwnData,
  type Settle,
  unblockData,
  withdrawConsent,
} from '@kelisim/work'
import { once } from '../apps/server/src/once.ts'
import {
  applicationBody,
  confirmedToken,
  personToken,
  problemIn,
  type Served,
  serveApi,
} from './api-world.ts'
import { person } from './world.ts'

const SELF = { role: 'applicant', id: 'self' } as const

let served: Served
let applicant: string
let subject: SubjectId

before(async () => {
  served = await serveApi()
  const phoneToken = await confirmedToken(served, person(740).phone)
  const controls = ['contract', 'recipient:samal', 'statistics']
  const body = await applicationBody(served, { phoneToken, ordinal: 740, controls })
  const taken = await served.call('POST', '/v1/applications', { body })
  assert.equal(taken.status, 201, taken.text)
  applicant = await personToken(served, phoneToken)
  const [row] = await load(served.world.house.means.store.pool, SUBJECT, 'true', [])
  subject = row?.subject_id as SubjectId
})
after(async () => await served[Symbol.asyncDispose]())

/** The work is committed, and the process is gone before it could store or say anything. */
async function dying<T>(scope: string, work: (settle: Settle) => Promise<Answer<T>>) {
  const request = { headers: { 'idempotency-key': `key of ${scope}` }, body: { scope } }
  const { house } = served.world
  let first: unknown
  const died = once(house, request, scope, async (settle) => {
    first = await work(settle)
    throw new Error('gone')
  })
  await assert.rejects(died, /gone/)
  served.world.clock.pass(120_000)
  const repeated = await once(house, request, scope, async () => assert.fail('done a second time'))
  assert.deepEqual(repeated, JSON.parse(JSON.stringify(first)))
  assert.equal(repeated.effect, 'done')
  const other = await once(house, { ...request, body: {} }, scope, async () => assert.fail('done'))
  assert.equal(other.effect === 'refuse' && other.code, 'idempotency_key_reused')
}

test('withdraw, correct, block and unblock answer word for word after a death (I12)', async () => {
  const { means } = served.world.house
  const seen = await seeOwnData(means, subject)
  const consents = seen.effect === 'done' ? seen.data.consents : []
  const id = consents.find(({ control }) => control === 'statistics')?.consent_id ?? ''
  await dying('withdraw', async (settle) => await withdrawConsent(means, subject, id, settle))
  const value = '100k-200k'
  await dying(
    'correct',
    async (settle) => await correctValue(means, subject, 'income', value, settle),
  )
  await dying(
    'ask',
    async (settle) => await correctValue(means, subject, 'last_name', 'Жаңаева', settle),
  )
  await dying('block', async (settle) => await blockData(means, subject, SELF, 'unlawful', settle))
  await dying('unblock', async (settle) => await unblockData(means, subject, SELF, settle))
})

test('what was refused stores nothing, and its key is free (I12)', async () => {
  const { means, ...house } = served.world.house
  const request = { headers: { 'idempotency-key': 'a refused one 01' }, body: {} }
  const unblock = async (settle: Settle) => await unblockData(means, subject, SELF, settle)
  const refused = await once({ ...house, means }, request, 'unblock twice', unblock)
  assert.equal(refused.effect === 'refuse' && refused.code, 'not_found')
  const again = await once({ ...house, means }, request, 'unblock twice', unblock)
  assert.equal(again.effect === 'refuse' && again.code, 'not_found')
})

test('a repeated destruction gets its act though the session is gone; another key or caller gets 401 (R-42, I12)', async () => {
  const key = 'destroy-me-once-1'
  const first = await served.call('POST', '/v1/me/destroy', { token: applicant, key })
  assert.equal(first.status, 200, first.text)
  const repeated = await served.call('POST', '/v1/me/destroy', { token: applicant, key })
  assert.deepEqual([repeated.status, repeated.body], [200, first.body])
  const other = { token: applicant, key: 'destroy-me-once-2' }
  problemIn(await served.call('POST', '/v1/me/destroy', other), 401, 'not_authenticated')
  const stranger = { token: 'a'.repeat(43), key }
  problemIn(await served.call('POST', '/v1/me/destroy', stranger), 401, 'not_authenticated')
  const reused = { token: applicant, key, body: { other: true } }
  problemIn(await served.call('POST', '/v1/me/destroy', reused), 422, 'idempotency_key_reused')
  problemIn(await served.call('GET', '/v1/me', { token: applicant }), 401, 'not_authenticated')
})
