/**
 * May a message that nobody asked for leave now, and if not, from when on?
 *
 * Hours and days are the policy's (`limits.messages`), days off its calendar's, the clock Asia/Almaty's. Without hours, or with
 * hours that are none, nothing ever leaves (I8). A year that the calendar does not hold has its Saturdays and Sundays.
 *
 * Law: 94-V art. 14; rules of telecom services on mass messages. Requirements: R-16, I10.
 */
import type { CalendarYear, MessageLimits } from '@kelisim/policy'
import { addDays, almatyDate, later, MINUTE, type Moment, startOfDay } from '@kelisim/terms'
import { isOutsideHours } from './detect.ts'

const CLOCK = /^(\d{2}):(\d{2})$/
/** No row of days off is longer. */
const DAYS_MAX = 60

/** The moment itself when messages may leave at it; else the first one after it; undefined: never. */
export function messagesLeaveAt(
  limits: MessageLimits | undefined,
  calendar: readonly CalendarYear[],
  at: Moment,
): Moment | undefined {
  const opens = clockOf(limits?.from)
  if (limits === undefined || opens === undefined || clockOf(limits.to) === undefined)
    return undefined
  if (!isOutsideHours(limits, calendar, at)) return at
  const today = almatyDate(at)
  for (let day = 0; day < DAYS_MAX; day++) {
    const opening = later(startOfDay(addDays(today, day)), opens)
    if (opening > at && !isOutsideHours(limits, calendar, opening)) return opening
  }
  return undefined
}

/** Milliseconds since midnight. */
function clockOf(text: string | undefined): number | undefined {
  const [, hours, minutes] = CLOCK.exec(text ?? '') ?? []
  if (hours === undefined || minutes === undefined) return undefined
  return (Number(hours) * 60 + Number(minutes)) * MINUTE
}
