import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  NEVER_SEEN_FINAL_AFTER_MS,
  NeverSeen,
  Notice,
  NoticeConfirmation,
  OUTCOME_EVENTS,
  Outcome,
  Post,
  PostAnswer,
  postFor,
  SIGNATURE_TOLERANCE_MS,
} from './lender.ts'
import { Problem } from './problem.ts'

const LEAD = '01970000-0000-7000-8000-000000000001'
const DISCLOSURE = '01970000-0000-7000-8000-000000000002'

const post = {
  lead_id: LEAD,
  disclosure_id: DISCLOSURE,
  purpose: 'contract',
  applicant: { family_name: 'Сынақ', phone: '+77000000001' },
  request: { amount: 120_000, currency: 'KZT', term_days: 30 },
  consent: {
    consent_id: '01970000-0000-7000-8000-000000000003',
    granted_at: '2026-11-22T09:00:00.000Z',
    expires_at: '2027-11-22T09:00:00.000Z',
    locale: 'kk',
    text_sha256: 'a'.repeat(64),
    text_url: 'https://operator.example/t/aaaa',
    receipt: {
      format: 'kelisim-receipt/1',
      log: { origin: 'log.example', vkey: 'log.example+0+A' },
      entry: 'e30=',
      proof: 'c2sp.org/tlog-proof@v1',
    },
  },
  restrictions: {
    use_only_for: 'contract',
    no_onward_transfer: true,
    destroy_by: '2027-11-22T09:00:00.000Z',
  },
  callback: `https://operator.example/v1/partner/leads/${LEAD}/outcomes`,
}

/** Every place in the post where an object stands whose members we name. */
const STRICT_PLACES: readonly (readonly string[])[] = [
  [],
  ['request'],
  ['consent'],
  ['restrictions'],
  ['consent', 'receipt'],
  ['consent', 'receipt', 'log'],
]

test('a complete post is read as it was written', () => {
  assert.deepEqual(Post.parse(structuredClone(post)), post)
})

test('I9: an unknown key is refused at every place of a post', () => {
  for (const place of STRICT_PLACES) {
    const changed: Record<string, unknown> = structuredClone(post)
    const target = place.reduce((at, name) => at[name] as Record<string, unknown>, changed)
    target['iban'] = 'KZ00'
    assert.equal(Post.safeParse(changed).success, false, `at /${place.join('/')}`)
  }
})

test('every member of a post is needed: silence is not a permission (I8)', () => {
  for (const place of STRICT_PLACES) {
    const whole: Record<string, unknown> = structuredClone(post)
    const part = place.reduce((at, step) => at[step] as Record<string, unknown>, whole)
    const names = Object.keys(part)
    for (const name of names) {
      const changed: Record<string, unknown> = structuredClone(post)
      const target = place.reduce((at, step) => at[step] as Record<string, unknown>, changed)
      delete target[name]
      assert.equal(Post.safeParse(changed).success, false, `without /${[...place, name].join('/')}`)
    }
  }
})

test('I9: postFor lets through the agreed fields and no other, whatever its name', () => {
  const Agreed = postFor(['family_name', 'phone'])
  assert.equal(Agreed.safeParse(post).success, true)
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/), (field) => {
      fc.pre(field !== 'family_name' && field !== 'phone')
      const wider = { ...post, applicant: { ...post.applicant, [field]: 'x' } }
      assert.equal(Agreed.safeParse(wider).success, false)
    }),
  )
})

test('a fault of a post names the place and not the value (I11)', () => {
  const wider = { ...post, applicant: { phone: '+77000000001', home_address: 'Қабанбай 1' } }
  const result = postFor(['phone']).safeParse(wider)
  assert.equal(result.success, false)
  assert.doesNotMatch(JSON.stringify(result.error?.issues), /Қабанбай|77000000001/)
})

test('values that are no text, empty or too long are refused', () => {
  for (const value of ['', 'x'.repeat(501), 5, null, { nested: true }, ['x']]) {
    const changed = { ...post, applicant: { phone: value } }
    assert.equal(Post.safeParse(changed).success, false, JSON.stringify(value)?.slice(0, 20))
  }
})

test('a post for another purpose, currency or with onward transfer is refused (94-V art. 14)', () => {
  const changes = [
    { purpose: 'direct_marketing' },
    { request: { ...post.request, currency: 'USD' } },
    { request: { ...post.request, amount: 0 } },
    { request: { ...post.request, amount: 1000.5 } },
    { restrictions: { ...post.restrictions, no_onward_transfer: false } },
    { restrictions: { ...post.restrictions, use_only_for: 'direct_marketing' } },
    { callback: 'javascript:alert(1)' },
    {
      consent: {
        ...post.consent,
        receipt: { ...post.consent.receipt, format: 'kelisim-receipt/2' },
      },
    },
  ]
  for (const change of changes) {
    assert.equal(Post.safeParse({ ...post, ...change }).success, false, JSON.stringify(change))
  }
})

