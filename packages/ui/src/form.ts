/**
 * A form that changes something: always POST, always with the token against forged calls.
 *
 * `errorSummary` stands first in the form, takes the focus by its anchor and links to each field
 * (WCAG 3.3.1); browser checks are off, so that every person gets the same words from the server.
 */
import { attributes, type Content, type Html, html } from './html.ts'

export interface FormView {
  readonly action: string
  readonly csrf: string
  readonly content: Content
  readonly class?: string
  readonly label?: string
}

export function form(view: FormView): Html {
  return html`<form${attributes({
    method: 'post',
    action: view.action,
    novalidate: true,
    class: view.class,
    'aria-label': view.label,
  })}>${hidden('csrf', view.csrf)}
${view.content}
</form>`
}

export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

export interface FaultView {
  /** Id of the control at fault. */
  readonly id: string
  readonly text: string
}

export function errorSummary(heading: string, faults: readonly FaultView[]): Html {
  if (faults.length === 0) return html``
  const items = faults.map((fault) => html`<li><a href="#${fault.id}">${fault.text}</a></li>`)
  return html`<div class="summary" id="faults" role="alert" tabindex="-1" autofocus><h2>${heading}</h2><ul>${items}</ul></div>`
}
