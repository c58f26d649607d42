/**
 * How it works, in seven parts, each with the law or the program in the margin.
 */
import { messages } from '@kelisim/messages'
import { type Html, html, leaf, linkButton, sheet } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { PUBLIC } from './paths.ts'

export function howPage(frame: Frame): Html {
  const { how } = messages(frame.language)
  const parts = how.parts.map(
    (part) =>
      html`<section id="${part.id}" class="how">${leaf(
        sheet({
          class: 'act',
          content: html`<h2>${part.heading}</h2>${part.text.map((text) => html`<p>${text}</p>`)}`,
        }),
        [{ heading: part.why.heading, content: part.why.text }],
      )}</section>`,
  )
  return publicPage(frame, {
    title: how.title,
    current: 'how',
    main: html`<header class="head"><h1>${how.title}</h1><p class="lead">${how.lead}</p></header>
${parts}
<p class="act-row">${linkButton({ href: PUBLIC.home, text: how.start })}</p>`,
  })
}
