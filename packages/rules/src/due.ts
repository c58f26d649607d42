/**
 * When must it be done at the latest? One function for every legal term.
 *
 * The count begins on the day after the event; a working-day term ends at 23:59:59.999 of its last working
 * day, Asia/Almaty; a calendar term that ends on a day off moves to the next working day. Terms and days
 * off are dated data of the policy. A year not yet confirmed is counted and flagged. A year that the calendar does
 * not hold yet, because its decree is not out, has its Saturdays and Sundays and no other day off: every day off that
 * the decree adds makes a term longer, so what is counted is never later than the law's, and nobody's withdrawal waits
 * for a decree (decision 0101). Whoever asks for a bare date is told that the year is missing instead.
 *
 * Law: Civil Code art. 172-176; 94-V art. 8(7), 25(2). Requirements: DL-01 to DL-16, I10.
 * An event on a day off counts from the day after it, as in the vectors; counsel may want one day more.
 */
import type { CalendarYear, Deadline, Policy } from '@kelisim/policy'
import {
  addDays,
  almatyClock,
  almatyDate,
  endOfDay,
  later,
  type Moment,
  startOfDay,
  weekday,
} from '@kelisim/terms'

const SATURDAY = 5
/** No term of the law is longer; past it the count is a mistake. */
const WORKING_DAYS_MAX = 1_000

export class CalendarMissing extends Error {
  override readonly name = 'CalendarMissing'
}

export interface Term {
  /** Local date of the last day. */
  readonly date: string
  /** The last moment. */
  readonly at: Moment
  /** For terms "from the moment": the same clock time on the last day, the moment to warn at (DL-07). */
  readonly strictAt?: Moment
  /** False when a year that was counted through is not confirmed yet, or not stated. */
  readonly confirmed: boolean
}

export interface TermFault {
  readonly fault: 'unknown_deadline' | 'no_number'
}

type Counting = Pick<Policy, 'deadlines' | 'calendar'>

/** The term that an event at the moment begins, or the reason why it cannot be counted. */
export function termOf(policy: Counting, deadlineId: string, at: Moment): Term | TermFault {
  const event = almatyDate(at)
  const deadline = inForce(policy.deadlines, deadlineId, event)
  if (deadline === undefined) return { fault: 'unknown_deadline' }
  if (deadline.days === undefined || deadline.unit === undefined) return { fault: 'no_number' }
  const last =
    deadline.unit === 'working_day'
      ? count(policy.calendar, event, deadline.days)
      : count(policy.calendar, addDays(event, deadline.days - 1), 1)
  const end = { date: last.date, at: endOfDay(last.date), confirmed: last.confirmed }
  return deadline.strict ? { ...end, strictAt: later(startOfDay(last.date), almatyClock(at)) } : end
}

/** The last moment of the term. Throws where `termOf` tells a fault: the caller has nothing to do then. */
export function due(policy: Counting, deadlineId: string, at: Moment): Moment {
  const term = termOf(policy, deadlineId, at)
  if (!('fault' in term)) return term.at
  throw new Error(`couldn't count the term ${deadlineId}: ${term.fault}`)
}

/** The n-th working day after the date; the date itself is never counted. Throws `CalendarMissing` past the calendar. */
export function addWorkingDays(
  calendar: readonly CalendarYear[],
  isoDate: string,
  days: number,
): string {
  if (!Number.isInteger(days) || days < 0 || days > WORKING_DAYS_MAX) {
    throw new Error(`a term is a whole number of working days up to ${WORKING_DAYS_MAX}`)
  }
  const last = count(calendar, isoDate, days)
  if (last.unstated !== undefined) {
    throw new CalendarMissing(`couldn't count working days: no calendar for ${last.unstated}`)
  }
  return last.date
}

/** Whether people work on the date: not Saturday or Sunday, not a day off of its year. */
export function isWorkingDay(calendar: readonly CalendarYear[], isoDate: string): boolean {
  return works(yearOf(calendar, isoDate), isoDate)
}

/** Working days after the event's date up to and including today's: how much of a term has passed. */
export function workingDaysPassed(
  calendar: readonly CalendarYear[],
  from: Moment,
  to: Moment,
): number {
  const end = almatyDate(to)
  let passed = 0
  for (let date = addDays(almatyDate(from), 1); date <= end; date = addDays(date, 1)) {
    if (isWorkingDay(calendar, date)) passed += 1
  }
  return passed
}

interface Counted {
  readonly date: string
  readonly confirmed: boolean
  /** The first year that was counted through and that the calendar does not hold. */
  readonly unstated?: number
}

function count(calendar: readonly CalendarYear[], isoDate: string, days: number): Counted {
  let date = isoDate
  let confirmed = true
  let unstated: number | undefined
  for (let left = days; left > 0; ) {
    date = addDays(date, 1)
    const year = yearOf(calendar, date)
    if (!calendar.includes(year)) unstated ??= year.year
    confirmed &&= year.confirmed
    if (works(year, date)) left -= 1
  }
  return { date, confirmed, ...(unstated === undefined ? {} : { unstated }) }
}

function yearOf(calendar: readonly CalendarYear[], isoDate: string): CalendarYear {
  const year = Number(isoDate.slice(0, 4))
  const known = calendar.find((one) => one.year === year)
  return known ?? { year, daysOff: [], confirmed: false }
}

function works(year: CalendarYear, isoDate: string): boolean {
  return weekday(isoDate) < SATURDAY && !year.daysOff.includes(isoDate)
}

/** The version of the deadline whose force began last. */
function inForce(deadlines: readonly Deadline[], id: string, date: string): Deadline | undefined {
  return deadlines
    .filter((deadline) => deadline.id === id && deadline.validFrom <= date)
    .toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
    .at(-1)
}
