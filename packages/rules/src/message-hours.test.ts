/** When a message that nobody asked for may leave (R-16, I10). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Moment, moment } from '@kelisim/terms'
import { messagesLeaveAt } from './message-hours.ts'

const LIMITS = { from: '09:00', to: '21:00', workingDaysOnly: true, perWeekMax: 2 }
const CALENDAR = [{ year: 2026, daysOff: ['2026-12-16', '2026-05-07'], confirmed: true }]

/** Local time of Almaty, +05:00. */
const at = (text: string): Moment => moment(globalThis.Date.parse(`${text}+05:00`))
const leaves = (text: string) => messagesLeaveAt(LIMITS, CALENDAR, at(text))

test('R-16: by day at once, at night from the next morning, never on days off', () => {
  const cases = [
    ['2026-11-23T09:00:00', '2026-11-23T09:00:00'],
    ['2026-11-23T20:59:59.999', '2026-11-23T20:59:59.999'],
    ['2026-11-23T21:00:00', '2026-11-24T09:00:00'],
    ['2026-11-23T03:00:00', '2026-11-23T09:00:00'],
    ['2026-11-23T08:59:59.999', '2026-11-23T09:00:00'],
    // Friday evening waits for Monday; Sunday at noon, too.
    ['2026-11-27T22:00:00', '2026-11-30T09:00:00'],
    ['2026-11-22T12:00:00', '2026-11-23T09:00:00'],
    // Independence Day, a Wednesday.
    ['2026-12-16T12:00:00', '2026-12-17T09:00:00'],
    ['2026-12-15T23:00:00', '2026-12-17T09:00:00'],
  ] as const
  for (const [asked, opens] of cases) assert.equal(leaves(asked), at(opens), asked)
})

test('R-16: every day where the policy says so', () => {
  const daily = { ...LIMITS, workingDaysOnly: false }
  assert.equal(
    messagesLeaveAt(daily, CALENDAR, at('2026-11-22T12:00:00')),
    at('2026-11-22T12:00:00'),
  )
})

test('I8: without hours, or with hours that are none, nothing ever leaves', () => {
  const noon = at('2026-11-23T12:00:00')
  assert.equal(messagesLeaveAt(undefined, CALENDAR, noon), undefined)
  assert.equal(messagesLeaveAt({ ...LIMITS, from: '9' }, CALENDAR, noon), undefined)
  assert.equal(messagesLeaveAt({ ...LIMITS, to: 'late' }, CALENDAR, noon), undefined)
  assert.equal(
    messagesLeaveAt({ ...LIMITS, from: '21:00', to: '09:00' }, CALENDAR, noon),
    undefined,
  )
})
