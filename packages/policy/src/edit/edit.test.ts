/** The editor changes what it was told and nothing else: not a comment, not a line. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseDocument } from 'yaml'
import { loadPolicy } from '../load.ts'
import { readDraft } from '../parse.ts'
import {
  editAgreement,
  editCard,
  editFieldStates,
  editPurpose,
  replaceLines,
} from './edit-policy.ts'
import { editYaml, valueAt } from './yaml-edit.ts'

const FOLDER = new URL('../../../../policy/proleads/', import.meta.url)
const FILES: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:yaml|md)$/.test(path))
    .sort()
    .map((path) => [path, readFileSync(new URL(path, FOLDER), 'utf8')]),
)

const TEXT = `# head
list:
  - id: one   # the first
    title: { kk: бір, ru: один }   # beside
    days: 30

  - id: two
    names: [a, b,
            c]
    text: >
      several
      lines
`

test('one value changes and every comment, blank line and other value stays', () => {
  const edited = editYaml(TEXT, [
    { path: ['list', { id: 'one' }, 'title', 'kk'], value: 'екі: үш' },
    { path: ['list', { id: 'one' }, 'days'], value: 60 },
    { path: ['list', { id: 'two' }, 'names'], value: ['a'] },
  ])
  assert.equal(
    edited,
    TEXT.replace('бір', "'екі: үш'").replace('30', '60').replace('[a, b,\n            c]', '[a]'),
  )
})

test('a key that is not there is written behind the last one, in the same manner', () => {
  const path = ['list', { id: 'one' }] as const
  const edited = editYaml(TEXT, [
    { path: [...path, 'title', 'en'], value: 'one' },
    { path: [...path, 'onEnd'], value: 'destroy' },
  ])
  assert.equal(valueAt(edited, [...path, 'title', 'en']), 'one')
  assert.equal(valueAt(edited, [...path, 'onEnd']), 'destroy')
  assert.match(edited, /# the first/)
})

test('a place that is not there is an error and not a new entry', () => {
  assert.throws(() => editYaml(TEXT, [{ path: ['list', { id: 'three' }, 'days'], value: 1 }]))
  assert.throws(() => editYaml('a: [', [{ path: ['a'], value: 1 }]))
})

test('any text comes back as it was written, in a block and in a flow', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('title', 'text'), (value, key) => {
      const path =
        key === 'title'
          ? (['list', { id: 'one' }, key, 'kk'] as const)
          : (['list', { id: 'two' }, key] as const)
      const edited = editYaml(TEXT, [{ path, value }])
      assert.equal(valueAt(edited, path), value)
      assert.equal(parseDocument(edited).errors.length, 0)
    }),
  )
})

test('a saved purpose without a change leaves every byte of the folder', () => {
  const { policy } = readDraft(FILES)
  for (const purpose of policy.purposes) {
    const fields = policy.fields.filter((one) => one.purposes.includes(purpose.id))
    const same = editPurpose(FILES, policy, purpose.id, {
      ...purpose,
      fields: fields.map((one) => one.id),
    })
    for (const [path, text] of FILES) assert.equal(same.get(path), text, path)
  }
})

test('a field that leaves a purpose leaves the form, the roles and the agreements with it (R-3, R-54, R-60)', () => {
  const { policy } = readDraft(FILES)
  const purpose = policy.purposes.find((one) => one.id === 'contract')
  assert.ok(purpose)
  const left = policy.fields.filter(
    (one) => one.purposes.includes('contract') && one.id !== 'income',
  )
  const edited = editPurpose(FILES, policy, 'contract', {
    ...purpose,
    fields: left.map((one) => one.id),
  })
  const { policy: after, findings } = loadPolicy(edited)
  assert.deepEqual(
    findings.filter((finding) => finding.severity === 'error'),
    [],
  )
  assert.ok(after)
  const named = [
    ...after.fields.filter((one) => one.id === 'income').flatMap((one) => one.purposes),
    ...after.controls.flatMap((one) =>
      'fields' in one && one.purpose === 'contract' ? (one.fields ?? []) : [],
    ),
    ...after.roles.flatMap((one) =>
      one.grants.filter((grant) => grant.purpose === 'contract').flatMap((grant) => grant.fields),
    ),
    ...after.recipients.flatMap((one) => one.agreement?.fields ?? []),
  ]
  assert.equal(named.includes('contract'), false)
  assert.equal(named.includes('income'), false)
  const changed = [...FILES.keys()].filter((path) => edited.get(path) !== FILES.get(path))
  assert.ok(changed.includes('fields.yaml') && changed.includes('controls.yaml'))
  assert.equal(
    edited.get('fields.yaml')?.split('\n').length,
    FILES.get('fields.yaml')?.split('\n').length,
  )
})

test('the head, the states of fields and an agreement are written where they stand', () => {
  const card = {
    version: 7,
    effectiveFrom: '2026-12-01',
    number: '7',
    date: '2026-11-30',
    approver: 'Директор',
  }
  const recipient = readDraft(FILES).policy.recipients[0]
  assert.ok(recipient?.agreement)
  let edited = editCard(FILES, card)
  edited = editFieldStates(edited, new Map([['email', 'off']]))
  edited = editAgreement(edited, recipient.id, { ...recipient.agreement, validTo: '2028-01-01' })
  const { policy } = readDraft(edited)
  assert.equal(policy.version, 7)
  assert.equal(policy.approval.approver, 'Директор')
  assert.equal(policy.fields.find((one) => one.id === 'email')?.default, 'off')
  assert.equal(policy.recipients[0]?.agreement?.validTo, '2028-01-01')
  assert.equal(editCard(FILES, card).get('policy.yaml')?.startsWith('# The head'), true)
})

test('lines of a file are replaced by number', () => {
  const files = new Map([['limits.yaml', 'a: 1\nb: 2\nc: 3\n']])
  assert.equal(
    replaceLines(files, 'limits.yaml', 2, 2, 'b: 4\r\nd: 5\n').get('limits.yaml'),
    'a: 1\nb: 4\nd: 5\nc: 3\n',
  )
})

test('a field that its last purpose lets go is off, and one that a purpose takes up may be given (94-V art. 7(9))', () => {
  const { policy } = readDraft(FILES)
  const purpose = policy.purposes.find((one) => one.id === 'contract')
  assert.ok(purpose)
  const of = (id: string, list: typeof policy) => list.fields.find((one) => one.id === id)
  const ids = policy.fields.filter((one) => one.purposes.includes('contract')).map((one) => one.id)
  const without = editPurpose(FILES, policy, 'contract', {
    ...purpose,
    fields: ids.filter((id) => id !== 'marital_status'),
  })
  const { policy: after } = readDraft(without)
  assert.equal(of('marital_status', after)?.default, 'off')
  const back = editPurpose(without, after, 'contract', { ...purpose, fields: ids })
  assert.equal(of('marital_status', readDraft(back).policy)?.default, 'opt')
})
