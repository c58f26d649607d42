/**
 * How a value looks to someone who may know that it is there but not what it is.
 *
 * The number of dots follows the kind of field, never the value: a masked name does not tell its
 * length. Law: 94-V art. 11. Requirements: R-68; look §3 "Masked value".
 */
import type { Field } from '@kelisim/policy'
import { almatyDate, isIsoDate, type Moment, yearsBetween } from '@kelisim/terms'

const DOT = '•'
/** Lower bounds of the age bands shown instead of a birth date. */
const AGE_BANDS = [18, 25, 35, 45, 55, 65] as const

export function maskValue(field: Field, value: string, at: Moment): string {
  switch (field.type) {
    case 'name':
      return `${Array.from(value)[0]?.toUpperCase() ?? ''}${dots(6)}`
    case 'phone':
      return `+7 7${dots(2)} ${dots(3)} ${dots(2)} ${value.slice(-2)}`
    case 'iin':
      return `${value.slice(0, 2)}${dots(4)} ${dots(4)} ${value.slice(-2)}`
    case 'date':
      return isIsoDate(value) ? ageBand(yearsBetween(value, almatyDate(at))) : dots(6)
    case 'email':
      return `${value.slice(0, 1)}${dots(5)}@${dots(5)}`
    case 'enum':
    case 'region':
      return field.class === 'N' ? value : dots(5)
    case 'text':
    case 'document':
    case 'iban':
    case 'technical':
      return dots(8)
  }
}

function ageBand(years: number): string {
  const index = AGE_BANDS.findLastIndex((from) => years >= from)
  const from = AGE_BANDS[index]
  const next = AGE_BANDS[index + 1]
  if (from === undefined) return dots(2)
  return next === undefined ? `${from}+` : `${from}–${next - 1}`
}

function dots(count: number): string {
  return DOT.repeat(count)
}
