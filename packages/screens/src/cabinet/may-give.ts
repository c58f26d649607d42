/**
 * Consents a person may give now and need not: one for each purpose and channel, the whole text, one tick.
 *
 * Nothing is ticked beforehand; leaving the page costs nothing, and each tick says so.
 *
 * Law: 94-V art. 8(1), 8(4), 14. Requirements: R-13, R-14, R-16, L-1.
 */
import { messages } from '@kelisim/messages'
import type { ConsentText } from '@kelisim/policy'
import { button, form, hidden, type Html, html, sheet, tick } from '@kelisim/ui'
import { CABINET } from '../paths.ts'
import { controlId } from '../public/apply-consents.ts'
import type { CabinetFrame } from './frame.ts'

export function mayGivePart(frame: CabinetFrame, texts: readonly ConsentText[]): Html {
  if (texts.length === 0 || frame.blockedAt !== undefined) return html``
  const words = messages(frame.language).rights.give
  return html`<section class="sec" id="may-give"><header><h2>${words.heading}</h2></header>
<div class="stack-4"><p class="small">${words.lead}</p>${texts.map((text) => giveSheet(frame, text))}</div></section>`
}

function giveSheet(frame: CabinetFrame, text: ConsentText): Html {
  const { rights, common } = messages(frame.language)
  const words = rights.give
  const id = controlId(text)
  const control = tick({
    id,
    name: 'text',
    value: text.sha256,
    label: text.agree,
    otherwise: { lead: common.otherwise, text: words.otherwise },
  })
  return sheet({
    class: 'pad consent-card',
    content: html`<h3>${text.heading}</h3>
<details class="text"><summary>${words.text}</summary><div class="verbatim">${text.verbatim.split('\n').map((line) => html`<p>${line}</p>`)}</div></details>
${form({
  action: CABINET.give,
  csrf: frame.csrf,
  class: 'stack-4',
  label: text.heading,
  content: html`${hidden('control', text.control)}<div class="agree">${control}</div>${button({ text: words.give, look: 'plain', dense: true, label: words.giveNamed(text.heading) })}`,
})}`,
  })
}
