/**
 * Step 4: about you. The fields are the policy's, each with its reason in the margin.
 *
 * A field that the policy does not collect is never drawn (I9); a field not needed for an application
 * says so and may stay empty. A fault keeps what was typed.
 */
import { messages } from '@kelisim/messages'
import type { Field } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { button, choice, field, form, type Html, html, leaf, sheet } from '@kelisim/ui'
import { back } from './apply-start.ts'
import { PUBLIC } from './paths.ts'
import { faultWords, type StepFrame, stepPage } from './step.ts'

export interface AboutStepView extends StepFrame {
  /** In the order of asking; the phone is confirmed already and not among them. */
  readonly fields: readonly Field[]
  readonly typed: Readonly<Record<string, string>>
}

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

export function aboutStep(view: AboutStepView): Html {
  const { language } = view.frame
  const { apply, common } = messages(language)
  const asked = view.fields.filter((item) => item.default !== 'off')
  const faults = faultWords(
    view,
    asked.map((item) => ({ id: item.id, label: item.title[language], kind: item.type })),
  )
  const rows = asked.map((item) =>
    leaf(
      control(language, item, view.typed[item.id], faults.of(item.id)),
      [{ content: item.why[language] }],
      'asked',
    ),
  )
  const content = html`${faults.summary}
${sheet({ class: 'asks', content: rows })}
<div class="rowy act-row">${button({ text: common.goOn })}${back(common.back, PUBLIC.phone)}</div>`
  return stepPage(view, {
    step: 4,
    heading: apply.about.heading,
    lead: apply.about.lead,
    main: form({ action: PUBLIC.about, csrf: view.csrf, content }),
  })
}

function control(
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
