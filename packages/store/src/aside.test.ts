/** a value that waits for its proof enters and leaves under a permit, and stands nowhere else meanwhile. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Permit } from '@kelisim/rules'
import { subjectId } from '@kelisim/terms'
import { blockedKey, newSubjectKey, openBox, type SubjectKey } from '@kelisim/vault'
import { accessAside, heldBeside, moveAside, sealAside } from './aside.ts'
import { ask, keepAmong } from './door.ts'
import { readEntry } from './entry.ts'
import type { Known } from './facts.ts'
import { OwnActions } from './own-actions.ts'
import { AT, CATEGORIES, keyring, policy, random, rightOf, SELF, tables } from './sample-policy.ts'
import type { BOX, Stored } from './table.ts'
import { Unit } from './unit.ts'

const REQUEST = '0198a000-0000-7000-8000-000000000001'
const NEW = '+77010000004'
const own = new OwnActions(
  () => keyring,
  () => assert.fail('nobody is asked'),
)
const someone = newKnown()

function newKnown(): Known & { readonly key: SubjectKey } {
  const subject = subjectId(random(16))
  const row = {
    subject_id: subject,
    state: 'live',
    categories: CATEGORIES,
    key_version: 1,
    created_at: AT,
    changed_at: AT,
    destroyed_at: undefined,
    salt: '',
  }
  const facts = {
    subject,
    state: 'live',
    subjectCategories: CATEGORIES,
    consents: [],
    suspendedRecipients: [],
    suspendedPurposes: [],
    obligations: [],
  } as const
  return { facts, subject: row, consents: [], key: newSubjectKey(random, 1) }
}

const newUnit = (under = policy) => new Unit(undefined as never, AT, random, under, tables, own)

function permitFor(operation: string, ...fields: readonly string[]): Permit {
  const answer = ask(newUnit(), someone, SELF, rightOf(operation, ...fields))
  assert.ok(answer.effect === 'permit', JSON.stringify(answer))
  return answer
}

const seal = (permit: Permit, of = someone) => sealAside(newUnit(), of, permit, REQUEST, NEW)
const CHANGE = permitFor('change', 'phone')
const EXTRACT = permitFor('extract', 'phone')
const waiting = { request_id: REQUEST, field: 'phone', sealed: seal(CHANGE) }

test('I1: a waiting value enters and leaves by a permit for its person and its field only', () => {
  assert.deepEqual(moveAside(newUnit(), someone, EXTRACT, waiting), { phone: NEW })
  const stranger = newKnown()
  const move = (permit: Permit, of: Known = someone) => moveAside(newUnit(), of, permit, waiting)
  const beside = (permit: Permit, of: Known = someone) => heldBeside(newUnit(), of, permit, [])
  for (const through of [seal, move, beside]) {
    assert.throws(() => through({ ...CHANGE }), /that the rules did not make/)
    assert.throws(() => through(CHANGE, stranger), /another subject's permit/)
  }
  assert.throws(() => move(permitFor('extract', 'email')), /a value without a permit: phone/)
})

test('I4: a waiting value opens at its own request, person and operator only', () => {
  const elsewhere = { ...policy, operator: { ...policy.operator, bin: '350240001016' } }
  const other = { ...waiting, request_id: REQUEST.replace('1', '2') }
  const wrong: readonly (() => unknown)[] = [
    () => moveAside(newUnit(), someone, EXTRACT, other),
    () => moveAside(newUnit(elsewhere), someone, EXTRACT, waiting),
    () => moveAside(newUnit(), someone, EXTRACT, { ...waiting, sealed: 'AAAA' }),
    () => moveAside(newUnit(), { ...someone, key: newSubjectKey(random, 1) }, EXTRACT, waiting),
  ]
  for (const attempt of wrong) assert.throws(attempt, /a waiting value does not open/)
  const gone = { ...someone, key: undefined }
  assert.throws(() => moveAside(newUnit(), gone, EXTRACT, waiting), /the key of a living subject/)
  assert.throws(() => heldBeside(newUnit(), gone, EXTRACT, []), /the key of a living subject/)
  const place = {
    operator: policy.operator.bin,
    subject: someone.facts.subject,
    box: `request/${REQUEST}`,
    version: 1,
    keyVersion: 1,
  }
  const opened = openBox(someone.key, place, Buffer.from(waiting.sealed, 'base64url'))
  assert.equal(Buffer.from(opened ?? []).toString(), NEW, 'what waits today opens tomorrow')
  assert.ok(!Buffer.from(waiting.sealed, 'base64url').includes(NEW))
})

test('R-40: a request that keeps no value gives none', () => {
  const { field, sealed, request_id } = waiting
  const none = (row: Parameters<typeof moveAside>[3]) => moveAside(newUnit(), someone, EXTRACT, row)
  assert.deepEqual(none({ request_id, field, sealed: undefined }), {})
  assert.deepEqual(none({ request_id, field: undefined, sealed }), {})
})

test('I2: a look at a waiting value is recorded and withheld until it is', () => {
  const unit = newUnit()
  const opening = { kind: 'values_opened', actor: SELF } as const
  const withheld = accessAside(unit, someone, EXTRACT, waiting, opening)
  assert.throws(() => withheld.read(), /withheld/)
  const [row] = unit.take().inbox
  const entry = readEntry(row?.bytes ?? assert.fail())
  assert.deepEqual(
    [entry.kind, entry.fields, entry.operation],
    ['values_opened', ['phone'], 'extract'],
  )
  assert.equal(row?.handle, entry.subject)
  unit.committed()
  assert.deepEqual(withheld.read(), { phone: NEW })
})

test('R-40, R-41: what is held beside comes out for the fields of the permit, blocked for the person alone', () => {
  const unit = newUnit()
  const values = { phone: '+77010000003', email: 'a@example.kz' }
  const keeping = { values, source: 'site', retainUntil: AT }
  keepAmong(unit, someone, permitFor('change', 'phone', 'email'), keeping, [])
  unit.record({ kind: 'values_kept', actor: SELF }, someone.key)
  const boxes = unit.take().changes.map(({ row }) => row as Stored<typeof BOX>)
  assert.deepEqual(heldBeside(newUnit(), someone, EXTRACT, boxes), { phone: '+77010000003' })
  const blocked = { ...someone, key: blockedKey(someone.key) }
  assert.deepEqual(heldBeside(newUnit(), blocked, EXTRACT, boxes), { phone: '+77010000003' })
  assert.deepEqual(moveAside(newUnit(), blocked, EXTRACT, waiting), { phone: NEW })
  assert.throws(() => heldBeside(newUnit(), blocked, CHANGE, boxes), /for the person only/)
  assert.throws(() => moveAside(newUnit(), blocked, CHANGE, waiting), /for the person only/)
})
