/**
 * Is this text a possible business identification number (БСН, БИН), and of what kind of body?
 *
 * Checks the number only; whether the body exists is asked of a register, elsewhere.
 *
 * Law: 94-V art. 8(4)(1) (a consent names the operator's BIN). Requirements.
 */
import { controlDigit } from './control-digit.ts'

export type BinReason = 'format' | 'iin' | 'date' | 'impossible' | 'check'

export type BinCheck =
  | {
      readonly valid: true
      /** `YYYY-MM` of registration. */
      readonly registered: string
      readonly entity: 'resident' | 'non_resident' | 'joint'
      readonly part: 'head' | 'branch' | 'office' | 'farm' | 'other'
    }
  | { readonly valid: false; readonly reason: BinReason }

const TWELVE_DIGITS = /^[0-9]{12}$/
/** Registration began with independence; two digits below this are of this century. */
const FIRST_YEAR_OF_LAST_CENTURY = 90

const PARTS: Readonly<Record<string, 'head' | 'branch' | 'office' | 'farm'>> = {
  0: 'head',
  1: 'branch',
  2: 'office',
  3: 'farm',
}

export function checkBin(text: string): BinCheck {
  if (!TWELVE_DIGITS.test(text)) return { valid: false, reason: 'format' }
  const entity = entityOf(text.charAt(4))
  if (entity === undefined) return { valid: false, reason: 'iin' }
  const month = Number(text.slice(2, 4))
  if (month < 1 || month > 12) return { valid: false, reason: 'date' }
  const control = controlDigit(text)
  if (control === undefined) return { valid: false, reason: 'impossible' }
  if (control !== Number(text.charAt(11))) return { valid: false, reason: 'check' }
  const century = Number(text.slice(0, 2)) >= FIRST_YEAR_OF_LAST_CENTURY ? '19' : '20'
  const registered = `${century}${text.slice(0, 2)}-${text.slice(2, 4)}`
  return { valid: true, registered, entity, part: PARTS[text.charAt(5)] ?? 'other' }
}

function entityOf(fifthDigit: string): 'resident' | 'non_resident' | 'joint' | undefined {
  switch (fifthDigit) {
    case '4':
      return 'resident'
    case '5':
      return 'non_resident'
    case '6':
      return 'joint'
    default:
      return undefined
  }
}
