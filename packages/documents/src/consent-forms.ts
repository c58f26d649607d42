/**
 * The consent forms as documents: one for each purpose, channel, recipient and language.
 *
 * The plain text is `verbatim`, byte for byte, so the SHA-256 of the file is the fingerprint that a receipt
 * names; the HTML says the same on paper, with a place for the date and a signature. A tick is never set.
 * Law: 94-V art. 8(1), 8(4). Requirements: L-1, R-45, R-54, R-55, R-91.
 */
import type { ConsentText, Policy } from '@kelisim/policy'
import type { Language } from '@kelisim/terms'
import { html } from '@kelisim/ui'
import { type Document, documentOf, fileName } from './document.ts'
import { facts, paper } from './paper.ts'
import { textsOf } from './reading.ts'
import { wordsOf } from './words/index.ts'

export function consentForms(policy: Policy, language: Language): readonly Document[] {
  return textsOf(policy, language).flatMap((text) => [
    onPaper(policy, text, language),
    verbatim(text, language),
  ])
}

function verbatim(text: ConsentText, language: Language): Document {
  return documentOf({
    kind: 'consent',
    name: `${fileName('consent', text.control)}.${language}.txt`,
    title: wordsOf(language).consent.title(text.heading),
    mediaType: 'text/plain; charset=utf-8',
    language,
    text: text.verbatim,
  })
}

function onPaper(policy: Policy, text: ConsentText, language: Language): Document {
  const words = wordsOf(language).consent
  const title = words.title(text.heading)
  const terms = text.terms.map(
    ({ item, label, value }) =>
      [html`${label}<br><span class="note">${words.item(item)}</span>`, value] as const,
  )
  return documentOf({
    kind: 'consent',
    name: `${fileName('consent', text.control)}.${language}.html`,
    title,
    mediaType: 'text/html; charset=utf-8',
    language,
    text: paper({
      policy,
      language,
      title,
      main: html`<p>${text.statement}</p>
${facts(terms)}
<p class="tick"><span class="box" role="img" aria-label="${words.tick}"></span>${text.agree}</p>
<p class="note">${text.otherwise}</p>
<div class="sign"><div>${words.sign}</div></div>
<p class="note">${words.hash}: <span class="id">${text.sha256}</span></p>`,
    }),
  })
}
