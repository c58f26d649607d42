/**
 * Logging in to the cabinet: a telephone, then a code. There is no password to lose.
 *
 * The page answers the same whether the number is known or not. Law: DC art. 47.
 */
import { messages } from '@kelisim/messages'
import { button, field, form, type Html, html, leaf, linkish, sheet } from '@kelisim/ui'
import { publicPage } from '../frame.ts'
import { codeForm } from './apply-start.ts'
import { PUBLIC } from './paths.ts'
import { faultWords, type StepFrame } from './step.ts'

export interface LoginView extends StepFrame {
  readonly typed: string
}

export function loginPage(view: LoginView): Html {
  const { login, apply } = messages(view.frame.language)
  const faults = faultWords(view, [{ id: 'phone', label: login.phone, kind: 'phone' }])
  const content = html`${faults.summary}
${field({
  id: 'phone',
  label: login.phone,
  hint: apply.phone.hint,
  value: view.typed,
  error: faults.of('phone'),
  type: 'tel',
  inputmode: 'tel',
  autocomplete: 'tel',
  maxlength: 40,
  required: true,
  width: 'short',
})}
<div class="rowy">${button({ text: login.send })}</div>`
  return publicPage(view.frame, {
    title: login.heading,
    current: 'cabinet',
    main: html`<header class="head"><h1>${login.heading}</h1><p class="lead">${login.lead}</p></header>
${leaf(
  sheet({
    class: 'pad',
    content: form({ action: PUBLIC.login, csrf: view.csrf, class: 'stack-form', content }),
  }),
  [{ heading: login.why, content: login.whyText }],
)}`,
  })
}

export interface LoginCodeView extends StepFrame {
  readonly maskedPhone: string
  readonly minutes: number
  readonly triesLeft?: number
}

export function loginCodePage(view: LoginCodeView): Html {
  const { login, apply } = messages(view.frame.language)
  return publicPage(view.frame, {
    title: login.codeHeading,
    current: 'cabinet',
    main: html`<header class="head"><h1>${login.codeHeading}</h1><p class="lead">${login.same} ${apply.code.lead(view.maskedPhone)} ${apply.code.minutes(view.minutes)}</p></header>
${leaf(
  sheet({
    class: 'pad',
    content: html`${codeForm(view, PUBLIC.loginCode, login.enter)}
${form({
  action: PUBLIC.login,
  csrf: view.csrf,
  class: 'rowy again',
  content: html`${linkish({ text: apply.code.again, name: 'again', value: '1' })}<a href="${PUBLIC.login}">${apply.code.changeNumber}</a>`,
})}`,
  }),
  [{ heading: apply.code.tell, content: apply.code.tellText }],
)}`,
  })
}
