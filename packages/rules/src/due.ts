/**
 * When must it be done at the latest? One function for every legal term.
 *
 * N working days: day one is the first working day after the event; the term ends at 23:59:59.999
 * Almaty time of day N. Working days come from the policy's dated calendar; a year it does not hold
 * is a missing fact and throws, because a guessed deadline is worse than none (I8, I10).
 *
 * Law: Civil Code art. 172-176; deadlines DL-01 to DL-16 of the policy.
 */
import type { CalendarYear, Policy } from '@kelisim/policy'
import { addDays, almatyDate, endOfDay, type Moment, weekday } from '@kelisim/terms'

const SATURDAY = 5
/** No term of the law is longer; past it the count is a mistake. */
const WORKING_DAYS_MAX = 1_000

export class CalendarMissing extends Error {
  override readonly name = 'CalendarMissing'
}

export function isWorkingDay(calendar: readonly CalendarYear[], isoDate: string): boolean {
  const year = calendar.find((known) => known.year === Number(isoDate.slice(0, 4)))
  if (year === undefined) throw new CalendarMissing(`no calendar for ${isoDate.slice(0, 4)}`)
  return weekday(isoDate) < SATURDAY && !year.daysOff.includes(isoDate)
}

/** The date of the N-th working day after the date. */
export function addWorkingDays(
  calendar: readonly CalendarYear[],
  isoDate: string,
  days: number,
): string {
  if (!Number.isInteger(days) || days < 0 || days > WORKING_DAYS_MAX)
    throw new Error('a term of working days')
  let date = isoDate
  for (let left = days; left > 0; ) {
    date = addDays(date, 1)
    if (isWorkingDay(calendar, date)) left -= 1
  }
  return date
}

/** The last moment of a term of the law that began with an event at `at`. */
export function due(policy: Policy, deadlineId: string, at: Moment): Moment {
  const date = almatyDate(at)
  const rule = policy.deadlines
    .filter((known) => known.id === deadlineId && known.validFrom <= date)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    .at(-1)
  if (rule?.days === undefined) throw new Error(`no term in days: ${deadlineId}`)
  const last =
    rule.unit === 'calendar_day'
      ? addDays(date, rule.days)
      : addWorkingDays(policy.calendar, date, rule.days)
  return endOfDay(last)
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