test('an answer that is nearly one of the three is none', () => {
  const wrong = [
    { status: 'accepted' },
    { status: 'accepted', partner_ref: '' },
    { status: 'accepted', partner_ref: 'a b' },
    { status: 'accepted', partner_ref: 'S-1', name: 'x' },
    { status: 'refused' },
    { status: 'refused', reason: 'ugly' },
    { status: 'pending', partner_ref: 'S-1' },
    { status: 'ok' },
    null,
    'accepted',
  ]
  for (const answer of wrong) assert.equal(PostAnswer.safeParse(answer).success, false)
  assert.equal(PostAnswer.safeParse({ status: 'accepted', partner_ref: 'S-1' }).success, true)
})

test('an outcome says one of eight events and no free text', () => {
  const outcome = {
    event_id: LEAD,
    lead_id: LEAD,
    disclosure_id: LEAD,
    event: 'issued',
    occurred_at: '2026-11-22T09:00:00Z',
  }
  for (const event of OUTCOME_EVENTS) {
    assert.equal(Outcome.safeParse({ ...outcome, event }).success, true)
  }
  assert.equal(Outcome.safeParse({ ...outcome, event: 'returned' }).success, false)
  assert.equal(Outcome.safeParse({ ...outcome, comment: 'called the wife' }).success, false)
  const contract = { number: 'L-71/2026', from: '2026-11-22', until: '2026-12-22' }
  assert.equal(Outcome.safeParse({ ...outcome, event: 'issued', contract }).success, true)
  assert.equal(Outcome.safeParse({ ...outcome, event: 'contacted', contract }).success, false)
  const sum = { ...contract, sum: 100_000 }
  assert.equal(Outcome.safeParse({ ...outcome, event: 'issued', contract: sum }).success, false)
  const back = { ...contract, until: '2026-11-01' }
  assert.equal(Outcome.safeParse({ ...outcome, event: 'issued', contract: back }).success, false)
  assert.equal(Outcome.safeParse({ ...outcome, amount: -1 }).success, false)
  for (const id of ['lead_id', 'disclosure_id']) {
    assert.equal(Outcome.safeParse({ ...outcome, [id]: undefined }).success, false, id)
  }
  assert.equal(Outcome.safeParse({ ...outcome, occurred_at: '22.11.2026' }).success, false)
})

test('a notice is a withdrawal or a destruction, and its confirmation says which state holds', () => {
  const notice = {
    notice_id: LEAD,
    kind: 'withdrawn',
    lead_id: LEAD,
    disclosure_id: DISCLOSURE,
    due: '2026-12-14T00:00:00Z',
  }
  assert.equal(Notice.safeParse(notice).success, true)
  assert.equal(Notice.safeParse({ ...notice, kind: 'block' }).success, true)
  assert.equal(Notice.safeParse({ ...notice, kind: 'forget' }).success, false)
  assert.equal(Notice.safeParse({ ...notice, kind: 'corrected' }).success, false)
  assert.equal(Notice.safeParse({ ...notice, corrected: { city: 'x' } }).success, false)
  const confirmation = { notice_id: LEAD, disclosure_id: DISCLOSURE, at: '2026-12-01T00:00:00Z' }
  for (const state of ['destroyed', 'not_held']) {
    assert.equal(NoticeConfirmation.safeParse({ ...confirmation, state }).success, true)
  }
  assert.equal(NoticeConfirmation.safeParse({ ...confirmation, state: 'kept' }).success, false)
})

test('a never-seen answer names the disclosure; a bare 404 is not one', () => {
  const seen = { title: 'Never seen', status: 404, code: 'never_seen', disclosure_id: DISCLOSURE }
  assert.equal(NeverSeen.safeParse(seen).success, true)
  assert.equal(NeverSeen.safeParse({ title: 'Not Found', status: 404 }).success, false)
  assert.equal(NeverSeen.safeParse({ ...seen, status: 410 }).success, false)
  assert.ok(NEVER_SEEN_FINAL_AFTER_MS > SIGNATURE_TOLERANCE_MS)
})

test('RFC 9457 3.2: members nobody knows are dropped from a problem, not passed on', () => {
  const read = Problem.parse({ title: 'No', status: 422, balance: 30, errors: [] })
  assert.deepEqual(read, { type: 'about:blank', title: 'No', status: 422, errors: [] })
  assert.equal(Problem.safeParse({ title: 'No', status: 200 }).success, false)
})
