/** A truncated index covers enough people, or it is refused; and it tells nothing across purposes and fields. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { moment } from '@kelisim/terms'
import { blindIndex } from './keyed-hash.ts'
import { newKeyring } from './keyring.ts'
import { planIndex, truncatedIndex } from './index-plan.ts'
import { pooledRandom } from './random.ts'

const random = pooledRandom()
const KEYRING = newKeyring('proleads', moment(1), random)
const SURNAME = { purpose: 'contract', field: 'surname_and_birth_date' }
const population = fc
  .record({
    people: fc.integer({ min: 1, max: 50_000_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .chain(({ people, share }) => {
    const values = Math.max(1, Math.floor(people * share))
    return fc.record({
      people: fc.constant(people),
      values: fc.constant(values),
      topShare: fc.double({ min: 1 / values, max: 1, noNaN: true }),
    })
  })

test('of whatever population, a plan keeps all its promises or refuses', () => {
  fc.assert(
    fc.property(population, fc.integer({ min: 2, max: 1_000 }), (field, peopleMin) => {
      const plan = planIndex(field, peopleMin)
      if (plan.answer === 'refused') return
      const indexes = 2 ** plan.bits
      assert.ok(field.people >= 16, 'CipherSweet refuses populations below it')
      assert.ok(field.people / indexes >= peopleMin, 'people')
      assert.ok(field.people / indexes <= Math.sqrt(field.people), 'false candidates')
      assert.ok(field.values / indexes >= 2, 'values')
      assert.ok(field.topShare <= 1 / indexes, 'the most frequent value shows')
    }),
    { numRuns: 2_000 },
  )
})

test('more people, more values, less frequent ones never give a shorter index; a higher minimum never a longer one', () => {
  const bitsOf = (plan: ReturnType<typeof planIndex>) => (plan.answer === 'bits' ? plan.bits : 0)
  fc.assert(
    fc.property(population, fc.integer({ min: 2, max: 500 }), (field, peopleMin) => {
      const bits = bitsOf(planIndex(field, peopleMin))
      assert.ok(bitsOf(planIndex(field, peopleMin + 7)) <= bits)
      const rarer = { ...field, topShare: Math.max(1 / field.values, field.topShare / 2) }
      assert.ok(bitsOf(planIndex(rarer, peopleMin)) >= bits)
    }),
  )
})

test('R-37: the bounds of trust notes 2.5, and who is refused', () => {
  const plan = (people: number, values: number, topShare: number, min = 2) =>
    planIndex({ people, values, topShare }, min)
  const free = (people: number) => plan(people, people, 1 / people)
  for (const [people, most] of [
    [100_000, 15],
    [1_000_000, 18],
    [10_000_000, 22],
  ] as const) {
    const found = free(people)
    assert.ok(found.answer === 'bits' && found.bits <= most, JSON.stringify(found))
  }
  assert.deepEqual(free(15), { answer: 'refused', why: 'too_few_people' })
  assert.deepEqual(free(200), { answer: 'refused', why: 'too_few_people' })
  // A city: twenty values, a third of the people in one. A surname alone: one in a hundred.
  const refused = { answer: 'refused', why: 'too_little_entropy' }
  assert.deepEqual(plan(1_000_000, 20, 0.33), refused)
  assert.deepEqual(plan(1_000_000, 60_000, 0.01), refused)
  // Surname with birth date: half a million values, the most frequent one in ten thousand.
  assert.deepEqual(plan(1_000_000, 500_000, 1 / 20_000, 20).answer, 'bits')
  for (const wrong of [
    { people: 0, values: 1, topShare: 1 },
    { people: 9, values: 10, topShare: 1 },
  ])
    assert.throws(() => planIndex(wrong, 2))
  assert.throws(() => plan(100, 10, 0.05), /population/)
  assert.throws(() => plan(100, 10, 0.5, 1), /population/)
})

test('R-37: the length that the scarcest of people, values and frequency allows, and how many people each index then covers', () => {
  for (const [people, values, topShare, peopleMin, bits] of [
    // Scarcest: people, by two minimums; values; frequency; values at the shortest; the largest index.
    [1_000_000, 1_000_000, 1e-6, 20, 14],
    [1_000_000, 1_000_000, 1e-6, 2, 15],
    [1_000_000, 40_000, 1 / 40_000, 2, 14],
    [1_000_000, 1_000_000, 1 / 3_000, 2, 11],
    [1_000_000, 2_048, 1 / 2_048, 2, 10],
    [2 ** 50, 2 ** 50, 2 ** -50, 2, 32],
  ] as const) {
    assert.deepEqual(planIndex({ people, values, topShare }, peopleMin), {
      answer: 'bits',
      bits,
      peoplePerIndex: people / 2 ** bits,
    })
  }
  const fewer = planIndex({ people: 1_000_000, values: 2_047, topShare: 1 / 2_047 }, 2)
  assert.deepEqual(fewer, { answer: 'refused', why: 'too_little_entropy' })
})

test('a population is counted in whole people, and each value has a share', () => {
  const free = { people: 1_000, values: 1_000, topShare: 1 / 1_000 }
  assert.ok(planIndex(free, 2))
  for (const wrong of [
    { people: 1_000.5 },
    { values: 999.5 },
    { people: Number.NaN },
    { values: 0, topShare: 1 },
    { values: 1_001 },
    { topShare: 1 / 1_001 },
    { topShare: 1.001 },
    { topShare: Number.NaN },
  ]) {
    assert.throws(() => planIndex({ ...free, ...wrong }, 2), /population/, JSON.stringify(wrong))
  }
  assert.ok(planIndex({ people: 20, values: 1, topShare: 1 }, 2), 'one value of all')
  for (const peopleMin of [1, 0, 2.5, Number.NaN]) {
    assert.throws(() => planIndex(free, peopleMin), /population/)
  }
})

test('in a synthetic population the emptiest index value covers the minimum, too', () => {
  const peopleMin = 10
  const people = 20_000
  const plan = planIndex({ people, values: people, topShare: 1 / people }, peopleMin)
  assert.ok(plan.answer === 'bits')
  const covered = new Map<string, number>()
  for (let person = 0; person < people; person++) {
    const index = truncatedIndex(KEYRING, SURNAME, `synthetic ${person}`, plan.bits)
    const mark = Buffer.from(index).toString('hex')
    covered.set(mark, (covered.get(mark) ?? 0) + 1)
  }
  assert.equal(covered.size, 2 ** plan.bits)
  assert.ok(Math.min(...covered.values()) >= peopleMin, String(Math.min(...covered.values())))
})

test('equal values have equal indexes of so many bits; another purpose, field, key or length is unrelated', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 32 }), (value, bits) => {
      const index = truncatedIndex(KEYRING, SURNAME, value, bits)
      assert.deepEqual(truncatedIndex(KEYRING, SURNAME, value, bits), index)
      assert.equal(index.length, Math.ceil(bits / 8))
      const number = index.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
      assert.equal(number % (1n << BigInt(index.length * 8 - bits)), 0n, 'spare bits are zero')
    }),
  )
  const of = (place: typeof SURNAME, value = 'x', keyring = KEYRING) =>
    Buffer.from(truncatedIndex(keyring, place, value, 32)).toString('hex')
  const all = [
    of(SURNAME),
    of({ ...SURNAME, purpose: 'rights' }),
    of({ ...SURNAME, field: 'surname' }),
    of({ purpose: 'contractsurname', field: '_and_birth_date' }),
    of(SURNAME, 'y'),
    of(SURNAME, 'x', newKeyring('proleads', moment(1), random)),
    Buffer.from(blindIndex(KEYRING, 'surname_and_birth_date', 'x').subarray(0, 4)).toString('hex'),
    `${Buffer.from(truncatedIndex(KEYRING, SURNAME, 'x', 24)).toString('hex')}00`,
  ]
  assert.equal(new Set(all).size, all.length)
  for (const bits of [0, 33, 8.5]) assert.throws(() => truncatedIndex(KEYRING, SURNAME, 'x', bits))
})
