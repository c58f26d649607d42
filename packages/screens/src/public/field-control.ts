/**
 * The control for one field of the policy: a date, a choice, a number, by the field's type.
 *
 * The same wherever a person writes a value: the application and its correction. Requirements.
 */
import { messages } from '@kelisim/messages'
import type { Field } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { choice, field, type Html } from '@kelisim/ui'

/** Names browsers know, so that nobody types twice (WCAG 1.3.5). */
const AUTOCOMPLETE: Readonly<Record<string, string>> = {
  last_name: 'family-name',
  first_name: 'given-name',
  patronymic: 'additional-name',
  birth_date: 'bday',
  phone: 'tel',
  email: 'email',
  residence_address: 'street-address',
  registration_address: 'street-address',
  employer: 'organization',
  job_position: 'organization-title',
}

export function fieldControl(
  language: Language,
  item: Field,
  value: string | undefined,
  error: string | undefined,
): Html {
  const { apply, common } = messages(language)
  const shared = {
    id: item.id,
    label: item.title[language],
    ...(value === undefined ? {} : { value }),
    error,
    ...(item.requiredToApply ? {} : { optional: common.optional }),
    required: item.requiredToApply,
    autocomplete: AUTOCOMPLETE[item.id] ?? 'off',
    maxlength: item.maxLength,
  } as const
  const options = Object.entries(item.options ?? {}).map(([code, text]) => ({
    value: code,
    text: text[language],
  }))
  if (options.length > 0) {
    return choice({ ...shared, options, none: apply.about.choose, width: 'short' })
  }
  switch (item.type) {
    case 'date':
      return field({ ...shared, type: 'date', width: 'date' })
    case 'iin':
      return field({
        ...shared,
        hint: apply.about.iinHint,
        inputmode: 'numeric',
        maxlength: 12,
        width: 'short',
      })
    case 'phone':
      return field({ ...shared, type: 'tel', inputmode: 'tel', width: 'short' })
    case 'email':
      return field({ ...shared, type: 'email', inputmode: 'email' })
    case 'name':
    case 'text':
    case 'enum':
    case 'region':
    case 'document':
    case 'iban':
    case 'technical':
      return field(shared)
  }
}
