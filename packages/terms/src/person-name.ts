/**
 * Is this a name as an identity document of Kazakhstan writes it?
 *
 * Kazakh and Russian Cyrillic letters, parts joined by one hyphen, apostrophe or space. A Latin letter
 * that looks Cyrillic is refused: such a name would never match the document nor be found again.
 * Judges writing only; nothing may be derived from a name (R-19e).
 *
 * Requirements: D-1 to D-3, R-33. Law: 94-V art. 8(4)(2).
 */
export type PersonName =
  | { readonly valid: true; readonly value: string }
  | { readonly valid: false; readonly reason: 'empty' | 'letters' | 'length' }

/** Longest part of a name that we take, in letters: more than any identity card prints. */
export const PERSON_NAME_MAX = 100

const APOSTROPHES = /[’ʼ`´‘]/g
const NAME = /^[А-ЯЁӘҒҚҢӨҰҮҺІа-яёәғқңөұүһі]+(?:[-' ][А-ЯЁӘҒҚҢӨҰҮҺІа-яёәғқңөұүһі]+)*$/

export function checkPersonName(text: string): PersonName {
  const value = text.normalize('NFC').replace(APOSTROPHES, "'").trim().replace(/\s+/g, ' ')
  if (value === '') return { valid: false, reason: 'empty' }
  if (value.length > PERSON_NAME_MAX) return { valid: false, reason: 'length' }
  return NAME.test(value) ? { valid: true, value } : { valid: false, reason: 'letters' }
}
