import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileTables } from '@kelisim/policy'
import {
  type ConsentId,
  DAY,
  type Moment,
  moment,
  OPERATIONS,
  type SubjectId,
} from '@kelisim/terms'
import { decide, decideInterned, isPermit } from './decide.ts'
import { FACTS, NEAR, PROCESSING, PROVIDE, USE } from './example-person.ts'
import { disclosableFields } from './disclosable.ts'
import { EXAMPLE, EXAMPLE_TABLES as TABLES, EXAMPLE_WIDE } from './example-policy.ts'
import { SPACE_AT as AT } from './example-space.ts'
import { internFacts, internQuestion } from './intern.ts'
import { plainReading } from './plain-reading.ts'
import type { ConsentFact, Facts, Question } from './question.ts'

const anyOf = <Value>(...values: readonly Value[]) => fc.constantFrom(...values)
/** Mostly what leads to a permit, so that the rarer words are met on the way and not at the door. */
const mostly = <Value>(usual: Value, ...rare: readonly Value[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: anyOf(...rare) })
const anyMoment = fc.integer({ min: -3, max: 3 }).map((days) => moment(AT + days * DAY))
const COMMON = ['last_name', 'first_name', 'phone', 'iin', 'birth_date']
const ALL_FIELDS = EXAMPLE.fields.map(({ id }) => id)
const anyFields = fc.oneof(
  { weight: 6, arbitrary: fc.uniqueArray(anyOf(...COMMON.slice(0, 3)), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.uniqueArray(anyOf(...ALL_FIELDS, 'shoe_size'), { maxLength: 5 }) },
)
const anyTick = anyOf<Partial<ConsentFact>>(
  { purpose: 'contract' },
  { purpose: 'contract' },
  { purpose: 'contract', recipient: 'near' },
  { purpose: 'contract', recipient: 'far' },
  { purpose: 'contract', recipient: 'stranger' },
  { purpose: 'contract', channel: 'sms' },
  { purpose: 'marketing', channel: 'sms' },
  { purpose: 'marketing', channel: 'email' },
  { purpose: 'own_offers', channel: 'sms' },
  { purpose: 'statistics' },
)
const anyConsent: fc.Arbitrary<ConsentFact> = fc
  .tuple(
    anyTick,
    fc.record(
      {
        id: fc.uuid().map((id) => id as ConsentId),
        operations: fc.oneof(fc.constant([...OPERATIONS]), fc.subarray([...OPERATIONS])),
        fields: fc.oneof(fc.constant(ALL_FIELDS), fc.subarray(COMMON, { minLength: 2 })),
        grantedAt: mostly(moment(AT - 3 * DAY), moment(AT - DAY), AT, moment(AT + DAY)),
        expiresAt: mostly(moment(AT + 9 * DAY), moment(AT - DAY), AT, moment(AT + DAY)),
        withdrawnAt: anyMoment,
      },
      { requiredKeys: ['id', 'operations', 'fields', 'grantedAt', 'expiresAt'] },
    ),
  )
  .map(([tick, consent]) => ({ ...consent, ...tick }) as ConsentFact)
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  subject: fc.constant('somebody' as SubjectId),
  state: mostly<Facts['state']>('live', 'blocked', 'restricted', 'destroyed'),
  subjectCategories: mostly(
    ['potential_borrower'],
    ['client'],
    ['potential_borrower', 'client'],
    [],
  ),
  consents: fc.array(anyConsent, { maxLength: 7 }),
  suspendedRecipients: mostly<string[]>([], ['near'], ['nowhere']),
  suspendedPurposes: mostly<string[]>([], ['contract'], ['marketing'], ['gossip']),
  obligations: anyOf<string[]>([], ['contract'], ['marketing', 'nothing']),
})
const anyAct = anyOf<Partial<Question>>(
  { role: 'clerk', operation: 'use', purpose: 'contract' },
  { role: 'system', operation: 'store', purpose: 'contract' },
  { role: 'applicant', operation: 'collect', purpose: 'contract' },
  { role: 'system', operation: 'provide', purpose: 'contract', recipient: 'near' },
  { role: 'system', operation: 'provide', purpose: 'contract', recipient: 'near' },
  { role: 'system', operation: 'provide', purpose: 'contract', recipient: 'far' },
  { role: 'system', operation: 'use', purpose: 'contract', recipient: 'near' },
  { role: 'system', operation: 'use', purpose: 'marketing', channel: 'sms' },
  { role: 'system', operation: 'use', purpose: 'marketing', channel: 'email' },
  { role: 'system', operation: 'use', purpose: 'own_offers', channel: 'sms' },
  { role: 'system', operation: 'extract', purpose: 'marketing' },
  { role: 'system', operation: 'depersonalise', purpose: 'statistics' },
  { role: 'officer', operation: 'extract', purpose: 'rights' },
  { role: 'system', operation: 'use', purpose: 'rights', channel: 'sms' },
)
const anyChange = fc.record(
  {
    role: anyOf('system', 'clerk', 'applicant', 'officer', 'nobody'),
    operation: anyOf(...OPERATIONS, 'copy'),
    purpose: anyOf('contract', 'marketing', 'own_offers', 'rights', 'statistics', 'gossip'),
    policy: anyOf('another'),
    recipient: anyOf('near', 'far', 'stranger', 'nowhere'),
    channel: anyOf('sms', 'email', 'pigeon'),
  },
  { requiredKeys: [] },
)
const anyQuestion: fc.Arbitrary<Question> = fc
  .tuple(
    anyAct,
    fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: anyChange }),
    anyFields,
    mostly(AT, moment(AT - DAY), moment(AT + DAY), moment(AT + 400 * DAY)),
  )
  .map(([act, change, fields, at]) => {
    return { policy: EXAMPLE.hash, ...act, ...change, fields, at } as Question
  })

