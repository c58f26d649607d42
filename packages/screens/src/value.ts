/**
 * A value as it may be shown: open, or masked by the rules with dots in place of what is hidden.
 *
 * The screen never masks by itself: whoever made the view decided, under a permit (I1, I11). Dots are
 * drawn for the eye and told in a word to those who listen.
 */
import { messages } from '@kelisim/messages'
import type { Language } from '@kelisim/terms'
import { type Html, html } from '@kelisim/ui'

export type ValueView =
  | { readonly kind: 'open'; readonly text: string }
  /** As `maskValue` of the rules writes it: `+7 7•• ••• •• 45`. */
  | { readonly kind: 'masked'; readonly text: string }

const DOTS = /(•[• ]*•|•)/

export function value(language: Language, view: ValueView): Html {
  if (view.kind === 'open') return html`<span class="val">${view.text}</span>`
  const hidden = messages(language).common.hidden
  const parts = view.text.split(DOTS)
  const drawn = parts.map((part) =>
    part.startsWith('•')
      ? html`<u aria-hidden="true">${part}</u><span class="vh">${hidden}</span>`
      : part,
  )
  return html`<span class="mask">${drawn}</span>`
}
