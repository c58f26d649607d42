/**
 * What a newer version asks of this person: the whole text, and one button that agrees.
 *
 * Nothing is ticked; leaving the page is a refusal that costs nothing, and the page says so.
 * Law: 94-V art. 8(1), 8(4), 14. Requirements: R-17, L-1.
 */
import { messages } from '@kelisim/messages'
import type { ConsentText } from '@kelisim/policy'
import { button, chip, form, hidden, type Html, html, sheet } from '@kelisim/ui'
import { CABINET } from '../paths.ts'
import type { CabinetFrame } from './frame.ts'

export interface AskedAnewView {
  readonly text: ConsentText
  readonly isNew: boolean
}

export function askedAnewPart(frame: CabinetFrame, asked: readonly AskedAnewView[]): Html {
  if (asked.length === 0) return html``
  const words = messages(frame.language).askedAnew
  return html`<section class="sec" id="asked"><header><h2>${words.heading}</h2></header><p>${words.lead}</p>
${asked.map((one) => askedSheet(frame, one))}</section>`
}

function askedSheet(frame: CabinetFrame, { text, isNew }: AskedAnewView): Html {
  const words = messages(frame.language).askedAnew
  return sheet({
    class: 'pad consent-card',
    content: html`<header><h3>${text.heading}</h3>${chip(isNew ? words.isNew : words.grown, 'near')}</header>
<div class="verbatim">${text.verbatim.split('\n').map((line) => html`<p>${line}</p>`)}</div>
<p class="small soft">${words.otherwise}</p>${form({
      action: CABINET.askedAnew,
      csrf: frame.csrf,
      content: html`${hidden('control', text.control)}${hidden('text', text.sha256)}${button({ text: words.agree })}`,
    })}`,
  })
}
