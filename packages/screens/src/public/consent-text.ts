/**
 * One text of a consent, exactly as it was shown, under its fingerprint (`/t/<sha256>`).
 *
 * Law: 94-V art. 8(4), 25(2)(5). The text is the policy's; this page adds nothing to it.
 */
import { messages } from '@kelisim/messages'
import type { ConsentText } from '@kelisim/policy'
import { attributes, type Html, html, leaf, sheet, terms } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'

export interface ConsentTextView {
  readonly frame: Frame
  readonly text: ConsentText
  readonly policyVersion: number
}

export function consentTextPage(view: ConsentTextView): Html {
  const { text, frame } = view
  const { consentPage } = messages(frame.language)
  const lang = attributes({ lang: text.language === frame.language ? undefined : text.language })
  const paper = html`<div${lang}><h2>${text.heading}</h2><p>${text.statement}</p>
${terms(text.terms.map((term) => ({ label: term.label, value: term.value })))}
<div class="agree"><p><b>${text.agree}</b></p><p class="small soft">${text.otherwise}</p></div></div>`
  return publicPage(frame, {
    title: consentPage.title,
    current: 'policy',
    main: html`<header class="head"><h1>${consentPage.title}</h1><p class="lead">${consentPage.lead}</p></header>
${leaf(sheet({ class: 'act', content: paper }), [
  {
    heading: consentPage.fingerprint,
    content: html`<span class="id">${text.sha256}</span><br>${consentPage.policyVersion(view.policyVersion)}`,
  },
])}
<section class="sec"><header><h2>${consentPage.verbatim}</h2></header>${leaf(
      sheet({ class: 'pad', content: html`<pre class="verbatim"${lang}>${text.verbatim}</pre>` }),
      [{ heading: consentPage.fingerprint, content: consentPage.check }],
    )}</section>`,
  })
}
