/**
 * Which messages were sent to me, and on which consent? Each leads to the receipt of that consent.
 *
 * The text stands as it was approved, in the language it was sent in. Law: 94-V art. 14, 24(1)(1), 25(2)(5).
 * Requirements: R-16, R-39. Opens no value.
 */
import { dateTime, messages, type MessageState } from '@kelisim/messages'
import type { Language, Moment, Texts } from '@kelisim/terms'
import { empty, type Html, html, sheet, table } from '@kelisim/ui'
import { figures } from '../figures.ts'
import { receiptPath } from '../paths.ts'
import { type CabinetFrame, cabinetPage } from './frame.ts'

export interface OwnMessageView {
  readonly at: Moment
  readonly purpose: Texts
  readonly channel: 'sms' | 'email'
  readonly state: MessageState
  readonly language: Language
  readonly subject: string
  readonly text: string
  /** Id of the consent it stood on. */
  readonly consent: string
}

export function ownMessagesScreen(view: {
  readonly frame: CabinetFrame
  readonly rows: readonly OwnMessageView[]
}): Html {
  const { language } = view.frame
  const words = messages(language).mailings
  const { own } = words
  const content =
    view.rows.length === 0
      ? empty({ heading: own.none.heading, level: 2, content: own.none.why })
      : html`<p class="say short">${figures(own.sentence(view.rows.length))}</p>
<div class="sec">${sheet({
          class: 'pad tight',
          content: table({
            caption: own.menu,
            stack: true,
            columns: [
              { heading: own.at },
              { heading: own.what, short: own.what },
              { heading: own.consent, short: own.consent },
            ],
            rows: view.rows.map((row) => [
              html`<span class="num">${dateTime(language, row.at)}</span>`,
              html`<span lang="${row.language}">${row.subject === '' ? '' : html`<b>${row.subject}</b><br>`}<span class="letter">${row.text}</span></span><br><span class="note">${words.channel[row.channel]}, ${words.message[row.state]}</span>`,
              html`${row.purpose[language]}<br><a href="${receiptPath(row.consent)}">${own.receipt}</a>`,
            ]),
          }),
        })}</div>`
  return cabinetPage(view.frame, {
    current: 'messages',
    content: html`<h1>${own.menu}</h1>
${content}`,
  })
}
