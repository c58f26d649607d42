/**
 * The person left without sending: what became of the draft, and the way back to the offers.
 *
 * No question why, no second asking (look §6).
 */
import { messages } from '@kelisim/messages'
import { empty, type Html, linkButton, html } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { PUBLIC } from './paths.ts'

export function leftPage(frame: Frame): Html {
  const { apply } = messages(frame.language)
  return publicPage(frame, {
    title: apply.left.heading,
    mainClass: 'narrow',
    main: empty({
      heading: apply.left.heading,
      level: 1,
      content: html`<p>${apply.left.lead}</p><p class="act-row">${linkButton({ href: PUBLIC.home, text: apply.left.offers, look: 'plain' })}</p>`,
    }),
  })
}