test('I1: a permit is made by decide alone; copies, casts and relatives are none', () => {
  const permit = decide(TABLES, USE, FACTS)
  assert.ok(isPermit(permit))
  assert.equal(isPermit({ ...permit }), false)
  assert.equal(isPermit(structuredClone({ ...permit })), false)
  assert.equal(isPermit(Object.create(permit)), false)
  assert.equal(isPermit(Object.create(Object.getPrototypeOf(permit))), false)
  assert.equal(isPermit(new Proxy(permit, {})), false)
  for (const other of [undefined, null, 'permit', 7, [], () => permit]) {
    assert.equal(isPermit(other), false)
  }
  // The maker cannot be reached through what it made.
  assert.equal(permit.constructor, Object)
  const refused = decide(TABLES, { ...USE, role: 'nobody' }, FACTS)
  assert.equal(isPermit(refused), false)
})

test('I1: a permit cannot be changed afterwards, nor through what was asked', () => {
  const fields = ['phone']
  const permit = decide(TABLES, { ...USE, fields }, FACTS)
  assert.ok(isPermit(permit))
  fields.push('iin')
  assert.deepEqual(permit.fields, ['phone'])
  assert.throws(() => Object.assign(permit, { fields: ['iin'] }), TypeError)
  assert.throws(() => Object.assign(permit.fields, { 0: 'iin' }), TypeError)
  assert.throws(() => Object.assign(Object.getPrototypeOf(permit), { fields: ['iin'] }), TypeError)
  assert.ok(Object.isFrozen(permit.consents) && Object.isFrozen(permit.obligations))
})

test('I1: numbers and words cannot be mixed by hand into a wider permit', () => {
  const genuine = internQuestion(TABLES, USE)
  const facts = internFacts(TABLES, FACTS)
  const words = { ...genuine.words, fields: ['iin'] }
  const forged = Object.assign(Object.create(Object.getPrototypeOf(genuine)), {
    ...internals(genuine),
    words,
  })
  assert.throws(() => decideInterned(TABLES, forged, facts))
  assert.throws(() => decideInterned({ ...TABLES }, genuine, facts))
  assert.throws(() => Object.assign(genuine.words, { fields: ['iin'] }), TypeError)
  assert.throws(() => Object.assign(genuine, { words }), TypeError)
  assert.throws(() => Object.assign(genuine.known, { notGranted: undefined }), TypeError)
  assert.throws(() => Object.assign(Object.getPrototypeOf(genuine), { words }), TypeError)
  assert.equal(genuine.constructor, Object)
})

test('I8: of several names that the policy does not know, the first one asked is told', () => {
  const answer = decide(TABLES, { ...USE, fields: ['phone', 'shoe', 'hat'] }, FACTS)
  assert.ok(answer.effect === 'refuse')
  assert.deepEqual([answer.code, answer.where], ['unknown_field', 'shoe'])
})

