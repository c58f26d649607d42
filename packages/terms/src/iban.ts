/**
 * Is this text a possible Kazakhstani account number (ЖСК, ИИК)?
 *
 * Twenty characters: KZ, two check digits, three digits of the bank, thirteen letters or digits.
 * Spaces and lower case are accepted and normalised; a Cyrillic letter that looks Latin is not.
 * Source: ISO 13616; the remainder is computed by `ibantools`. Requirements: R-33, D-23.
 */
import { isValidIBAN } from 'ibantools'

export type IbanReason = 'length' | 'country' | 'format' | 'check'

export type IbanCheck =
  | { readonly valid: true; readonly value: string }
  | { readonly valid: false; readonly reason: IbanReason }

const LENGTH = 20
const KZ = /^KZ[0-9]{2}[0-9]{3}[A-Z0-9]{13}$/

export function checkIban(text: string): IbanCheck {
  const value = text.replace(/ /g, '').toUpperCase()
  if (value.length !== LENGTH) return { valid: false, reason: 'length' }
  if (/^[A-Z]{2}/.test(value) && !value.startsWith('KZ')) return { valid: false, reason: 'country' }
  if (!KZ.test(value)) return { valid: false, reason: 'format' }
  if (!isValidIBAN(value)) return { valid: false, reason: 'check' }
  return { valid: true, value }
}
