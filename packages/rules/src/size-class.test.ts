/** The class of an operator by people and by restricted data. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mustNotify, sizeClass } from './size-class.ts'

test('94-V art. 25-1: the class follows the count of people, and restricted data raise it by one (L-5)', () => {
  const classes = [0, 10_000, 10_001, 499_999, 500_000].map((persons) => [
    sizeClass(persons, false),
    sizeClass(persons, true),
  ])
  assert.deepEqual(classes, [
    ['small', 'medium'],
    ['small', 'medium'],
    ['medium', 'large'],
    ['medium', 'large'],
    ['large', 'large'],
  ])
})

test('94-V art. 10-1: only a large operator notifies (L-5)', () => {
  assert.deepEqual((['small', 'medium', 'large'] as const).map(mustNotify), [false, false, true])
})