test('R-46: a permit says what it stands on and what its holder must do', () => {
  const use = decide(TABLES, USE, FACTS)
  assert.deepEqual(
    { ...use },
    {
      effect: 'permit',
      subject: 'somebody',
      role: 'clerk',
      operation: 'use',
      purpose: 'contract',
      fields: ['phone', 'last_name'],
      at: AT,
      policy: EXAMPLE.hash,
      clause: '2.1(C)',
      law: '94-V art. 7(1)',
      ground: 'consent',
      consents: ['processing'],
      obligations: ['record'],
    },
  )
  const provide = decide(TABLES, PROVIDE, FACTS)
  assert.ok(isPermit(provide))
  assert.equal(provide.recipient, 'near')
  assert.deepEqual(provide.consents, ['processing', 'near'])
  assert.deepEqual(provide.obligations, ['record', 'notify_subject'])
  assert.equal(Object.hasOwn(provide, 'channel'), false)
  const marketing = { ...USE, role: 'system', purpose: 'marketing', channel: 'sms' }
  const sms = { ...PROCESSING, id: 'sms' as ConsentId, purpose: 'marketing', channel: 'sms' }
  const message = decide(TABLES, { ...marketing, fields: ['phone'] }, { ...FACTS, consents: [sms] })
  assert.ok(isPermit(message))
  assert.deepEqual([message.channel, message.consents], ['sms', ['sms']])
  const list = decide(TABLES, { ...USE, operation: 'systematise' }, FACTS)
  assert.ok(isPermit(list))
  assert.deepEqual(list.obligations, ['record', 'mask'])
})

test('R-58: an agreement holds from its first moment to its last, Almaty time', () => {
  const at = (text: string): string => {
    const when = moment(Date.parse(text))
    const consents = [PROCESSING, NEAR].map((one) => ({
      ...one,
      grantedAt: moment(0),
      expiresAt: moment(Date.parse('2030-01-01')),
    }))
    const answer = decide(TABLES, { ...PROVIDE, at: when }, { ...FACTS, consents })
    return answer.effect === 'permit' ? 'permit' : answer.code
  }
  assert.equal(at('2026-01-01T18:59:59.999Z'), 'no_agreement')
  assert.equal(at('2026-01-01T19:00:00.000Z'), 'permit')
  assert.equal(at('2026-12-31T18:59:59.999Z'), 'permit')
  assert.equal(at('2026-12-31T19:00:00.000Z'), 'agreement_expired')
})

test('R-66: two consents carry together what neither carries alone', () => {
  const names = { ...PROCESSING, id: 'a' as ConsentId, fields: ['last_name'] }
  const phone = { ...PROCESSING, id: 'b' as ConsentId, fields: ['phone'] }
  const both = decide(TABLES, USE, { ...FACTS, consents: [names, phone] })
  assert.ok(isPermit(both))
  assert.deepEqual(both.consents, ['a', 'b'])
  const one = decide(TABLES, USE, { ...FACTS, consents: [names] })
  assert.ok(one.effect === 'refuse')
  assert.deepEqual([one.code, one.where], ['no_consent', 'phone'])
})

test('R-28: a subject of no category is a missing fact', () => {
  const answer = decide(TABLES, USE, { ...FACTS, subjectCategories: ['stranger'] })
  assert.ok(answer.effect === 'refuse')
  assert.deepEqual([answer.code, answer.where], ['fact_missing', 'subjectCategories'])
})

test('I8: a moment that is no moment gets no permit', () => {
  for (const at of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const rights = { ...USE, role: 'officer', operation: 'extract', purpose: 'rights' }
    const answer = decide(TABLES, { ...rights, at: at as Moment }, FACTS)
    assert.ok(answer.effect === 'refuse')
    assert.deepEqual([answer.code, answer.where], ['fact_missing', 'at'])
  }
})

test('I8, I9: random questions of several fields get the answer of the plain reading', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(anyQuestion, anyFacts, (question, facts) => {
      const answer = decide(TABLES, question, facts)
      const plain = plainReading(EXAMPLE, question, facts)
      const found = answer.effect === 'permit' ? `permit ${answer.ground}` : answer.code
      seen.set(found, (seen.get(found) ?? 0) + 1)
      assert.equal(found, plain.code)
      if (answer.effect === 'refuse') assert.equal(answer.where, plain.where)
    }),
    { numRuns: 20_000 },
  )
  const told = JSON.stringify([...seen])
  for (const answer of ['consent', 'statute', 'obligation']) {
    assert.ok((seen.get(`permit ${answer}`) ?? 0) > 50, told)
  }
  assert.ok(seen.size > 25, told)
})

