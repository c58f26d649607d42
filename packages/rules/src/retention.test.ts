import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ConsentId, DAY, moment } from '@kelisim/terms'
import fc from 'fast-check'
import { EXAMPLE } from './example-policy.ts'
import type { ConsentFact } from './question.ts'
import { dueForDestruction, type Held } from './retention.ts'

const START = moment(1_790_000_000_000)
const days = (count: number) => moment(START + count * DAY)
const CONTRACT: ConsentFact = {
  id: 'contract' as ConsentId,
  purpose: 'contract',
  operations: ['store'],
  fields: ['last_name', 'phone', 'iin', 'email'],
  grantedAt: START,
  expiresAt: days(30),
}
const MARKETING: ConsentFact = {
  ...CONTRACT,
  id: 'marketing' as ConsentId,
  purpose: 'marketing',
  channel: 'sms',
  fields: ['phone'],
  expiresAt: days(365),
}
const HELD: Held = {
  consents: [CONTRACT],
  obligations: [],
  hold: false,
  fields: ['last_name', 'iin', 'phone'].map((id) => ({ id, collectedAt: START })),
}

test('R-66: data live until their consent ends, to the millisecond', () => {
  const before = dueForDestruction(EXAMPLE, HELD, moment(days(30) - 1))
  assert.deepEqual(before, { subject: false, boxes: [], fields: [] })
  assert.deepEqual(dueForDestruction(EXAMPLE, HELD, days(30)), {
    subject: true,
    boxes: ['identity', 'contact'],
    fields: ['last_name', 'iin', 'phone'],
  })
})

test('R-45: a withdrawal ends what the consent kept, at once', () => {
  const withdrawn = { ...HELD, consents: [{ ...CONTRACT, withdrawnAt: days(3) }] }
  assert.equal(dueForDestruction(EXAMPLE, withdrawn, moment(days(3) - 1)).subject, false)
  assert.equal(dueForDestruction(EXAMPLE, withdrawn, days(3)).subject, true)
})

test('R-35: the earliest end wins: no consent keeps longer than its purpose may', () => {
  const longer = { ...HELD, consents: [{ ...CONTRACT, expiresAt: days(300) }] }
  assert.equal(dueForDestruction(EXAMPLE, longer, days(30)).subject, true)
})

test('R-36: another purpose keeps its own fields and nothing else', () => {
  const both = { ...HELD, consents: [CONTRACT, MARKETING] }
  assert.deepEqual(dueForDestruction(EXAMPLE, both, days(40)), {
    subject: false,
    boxes: ['identity'],
    fields: ['last_name', 'iin'],
  })
  const mixed = { ...both, fields: [...both.fields, { id: 'email', collectedAt: START }] }
  // The contact box lives on for the phone; the address in it has lost its purpose.
  assert.deepEqual(dueForDestruction(EXAMPLE, mixed, days(40)).fields, [
    'last_name',
    'iin',
    'email',
  ])
})

test('R-36: an obligation keeps what was once consented to, a hold keeps everything', () => {
  const obliged = { ...HELD, obligations: ['contract'] }
  assert.equal(dueForDestruction(EXAMPLE, obliged, days(400)).subject, false)
  assert.deepEqual(
    dueForDestruction(EXAMPLE, { ...obliged, consents: [] }, days(1)).boxes.length,
    2,
  )
  assert.equal(dueForDestruction(EXAMPLE, { ...HELD, hold: true }, days(400)).subject, false)
})

test('R-38: the right to see data keeps none of them', () => {
  assert.equal(dueForDestruction(EXAMPLE, { ...HELD, consents: [] }, START).subject, true)
})

test('R-54: a value whose field the policy dropped has no purpose left', () => {
  const odd = { ...HELD, fields: [...HELD.fields, { id: 'gone', collectedAt: START }] }
  const found = dueForDestruction(EXAMPLE, odd, days(1))
  assert.deepEqual(found, { subject: false, boxes: [], fields: ['gone'] })
})

test('R-35: time alone only adds to what is due', () => {
  const ids = EXAMPLE.fields.map(({ id }) => id)
  const anyDay = fc.integer({ min: 0, max: 400 }).map(days)
  const anyConsent = fc.record({
    id: fc.constant('one' as ConsentId),
    purpose: fc.constantFrom('contract', 'marketing'),
    operations: fc.constant(['store']),
    fields: fc.subarray(ids),
    grantedAt: fc.constant(START),
    expiresAt: anyDay,
  })
  const anyHeld = fc.record({
    consents: fc.array(anyConsent, { maxLength: 4 }),
    obligations: fc.constantFrom<string[]>([], ['contract']),
    hold: fc.constant(false),
    fields: fc.subarray(ids).map((some) => some.map((id) => ({ id, collectedAt: START }))),
  })
  fc.assert(
    fc.property(anyHeld, anyDay, anyDay, (held, one, other) => {
      const earlier = dueForDestruction(EXAMPLE, held, one < other ? one : other)
      const later = dueForDestruction(EXAMPLE, held, one < other ? other : one)
      assert.ok(earlier.fields.every((field) => later.fields.includes(field)))
      assert.ok(!earlier.subject || later.subject)
    }),
  )
})
