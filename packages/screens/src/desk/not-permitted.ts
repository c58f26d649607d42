/**
 * The refused face of a whole page at the desk: what was refused, by which clause and article, and
 * what can be done. Requirements: R-84, R-85. Invariant I8.
 */
import { ground, messages } from '@kelisim/messages'
import type { Refusal } from '@kelisim/terms'
import { type Html, html, verdict } from '@kelisim/ui'
import { DESK } from '../paths.ts'
import { type DeskFrame, deskPage } from './frame.ts'

export interface NotPermittedView {
  readonly frame: DeskFrame
  readonly refusal: Refusal
  /** Whether the attempt stands in the ledger. */
  readonly recorded: boolean
}

export function notPermittedScreen(view: NotPermittedView): Html {
  const { language } = view.frame
  const { desk, refusals } = messages(language)
  const said = refusals[view.refusal.code]
  const words = desk.notPermitted
  return deskPage(view.frame, {
    title: words.title,
    content: html`<div class="narrow">${verdict({
      tone: 'refused',
      level: 1,
      answer: words.title,
      text: said.text,
      ground: ground(language, view.refusal.clause, view.refusal.law),
      way: {
        heading: desk.card.way,
        content: html`<p>${said.way}</p>${view.recorded ? html`<p>${words.recorded}</p>` : ''}<p><a href="${DESK.applications}">${words.home}</a></p>`,
      },
    })}</div>`,
  })
}
