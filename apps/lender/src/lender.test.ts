import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { NeverSeen, Outcome, PostAnswer, Problem } from '@kelisim/api'
import { newSigner } from '@kelisim/ledger'
import { Behaviour, conduct, HOME_CREDIT_MIX } from './behaviour.ts'
import { startLender } from './lender.ts'
import {
  askStatus,
  LOG,
  SECRET,
  sampleConfig,
  samplePost,
  send,
  sendPost,
  startOperator,
} from './sample.ts'

const NOBODY = 'http://127.0.0.1:9'
/** No outcome within a test that does not ask for one. */
const QUIET = { OUTCOME_DELAY_MS: '3600000' }

async function control(url: string, changes: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${url}/control`, { method: 'POST', headers, body: JSON.stringify(changes) })
}

test('a lead with a true receipt is accepted, and its status says the same', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  const post = samplePost()
  const response = await sendPost(lender.url, post)
  assert.equal(response.status, 201)
  const answer = PostAnswer.parse(await response.json())
  const status = await askStatus(lender.url, post.disclosure_id)
  assert.equal(status.status, 200)
  assert.deepEqual(await status.json(), answer)
})

test('I12: the same disclosure twice is one lead with one answer', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  const post = samplePost()
  const answers = await Promise.all([1, 2, 3].map(() => sendPost(lender.url, post)))
  const bodies = await Promise.all(answers.map((answer) => answer.json()))
  assert.deepEqual(bodies[1], bodies[0])
  assert.deepEqual(bodies[2], bodies[0])
  assert.equal(lender.desk.book.leads().length, 1)
})

test('the book tells this machine how often a lead came, and nothing of a person', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  const post = samplePost()
  await sendPost(lender.url, post)
  await sendPost(lender.url, post)
  const text = await (await fetch(`${lender.url}/book.json`)).text()
  assert.doesNotMatch(text, /Сынақбаев|77000000001/)
  const [line] = JSON.parse(text) as { disclosureId: string; arrivals: number }[]
  assert.deepEqual([line?.disclosureId, line?.arrivals], [post.disclosure_id, 2])
})

test('reserved amounts ask for each answer of the contract', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  const cases: readonly (readonly [number, number, object])[] = [
    [10_002, 200, { status: 'refused', reason: 'duplicate' }],
    [10_003, 200, { status: 'refused', reason: 'criteria' }],
    [10_004, 202, { status: 'pending' }],
  ]
  for (const [amount, status, body] of cases) {
    const response = await sendPost(lender.url, samplePost({ amount }))
    assert.equal(response.status, status)
    assert.deepEqual(await response.json(), body)
  }
  const broken = samplePost({ amount: 10_006 })
  assert.equal((await sendPost(lender.url, broken)).status, 500)
  assert.equal((await askStatus(lender.url, broken.disclosure_id)).status, 404, 'not stored')
})

test('a lead that is refused leaves no personal data with the lender', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  const post = samplePost({ amount: 10_003 })
  await sendPost(lender.url, post)
  assert.equal(lender.desk.book.lead(post.disclosure_id)?.applicant, undefined)
  assert.doesNotMatch(await (await fetch(lender.url)).text(), /Сынақбаев/)
})

test('a lead that times out was stored: the status query finds it, a repeat is answered', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  const post = samplePost({ amount: 10_005 })
  await assert.rejects(sendPost(lender.url, post, { deadlineMs: 200 }), { name: 'TimeoutError' })
  const status = await askStatus(lender.url, post.disclosure_id)
  assert.equal(status.status, 200)
  assert.equal(PostAnswer.parse(await status.json()).status, 'accepted')
  assert.equal((await sendPost(lender.url, post)).status, 201)
})

test('a disclosure that never came is said so by name', async () => {
  await using lender = await startLender(sampleConfig(NOBODY))
  const id = randomUUID()
  const response = await askStatus(lender.url, id)
  assert.equal(response.status, 404)
  assert.equal(NeverSeen.parse(await response.json()).disclosure_id, id)
})

test('I9: an unknown key or a field outside the agreement is refused, and the answer repeats no value', async () => {
  await using lender = await startLender(sampleConfig(NOBODY))
  const post = samplePost()
  const wider = [
    { ...post, note: 'Құпия' },
    { ...post, applicant: { ...post.applicant, home_address: 'Құпия көшесі 1' } },
    { ...post, request: { ...post.request, purpose: 'Құпия' } },
    { ...post, consent: { ...post.consent, receipt: { ...post.consent.receipt, x: 'Құпия' } } },
  ]
  for (const body of wider) {
    const response = await send(`${lender.url}/leads`, body, post.disclosure_id)
    assert.equal(response.status, 422)
    assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json(;|$)/)
    const text = await response.text()
    assert.equal(Problem.parse(JSON.parse(text)).code, 'invalid_input')
    assert.doesNotMatch(text, /Құпия|Сынақбаев/)
  }
  assert.equal(lender.desk.book.leads().length, 0)
})

test('a message that is unsigned, stale, or signed for another matter is refused', async () => {
  await using lender = await startLender(sampleConfig(NOBODY))
  const post = samplePost()
  const stranger = `whsec_${Buffer.alloc(32, 6).toString('base64')}`
  const cases: readonly (readonly [object, number])[] = [
    [{ secret: stranger }, 401],
    [{ at: Date.now() - 6 * 60_000 }, 401],
    [{ at: Date.now() + 6 * 60_000 }, 401],
    [{ id: randomUUID() }, 422],
    [{ key: randomUUID() }, 422],
  ]
  for (const [spoilt, status] of cases) {
    assert.equal((await sendPost(lender.url, post, spoilt)).status, status, JSON.stringify(spoilt))
  }
  const bare = await fetch(`${lender.url}/leads/${post.disclosure_id}`)
  assert.equal(bare.status, 401)
  assert.equal((await askStatus(lender.url, post.disclosure_id, randomUUID())).status, 422)
  assert.equal(lender.desk.book.leads().length, 0)
})

test('while a secret is rotated the old and the new one are good', async () => {
  const next = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const config = sampleConfig(NOBODY, { ...QUIET, SHARED_SECRET: `${next} ${SECRET}` })
  await using lender = await startLender(config)
  for (const secret of [SECRET, next]) {
    assert.equal((await sendPost(lender.url, samplePost(), { secret })).status, 201)
  }
})

test('R-58: a lead whose receipt does not hold for exactly it is refused and not kept', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  const other = newSigner('log.operator.example', new Uint8Array(32).fill(8))
  const post = samplePost()
  const entry = Buffer.from(post.consent.receipt.entry, 'base64').toString()
  const forged = Buffer.from(entry.replace('income', 'iin')).toString('base64')
  const cases: readonly (readonly [string, typeof post])[] = [
    ['other_key', samplePost({ log: other })],
    ['other_consent', samplePost({ granted: { consent: randomUUID() } })],
    ['other_recipient', samplePost({ granted: { recipient: 'ules' } })],
    ['other_purpose', samplePost({ granted: { purpose: 'direct_marketing' } })],
    ['expired', samplePost({ granted: { expiresAt: '2020-01-01T00:00:00.000Z' } })],
    ['expired', samplePost({ granted: { expiresAt: 'never' } })],
    ['not_a_consent', samplePost({ granted: { fields: 'all' } })],
    ['more_than_consented', samplePost({ applicant: { last_name: 'Сынақбаев', iin: '1' } })],
    ['other_text', { ...post, consent: { ...post.consent, text_sha256: 'b'.repeat(64) } }],
    [
      'inclusion_fails',
      {
        ...samplePost(),
        consent: { ...post.consent, receipt: { ...post.consent.receipt, entry: forged } },
      },
    ],
  ]
  for (const [fault, lead] of cases) {
    const response = await sendPost(lender.url, lead)
    assert.deepEqual(await response.json(), { status: 'refused', reason: 'other' }, fault)
    const kept = lender.desk.book.lead(lead.disclosure_id)
    assert.equal(kept?.receipt.ok, false)
    if (fault !== 'inclusion_fails') {
      assert.deepEqual(kept?.receipt, { ok: false, fault })
    }
    assert.equal(kept?.applicant, undefined)
  }
})

test('a lender that was given no log key keeps to the first one it saw', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, { ...QUIET, LOG_VKEY: '' }))
  assert.equal((await sendPost(lender.url, samplePost())).status, 201)
  assert.equal(lender.desk.logVkey, LOG.vkey)
  const other = newSigner('log.operator.example', new Uint8Array(32).fill(8))
  const response = await sendPost(lender.url, samplePost({ log: other }))
  assert.deepEqual(await response.json(), { status: 'refused', reason: 'other' })
})

test('outcomes arrive signed, in order, each with its own id', async () => {
  await using operator = await startOperator()
  await using lender = await startLender(sampleConfig(operator.url))
  const post = samplePost()
  await sendPost(lender.url, post)
  await operator.heard(4)
  const outcomes = operator.told.map(({ body }) => Outcome.parse(body))
  assert.deepEqual(
    outcomes.map(({ event }) => event),
    ['contacted', 'approved', 'contract_signed', 'issued'],
  )
  assert.equal(new Set(outcomes.map((outcome) => outcome.event_id)).size, 4)
  assert.equal(outcomes[3]?.amount, 10_001)
  for (const { path, isSigned, id, body } of operator.told) {
    assert.equal(path, `/v1/partner/leads/${post.lead_id}/outcomes`)
    assert.deepEqual([body['lead_id'], body['disclosure_id']], [post.lead_id, post.disclosure_id])
    assert.ok(isSigned)
    assert.equal(id, body['event_id'])
  }
})

test('a pending lead is accepted by the time its first outcome is told', async () => {
  await using operator = await startOperator()
  await using lender = await startLender(sampleConfig(operator.url))
  const post = samplePost({ amount: 10_004 })
  assert.equal((await sendPost(lender.url, post)).status, 202)
  await operator.heard(1)
  const status = await askStatus(lender.url, post.disclosure_id)
  assert.equal(PostAnswer.parse(await status.json()).status, 'accepted')
})

test('a loan of 150 MCI and more has a cooling-off period before it is paid out (L-14)', async () => {
  const behaviour = Behaviour.parse({
    latency_ms: [0, 0],
    refusal_share: 0,
    timeout_share: 0,
    outage: 'none',
    outcome_delay_ms: 0,
    notice_delay_ms: 0,
    mix: { ...HOME_CREDIT_MIX, refused: 0, cancelled: 0, unused: 0 },
  })
  assert.ok(conduct('s', 'd', 648_750, behaviour).fate.includes('cooling_off'))
  assert.ok(!conduct('s', 'd', 648_749, behaviour).fate.includes('cooling_off'))
})

test('an outcome the operator did not take is told again with the same id, up to a limit', async () => {
  await using operator = await startOperator([500, 301, 204, 410, 500, 500, 500])
  await using lender = await startLender(sampleConfig(operator.url))
  const post = samplePost()
  await sendPost(lender.url, post)
  // contacted: 3 attempts, taken; approved: 1, gone; contract_signed: 3, given up; issued: 1.
  await operator.heard(8)
  const told = operator.told.map(({ body }) => body['event'])
  assert.deepEqual(told, [
    ...Array.from({ length: 3 }, () => 'contacted'),
    'approved',
    ...Array.from({ length: 3 }, () => 'contract_signed'),
    'issued',
  ])
  assert.equal(new Set(operator.told.slice(0, 3).map(({ id }) => id)).size, 1)
  assert.ok(operator.told.every(({ isSigned }) => isSigned))
  assert.deepEqual(
    lender.desk.book
      .lead(post.disclosure_id)
      ?.told.slice(0, 3)
      .map(({ result }) => result),
    ['delivered', 'undelivered', 'undelivered'],
  )
})

test('an outage can be switched on and off; health does not depend on it', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  const post = samplePost()
  assert.equal((await control(lender.url, { outage: 'error' })).status, 200)
  assert.equal((await sendPost(lender.url, post)).status, 503)
  await control(lender.url, { outage: 'silent' })
  const silent = fetch(`${lender.url}/leads/x`, { signal: AbortSignal.timeout(100) })
  await assert.rejects(silent, { name: 'TimeoutError' })
  assert.equal((await fetch(`${lender.url}/healthz`)).status, 200)
  await control(lender.url, { outage: 'none' })
  assert.equal((await sendPost(lender.url, post)).status, 201)
})

test('the control takes a known behaviour and nothing else', async () => {
  await using lender = await startLender(sampleConfig(NOBODY))
  const before = lender.desk.behaviour
  for (const changes of [{ outage: 'maybe' }, { latency_ms: [5, 1] }, { seed: 1 }, [], 'x']) {
    assert.equal(
      (await control(lender.url, changes as object)).status,
      422,
      JSON.stringify(changes),
    )
  }
  const plain = await fetch(`${lender.url}/control`, { method: 'POST', body: '{"outage":"error"}' })
  assert.equal(plain.status, 415, 'a foreign page can send only this kind')
  assert.deepEqual(lender.desk.behaviour, before)
})

test('latency, silence and refusal come in the shares that were set', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  await control(lender.url, { latency_ms: [80, 80] })
  const start = performance.now()
  await sendPost(lender.url, samplePost())
  assert.ok(performance.now() - start >= 75)
  await control(lender.url, { latency_ms: [0, 0], refusal_share: 1 })
  const refused = await sendPost(lender.url, samplePost({ amount: 50_000 }))
  assert.deepEqual(await refused.json(), { status: 'refused', reason: 'criteria' })
})

test('the page is read in three languages, without script, and text stays text', async () => {
  await using lender = await startLender(sampleConfig(NOBODY, QUIET))
  await sendPost(lender.url, samplePost({ applicant: { last_name: '<b onclick=x>Сынақ' } }))
  const pages = await Promise.all(
    ['kk', 'ru', 'en'].map(async (lang) => (await fetch(`${lender.url}/?lang=${lang}`)).text()),
  )
  assert.equal(new Set(pages).size, 3)
  for (const page of pages) {
    assert.match(page, /&lt;b onclick=x&gt;Сынақ/)
    assert.doesNotMatch(page, /<script|<b onclick/)
  }
  assert.match((await fetch(lender.url)).headers.get('content-security-policy') ?? '', /'none'/)
  assert.match(await (await fetch(lender.url)).text(), /<html lang="kk">/)
  assert.equal((await fetch(`${lender.url}/assets/tokens.css`)).status, 200)
  assert.equal((await fetch(`${lender.url}/assets/..%2fpackage.json`)).status, 404)
})

test('a lender with a connection held open and work to do stops at once', async () => {
  const lender = await startLender(sampleConfig(NOBODY, { RETRY_MS: '0,60000' }))
  await sendPost(lender.url, samplePost())
  const hanging = sendPost(lender.url, samplePost({ amount: 10_005 })).catch(() => 'closed')
  await new Promise((resolve) => setTimeout(resolve, 50))
  const start = performance.now()
  await lender.stop()
  assert.ok(performance.now() - start < 1_000)
  assert.equal(await hanging, 'closed')
})
