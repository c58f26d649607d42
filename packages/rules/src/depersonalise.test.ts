import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Depersonalisation } from '@kelisim/policy'
import { moment } from '@kelisim/terms'
import { type Counting, countPeople, type Figure } from './depersonalise.ts'

const AT = moment(Date.UTC(2026, 10, 22, 9))
const YOUNGEST = 18
const PLAN: Depersonalisation = {
  purpose: 'statistics',
  everyDays: 7,
  personsMin: 3,
  valuesMin: 2,
  sensitive: ['income'],
  steps: [
    { birth_date: { ageYears: 10 }, region: 'as_is', income: 'as_is' },
    { birth_date: { ageYears: 20 }, income: 'as_is' },
    { income: 'as_is' },
  ],
}

function people(
  amount: number,
  birth: string,
  region: string,
  income: string,
): readonly Counting<object>[] {
  const values = { birth_date: birth, region, income }
  return Array.from({ length: amount }, () => ({ who: {}, values }))
}

function told(figures: readonly Figure[]): readonly string[] {
  return figures.map(({ step, traits, persons }) => `${step} ${traits.join(' ')}: ${persons}`)
}

test('people alike in everything become one figure, ages from–to (O-15)', () => {
  const all = [
    ...people(3, '1990-05-17', 'KZ-75', 'low'),
    ...people(4, '1996-11-22', 'KZ-75', 'high'),
    ...people(3, '1980-01-01', 'KZ-71', 'low'),
    ...people(3, '1980-01-01', 'KZ-71', 'high'),
  ]
  const { figures, counted } = countPeople(PLAN, YOUNGEST, all, AT)
  assert.deepEqual(told(figures), [
    '0 birth_date=28-37 income=high region=KZ-75: 4',
    '0 birth_date=28-37 income=low region=KZ-75: 3',
    '0 birth_date=38-47 income=high region=KZ-71: 3',
    '0 birth_date=38-47 income=low region=KZ-71: 3',
  ])
  assert.equal(counted.length, all.length)
})

test('who is one of too few is counted more coarsely, and at the end not at all (R-96)', () => {
  const all = [
    ...people(3, '1990-05-17', 'KZ-75', 'low'),
    ...people(3, '1990-05-17', 'KZ-75', 'high'),
    ...people(2, '1990-05-17', 'KZ-10', 'low'),
    ...people(1, '1990-05-17', 'KZ-11', 'low'),
    ...people(3, '1961-05-17', 'KZ-11', 'high'),
    ...people(2, '1961-05-17', 'KZ-12', 'middle'),
  ]
  const { figures, counted } = countPeople(PLAN, YOUNGEST, all, AT)
  assert.deepEqual(told(figures), [
    '0 birth_date=28-37 income=high region=KZ-75: 3',
    '0 birth_date=28-37 income=low region=KZ-75: 3',
    '2 income=high: 3',
    '2 income=low: 3',
  ])
  assert.equal(counted.length, 12)
})

test('people alike in what can be seen, with one income only, are not told by it (R-96)', () => {
  const one = people(9, '1990-05-17', 'KZ-75', 'low')
  assert.deepEqual(countPeople(PLAN, YOUNGEST, one, AT).figures, [])
  const two = [...one, ...people(2, '1990-05-17', 'KZ-75', 'high')]
  assert.deepEqual(countPeople(PLAN, YOUNGEST, two, AT).figures, [], 'two are too few to hide nine')
})

test('a single class is not told: whoever knows of somebody’s being counted would know the class (R-96)', () => {
  const alone = [
    ...people(5, '1990-05-17', 'KZ-75', 'low'),
    ...people(5, '1990-05-17', 'KZ-75', 'high'),
  ]
  assert.deepEqual(countPeople(PLAN, YOUNGEST, alone, AT), { figures: [], counted: [] })
})

test('property: no figure is small, nobody is in two, the order of people says nothing (R-96)', () => {
  const one = fc.record({
    birth_date: fc.constantFrom('1960-01-01', '1985-06-01', '1990-05-17', '2001-09-09'),
    region: fc.constantFrom('KZ-71', 'KZ-75'),
    income: fc.constantFrom('low', 'middle', 'high'),
  })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), (all) => {
      const asked = all.map((values, who) => ({ who, values }))
      const { figures, counted } = countPeople(PLAN, YOUNGEST, asked, AT)
      assert.ok(figures.every(({ persons }) => persons >= PLAN.personsMin))
      assert.equal(new Set(counted).size, counted.length)
      const sum = figures.reduce((total, { persons }) => total + persons, 0)
      assert.equal(sum, counted.length)
      const backwards = countPeople(PLAN, YOUNGEST, asked.toReversed(), AT)
      assert.deepEqual(backwards.figures, figures)
      for (const figure of figures) {
        const seen = (traits: readonly string[]) =>
          traits.filter((text) => !text.startsWith('income=')).join()
        const alike = figures.filter(
          (other) => other.step === figure.step && seen(other.traits) === seen(figure.traits),
        )
        assert.ok(alike.length >= PLAN.valuesMin, told(figures).join('\n'))
      }
    }),
    { numRuns: 300 },
  )
})

test('R-19: no figure hangs on a value that a special category could be guessed from', () => {
  const hints = fc.record({
    last_name: fc.string(),
    patronymic: fc.string(),
    citizenship: fc.string(),
    employer: fc.string(),
    iin: fc.string(),
  })
  const base = fc.record({
    birth_date: fc.constantFrom('1990-05-17', '1961-05-17'),
    region: fc.constantFrom('KZ-75', 'KZ-71'),
    income: fc.constantFrom('low', 'high'),
  })
  const crowd = fc.array(fc.tuple(base, hints, hints), { minLength: 6, maxLength: 60 })
  const figuresOf = (values: readonly Readonly<Record<string, string>>[]) => {
    const all = values.map((one, who) => ({ who, values: one }))
    return countPeople(PLAN, YOUNGEST, all, AT)
  }
  fc.assert(
    fc.property(crowd, (people) => {
      const one = figuresOf(people.map(([values, hint]) => ({ ...values, ...hint })))
      const other = figuresOf(people.map(([values, , hint]) => ({ ...values, ...hint })))
      assert.deepEqual(one, other)
    }),
  )
})
