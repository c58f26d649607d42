/**
 * Which number of Kazakhstan did the person type?
 *
 * Accepts what people write: +7, 8 or nothing before the ten digits, spaces, brackets, hyphens.
 * A Russian number begins with +7 as well and is refused with its own reason, never read as ours.
 * Only the number plan is checked; that the phone is the person's is shown by the one-time code.
 *
 * Source: number plan as kept by `libphonenumber-js`. Requirements: R-33, D-18.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

export type PhoneKind = 'mobile' | 'landline' | 'voip' | 'other'
export type PhoneReason = 'format' | 'country' | 'prefix'

export type Phone =
  | { readonly valid: true; readonly e164: string; readonly kind: PhoneKind }
  | { readonly valid: false; readonly reason: PhoneReason }

const LENGTH_MAX = 40
const WRITTEN = /^\+?[0-9][0-9 ()\-.\u00a0]*$/

export function normalisePhone(text: string): Phone {
  const digits = text.length > LENGTH_MAX || !WRITTEN.test(text.trim()) ? undefined : national(text)
  if (digits === undefined) return { valid: false, reason: 'format' }
  if (digits === 'foreign') return { valid: false, reason: 'country' }
  // 3, 4, 8 and 9 open the Russian half of the +7 plan.
  if (!/^[67]/.test(digits)) return { valid: false, reason: 'country' }
  if (MOBILE.test(digits)) return { valid: true, e164: `+7${digits}`, kind: 'mobile' }
  const number = parsePhoneNumberFromString(`+7${digits}`)
  if (number === undefined || number.country !== 'KZ' || !number.isValid()) {
    return { valid: false, reason: 'prefix' }
  }
  return { valid: true, e164: number.number, kind: kindOf(number.getType()) }
}

/**
 * The mobile ranges of the plan, which is what nearly everybody types: asking the library costs as much as
 * sealing the number. The test holds them against the library, prefix by prefix.
 */
const MOBILE = /^7(?:0[0-25-8]|47|6[0-4]|7[15-8]|85)[0-9]{7}$/

/** The ten national digits; `foreign` for another country code; undefined when there are not ten. */
function national(text: string): string | undefined {
  const digits = text.replace(/[^0-9]/g, '')
  if (text.trim().startsWith('+')) {
    if (!digits.startsWith('7')) return 'foreign'
    return digits.length === 11 ? digits.slice(1) : undefined
  }
  if (digits.length === 11 && /^[78]/.test(digits)) return digits.slice(1)
  return digits.length === 10 ? digits : undefined
}

function kindOf(type: string | undefined): PhoneKind {
  if (type === 'MOBILE') return 'mobile'
  if (type === 'FIXED_LINE') return 'landline'
  return type === 'VOIP' ? 'voip' : 'other'
}
