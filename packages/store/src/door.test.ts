/**
 * The door itself: who gets through, what is sealed on the way in and opened on the way out, and what is told of it.
 *
 * Rows and no database; what the database answers is in door.pg.test.ts. Invariants I1, I2, I4.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Policy } from '@kelisim/policy'
import type { Facts, Permit } from '@kelisim/rules'
import { DAY, later, subjectId } from '@kelisim/terms'
import { blockedKey, handleOf, newSubjectKey } from '@kelisim/vault'
import { ask, keepAmong, keyFor, openAmong, stripBox, Tampered, Withheld } from './door.ts'
import { readEntry } from './entry.ts'
import { OwnActions } from './own-actions.ts'
import { AT, CATEGORIES, keyring, policy, random, rightOf, SELF, tables } from './sample-policy.ts'
import { BOX, commitment, type Stored } from './table.ts'
import { Unit } from './unit.ts'
import { Writing } from './writing.ts'

const own = new OwnActions(
  () => keyring,
  () => assert.fail('nobody is asked'),
)
const key = newSubjectKey(random, 1)
const facts: Facts = {
  subject: subjectId(random(16)),
  state: 'live',
  subjectCategories: CATEGORIES,
  consents: [],
  suspendedRecipients: [],
  suspendedPurposes: [],
  obligations: [],
}
const known = { facts, key }

function newWriting(under: Policy = policy): Writing {
  return new Writing(AT, random, under, tables, own)
}

function permitFor(operation: string, ...fields: readonly string[]): Permit {
  const answer = ask(newWriting(), known, SELF, rightOf(operation, ...fields))
  assert.ok(answer.effect === 'permit', JSON.stringify(answer))
  return answer
}

type Held = readonly Stored<typeof BOX>[]
type Values = Readonly<Record<string, string>>

/** The boxes after keeping; the rows as the database would give them back. */
function kept(
  values: Values,
  retainUntil: Parameters<typeof keepAmong>[3]['retainUntil'] = later(AT, DAY),
  held: Held = [],
): Held {
  const writing = newWriting()
  const permit = permitFor('change', ...Object.keys(values))
  keepAmong(writing, known, permit, { values, source: 'site', retainUntil }, held)
  return written(writing).map(({ row }) => row as Stored<typeof BOX>)
}

function written(writing: Writing) {
  writing.record({ kind: 'values_kept', actor: SELF }, key)
  return writing.take().changes
}

function opened(boxes: Held, ...fields: readonly string[]): Values {
  return openAmong(newWriting(), key, facts.subject, boxes, fields)
}

test('I2: a refusal is recorded with the person’s handle and what was asked; a permit is not', () => {
  const writing = newWriting()
  assert.equal(ask(writing, known, SELF, rightOf('extract', 'phone')).effect, 'permit')
  assert.deepEqual(writing.take().inbox, [])
  const refused = ask(writing, known, SELF, rightOf('use', 'phone'))
  assert.equal(refused.effect, 'refuse')
  const [row, ...others] = writing.take().inbox
  assert.ok(row && others.length === 0)
  const { kind, subject, actor, decision, operation, fields, code } = readEntry(row.bytes)
  assert.deepEqual(
    { kind, subject, actor, decision, operation, fields, code },
    {
      kind: 'refused',
      subject: handleOf(key),
      actor: SELF,
      decision: 'refuse',
      operation: 'use',
      fields: ['phone'],
      code: 'operation_not_permitted',
    },
  )
})

test('what is kept stands sealed in the box of its field, with where it came from and until when', () => {
  const rows = kept({ phone: '+77010000003', last_name: 'Тест', email: 'a@example.kz' })
  const outline = rows.map(({ salt, sealed, ...row }) => {
    assert.ok(salt.length > 0)
    assert.ok(!Buffer.from(sealed).includes('example'))
    return row
  })
  const common = {
    subject_id: facts.subject,
    version: 1,
    source: 'site',
    written_at: AT,
    retain_until: later(AT, DAY),
  }
  assert.deepEqual(outline, [
    { ...common, box: 'contact', fields: ['phone', 'email'] },
    { ...common, box: 'identity', fields: ['last_name'] },
  ])
})

