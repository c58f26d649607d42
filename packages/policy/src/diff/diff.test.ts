/** The difference between the policy in force and copies of it with one rule changed, as a lawyer would change it. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { loadPolicy } from '../load.ts'
import type { Policy } from '../model.ts'
import { diffPolicies, type PolicyDiff } from './index.ts'

const FOLDER = new URL('../../../../policy/proleads/', import.meta.url)
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:yaml|md)$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]),
)

type Edit = readonly [file: string, from: string | RegExp, to: string]

function read(...edits: readonly Edit[]): Policy {
  const files = new Map(FILES)
  for (const [file, from, to] of edits) {
    const text = files.get(file) ?? assert.fail(`no file ${file}`)
    const changed = text.replace(from, to)
    assert.notEqual(changed, text, `nothing to change in ${file}: ${from}`)
    files.set(file, changed)
  }
  const { policy, findings } = loadPolicy(files)
  return policy ?? assert.fail(JSON.stringify(findings.slice(0, 4)))
}

const NOW = read()
const diffTo = (...edits: readonly Edit[]): PolicyDiff => diffPolicies(NOW, read(...edits))

/** Income leaves the contract: out of the list, the clerk's grant, the consent, and Samal's agreement. */
const WITHOUT_INCOME: readonly Edit[] = [
  ['fields.yaml', /(- id: income\n(?: {4}.*\n)*? {4}purposes: )\[C, T\]/, '$1[T]'],
  ['roles.yaml', 'social_status, income]', 'social_status]'],
  ['controls.yaml', 'social_status, income, credit_history', 'social_status, credit_history'],
  ['agreements/samal.yaml', 'iin, income]', 'iin]'],
]

describe('what is written differently (R-2)', () => {
  test('a policy differs from itself in nothing', () => {
    const diff = diffPolicies(NOW, read())
    assert.ok(diff.same)
    assert.deepEqual(diff.changes, [])
    assert.deepEqual(diff.answers.groups, [])
    assert.deepEqual(diff.consequences, { newConsents: [], stops: [], destroys: [], notifies: [] })
    assert.ok(diff.answers.questions > 100_000)
  })

  test('a longer term shows as a value, and in the consent in three languages', () => {
    const { changes, answers } = diffTo([
      'purposes.yaml',
      'consentDays: 30\n    retentionDays: 30',
      'consentDays: 60\n    retentionDays: 60',
    ])
    const purpose = changes.find(({ kind, id }) => kind === 'purpose' && id === 'contract')
    assert.deepEqual(purpose?.values, [
      { path: 'consentDays', before: '30', after: '60' },
      { path: 'retentionDays', before: '30', after: '60' },
    ])
    const consent = changes.find(({ kind, id }) => kind === 'consent' && id === 'contract')
    assert.equal(consent?.texts.length, 1)
    assert.deepEqual(consent?.texts[0]?.languages, ['kk', 'ru', 'en'])
    assert.match(consent?.texts[0]?.after?.ru ?? '', /60\u00a0дней/)
    assert.match(consent?.texts[0]?.before?.ru ?? '', /30\u00a0дней/)
    assert.deepEqual(answers.groups, [])
  })

  test('one word of one clause in one language shows as that', () => {
    const { changes } = diffTo(['texts/ru/clauses.yaml', 'Оператор', 'Наш оператор'])
    assert.equal(changes.length, 1)
    const [change] = changes
    assert.equal(change?.kind, 'clause')
    assert.equal(change?.change, 'changed')
    assert.deepEqual(change?.texts[0]?.languages, ['ru'])
  })

  test('a list tells what went out and what came in', () => {
    const { changes } = diffTo(...WITHOUT_INCOME)
    const agreement = changes.find(({ kind, id }) => kind === 'recipient' && id === 'samal')
    const [value] = agreement?.values ?? []
    assert.equal(value?.path, 'agreement.fields')
    assert.deepEqual(value?.removed, ['income'])
    assert.deepEqual(value?.added, [])
  })
})

