/** Questions in words of other programs: what they mean here, and what means nothing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Policy } from '@kelisim/policy'
import { moment } from '@kelisim/terms'
import {
  actionsToTry,
  type Evaluation,
  mayNotAskFor,
  readEvaluation,
  resourcesToTry,
  subjectsToTry,
} from './evaluation.ts'
import { EXAMPLE } from './example-policy.ts'

const NOW = moment(1_795_338_000_000)
const NAMED: Policy = {
  ...EXAMPLE,
  names: {
    subjects: [
      { type: 'user', properties: { role: 'admin', level: 2 }, role: 'officer' },
      { type: 'user', id: 'anna', role: 'clerk' },
    ],
    actions: [
      { name: 'delete', properties: { soft: true }, operation: 'block' },
      { name: 'look', operation: 'extract' },
    ],
    resources: [
      {
        type: 'paper',
        id: 'p1',
        purpose: 'rights',
        fields: ['phone'],
        facts: { state: 'live', subjectCategories: ['potential_borrower'] },
      },
      { type: 'letter', purpose: 'contract', fields: [] },
    ],
  },
}

const asked = (more: Partial<Evaluation> = {}): Evaluation => ({
  subject: { type: 'role', id: 'clerk' },
  action: { name: 'extract' },
  resource: { type: 'field', id: 'phone', properties: { purpose: 'contract' } },
  ...more,
})
const read = (more: Partial<Evaluation> = {}) => readEvaluation(NAMED, asked(more), NOW)

function questionOf(more: Partial<Evaluation>) {
  const found = read(more)
  assert.ok(found.about !== 'nothing', JSON.stringify(found))
  return found.question
}

test('R-55: our own words are taken as they stand, and now is meant unless told', () => {
  assert.deepEqual(questionOf({}), {
    role: 'clerk',
    operation: 'extract',
    purpose: 'contract',
    fields: ['phone'],
    at: NOW,
    policy: EXAMPLE.hash,
  })
  const properties = {
    purpose: 'contract',
    fields: ['phone', 'iin'],
    recipient: 'near',
    channel: 'sms',
  }
  const full = questionOf({ resource: { type: 'field', id: 'phone', properties } })
  assert.deepEqual([full.fields, full.recipient, full.channel], [['phone', 'iin'], 'near', 'sms'])
  const purpose = questionOf({ resource: { type: 'purpose', id: 'rights' } })
  assert.deepEqual([purpose.purpose, purpose.fields], ['rights', []])
})

test('I8: what nothing names stays a word that no policy knows', () => {
  assert.equal(questionOf({ subject: { type: 'user', id: 'clerk' } }).role, '')
  assert.equal(questionOf({ subject: { type: 'spaceship', id: 'officer' } }).role, '')
  assert.equal(questionOf({ action: { name: 'delete' } }).operation, '')
  assert.equal(
    questionOf({ action: { name: 'delete', properties: { soft: 'true' } } }).operation,
    '',
  )
  const stray = { type: 'paper', id: 'p2', properties: { purpose: 'contract' } }
  assert.equal(questionOf({ resource: stray }).purpose, '')
  const inherited = {
    type: 'user',
    id: 'x',
    properties: Object.create({ role: 'admin', level: 2 }),
  }
  assert.equal(questionOf({ subject: inherited }).role, '')
})

test('R-32: the first name that fits holds, with every property it names', () => {
  const admin = { type: 'user', id: 'anna', properties: { role: 'admin', level: 2, more: 1 } }
  assert.equal(questionOf({ subject: admin }).role, 'officer')
  const half = { type: 'user', id: 'anna', properties: { role: 'admin' } }
  assert.equal(questionOf({ subject: half }).role, 'clerk')
  const soft = { name: 'delete', properties: { soft: true } }
  assert.equal(questionOf({ action: soft }).operation, 'block')
})

test('facts that the operator declares of a resource cannot be told otherwise', () => {
  const paper = { type: 'paper', id: 'p1', properties: { purpose: 'marketing' } }
  const facts = {
    subject: 'x',
    state: 'destroyed',
    subjectCategories: [],
    consents: [],
    suspendedRecipients: [],
    obligations: [],
  }
  const found = read({ resource: paper, context: { facts } })
  assert.ok(found.about === 'policy')
  assert.deepEqual([found.question.purpose, found.question.fields], ['rights', ['phone']])
  assert.equal(found.facts.state, 'live')
  const letter = read({ resource: { type: 'letter', id: 'l1' } })
  assert.ok(letter.about === 'policy' && letter.absent === 'facts')
  const told = read({ resource: { type: 'letter', id: 'l1' }, context: { facts } })
  assert.ok(told.about === 'policy' && told.facts.state === 'destroyed')
})

test('I6: of a person nothing is told, neither facts nor the moment', () => {
  for (const type of ['subject', 'application']) {
    const resource = {
      type,
      id: 'somebody',
      properties: { purpose: 'contract', fields: ['phone'] },
    }
    const found = read({ resource, context: { at: 0, facts: {} } })
    assert.ok(found.about === 'subject' || found.about === 'application')
    assert.equal(found.about, type)
    assert.deepEqual(Object.keys(found.question), ['purpose', 'fields', 'role', 'operation'])
  }
})

test('a member of ours with a wrong type is a fault with its place', () => {
  const resource = { type: 'field', id: 'phone', properties: { purpose: 5, fields: 'phone' } }
  const cases: readonly (readonly [Partial<Evaluation>, readonly string[]])[] = [
    [{ resource }, ['/resource/properties/fields', '/resource/properties/purpose']],
    [{ context: { at: 'soon' } }, ['/context/at']],
    [{ context: { policy: 1 } }, ['/context/policy']],
    [{ context: { facts: 5 } }, ['/context/facts']],
  ]
  for (const [more, places] of cases) {
    const found = read(more)
    assert.ok(found.about === 'nothing', JSON.stringify(found))
    const pointers = found.faults.map(({ pointer }) => pointer)
    for (const place of places) assert.ok(pointers.includes(place), JSON.stringify(pointers))
    assert.ok(pointers.every((place) => places.some((one) => place.startsWith(one))))
  }
})

test('R-32: nobody asks for a role that may more than their own', () => {
  assert.equal(mayNotAskFor(EXAMPLE, 'clerk', 'clerk'), false)
  assert.equal(mayNotAskFor(EXAMPLE, 'clerk', 'system'), true)
  assert.equal(mayNotAskFor(EXAMPLE, 'clerk', 'applicant'), true)
  assert.equal(mayNotAskFor(EXAMPLE, 'system', 'clerk'), false)
  // An unknown role is refused by the rules, with its own code.
  assert.equal(mayNotAskFor(EXAMPLE, 'clerk', 'nobody'), false)
  assert.equal(mayNotAskFor(EXAMPLE, 'nobody', 'clerk'), true)
})

test('a search tries names of the policy, and lists no person', () => {
  assert.deepEqual(
    subjectsToTry(NAMED, 'role').map(({ id }) => id),
    ['applicant', 'clerk', 'officer', 'system'],
  )
  assert.deepEqual(subjectsToTry(NAMED, 'user'), [{ type: 'user', id: 'anna' }])
  assert.deepEqual(resourcesToTry(NAMED, 'subject', undefined), [])
  assert.deepEqual(resourcesToTry(NAMED, 'paper', { a: 1 }), [
    { type: 'paper', id: 'p1', properties: { a: 1 } },
  ])
  assert.equal(
    resourcesToTry(NAMED, 'field', { purpose: 'contract' }).length,
    EXAMPLE.fields.length,
  )
  assert.equal(resourcesToTry(NAMED, 'purpose', undefined).length, EXAMPLE.purposes.length)
  assert.deepEqual(actionsToTry(NAMED, { type: 'paper', id: 'p1' }), ['delete', 'look'])
  assert.deepEqual(actionsToTry({ ...NAMED, operations: [] }, { type: 'field', id: 'phone' }), [])
})
