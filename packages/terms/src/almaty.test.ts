import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  almatyClock,
  almatyDate,
  endOfDay,
  isIsoDate,
  startOfDay,
  weekday,
  yearsBetween,
} from './almaty.ts'
import { HOUR, moment, parseMoment } from './moment.ts'

const LONG_AGO = Date.parse('2005-01-01T00:00:00Z')
const FAR_AWAY = Date.parse('2100-01-01T00:00:00Z')
const anyMoment = fc.integer({ min: LONG_AGO, max: FAR_AWAY }).map(moment)

test('I10: the local date and clock agree with the time-zone data of the platform', () => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Almaty',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  fc.assert(
    fc.property(anyMoment, (at) => {
      const seconds = Math.floor(almatyClock(at) / 1000)
      const clock = [seconds / 3600, (seconds / 60) % 60, seconds % 60]
        .map((part) => String(Math.floor(part)).padStart(2, '0'))
        .join(':')
      assert.equal(`${almatyDate(at)} ${clock}`, format.format(new Date(at)))
    }),
    { numRuns: 3000 },
  )
})

test('I10: midnight of 1 March 2024 came twice and belongs to no wrong date', () => {
  assert.equal(startOfDay('2024-03-01'), parseMoment('2024-02-29T19:00:00Z'))
  assert.equal(startOfDay('2024-02-29'), parseMoment('2024-02-28T18:00:00Z'))
  assert.equal(endOfDay('2024-02-29') - startOfDay('2024-02-29') + 1, 25 * HOUR)
  assert.equal(endOfDay('2026-11-22'), parseMoment('2026-11-22T18:59:59.999Z'))
})

test('I10: a day begins and ends on its own date, and dates add up', () => {
  fc.assert(
    fc.property(anyMoment, fc.integer({ min: -5000, max: 5000 }), (at, days) => {
      const date = almatyDate(at)
      assert.equal(almatyDate(startOfDay(date)), date)
      assert.equal(almatyDate(endOfDay(date)), date)
      assert.notEqual(almatyDate(moment(endOfDay(date) + 1)), date)
      assert.equal(addDays(addDays(date, days), -days), date)
      assert.equal(weekday(date), (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7)
    }),
  )
})

test('R-33: a date exists or it is no date', () => {
  for (const text of [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '26-01-01',
    '2026-1-1',
    '',
    '2026-11-22T',
  ]) {
    assert.equal(isIsoDate(text), false, text)
  }
  for (const text of ['2024-02-29', '2000-02-29', '2026-12-31']) assert.equal(isIsoDate(text), true)
  assert.throws(() => startOfDay('2026-02-30'))
})

test('R-21: age counts the birthday itself', () => {
  assert.equal(yearsBetween('2008-11-22', '2026-11-21'), 17)
  assert.equal(yearsBetween('2008-11-22', '2026-11-22'), 18)
  assert.equal(yearsBetween('2008-02-29', '2026-02-28'), 17)
  assert.equal(yearsBetween('2008-02-29', '2026-03-01'), 18)
})
