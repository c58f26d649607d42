/** On what a permit says it stands: no more consents than carry it, each once, and never a weaker ground. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileTables } from '@kelisim/policy'
import type { ConsentId } from '@kelisim/terms'
import { decide, decideInterned } from './decide.ts'
import { FACTS, NEAR, PROCESSING, PROVIDE, USE } from './example-person.ts'
import { EXAMPLE, EXAMPLE_TABLES as TABLES, EXAMPLE_WIDE } from './example-policy.ts'
import { internFacts, internQuestion } from './intern.ts'
import type { ConsentFact, Facts, Permit, Question } from './question.ts'

function tick(base: ConsentFact, id: string, ...fields: readonly string[]): ConsentFact {
  return { ...base, id: id as ConsentId, fields }
}

function permitOf(question: Question, more: Partial<Facts>, tables = TABLES): Permit {
  const answer = decide(tables, question, { ...FACTS, ...more })
  assert.ok(answer.effect === 'permit', JSON.stringify(answer))
  return answer
}

test('R-46: where one consent carries all that is asked, the permit names it and no other', () => {
  const names = tick(PROCESSING, 'names', 'last_name')
  const all = tick(PROCESSING, 'all', 'last_name', 'phone')
  assert.deepEqual(permitOf(USE, { consents: [names, all] }).consents, ['all'])
  const toNear = [tick(NEAR, 'near names', 'last_name'), tick(NEAR, 'near all', ...USE.fields)]
  const provide = permitOf(PROVIDE, { consents: [PROCESSING, ...toNear] })
  assert.deepEqual(provide.consents, ['processing', 'near all'])
})

test('R-46, R-55: a transfer that two ticks carry together names both and the processing', () => {
  const toNear = [tick(NEAR, 'near names', 'last_name'), tick(NEAR, 'near phone', 'phone')]
  const provide = permitOf(PROVIDE, { consents: [PROCESSING, ...toNear] })
  assert.deepEqual(provide.consents, ['processing', 'near names', 'near phone'])
})

test('R-46: of consents that carry together only those are named that add something, in either word of a mask', () => {
  const names = tick(PROCESSING, 'names', 'last_name')
  const idle = [
    tick(PROCESSING, 'birth', 'birth_date'),
    tick(PROCESSING, 'names again', 'last_name'),
  ]
  const phone = tick(PROCESSING, 'phone', 'phone')
  const consents = [...idle.slice(0, 1), names, ...idle, phone, ...idle]
  for (const tables of [TABLES, compileTables(EXAMPLE_WIDE)]) {
    assert.deepEqual(permitOf(USE, { consents }, tables).consents, ['names', 'phone'])
  }
})

test('R-66: an obligation that is asked for no field continues the first consent alone', () => {
  const taken = ['first', 'second'].map((id) => {
    return { ...tick(PROCESSING, id, 'phone'), withdrawnAt: USE.at }
  })
  const permit = permitOf({ ...USE, fields: [] }, { consents: taken, obligations: ['contract'] })
  assert.deepEqual([permit.ground, permit.consents], ['obligation', ['first']])
})

test('R-66: an unfulfilled obligation is no ground while consents carry together', () => {
  const consents = [tick(PROCESSING, 'names', 'last_name'), tick(PROCESSING, 'phone', 'phone')]
  const permit = permitOf(USE, { consents, obligations: ['contract'] })
  assert.deepEqual([permit.ground, permit.consents], ['consent', ['names', 'phone']])
})

test('R-16: each channel of a purpose needs its own tick, however many there are', () => {
  const channels = ['sms', 'email', 'post', 'push', 'call', 'visit']
  const policy = {
    ...EXAMPLE,
    purposes: EXAMPLE.purposes.map((one) => (one.id === 'marketing' ? { ...one, channels } : one)),
  }
  const tables = compileTables(policy)
  const ask = { ...USE, role: 'system', purpose: 'marketing' }
  for (const given of channels) {
    const consents = [{ ...PROCESSING, purpose: 'marketing', channel: given }]
    const carried = channels.filter((channel) => {
      return decide(tables, { ...ask, channel }, { ...FACTS, consents }).effect === 'permit'
    })
    assert.deepEqual(carried, [given])
  }
})

test('P1: the list of two consents is made once, and each question gets its own', () => {
  const consents = [
    tick(PROCESSING, 'names', 'last_name'),
    tick(PROCESSING, 'phone', 'phone'),
    NEAR,
  ]
  const facts = internFacts(TABLES, { ...FACTS, consents })
  const listFor = (field: string) => {
    const question = internQuestion(TABLES, { ...PROVIDE, fields: [field] })
    const answer = decideInterned(TABLES, question, facts)
    assert.ok(answer.effect === 'permit', JSON.stringify(answer))
    return answer.consents
  }
  const first = listFor('phone')
  assert.deepEqual(first, ['phone', 'near'])
  assert.equal(listFor('phone'), first)
  assert.deepEqual(listFor('last_name'), ['names', 'near'])
  assert.deepEqual(listFor('phone'), first)
})

test('R-70: an affiliate is asked for its agreement, its consent and its good standing like any recipient', () => {
  const recipients = EXAMPLE.recipients.map((one) => ({ ...one, kind: 'affiliate' as const }))
  const ours = compileTables({ ...EXAMPLE, recipients })
  const said = (question: Question, more: Partial<Facts>) => {
    const answer = decide(ours, question, { ...FACTS, ...more })
    return answer.effect === 'permit' ? answer.consents.join() : answer.code
  }
  assert.equal(said(PROVIDE, {}), 'processing,near')
  assert.equal(said(PROVIDE, { consents: [PROCESSING] }), 'recipient_not_consented')
  assert.equal(said(PROVIDE, { suspendedRecipients: ['near'] }), 'recipient_suspended')
  assert.equal(said({ ...PROVIDE, recipient: 'stranger' }, {}), 'no_agreement')
})
