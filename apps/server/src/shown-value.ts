/**
 * A stored value as a person reads it: an option in words, a date and a phone number as they are written.
 *
 * Shows what it was given; whether it may be shown was decided before. What fits no form stands as it is.
 */
import { dateOf } from '@kelisim/messages'
import type { Field } from '@kelisim/policy'
import { isIsoDate, type Language } from '@kelisim/terms'

const SPACE = '\u00a0'
const PHONE = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/

export function shownValue(
  field: Pick<Field, 'type' | 'options'> | undefined,
  value: string,
  language: Language,
): string {
  const words = field?.options?.[value]?.[language]
  if (words !== undefined) return words.replaceAll(/ (?=₸)/g, SPACE)
  if (field?.type === 'date' && isIsoDate(value)) return dateOf(language, value)
  if (field?.type === 'phone')
    return value.replace(PHONE, ['+7', '$1', '$2', '$3', '$4'].join(SPACE))
  return value
}
