/**
 * The consent control: one box for one matter, a full sentence in the first person, and under it
 * what happens without it (look §1.3, §3; 94-V art. 8).
 *
 * `ticked` only repeats what the person ticked before a fault sent the form back; nobody else sets it.
 */
import { attributes, type Content, type Html, html } from './html.ts'

export interface TickView {
  readonly id: string
  readonly name: string
  readonly value: string
  /** First person: «…беруге келісемін». */
  readonly label: Content
  readonly otherwise: { readonly lead: string; readonly text: Content }
  readonly ticked?: boolean
  readonly error?: string | undefined
}

export function tick(view: TickView): Html {
  const described = [
    `${view.id}-else`,
    ...(view.error === undefined ? [] : [`${view.id}-error`]),
  ].join(' ')
  const box = html`<input${attributes({
    type: 'checkbox',
    id: view.id,
    name: view.name,
    value: view.value,
    checked: view.ticked,
    'aria-describedby': described,
    'aria-invalid': view.error === undefined ? undefined : 'true',
  })}>`
  return html`<label class="tick" for="${view.id}">${box}<span>${view.label}</span></label>
${view.error === undefined ? '' : html`<p class="else err" id="${view.id}-error">${view.error}</p>`}
<p class="else" id="${view.id}-else"><b>${view.otherwise.lead}</b> ${view.otherwise.text}</p>`
}
