/**
 * The last day of a duty, in words: `2026 жылғы 11 желтоқсанға дейін`, `до 11 декабря 2026 года`,
 * `by 11 December 2026`. English says `by` for a duty and `until` for a state; the others say one.
 */
import { almatyDate, type Language, type Moment } from '@kelisim/terms'
import { dateWords, until } from './format.ts'

export function dueBy(language: Language, at: Moment): string {
  const day = almatyDate(at)
  return language === 'en' ? `by ${dateWords('en', day)}` : until(language, day)
}

/** How long a state lasts: `until 22 December 2026`. */
export function lastsUntil(language: Language, at: Moment): string {
  return until(language, almatyDate(at))
}
