import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CalendarYear } from '@kelisim/policy'
import { DAY, later, type Moment, parseMoment } from '@kelisim/terms'
import {
  addWorkingDays,
  CalendarMissing,
  due,
  isWorkingDay,
  termOf,
  workingDaysPassed,
} from './due.ts'
import { EXAMPLE } from './example-policy.ts'

const folder = new URL('../../../../shared/data/kz/', import.meta.url)
const skip = existsSync(folder) ? false : 'the calendar of Kazakhstan is not beside the project'

function read<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Shape
}

function calendar(): CalendarYear[] {
  const { nonWorking } = read<{ nonWorking: Record<string, string[]> }>('calendar-2026-2027.json')
  return Object.entries(nonWorking).map(([year, days]) => ({
    year: Number(year),
    daysOff: days.map((day) => `${year}-${day}`),
    confirmed: year === '2026',
  }))
}

const at = (text: string): Moment => parseMoment(text) as Moment

test('DL-01 to DL-11: every vector of working days falls on its date', { skip }, () => {
  const { vectors } = read<{ vectors: { event: string; due: Record<string, string> }[] }>(
    'deadline-vectors.json',
  )
  const years = calendar()
  let checked = 0
  for (const { event, due: dates } of vectors) {
    for (const [days, date] of Object.entries(dates)) {
      assert.equal(addWorkingDays(years, event, Number(days)), date, `${event} + ${days}`)
      checked++
    }
  }
  assert.equal(checked, 40)
})

test('I10: each year has as many working days as the calendar says', { skip }, () => {
  const { workingDays } = read<{ workingDays: Record<string, number> }>('calendar-2026-2027.json')
  for (const [year, count] of Object.entries(workingDays)) {
    const from = at(`${Number(year) - 1}-12-31T12:00:00Z`)
    assert.equal(workingDaysPassed(calendar(), from, at(`${year}-12-31T12:00:00Z`)), count)
  }
})

test('I10: a term ends with the last millisecond of its day in Almaty', () => {
  // 23:30 in Almaty is still the 20th; half an hour later it is the 21st, a Saturday.
  const late = termOf(EXAMPLE, 'DL-01', at('2026-11-20T18:30:00Z'))
  const next = termOf(EXAMPLE, 'DL-01', at('2026-11-20T19:00:00Z'))
  assert.deepEqual(late, {
    date: '2026-11-25',
    at: at('2026-11-25T18:59:59.999Z'),
    confirmed: true,
  })
  assert.deepEqual(next, late)
  assert.equal(due(EXAMPLE, 'DL-01', at('2026-11-20T18:30:00Z')), at('2026-11-25T18:59:59.999Z'))
})

test('DL-07: a term from the moment also has its clock time', () => {
  const term = termOf(EXAMPLE, 'DL-07', at('2026-11-20T18:30:00Z'))
  assert.ok(!('fault' in term))
  assert.equal(term.strictAt, at('2026-11-23T18:30:00Z'))
  assert.equal(term.at, at('2026-11-23T18:59:59.999Z'))
})

test('DL-16: a calendar term that ends on a day off moves to the next working day', () => {
  const term = termOf(EXAMPLE, 'DL-16', at('2026-12-06T09:00:00Z'))
  assert.ok(!('fault' in term))
  // The tenth day is Wednesday 16 December, Independence Day.
  assert.equal(term.date, '2026-12-17')
  const plain = termOf(EXAMPLE, 'DL-16', at('2026-12-07T09:00:00Z'))
  assert.ok(!('fault' in plain))
  assert.equal(plain.date, '2026-12-17')
})

test('I10: the version of a term in force on the day of the event is the one that counts', () => {
  const before = termOf(EXAMPLE, 'DL-01', at('2026-12-31T09:00:00Z'))
  const after = termOf(EXAMPLE, 'DL-01', at('2027-01-01T09:00:00Z'))
  assert.ok(!('fault' in before) && !('fault' in after))
  // Three working days, then five: 4 and 7 January are days off.
  assert.equal(before.date, '2027-01-08')
  assert.equal(after.date, '2027-01-12')
})

test('I10: a year not confirmed, or not stated, is counted and flagged; a bare date past the calendar is refused', () => {
  const flagged = termOf(EXAMPLE, 'DL-01', at('2026-12-30T09:00:00Z'))
  assert.ok(!('fault' in flagged))
  assert.equal(flagged.confirmed, false)
  const beyond = at('2027-12-31T09:00:00Z')
  const provisional = termOf(EXAMPLE, 'DL-01', beyond)
  assert.ok(!('fault' in provisional))
  // Friday; then Monday to Friday, whichever of them a decree will make days off.
  assert.deepEqual([provisional.date, provisional.confirmed], ['2028-01-07', false])
  assert.equal(due(EXAMPLE, 'DL-01', beyond), provisional.at)
  assert.equal(isWorkingDay(EXAMPLE.calendar, '2028-01-01'), false, 'a Saturday')
  assert.throws(() => addWorkingDays(EXAMPLE.calendar, '2027-12-31', 1), CalendarMissing)
})

test('property: without its calendar a year gives no later term than with it (DL-01 to DL-16, I10)', () => {
  const stated = EXAMPLE.calendar.filter(({ year }) => year === 2026)
  const days = fc.integer({ min: 0, max: 360 })
  fc.assert(
    fc.property(days, fc.constantFrom('DL-01', 'DL-07', 'DL-08', 'DL-12'), (day, id) => {
      const event = later(at('2026-01-02T09:00:00Z'), day * DAY)
      const known = termOf({ ...EXAMPLE, calendar: stated }, id, event)
      const bare = termOf({ ...EXAMPLE, calendar: [] }, id, event)
      if ('fault' in known || 'fault' in bare) return assert.deepEqual(known, bare)
      assert.ok(bare.at <= known.at)
      assert.equal(bare.confirmed, false)
    }),
  )
})

test('I8: a term that the policy does not number is not counted', () => {
  const now = at('2026-11-22T09:00:00Z')
  assert.deepEqual(termOf(EXAMPLE, 'DL-99', now), { fault: 'unknown_deadline' })
  assert.deepEqual(termOf(EXAMPLE, 'DL-13', now), { fault: 'no_number' })
  assert.throws(() => due(EXAMPLE, 'DL-99', now))
  for (const days of [-1, 1.5, 1001, Number.NaN]) {
    assert.throws(() => addWorkingDays(EXAMPLE.calendar, '2026-11-22', days))
  }
})
