/**
 * How are sums, rates and dates written in each language?
 *
 * Digits are grouped by U+00A0 (the only space every cut of the typeface has); a sum, a percentage
 * and a date never break across lines. Dates are those of Kazakhstan, whatever the machine's zone.
 * Numbers are read by people, so nothing here is for a file another program reads.
 *
 * Does not: round money; callers bring whole tenge.
 */
import {
  almatyClock,
  almatyDate,
  HOUR,
  type Language,
  MINUTE,
  type Moment,
  weekday,
} from '@kelisim/terms'
import { dative } from './kazakh.ts'

const SPACE = '\u00a0'

/** `1 204 882`; `1,204,882` in English. */
export function number(language: Language, value: number): string {
  const sign = value < 0 ? '−' : ''
  const groups = String(Math.abs(value)).replace(
    /\B(?=(?:\d{3})+$)/g,
    language === 'en' ? ',' : SPACE,
  )
  return `${sign}${groups}`
}

/** `123 600 ₸`, `₸123,600`. */
export function tenge(language: Language, amount: number): string {
  return language === 'en' ? `₸${number(language, amount)}` : `${number(language, amount)}${SPACE}₸`
}

/** `123 600 – 130 080 ₸`; one sum when both ends are the same. */
export function tengeRange(language: Language, from: number, to: number): string {
  if (from === to) return tenge(language, from)
  const dash = `${SPACE}– `
  return language === 'en'
    ? `${tenge(language, from)}${dash}${tenge(language, to)}`
    : `${number(language, from)}${dash}${tenge(language, to)}`
}

/** `43,3 %`, `43.3%`. */
export function percent(language: Language, value: number, digits = 1): string {
  const text = value.toFixed(digits)
  return language === 'en' ? `${text}%` : `${text.replace('.', ',')}${SPACE}%`
}

export function percentRange(language: Language, from: number, to: number, digits = 1): string {
  const first = percent(language, from, digits)
  const last = percent(language, to, digits)
  if (first === last) return first
  return language === 'en' ? `${first}${SPACE}– ${last}` : `${first.slice(0, -2)}${SPACE}– ${last}`
}

/** `30 күн`, `30 дней`, `30 days`. */
export function days(language: Language, count: number): string {
  if (language === 'kk') return `${number(language, count)}${SPACE}күн`
  if (language === 'en')
    return `${number(language, count)} ${Math.abs(count) === 1 ? 'day' : 'days'}`
  return `${number(language, count)}${SPACE}${russianDays(count)}`
}

/** `22.12.2026`, `22 Dec 2026`. */
export function date(language: Language, at: Moment): string {
  return dateOf(language, almatyDate(at))
}

/** The same for a date that never was a moment, as the policy has them. */
export function dateOf(language: Language, isoDate: string): string {
  const { year, month, day } = partsOf(isoDate)
  if (language === 'en') return [day, MONTHS.en[month - 1]?.slice(0, 3), year].join(SPACE)
  return `${two(day)}.${two(month)}.${year}`
}

/** `2026 жылғы 22 желтоқсан`, `22 декабря 2026 года`, `22 December 2026`. */
export function dateWords(language: Language, isoDate: string): string {
  const { year } = partsOf(isoDate)
  if (language === 'kk') return `${year} жылғы ${dayMonth(language, isoDate)}`
  if (language === 'ru') return `${dayMonth(language, isoDate)} ${year} года`
  return `${dayMonth(language, isoDate)} ${year}`
}

/** `22 желтоқсан`, `22 декабря`, `22 December`. */
export function dayMonth(language: Language, isoDate: string): string {
  const { month, day } = partsOf(isoDate)
  return `${day}${SPACE}${MONTHS[language][month - 1] ?? ''}`
}

/** On the day: `22 желтоқсанда`, `22 декабря`, `on 22 December`. */
export function onDay(language: Language, isoDate: string): string {
  if (language === 'kk') return `${dayMonth('kk', isoDate)}${ending(isoDate, 'да', 'де')}`
  return language === 'en' ? `on ${dayMonth('en', isoDate)}` : dayMonth('ru', isoDate)
}

/** `2026 жылғы 22 желтоқсанға дейін`, `до 22 декабря 2026 года`, `until 22 December 2026`. */
export function until(language: Language, isoDate: string): string {
  const words = dateWords(language, isoDate)
  if (language === 'kk') return `${words}${dativeOfMonth(isoDate)} дейін`
  return language === 'ru' ? `до ${words}` : `until ${words}`
}

