import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FieldType } from '@kelisim/policy'
import { type Moment, parseMoment } from '@kelisim/terms'
import fc from 'fast-check'
import { ageBand, MASK, maskPerson, maskValue } from './mask.ts'

const AT = parseMoment('2026-11-22T09:00:00Z') as Moment
const TYPES = [
  'name',
  'date',
  'iin',
  'phone',
  'email',
  'text',
  'enum',
  'region',
  'document',
  'iban',
  'technical',
] as const

function masked(type: FieldType, value: string, id = 'some_field'): string {
  return maskValue({ id, type }, value, AT)
}

test('R-68: each type of field has its own mask', () => {
  assert.equal(masked('name', 'Әлия', 'first_name'), 'Ә•••••')
  assert.equal(masked('name', 'Серікқызы', 'last_name'), 'С•••••••')
  assert.equal(maskPerson('Әлия', 'Серікқызы'), 'Ә••••• С•••••••')
  assert.equal(maskPerson(undefined, undefined), MASK)
  assert.equal(masked('phone', '+77010000045'), '+7 7•• ••• •• 45')
  assert.equal(masked('iin', '961130600018'), '96•••• •••• 18')
  assert.equal(masked('email', 'aliya@example.kz'), 'a•••••@•••••')
  assert.equal(masked('iban', 'KZ60999KZT0000000001'), 'KZ•• •••• •••• •••• ••01')
  assert.equal(masked('date', '1996-11-30'), '25–34')
  for (const type of ['text', 'enum', 'region', 'document', 'technical'] as const) {
    assert.equal(masked(type, 'анything'), MASK)
  }
})

test('R-68: an age band changes on the birthday and is open at its ends', () => {
  assert.equal(ageBand('2001-11-23', AT), '18–24')
  assert.equal(ageBand('2001-11-22', AT), '25–34')
  assert.equal(ageBand('1961-11-22', AT), '65+')
  assert.equal(ageBand('2010-01-01', AT), '<18')
  assert.equal(ageBand('2096-11-30', AT), '<18')
  assert.equal(ageBand('someday', AT), MASK)
})

test('R-68: the length of a mask tells nothing of the value', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TYPES), fc.string({ minLength: 1 }), (type, value) => {
      const found = masked(type, value)
      assert.ok(found.length <= 28)
      const letters = found.replace(/[•\s@+–<]/gu, '')
      assert.ok(Array.from(letters).length <= 4, `${type} shows ${letters.length} characters`)
    }),
  )
  const lengths = (type: FieldType, values: readonly string[]) =>
    new Set(values.map((value) => masked(type, value).length)).size
  assert.equal(lengths('name', ['Ан', 'Абдурахманова', 'Я']), 1)
  assert.equal(lengths('email', ['a@b.kz', 'very.long.address@example.kz']), 1)
  assert.equal(lengths('text', ['а', 'а'.repeat(90)]), 1)
})
