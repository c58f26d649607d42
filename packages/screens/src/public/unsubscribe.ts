/**
 * One press and no more such messages: the page behind the link of every message that nobody asked for.
 *
 * The address holds random bytes and names nobody; the page names the kind of messages and nobody either. A GET shows and
 * changes nothing, because programs open links before people do; the one button is the one step.
 *
 * Law: 94-V art. 8(1), 14. Requirements: R-16, R-45. RFC 8058.
 */
import { messages } from '@kelisim/messages'
import type { Texts } from '@kelisim/terms'
import { attributes, button, empty, type Html, html, sheet } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { CABINET } from '../paths.ts'

export interface UnsubscribeView {
  readonly frame: Frame
  /** Undefined for a link that is none. */
  readonly about:
    | { readonly purpose: Texts; readonly channel: 'sms' | 'email'; readonly action: string }
    | undefined
  readonly isDone: boolean
}

export function unsubscribePage({ frame, about, isDone }: UnsubscribeView): Html {
  const words = messages(frame.language).mailings
  const said = words.unsubscribe
  const cabinet = html`<p><a href="${CABINET.consents}">${said.cabinet}</a></p>`
  if (about === undefined) {
    const content = html`<p>${said.unknownText}</p>${cabinet}`
    const main = empty({ heading: said.unknown, level: 1, content })
    return publicPage(frame, { title: said.unknown, mainClass: 'narrow', main })
  }
  const what = [about.purpose[frame.language], words.channel[about.channel]] as const
  const main = isDone
    ? html`<header class="head"><h1>${said.done}</h1><p class="lead">${said.doneText(...what)}</p></header>${cabinet}`
    : html`<header class="head"><h1>${said.title}</h1><p class="lead">${said.question(...what)}</p></header>${sheet(
        {
          class: 'pad',
          content: html`<form${attributes({ method: 'post', action: about.action })}><p class="note">${said.note}</p><p class="act-row">${button({ text: said.submit })}</p></form>`,
        },
      )}`
  return publicPage(frame, { title: isDone ? said.done : said.title, mainClass: 'narrow', main })
}
