/**
 * Civil days of Kazakhstan: which date is it there, and when does that date begin and end?
 *
 * One zone for the whole country, Asia/Almaty: +05:00 since 2024-03-01, +06:00 before. Own arithmetic,
 * because a legal term must not depend on the time-zone data of the machine it runs on.
 * Guarantees: `almatyDate(startOfDay(d)) === d` and `almatyDate(endOfDay(d)) === d` for every date.
 *
 * Law: Civil Code art. 172-176; I10. Does not know working days (`@kelisim/rules` due) and does not
 * model the years before 2005, when clocks still moved twice a year: nothing here is that old.
 */
import { DAY, HOUR, type Moment, moment } from './moment.ts'

const OFFSET_NOW = 5 * HOUR
const OFFSET_BEFORE = 6 * HOUR
/** 2024-02-29T18:00:00Z: midnight at +06:00, the clocks went back to 23:00 at +05:00. */
const OFFSET_CHANGED_AT = 1_709_229_600_000

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** `2026-11-22`, the local date at the moment. */
export function almatyDate(at: Moment): string {
  return dateOfDay(Math.floor((at + offsetAt(at)) / DAY))
}

/** Milliseconds since local midnight. */
export function almatyClock(at: Moment): number {
  const local = at + offsetAt(at)
  return local - Math.floor(local / DAY) * DAY
}

/** Midnight at the beginning of the local date. Throws on a text that is no date: dates are parsed at the edge. */
export function startOfDay(isoDate: string): Moment {
  const utc = dayOfDate(isoDate) * DAY
  const offset = utc - OFFSET_BEFORE < OFFSET_CHANGED_AT ? OFFSET_BEFORE : OFFSET_NOW
  return moment(utc - offset)
}

/** 23:59:59.999 of the local date, the last moment of a term that ends on it. */
export function endOfDay(isoDate: string): Moment {
  return moment(startOfDay(dateOfDay(dayOfDate(isoDate) + 1)) - 1)
}

/** True for a date that exists, written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  return dayNumber(text) !== undefined
}

/** The date so many days later (or earlier). */
export function addDays(isoDate: string, days: number): string {
  return dateOfDay(dayOfDate(isoDate) + days)
}

/** 0 Monday … 6 Sunday. */
export function weekday(isoDate: string): number {
  // Day 0, 1970-01-01, was a Thursday.
  return (((dayOfDate(isoDate) + 3) % 7) + 7) % 7
}

/** Whole years from the birth date to the date; the birthday itself counts. */
export function yearsBetween(birthDate: string, isoDate: string): number {
  const years = Number(isoDate.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return isoDate.slice(5) < birthDate.slice(5) ? years - 1 : years
}

function offsetAt(at: Moment): number {
  return at < OFFSET_CHANGED_AT ? OFFSET_BEFORE : OFFSET_NOW
}

function dayOfDate(isoDate: string): number {
  const day = dayNumber(isoDate)
  if (day === undefined) throw new Error('a date is written YYYY-MM-DD and exists')
  return day
}

function dayNumber(isoDate: string): number | undefined {
  const parts = ISO_DATE.exec(isoDate)
  if (parts === null) return undefined
  const day = dayOfCivil(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  return dateOfDay(day) === isoDate ? day : undefined
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar; the year is counted from March. */
function dayOfCivil(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const leap = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  return era * 146_097 + yearOfEra * 365 + leap + dayOfYear - 719_468
}

function dateOfDay(day: number): string {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const rest = shifted - era * 146_097
  const leap = Math.floor(rest / 1460) - Math.floor(rest / 36_524) + Math.floor(rest / 146_096)
  const yearOfEra = Math.floor((rest - leap) / 365)
  const before = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  const dayOfYear = rest - before
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
