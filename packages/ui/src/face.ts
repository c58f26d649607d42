/**
 * The faces of a screen without content: empty and failed. The refused face is `verdict`.
 */
import { type Content, type Html, html } from './html.ts'
import { mark } from './ornament.ts'

export interface FaceView {
  readonly heading: string
  readonly level?: 1 | 2 | 3
  /** Why, what is kept, what to do. */
  readonly content: Content
}

/** Nothing here: why, and the nearest thing that works. */
export function empty(view: FaceView): Html {
  return html`<section class="sheet face">${mark(56)}${heading(view)}<div class="soft">${view.content}</div></section>`
}

/** It broke on our side: what is kept, how to repeat, a short mark to quote. */
export function failed(
  view: FaceView & { readonly mark: { readonly label: string; readonly text: string } },
): Html {
  return html`<section class="sheet face">${heading(view)}<div class="soft">${view.content}</div>
<p class="note">${view.mark.label} <span class="id">${view.mark.text}</span></p></section>`
}

function heading(view: FaceView): Html {
  const level = view.level ?? 3
  if (level === 1) return html`<h1>${view.heading}</h1>`
  return level === 2 ? html`<h2>${view.heading}</h2>` : html`<h3>${view.heading}</h3>`
}
