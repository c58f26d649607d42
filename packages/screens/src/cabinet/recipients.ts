/**
 * Who received my data? Each organisation with what it got, when, until when, and its state.
 *
 * Law: 94-V art. 7(6), 22(1)(5). Requirements, L-9.
 */
import { article, messages } from '@kelisim/messages'
import { empty, type Html, html, why } from '@kelisim/ui'
import { figures } from '../figures.ts'
import { type RecipientView, recipient } from '../recipient.ts'
import { type CabinetFrame, cabinetPage } from './frame.ts'

export interface RecipientsView {
  readonly frame: CabinetFrame
  /** Named organisations that have not received anything yet stand here too, with that state. */
  readonly recipients: readonly RecipientView[]
}

export function recipientsScreen(view: RecipientsView): Html {
  const { language, csrf, counts } = view.frame
  const words = messages(language).cabinet
  const cards = view.recipients.map((one) => recipient(language, csrf, one))
  const opening =
    counts.recipients === 0 ? words.recipients.none : words.recipients.sentence(counts.recipients)
  const content =
    view.recipients.length === 0
      ? empty({ heading: words.recipients.none, level: 2, content: words.whyTransfer })
      : html`<p class="say short">${figures(opening)}</p>
<h2 class="vh">${words.recipients.title}</h2>
<div class="two sec">${cards}</div>
<div class="sec">${why([{ heading: article(language, '94-V art. 7(6)'), content: words.whyTransfer }])}</div>`
  return cabinetPage(view.frame, {
    current: 'recipients',
    content: html`<h1>${words.recipients.title}</h1>
${content}`,
  })
}
