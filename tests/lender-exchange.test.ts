/**
 * Do the operator's client and the lender understand each other, whatever goes wrong between them?
 *
 * Both sides were written to the contract alone and share no code above the schemas.
 * Invariants I3, I6, I9, I12 of the marketplace; 94-V art. 8(7).
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Notice, NoticeConfirmation, Outcome } from '@kelisim/api'
import {
  askStatus,
  type LenderEndpoint,
  postLead,
  sendNotice,
  verifyWebhook,
} from '@kelisim/outside'
import { type Lender, startLender } from '../apps/lender/src/lender.ts'
import { SECRET, sampleConfig, samplePost, startOperator } from '../apps/lender/src/sample.ts'

const QUIET = { OUTCOME_DELAY_MS: '3600000' }
const NOBODY = 'http://127.0.0.1:9'

function endpointOf({ url }: Lender): LenderEndpoint {
  return { leadsUrl: `${url}/leads`, statusUrl: `${url}/leads`, noticesUrl: `${url}/notices` }
}

function limitsOf({ url }: Lender) {
  return { allowedHosts: [new URL(url).host], deadlineMs: 2_000 }
}

test('each answer of the lender is understood by the operator', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  const cases = [
    [10_001, 'accepted'],
    [10_002, 'refused'],
    [10_003, 'refused'],
    [10_004, 'pending'],
    [10_006, 'unknown'],
  ] as const
  for (const [amount, state] of cases) {
    const post = samplePost({ amount })
    const limits = limitsOf(lender)
    const answer = await postLead(endpointOf(lender), SECRET, post, limits)
    assert.equal(answer.state, state, `amount ${amount}`)
    const status = await askStatus(endpointOf(lender), SECRET, post.disclosure_id, limits)
    assert.equal(status.state, state === 'unknown' ? 'never_seen' : state)
  }
})

test('a lead lost on the way back is unknown, then found, and a repeat makes no second one', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  const post = samplePost({ amount: 10_005 })
  const limits = limitsOf(lender)
  const lost = await postLead(endpointOf(lender), SECRET, post, limits)
  assert.deepEqual(lost, { state: 'unknown', why: 'deadline' })
  const found = await askStatus(endpointOf(lender), SECRET, post.disclosure_id, limits)
  assert.equal(found.state, 'accepted')
  assert.deepEqual(await postLead(endpointOf(lender), SECRET, post, limits), found)
  assert.equal(lender.desk.book.leads().length, 1)
})

test('an outage is unknown, never a refusal', async () => {
  const config = sampleConfig(NOBODY, { ...QUIET, OUTAGE: 'error' })
  await using lender = await startLender(config)
  const answer = await postLead(endpointOf(lender), SECRET, samplePost(), limitsOf(lender))
  assert.deepEqual(answer, { state: 'unknown', why: 'status', status: 503 })
})

test('a withdrawal reaches the lender, which destroys and confirms under the operator’s eyes', async () => {
  await using operator = await startOperator()
  await using lender = await startLender(sampleConfig(operator.url, QUIET))
  const post = samplePost()
  const limits = limitsOf(lender)
  await postLead(endpointOf(lender), SECRET, post, limits)
  const notice = Notice.parse({
    notice_id: randomUUID(),
    kind: 'withdrawn',
    lead_id: post.lead_id,
    disclosure_id: post.disclosure_id,
    due: '2026-12-14T00:00:00.000Z',
  })
  const answer = await sendNotice(endpointOf(lender), SECRET, notice, limits)
  assert.equal(answer.state, 'acknowledged')
  await operator.heard(1)
  const [told] = operator.told
  assert.ok(told)
  assert.equal(NoticeConfirmation.parse(told.body).state, 'destroyed')
  assert.equal(verifyWebhook(told.headers, Buffer.from(told.text), [SECRET]), notice.notice_id)
})

test('an outcome of the lender passes the operator’s check of signature and form', async () => {
  await using operator = await startOperator()
  await using lender = await startLender(sampleConfig(operator.url))
  await postLead(endpointOf(lender), SECRET, samplePost(), limitsOf(lender))
  await operator.heard(4)
  for (const { headers, text, body } of operator.told) {
    const id = verifyWebhook(headers, Buffer.from(text), [SECRET])
    assert.equal(id, Outcome.parse(body).event_id)
    assert.equal(verifyWebhook(headers, Buffer.from(`${text} `), [SECRET]), undefined)
  }
})
