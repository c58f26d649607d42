/**
 * A form that waits until it is wanted: one press unfolds it, without a script.
 *
 * It stands open where it came back with a fault, so that nothing at fault is out of sight.
 */
import { attributes, type Content, type Html, html } from './html.ts'

export interface FoldView {
  readonly summary: string
  /** Heard and not shown, where several on a page say the same: whose it is. */
  readonly of?: string
  readonly open: boolean
  readonly content: Content
}

export function fold(view: FoldView): Html {
  const whose = view.of === undefined ? '' : html`<span class="vh">: ${view.of}</span>`
  return html`<details class="fold"${attributes({ open: view.open })}><summary>${view.summary}${whose}</summary>
${view.content}</details>`
}
