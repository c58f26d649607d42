/**
 * Whoever was stopped by a rule of security reads so, and whom to ask, instead of an empty login.
 * Requirement: R-82. Names no rule: who knows the thresholds stays below them.
 */
import { messages } from '@kelisim/messages'
import { type Html, html, verdict } from '@kelisim/ui'
import { type DeskDoor, doorPage } from './frame.ts'

export interface StoppedView {
  readonly frame: DeskDoor
  readonly officer: { readonly phone: string; readonly email: string }
}

export function stoppedScreen({ frame, officer }: StoppedView): Html {
  const words = messages(frame.language).incidents.stopped
  return doorPage(frame, {
    title: words.title,
    content: html`<div class="narrow">${verdict({
      tone: 'refused',
      level: 1,
      answer: words.title,
      text: words.text,
      way: {
        heading: words.officer,
        content: html`<p>${words.way}</p><p><a href="tel:${officer.phone}">${officer.phone}</a> <a href="mailto:${officer.email}">${officer.email}</a></p>`,
      },
    })}</div>`,
  })
}