/** `2026 жылғы 2 қарашадан бастап`, `со 2 ноября 2026 года`, `from 2 November 2026`. */
export function since(language: Language, isoDate: string): string {
  const words = dateWords(language, isoDate)
  if (language === 'kk') return `${words}${ablativeOfMonth(isoDate)} бастап`
  if (language === 'en') return `from ${words}`
  return `${partsOf(isoDate).day === 2 ? 'со' : 'с'} ${words}`
}

/** `сейсенбі`, `вторник`, `Tuesday`. */
export function dayOfWeek(language: Language, isoDate: string): string {
  return WEEKDAYS[language][weekday(isoDate)] ?? ''
}

/** `17:42` */
export function clockTime(at: Moment): string {
  const { hours, minutes } = clockOf(at)
  return `${two(hours)}:${two(minutes)}`
}

/** `22.11.2026, 17:42`, `22 Nov 2026, 17:42`. */
export function dateTime(language: Language, at: Moment): string {
  return `${date(language, at)}, ${clockTime(at)}`
}

/** `22.11, 17:42`, `22 Nov, 17:42`: in a feed, where the year is clear. */
export function dayTime(language: Language, at: Moment): string {
  const { month, day } = partsOf(almatyDate(at))
  const short =
    language === 'en'
      ? `${day}${SPACE}${MONTHS.en[month - 1]?.slice(0, 3) ?? ''}`
      : `${two(day)}.${two(month)}`
  return `${short}, ${clockTime(at)}`
}

/** `23 қараша 17:42-ге дейін`, `до 23 ноября, 17:42`, `until 23 November, 17:42`. */
export function untilTime(language: Language, at: Moment): string {
  const day = dayMonth(language, almatyDate(at))
  if (language === 'ru') return `до ${day}, ${clockTime(at)}`
  if (language === 'en') return `until ${day}, ${clockTime(at)}`
  const { hours, minutes } = clockOf(at)
  // Said by its last number: 17:00 ends on the hour.
  const ending = dative(minutes === 0 ? hours : minutes).replace(/^\d+/, '')
  return `${day}, ${clockTime(at)}${ending} дейін`
}

const MONTHS = {
  kk: [
    'қаңтар',
    'ақпан',
    'наурыз',
    'сәуір',
    'мамыр',
    'маусым',
    'шілде',
    'тамыз',
    'қыркүйек',
    'қазан',
    'қараша',
    'желтоқсан',
  ],
  ru: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
} as const satisfies Record<Language, readonly string[]>

const WEEKDAYS = {
  kk: ['дүйсенбі', 'сейсенбі', 'сәрсенбі', 'бейсенбі', 'жұма', 'сенбі', 'жексенбі'],
  ru: ['понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота', 'воскресенье'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const satisfies Record<Language, readonly string[]>

/** Months whose last syllable is soft: сәуір, шілде, қыркүйек. */
const SOFT: ReadonlySet<number> = new Set([4, 7, 9])

function ending(isoDate: string, hard: string, soft: string): string {
  return SOFT.has(partsOf(isoDate).month) ? soft : hard
}

function dativeOfMonth(isoDate: string): string {
  // қыркүйек alone ends in a voiceless consonant and keeps it: қыркүйекке.
  return partsOf(isoDate).month === 9 ? 'ке' : ending(isoDate, 'ға', 'ге')
}

function ablativeOfMonth(isoDate: string): string {
  const { month } = partsOf(isoDate)
  if (month === 9) return 'тен'
  // ақпаннан, қазаннан, желтоқсаннан; маусымнан.
  if (month === 2 || month === 6 || month === 10 || month === 12) return 'нан'
  return ending(isoDate, 'дан', 'ден')
}

function russianDays(count: number): string {
  const last = Math.abs(count) % 10
  const teen = Math.abs(count) % 100 >= 11 && Math.abs(count) % 100 <= 14
  if (teen || last === 0 || last >= 5) return 'дней'
  return last === 1 ? 'день' : 'дня'
}

function partsOf(isoDate: string): { year: number; month: number; day: number } {
  return {
    year: Number(isoDate.slice(0, 4)),
    month: Number(isoDate.slice(5, 7)),
    day: Number(isoDate.slice(8, 10)),
  }
}

function clockOf(at: Moment): { hours: number; minutes: number } {
  const clock = almatyClock(at)
  return { hours: Math.floor(clock / HOUR), minutes: Math.floor((clock % HOUR) / MINUTE) }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
