/** What a lender does with the operator's notices: destroy, confirm, and take nothing of that lead again. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Notice, NoticeConfirmation } from '@kelisim/api'
import { startLender } from './lender.ts'
import { sampleConfig, samplePost, send, sendPost, startOperator } from './sample.ts'

/** No outcome within a test that does not ask for one. */
const QUIET = { OUTCOME_DELAY_MS: '3600000' }

const noticeAbout = (post: { lead_id: string; disclosure_id: string }): Notice =>
  Notice.parse({
    notice_id: randomUUID(),
    kind: 'withdrawn',
    lead_id: post.lead_id,
    disclosure_id: post.disclosure_id,
    due: '2026-12-14T00:00:00.000Z',
  })

test('94-V art. 8(7): a notice destroys the copy before it is acknowledged, and that is confirmed', async () => {
  await using operator = await startOperator()
  await using lender = await startLender(sampleConfig(operator.url, QUIET))
  const post = samplePost()
  await sendPost(lender.url, post)
  assert.match(await (await fetch(lender.url)).text(), /Сынақбаев/)
  const notice = noticeAbout(post)
  const response = await send(`${lender.url}/notices`, notice, notice.notice_id)
  assert.equal(response.status, 202)
  const { acknowledged_at: acknowledged } = (await response.json()) as { acknowledged_at: string }
  assert.equal(lender.desk.book.lead(post.disclosure_id)?.applicant, undefined)
  assert.doesNotMatch(await (await fetch(lender.url)).text(), /Сынақбаев|77000000001/)
  await operator.heard(1)
  const [told] = operator.told
  assert.equal(told?.path, `/v1/partner/notices/${notice.notice_id}/confirm`)
  assert.ok(told?.isSigned)
  assert.deepEqual(NoticeConfirmation.parse(told?.body), {
    notice_id: notice.notice_id,
    disclosure_id: post.disclosure_id,
    state: 'destroyed',
    at: acknowledged,
  })
})

test('a notice twice is one destruction; the lead cannot come back after it', async () => {
  await using operator = await startOperator([500, 500, 500])
  await using lender = await startLender(sampleConfig(operator.url, QUIET))
  const post = samplePost()
  await sendPost(lender.url, post)
  const notice = noticeAbout(post)
  const deliver = async () =>
    (await send(`${lender.url}/notices`, notice, notice.notice_id)).json() as Promise<object>
  const first = await deliver()
  await operator.heard(3)
  assert.deepEqual(await deliver(), first, 'the same moment')
  await operator.heard(4)
  assert.equal(operator.told[3]?.body['state'], 'destroyed', 'tried again, with the same result')
  const response = await sendPost(lender.url, post)
  assert.deepEqual(await response.json(), { status: 'refused', reason: 'blocked' })
  assert.equal(lender.desk.book.lead(post.disclosure_id)?.applicant, undefined)
})

test('a notice about data the lender does not hold is confirmed as such, and bars a late post', async () => {
  await using operator = await startOperator()
  await using lender = await startLender(sampleConfig(operator.url, QUIET))
  const post = samplePost()
  const notice = noticeAbout(post)
  await send(`${lender.url}/notices`, notice, notice.notice_id)
  await operator.heard(1)
  assert.equal(operator.told[0]?.body['state'], 'not_held')
  const late = await sendPost(lender.url, post)
  assert.deepEqual(await late.json(), { status: 'refused', reason: 'blocked' })
})

test('after a notice no outcome of that lead is told any more', async () => {
  await using operator = await startOperator()
  await using lender = await startLender(sampleConfig(operator.url, { OUTCOME_DELAY_MS: '120' }))
  const post = samplePost()
  await sendPost(lender.url, post)
  const notice = noticeAbout(post)
  await send(`${lender.url}/notices`, notice, notice.notice_id)
  await operator.heard(1)
  await new Promise((resolve) => setTimeout(resolve, 300))
  assert.deepEqual(
    operator.told.map(({ path }) => path),
    [`/v1/partner/notices/${notice.notice_id}/confirm`],
  )
})
