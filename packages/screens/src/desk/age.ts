/** How long ago, in the greatest unit that is whole: `5 min`, `3 h`, `2 days`. */
import { messages } from '@kelisim/messages'
import { DAY, HOUR, type Language, MINUTE } from '@kelisim/terms'

export function ageInWords(language: Language, milliseconds: number): string {
  const words = messages(language).desk.applications
  if (milliseconds >= DAY) return words.daysOld(Math.floor(milliseconds / DAY))
  if (milliseconds >= HOUR) return words.hours(Math.floor(milliseconds / HOUR))
  return words.minutes(Math.max(0, Math.floor(milliseconds / MINUTE)))
}
