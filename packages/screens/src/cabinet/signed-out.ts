/** The person left the cabinet; nothing is left on the device. */
import { messages } from '@kelisim/messages'
import { type Html, html, linkButton } from '@kelisim/ui'
import type { Frame } from '../frame.ts'
import { CABINET } from '../paths.ts'
import { PUBLIC } from '../public/paths.ts'
import { leftPage } from './frame.ts'

export interface SignedOutView {
  readonly frame: Frame
}

export function signedOutScreen(view: SignedOutView): Html {
  const words = messages(view.frame.language).cabinet.signedOut
  return leftPage(view.frame, {
    title: words.title,
    content: html`<div class="sheet pad stack-4 left"><h1>${words.heading}</h1>
<p class="soft">${words.text}</p>
<p class="rowy">${linkButton({ text: words.again, href: CABINET.overview, look: 'plain' })}<a href="${PUBLIC.home}">${words.home}</a></p></div>`,
  })
}