test('R-40: a changed value leaves the others of its box, under the next version', () => {
  const first = kept({ phone: '+77010000003', email: 'a@example.kz', last_name: 'Тест' })
  const writing = newWriting()
  const keeping = { values: { email: 'b@example.kz' }, source: 'desk', retainUntil: AT }
  keepAmong(writing, known, permitFor('change', 'email'), keeping, first)
  const [change, ...others] = written(writing)
  const [contact] = first
  assert.ok(change && contact && others.length === 0)
  assert.equal(change.previous, contact)
  const row = change.row as Stored<typeof BOX>
  assert.deepEqual([row.version, row.source, row.fields], [2, 'desk', ['phone', 'email']])
  assert.deepEqual(opened([row], 'phone', 'email'), {
    phone: '+77010000003',
    email: 'b@example.kz',
  })
})

test('R-35: a moment only ever prolongs the stay of a box; a rule sees all the fields that stand in it', () => {
  const until = later(AT, DAY)
  const first = kept({ phone: '+77010000003' }, until)
  const earlier = kept({ email: 'a@example.kz' }, AT, first)
  const longer = kept({ email: 'a@example.kz' }, later(until, 1), first)
  assert.deepEqual([earlier[0]?.retain_until, longer[0]?.retain_until], [until, later(until, 1)])
  assert.equal(kept({ phone: '+77010000003' }, AT)[0]?.retain_until, AT)
  const seen: (readonly string[])[] = []
  const ruled = kept({ email: 'a@example.kz' }, (fields) => (seen.push(fields), AT), first)
  assert.deepEqual([ruled[0]?.retain_until, seen], [AT, [['phone', 'email']]])
})

