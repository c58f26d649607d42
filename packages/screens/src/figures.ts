/**
 * A sentence whose figures stand out: `We keep *14 items* about you` with the marked part in bold.
 *
 * The marks come from our own messages; what is put between them is escaped like any text.
 */
import { type Html, html } from '@kelisim/ui'

export function figures(sentence: string): Html {
  const parts = sentence.split('*')
  return html`${parts.map((part, at) => (at % 2 === 1 ? html`<b>${part}</b>` : part))}`
}
