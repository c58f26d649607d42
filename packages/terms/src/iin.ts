/**
 * Is this text a possible individual identification number (ЖСН, ИИН)?
 *
 * Checks the number only: typing, not identity, and never today's date. Says the birth date where the
 * seventh digit names a century. Deliberately does not say the sex, although the number carries it:
 * no purpose needs it and nothing should be derived that is not asked (R-19e).
 * A number with several faults carries the first reason in the order of `IIN_REASONS`.
 *
 * Law: 94-V art. 12(1) (reliable data). Requirements: R-33, D-16.
 */
import { isIsoDate } from './almaty.ts'
import { controlDigit } from './control-digit.ts'

export const IIN_REASONS = ['format', 'bin', 'century', 'impossible', 'date', 'check'] as const
export type IinReason = (typeof IIN_REASONS)[number]

export type IinCheck =
  | {
      readonly valid: true
      /** undefined when the seventh digit is 0, as seen for some foreigners. */
      readonly century?: 18 | 19 | 20
      /** ISO date; undefined together with the century. */
      readonly birthDate?: string
    }
  | { readonly valid: false; readonly reason: IinReason }

const TWELVE_DIGITS = /^[0-9]{12}$/

export function checkIin(text: string): IinCheck {
  if (!TWELVE_DIGITS.test(text)) return fault('format')
  // The fifth digit begins the day of the month in an IIN, and says "business" in a BIN.
  if (text.charAt(4) >= '4') return fault('bin')
  if (text.charAt(6) > '6') return fault('century')
  const control = controlDigit(text)
  if (control === undefined) return fault('impossible')
  const century = centuryOf(text.charAt(6))
  const birthDate = birthDateOf(text, century)
  if (birthDate === undefined) return fault('date')
  if (control !== Number(text.charAt(11))) return fault('check')
  return century === undefined ? { valid: true } : { valid: true, century, birthDate }
}

function fault(reason: IinReason): IinCheck {
  return { valid: false, reason }
}

function centuryOf(seventhDigit: string): 18 | 19 | 20 | undefined {
  switch (seventhDigit) {
    case '1':
    case '2':
      return 18
    case '3':
    case '4':
      return 19
    case '5':
    case '6':
      return 20
    default:
      return undefined
  }
}

function birthDateOf(text: string, century: number | undefined): string | undefined {
  const rest = `${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}`
  // Where the century is unknown the day must exist in some year; 2000 + yy has every 29 February there is.
  const date = `${century ?? 20}${rest}`
  return isIsoDate(date) ? date : undefined
}