test('I1: nothing enters beside its permit, and nothing is written then', () => {
  const writing = newWriting()
  const keeping = { values: { phone: '+77010000003', iin: '1' }, source: 'site', retainUntil: AT }
  const keep =
    (permit: Permit, on = writing) =>
    () =>
      keepAmong(on, known, permit, keeping, [])
  assert.throws(keep(permitFor('change', 'phone')), /a value without a permit: iin/)
  assert.throws(keep(permitFor('change', 'email')), /a value without a permit: phone/)
  const both = permitFor('change', 'phone', 'iin')
  assert.throws(keep({ ...both }), /that the rules did not make/)
  const other = { facts: { ...facts, subject: subjectId(random(16)) }, key }
  assert.throws(() => keepAmong(writing, other, both, keeping, []), /another subject's permit/)
  const fewer = { ...policy, fields: policy.fields.filter(({ id }) => id !== 'iin') }
  assert.throws(keep(both, newWriting(fewer)), /a field without a box: iin/)
  assert.deepEqual(writing.take().changes, [])
})

test('I1: exactly the fields asked come out, and a box without one of them is not opened', () => {
  const boxes = kept({ phone: '+77010000003', email: 'a@example.kz', last_name: 'Тест' })
  assert.deepEqual(opened(boxes, 'phone'), { phone: '+77010000003' })
  assert.deepEqual(opened(boxes, 'phone', 'last_name', 'iin'), {
    phone: '+77010000003',
    last_name: 'Тест',
  })
  assert.deepEqual(opened(boxes), {})
  const broken = boxes.map((row) => (row.box === 'identity' ? { ...row, sealed: random(60) } : row))
  assert.deepEqual(opened(broken, 'email'), { email: 'a@example.kz' })
  assert.throws(() => opened(broken, 'last_name'), Tampered)
})

test('I4: a box opens at its own operator, person, name and version only, and says which one does not', () => {
  const [row] = kept({ phone: '+77010000003' })
  assert.ok(row)
  const open = (boxes: Held, of = facts.subject, under = policy) =>
    openAmong(newWriting(under), key, of, boxes, ['phone'])
  assert.deepEqual(open([row]), { phone: '+77010000003' })
  const elsewhere = { ...policy, operator: { ...policy.operator, bin: '350240001016' } }
  const wrong: readonly (() => unknown)[] = [
    () => open([row], subjectId(random(16))),
    () => open([row], facts.subject, elsewhere),
    () => open([{ ...row, box: 'identity' }]),
    () => open([{ ...row, version: 2 }]),
    () => openAmong(newWriting(), newSubjectKey(random, 2), facts.subject, [row], ['phone']),
  ]
  for (const attempt of wrong) {
    assert.throws(attempt, { name: 'Tampered', message: /^a box does not open: \w+$/ })
  }
})

test('R-41: a blocked key opens for the person’s own look and for nothing else', () => {
  const [row] = kept({ phone: '+77010000003' })
  assert.ok(row)
  const writing = newWriting()
  assert.equal(keyFor(writing, key, permitFor('change', 'phone')), key)
  const blocked = blockedKey(key)
  const lifted = keyFor(writing, blocked, permitFor('extract', 'phone'))
  assert.ok(!lifted.isBlocked)
  assert.deepEqual(openAmong(writing, lifted, facts.subject, [row], ['phone']), {
    phone: '+77010000003',
  })
  const bent = { ...policy, purposes: policy.purposes.filter(({ id }) => id !== 'subject_rights') }
  for (const refused of [
    () => keyFor(writing, blocked, permitFor('change', 'phone')),
    () => keyFor(newWriting(bent), blocked, permitFor('extract', 'phone')),
  ]) {
    assert.throws(refused, /blocked data opens for the person only/)
  }
})

test('R-36: values whose term is over leave their box, and an empty box goes', () => {
  const [row] = kept({ phone: '+77010000003', email: 'a@example.kz' })
  assert.ok(row)
  const destroy = permitFor('destroy', 'email')
  const strip = (gone: readonly string[], permit = destroy, of = known) => {
    const writing = newWriting()
    const seen: (readonly string[])[] = []
    const retainUntil = (fields: readonly string[]) => (seen.push(fields), later(AT, 1))
    stripBox(writing, of, permit, row, { gone, retainUntil })
    return { changes: written(writing), seen }
  }
  const { changes, seen } = strip(['email'])
  assert.equal(changes.length, 1)
  const left = changes[0]?.row as Stored<typeof BOX>
  assert.equal(changes[0]?.previous, row)
  assert.deepEqual(
    [left.version, left.fields, left.source, left.written_at],
    [2, ['phone'], 'site', AT],
  )
  assert.deepEqual([left.retain_until, seen], [later(AT, 1), [['phone']]])
  assert.deepEqual(opened([{ ...left, fields: ['phone', 'email'] }], 'phone', 'email'), {
    phone: '+77010000003',
  })
  assert.deepEqual(strip(['email', 'phone']).changes, [{ table: BOX, previous: row }])
  assert.throws(() => strip(['email'], permitFor('change', 'email')), /under a permit to destroy/)
  assert.throws(() => strip(['email'], { ...destroy }), /that the rules did not make/)
  const other = { facts: { ...facts, subject: subjectId(random(16)) }, key }
  assert.throws(() => strip(['email'], destroy, other), /another subject's permit/)
})

test('I2: opened values stay withheld until the commit is durable', () => {
  const unit = new Unit(undefined as never, AT, random, policy, tables, own)
  const withheld = new Withheld(unit, { phone: '+77010000003' })
  assert.throws(() => withheld.read(), /withheld until their action is recorded/)
  unit.committed()
  assert.deepEqual(withheld.read(), { phone: '+77010000003' })
})

test('I7: the entry of a change names what it wrote and what it replaced', () => {
  const [row] = kept({ phone: '+77010000003' })
  assert.ok(row)
  const writing = newWriting()
  const keeping = { values: { phone: '+77010000004' }, source: 'site', retainUntil: AT }
  keepAmong(writing, known, permitFor('change', 'phone'), keeping, [row])
  assert.throws(() => writing.take(), /a change without an action/)
  writing.record({ kind: 'values_kept', actor: SELF }, key)
  const { changes, inbox } = writing.take()
  const entry = readEntry(inbox[0]?.bytes ?? assert.fail())
  assert.deepEqual(entry.writes, [['box', commitment(BOX, changes[0]?.row ?? {})]])
  assert.deepEqual(entry.voids, [commitment(BOX, row)])
})
