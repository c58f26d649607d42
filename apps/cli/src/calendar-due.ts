/**
 * When does a term of N working days end that begins with an event on this date?
 *
 * The count is the one every deadline uses, with the days off of the policy. Law: Civil Code art. 172-176.
 * Invariant I10. A year that the calendar does not hold is a finding, never a guess.
 */
import { readPolicy } from '@kelisim/house'
import { addWorkingDays, CalendarMissing } from '@kelisim/rules'
import { isIsoDate } from '@kelisim/terms'
import { type Command, WrongUse, wholeNumber, wordsOf } from './command.ts'
import { commandEnvironment } from './open.ts'

const WORKING_DAYS_MAX = 1_000

export const calendarDue: Command = {
  options: { 'working-days': { type: 'string' } },
  run: async (call) => {
    const [date = ''] = wordsOf(call, 'YYYY-MM-DD')
    if (!isIsoDate(date)) throw new WrongUse('the event is a date YYYY-MM-DD that exists')
    const days = wholeNumber(call, 'working-days', 0, WORKING_DAYS_MAX)
    if (days === undefined) throw new WrongUse('--working-days is missing')
    const { calendar } = await readPolicy(commandEnvironment().policyFolder)
    try {
      const due = addWorkingDays(calendar, date, days)
      call.answer({ due }, [due])
      return 0
    } catch (error) {
      if (!(error instanceof CalendarMissing)) throw error
      call.answer({ fault: 'calendar_missing' }, [error.message])
      return 1
    }
  },
}