describe('which questions get another answer (R-10, R-17, R-32)', () => {
  test('a field that leaves a purpose is refused for everybody who had it, and nothing else is', () => {
    const { answers, consequences } = diffTo(...WITHOUT_INCOME)
    assert.equal(answers.permitted, 0)
    assert.equal(answers.otherwise, 0)
    assert.ok(answers.refused > 0)
    for (const group of answers.groups) {
      assert.equal(group.change, 'refused')
      assert.equal(group.purpose, 'contract')
      assert.deepEqual(group.fields, ['income'])
      assert.ok(group.after.effect === 'refuse')
    }
    const sent = answers.groups.find(({ to }) => to.kind === 'recipient' && to.id === 'samal')
    assert.deepEqual(sent?.before, {
      effect: 'permit',
      ticks: [['contract', 'recipient:samal']],
    })
    assert.deepEqual(consequences.notifies, [
      { recipient: 'samal', why: 'fields_narrowed', purpose: 'contract', fields: ['income'] },
    ])
    assert.deepEqual(consequences.newConsents, [])
    assert.deepEqual(consequences.destroys, [
      { why: 'field_left_purpose', fields: ['income'], purposes: ['contract'], olderThanDays: 0 },
    ])
  })

  test('every group is a full box, so the totals are the sum of what is shown', () => {
    const { answers } = diffTo(...WITHOUT_INCOME)
    let sum = 0
    for (const { roles, operations, fields, count } of answers.groups) {
      assert.equal(count, roles.length * operations.length * fields.length)
      sum += count
    }
    assert.equal(sum, answers.refused + answers.permitted + answers.otherwise)
  })

  test('a new field of a consent is permitted to new people only: old ones did not say so (art. 14)', () => {
    const { answers, consequences } = diffTo([
      'controls.yaml',
      'social_status, income',
      'social_status, employer, income',
    ])
    assert.ok(answers.permitted > 0)
    assert.ok(answers.groups.every(({ onOldConsents }) => !onOldConsents))
    const [need] = consequences.newConsents
    assert.equal(need?.control, 'contract')
    assert.equal(need?.isNew, false)
    assert.deepEqual(need?.fields, ['employer'])
  })

  test('a new recipient needs a consent that nobody has given', () => {
    const before = read()
    const after = {
      ...before,
      hash: 'b'.repeat(64),
      recipients: before.recipients.map((one) => ({ ...one })),
    }
    const without = { ...before, recipients: before.recipients.slice(0, 2) }
    const { consequences } = diffPolicies(without, after)
    assert.deepEqual(
      consequences.newConsents.map(({ control, isNew }) => [control, isNew]),
      [['recipient:ules', true]],
    )
    const back = diffPolicies(after, without).consequences
    assert.deepEqual(
      back.notifies.map(({ recipient, why }) => [recipient, why]),
      [['ules', 'recipient_gone']],
    )
    assert.ok(back.stops.some(({ to }) => to.kind === 'recipient' && to.id === 'ules'))
  })

  test('the difference of the policy in force with a changed copy takes under a second', () => {
    const after = read(...WITHOUT_INCOME)
    const started = performance.now()
    diffPolicies(NOW, after)
    const took = performance.now() - started
    assert.ok(took < 1_000, `${took} ms`)
  })
})

describe('what must be done for people (R-35, R-36, R-61)', () => {
  test('a shorter term ends data that are older than it', () => {
    const { consequences } = diffTo([
      'purposes.yaml',
      'consentDays: 30\n    retentionDays: 30',
      'consentDays: 20\n    retentionDays: 20',
    ])
    const [end] = consequences.destroys
    assert.equal(end?.why, 'term_shortened')
    assert.equal(end?.olderThanDays, 20)
    assert.deepEqual(end?.purposes, ['contract'])
    assert.ok(end?.fields.includes('iin'))
  })

  test('a field that is turned off is destroyed everywhere', () => {
    const { consequences } = diffTo([
      'fields.yaml',
      /(- id: employer\n(?: {4}.*\n)*? {4}default: )'opt'/,
      "$1'off'",
    ])
    assert.deepEqual(consequences.destroys, [
      { why: 'field_gone', fields: ['employer'], purposes: ['contract'], olderThanDays: 0 },
    ])
  })
})