test('I8, I9: a field beyond the first word of a mask is decided on like any other', () => {
  const tables = compileTables(EXAMPLE_WIDE)
  let permits = 0
  fc.assert(
    fc.property(anyQuestion, anyFacts, (question, facts) => {
      const answer = decide(tables, question, facts)
      const plain = plainReading(EXAMPLE_WIDE, question, facts)
      assert.equal(answer.effect === 'permit' ? `permit ${answer.ground}` : answer.code, plain.code)
      if (answer.effect === 'refuse') assert.equal(answer.where, plain.where)
      else permits++
    }),
    { numRuns: 10_000 },
  )
  assert.ok(permits > 200, String(permits))
})

test('I6: a withdrawal never turns a refusal into a permit', () => {
  fc.assert(
    fc.property(anyQuestion, anyFacts, fc.nat(5), anyMoment, (question, facts, place, at) => {
      const consents = facts.consents.map((consent, index) => {
        return index === place ? { ...consent, withdrawnAt: at } : consent
      })
      const earlier = facts.consents[place]?.withdrawnAt
      fc.pre(earlier === undefined || at <= earlier)
      const before = decide(TABLES, question, facts)
      const after = decide(TABLES, question, { ...facts, consents })
      if (before.effect === 'refuse') assert.equal(after.effect, 'refuse')
    }),
    { numRuns: 5000 },
  )
})

test('I8: silence forbids: fewer consents, obligations or categories never permit more', () => {
  fc.assert(
    fc.property(anyQuestion, anyFacts, fc.nat(5), (question, facts, place) => {
      const before = decide(TABLES, question, facts)
      const fewer = { ...facts, consents: facts.consents.filter((_, index) => index !== place) }
      const poorer = [fewer, { ...facts, obligations: [] }, { ...facts, subjectCategories: [] }]
      for (const less of poorer) {
        if (before.effect === 'refuse') {
          assert.equal(decide(TABLES, question, less).effect, 'refuse')
        }
      }
    }),
    { numRuns: 5000 },
  )
})

test('I8: the same question and facts always get the same answer, and stay as they were', () => {
  fc.assert(
    fc.property(anyQuestion, anyFacts, (question, facts) => {
      const before = JSON.stringify([question, facts])
      const first = { ...decide(TABLES, question, facts) }
      assert.deepEqual(
        { ...decide(TABLES, structuredClone(question), structuredClone(facts)) },
        first,
      )
      assert.equal(JSON.stringify([question, facts]), before)
    }),
    { numRuns: 1000 },
  )
})

test('I9: what can be disclosed is permitted, and any field more is refused', () => {
  let permitted = 0
  fc.assert(
    fc.property(
      anyFacts,
      anyMoment,
      anyOf('near', 'far', 'stranger', 'nowhere'),
      (facts, at, to) => {
        const fields = disclosableFields(TABLES, to, 'contract', facts, at)
        const question = { ...PROVIDE, at, recipient: to }
        if (fields.length > 0 && facts.subjectCategories.length > 0) {
          assert.equal(decide(TABLES, { ...question, fields }, facts).effect, 'permit')
          permitted++
        }
        for (const field of TABLES.fields.filter((one) => !fields.includes(one))) {
          const more = { ...question, fields: [...fields, field] }
          assert.equal(decide(TABLES, more, facts).effect, 'refuse')
        }
      },
    ),
    { numRuns: 15_000 },
  )
  assert.ok(permitted > 20, `only ${permitted} worlds let anything out`)
})

test('R-45: a consent taken back stops the use and every transfer that stood on it', () => {
  const after = { ...FACTS, consents: [{ ...PROCESSING, withdrawnAt: AT }, NEAR] }
  assert.equal(decide(TABLES, USE, after).effect, 'refuse')
  assert.equal(decide(TABLES, PROVIDE, after).effect, 'refuse')
})

test('R-67: an unfulfilled obligation still carries the use after a withdrawal', () => {
  const obliged = { ...FACTS, obligations: ['contract'] }
  const after = { ...obliged, consents: [{ ...PROCESSING, withdrawnAt: AT }, NEAR] }
  const answer = decide(TABLES, USE, after)
  assert.ok(isPermit(answer))
  assert.equal(answer.ground, 'obligation')
  assert.equal(answer.law, '94-V art. 8(2)')
})

test('R-45: taking back one recipient leaves the processing', () => {
  const after = { ...FACTS, consents: [PROCESSING, { ...NEAR, withdrawnAt: AT }] }
  assert.equal(decide(TABLES, USE, after).effect, 'permit')
  assert.equal(decide(TABLES, PROVIDE, after).effect, 'refuse')
})

function internals(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value))
}
