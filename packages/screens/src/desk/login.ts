/**
 * Staff sign in: login name, password, then the code from the app, in one form.
 *
 * One answer for every wrong combination, so that nobody learns which part was right; nothing typed
 * comes back. Paste and password managers work (WCAG 3.3.8). Requirement: R-84.
 */
import { messages } from '@kelisim/messages'
import { button, errorSummary, field, form, type Html, html, otpField, sheet } from '@kelisim/ui'
import { DESK } from '../paths.ts'
import { type DeskDoor, doorPage } from './frame.ts'

export interface StaffLoginView {
  readonly frame: DeskDoor
  /** `wrong`: something did not match; `paused`: too many failures, wait and try again. */
  readonly fault?: 'wrong' | 'paused'
}

export function staffLoginScreen(view: StaffLoginView): Html {
  const words = messages(view.frame.language)
  const { login } = words.desk
  const faults =
    view.fault === undefined
      ? []
      : [{ id: 'login', text: view.fault === 'wrong' ? login.wrong : login.paused }]
  const content = html`${errorSummary(words.common.faults, faults)}
${field({ id: 'login', label: login.name, autocomplete: 'username', maxlength: 100, required: true })}
${field({
  id: 'password',
  label: login.password,
  type: 'password',
  autocomplete: 'current-password',
  maxlength: 200,
  required: true,
})}
${otpField({ id: 'code', label: login.code, hint: login.codeHint })}
${button({ text: login.enter })}`
  return doorPage(view.frame, {
    title: login.title,
    content: html`<div class="door"><h1>${login.title}</h1>
${sheet({ class: 'pad', content: form({ action: DESK.login, csrf: view.frame.csrf, class: 'door-form', content }) })}
<p class="note">${login.note}</p></div>`,
  })
}
