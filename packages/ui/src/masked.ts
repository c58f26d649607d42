/**
 * A value that is not shown. The dots are as long as the kind of value, never as the value itself,
 * so their number says nothing.
 */
import { type Html, html } from './html.ts'

export interface MaskView {
  /** What may be seen in front and behind: `+7 7`, `45`. */
  readonly before?: string
  readonly after?: string
  /** Groups of dots of the kind: a phone is `[2, 3, 2]`. */
  readonly groups: readonly number[]
  /** What is heard in place of the dots. */
  readonly words: string
}

export function masked(view: MaskView): Html {
  const dots = view.groups.map((count) => '•'.repeat(count)).join(' ')
  return html`<span class="mask">${view.before}<u aria-hidden="true">${dots}</u><span class="vh">${view.words}</span>${
    view.after === undefined ? '' : html` ${view.after}`
  }</span>`
}
