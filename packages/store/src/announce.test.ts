/** an announcement names few people and nothing but people, because it goes to the database as it is. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { announcement, PERSONS_MAX } from './announce.ts'

const ONE = '0198a000-0000-7000-8000-000000000001'
const OTHER = '0198a000-0000-7000-8000-00000000000f'

test('R-34: the people of a transaction are named once each, for that transaction only', () => {
  assert.equal(announcement([ONE]), `set local kelisim.persons = '{${ONE}}'`)
  assert.equal(announcement([ONE, OTHER, ONE]), `set local kelisim.persons = '{${ONE},${OTHER}}'`)
  assert.equal(announcement([]), "set local kelisim.persons = '{}'")
})

test('R-34: no more people than share a commit are announced at once', () => {
  const people = Array.from({ length: PERSONS_MAX }, () => crypto.randomUUID())
  assert.equal(announcement([...people, ...people]).split(',').length, 64)
  assert.throws(() => announcement([...people, ONE]), /more than 64 people/)
})

test('R-34: what is no id is not announced, wherever it stands', () => {
  for (const wrong of [
    "x'; drop table box; --",
    '',
    `${ONE}'`,
    ` ${ONE}`,
    ONE.toUpperCase().replace('1', 'A'),
  ]) {
    assert.throws(() => announcement([wrong, ONE]), /of what is not an id/, wrong)
    assert.throws(() => announcement([ONE, wrong]), /of what is not an id/, wrong)
  }
})
