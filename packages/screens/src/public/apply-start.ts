/**
 * Steps 1 to 3: amount and term, the telephone, the code.
 *
 * Nothing of these is kept by the operator: the draft lies encrypted in the browser, the server holds
 * a keyed hash of the code only. Law: 94-V art. 7(1); DC art. 47.
 */
import { days, messages, tenge } from '@kelisim/messages'
import {
  button,
  field,
  form,
  type Html,
  html,
  leaf,
  linkButton,
  linkish,
  otpField,
  sheet,
} from '@kelisim/ui'
import type { Bounds } from './home.ts'
import { PUBLIC } from './paths.ts'
import { faultWords, type StepFrame, stepPage } from './step.ts'

export interface AmountStepView extends StepFrame {
  readonly typed: { readonly amount: string; readonly days: string }
  readonly bounds: Bounds
}

export function amountStep(view: AmountStepView): Html {
  const { language } = view.frame
  const { apply, common, home } = messages(language)
  const { bounds, typed } = view
  const faults = faultWords(view, [
    { id: 'amount', label: home.amount, kind: 'amount' },
    { id: 'days', label: home.term, kind: 'days' },
  ])
  const content = html`${faults.summary}
${field({
  id: 'amount',
  label: `${home.amount}, ₸`,
  value: typed.amount,
  hint: html`<span class="num">${tenge(language, bounds.amountMin)} – ${tenge(language, bounds.amountMax)}</span>`,
  error: faults.of('amount'),
  inputmode: 'numeric',
  maxlength: 12,
  required: true,
  width: 'date',
})}
${field({
  id: 'days',
  label: `${home.term}`,
  value: typed.days,
  hint: html`<span class="num">${days(language, bounds.daysMin)} – ${days(language, bounds.daysMax)}</span>`,
  error: faults.of('days'),
  inputmode: 'numeric',
  maxlength: 4,
  required: true,
  width: 'date',
})}
<div class="rowy">${button({ text: common.goOn })}</div>`
  return stepPage(view, {
    step: 1,
    heading: apply.amount.heading,
    lead: apply.amount.lead,
    main: leaf(
      sheet({
        class: 'pad',
        content: form({ action: PUBLIC.apply, csrf: view.csrf, class: 'stack-form', content }),
      }),
      [{ heading: common.why, content: apply.amount.why }],
    ),
  })
}

export interface PhoneStepView extends StepFrame {
  readonly typed: string
}

export function phoneStep(view: PhoneStepView): Html {
  const { apply, common } = messages(view.frame.language)
  const faults = faultWords(view, [{ id: 'phone', label: apply.phone.label, kind: 'phone' }])
  const content = html`${faults.summary}
${field({
  id: 'phone',
  label: apply.phone.label,
  hint: html`<span>${apply.phone.hint}</span>`,
  value: view.typed,
  error: faults.of('phone'),
  type: 'tel',
  inputmode: 'tel',
  autocomplete: 'tel',
  maxlength: 40,
  required: true,
  width: 'short',
})}
<div class="rowy">${button({ text: apply.phone.send })}${back(common.back, PUBLIC.apply)}</div>`
  return stepPage(view, {
    step: 2,
    heading: apply.phone.heading,
    lead: apply.phone.lead,
    main: leaf(
      sheet({
        class: 'pad',
        content: form({ action: PUBLIC.phone, csrf: view.csrf, class: 'stack-form', content }),
      }),
      [
        { heading: common.why, content: apply.phone.why },
        { heading: apply.phone.kept, content: apply.phone.keptText },
      ],
    ),
  })
}

export interface CodeStepView extends StepFrame {
  /** As it may be shown: `+7 7•• ••• •• 45`. */
  readonly maskedPhone: string
  readonly minutes: number
  /** After a wrong code. */
  readonly triesLeft?: number
}

export function codeStep(view: CodeStepView): Html {
  const { apply, common } = messages(view.frame.language)
  return stepPage(view, {
    step: 3,
    heading: apply.code.heading,
    lead: html`${apply.code.lead(view.maskedPhone)} ${apply.code.minutes(view.minutes)}`,
    main: leaf(
      sheet({
        class: 'pad',
        content: html`${codeForm(view, PUBLIC.code, apply.code.confirm)}
${form({
  action: PUBLIC.codeAgain,
  csrf: view.csrf,
  class: 'rowy again',
  content: html`${linkish({ text: apply.code.again })}<a href="${PUBLIC.phone}">${apply.code.changeNumber}</a>`,
})}`,
      }),
      [
        { heading: common.why, content: apply.code.why },
        { heading: apply.code.tell, content: apply.code.tellText },
      ],
    ),
  })
}

/** The field for a code with its faults; logging in uses the same. */
export function codeForm(
  view: StepFrame & { readonly triesLeft?: number },
  action: string,
  confirm: string,
): Html {
  const { apply } = messages(view.frame.language)
  const faults = faultWords(view, [{ id: 'code', label: apply.code.label, kind: 'code' }])
  const fault = faults.of('code')
  const tries = view.triesLeft === undefined ? '' : apply.code.triesLeft(view.triesLeft)
  return form({
    action,
    csrf: view.csrf,
    class: 'stack-form',
    content: html`${faults.summary}
${otpField({
  id: 'code',
  label: apply.code.label,
  error: fault === undefined ? undefined : `${fault} ${tries}`.trim(),
})}
<div class="rowy">${button({ text: confirm })}</div>`,
  })
}

export function back(text: string, href: string): Html {
  return linkButton({ text, href, look: 'plain' })
}
