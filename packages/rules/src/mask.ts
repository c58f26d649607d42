/**
 * How is a value shown to somebody who may see that it is there, but not read it?
 *
 * The length of a mask belongs to the type of the field, never to the value: a mask that is as long as
 * the value tells part of it. Opening one field is another question, with a purpose, and is recorded.
 *
 * Law: 94-V art. 11, 23 (masking). Requirements; look §3 "Masked value". Does not decide who sees what.
 */
import { type Field, meaningOf } from '@kelisim/policy'
import { almatyDate, isIsoDate, type Moment, yearsBetween } from '@kelisim/terms'

/** What stands for a value of which nothing at all is shown. */
export const MASK = dots(6)
const GIVEN_NAME_DOTS = 5
const NAME_DOTS = 7

/** Lower ends of the age bands shown instead of a birth date. */
const AGE_BANDS = [18, 25, 35, 45, 55, 65] as const

/** The masked text of one stored value; a value unfit for its field gives the full mask. */
export function maskValue(
  field: Pick<Field, 'id' | 'type' | 'means'>,
  value: string,
  at: Moment,
): string {
  switch (field.type) {
    case 'name':
      return maskName(value, meaningOf(field) === 'first_name' ? GIVEN_NAME_DOTS : NAME_DOTS)
    case 'date':
      return ageBand(value, at)
    case 'iin':
      return /^[0-9]{12}$/.test(value) ? `${value.slice(0, 2)}•••• •••• ${value.slice(10)}` : MASK
    case 'phone':
      return maskPhone(value)
    case 'email':
      return /^[^@]+@/.test(value) ? `${value.charAt(0)}${dots(5)}@${dots(5)}` : MASK
    case 'iban':
      return /^KZ.{18}$/.test(value) ? `KZ•• •••• •••• •••• ••${value.slice(18)}` : MASK
    case 'text':
    case 'enum':
    case 'region':
    case 'document':
    case 'technical':
      return MASK
  }
}

/** `А••••• С•••••••`: given name and surname, as a list shows them. */
export function maskPerson(firstName: string | undefined, lastName: string | undefined): string {
  const first = firstName === undefined ? '' : maskName(firstName, GIVEN_NAME_DOTS)
  const last = lastName === undefined ? '' : maskName(lastName, NAME_DOTS)
  return `${first} ${last}`.trim() || MASK
}

/** `25–34`; the ends are open below 18 and from 65. */
export function ageBand(birthDate: string, at: Moment): string {
  if (!isIsoDate(birthDate)) return MASK
  const age = yearsBetween(birthDate, almatyDate(at))
  const from = AGE_BANDS.findLast((start) => start <= age)
  if (from === undefined) return `<${AGE_BANDS[0]}`
  const next = AGE_BANDS.find((start) => start > from)
  return next === undefined ? `${from}+` : `${from}–${next - 1}`
}

function maskName(value: string, count: number): string {
  return `${Array.from(value)[0]?.toUpperCase() ?? ''}${dots(count)}`
}

function maskPhone(value: string): string {
  return /^\+7[0-9]{10}$/.test(value) ? `+7 ${value.charAt(2)}•• ••• •• ${value.slice(10)}` : MASK
}

function dots(count: number): string {
  return '•'.repeat(count)
}
