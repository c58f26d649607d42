/**
 * How do I take everything with me? JSON, PDF, and a proof file for each consent.
 *
 * Law: 94-V art. 24(1)(1), 25(2)(5), 25(2)(9). Requirements: R-39, L-1. Free, and at once (DL-01: 3 days).
 */
import { article, messages } from '@kelisim/messages'
import type { Texts } from '@kelisim/terms'
import { type Html, html, leaf, linkButton } from '@kelisim/ui'
import { figures } from '../figures.ts'
import { CABINET } from '../paths.ts'
import { type CabinetFrame, cabinetPage } from './frame.ts'
import { group } from './withdraw.ts'

export interface DownloadView {
  readonly frame: CabinetFrame
  /** Actions in the whole story. */
  readonly actions: number
  readonly receipts: readonly {
    readonly title: Texts
    readonly number: string
    readonly href?: string
  }[]
  /** All receipts in the forms of others: ISO/IEC TS 27560, Kantara 1.1. */
  readonly standard?: readonly [string, string]
}

export function downloadScreen(view: DownloadView): Html {
  const { language, counts } = view.frame
  const words = messages(language).cabinet.download
  const block = html`<div class="sheet pad stack-4">
<ul class="files"><li>${linkButton({ text: words.json, href: CABINET.json, look: 'plain' })}<p class="note">${words.jsonNote}</p></li>
<li>${linkButton({ text: words.pdf, href: CABINET.pdf, look: 'plain' })}<p class="note">${words.pdfNote}</p></li></ul>
${group(words.receipts, html`<p class="small soft">${words.receiptsNote}</p>${receipts(view)}`)}</div>`
  return cabinetPage(view.frame, {
    current: 'download',
    content: html`<h1>${words.title}</h1>
<p class="say short">${figures(words.sentence(counts.items, view.actions))}</p>
${leaf(
  block,
  [
    { heading: article(language, '94-V art. 24(1)(1)'), content: words.free },
    { heading: article(language, '94-V art. 22(1)(5)'), content: words.recorded },
  ],
  'sec',
)}`,
  })
}

function receipts(view: DownloadView): Html {
  const { language } = view.frame
  const words = messages(language).cabinet
  const forms = view.standard ?? []
  if (view.receipts.length === 0) return html`<p class="small">${words.download.noReceipts}</p>`
  const lines = view.receipts.map((receipt) => {
    const title = `${receipt.title[language]}, ${words.consents.number(receipt.number)}`
    return receipt.href === undefined
      ? html`<li>${title}<br><span class="note">${words.consents.receiptPending}</span></li>`
      : html`<li><a href="${receipt.href}" download>${title}</a></li>`
  })
  if (forms.length === 0) return html`<ul class="plain">${lines}</ul>`
  const others = [words.download.standard, words.download.standardOlder].flatMap((text, at) => {
    const href = forms[at]
    return href === undefined ? [] : [html`<li><a href="${href}" download>${text}</a></li>`]
  })
  return html`<ul class="plain">${lines}</ul><p class="small soft">${words.download.standardNote}</p><ul class="plain">${others}</ul>`
}
