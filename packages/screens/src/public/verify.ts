/**
 * Anyone checks a receipt where they are: in their own browser, without asking this server.
 *
 * The page carries every possible answer, hidden; a static script runs the verifier and shows the one
 * that is true. Without scripts the page names the command. Law: 94-V art. 8. Requirements: L-1, R-85.
 */
import { messages } from '@kelisim/messages'
import { field, type Html, html, leaf, sheet, terms, verdict } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'

export function verifyPage(frame: Frame): Html {
  const { verify } = messages(frame.language)
  return publicPage(frame, {
    title: verify.title,
    scripts: ['verify-receipt.js'],
    main: html`<header class="head"><h1>${verify.title}</h1><p class="lead">${verify.lead}</p></header>
${leaf(sheet({ class: 'pad stack-4', content: html`${asking(frame)}${answers(frame)}` }), [
  { heading: verify.why.heading, content: verify.why.text },
])}`,
  })
}

/** No address to send to: what is chosen stays here. */
function asking(frame: Frame): Html {
  const { verify } = messages(frame.language)
  return html`<noscript><p>${verify.noScript}</p><p><code class="id">npx kelisim ledger check FILE --key VKEY</code></p></noscript>
<form data-verify hidden class="stack-4" aria-label="${verify.title}">
<div class="field"><label for="receipt">${verify.file}</label><p class="note" id="receipt-hint">${verify.fileHint}</p><input class="input" id="receipt" type="file" accept=".json,application/json" aria-describedby="receipt-hint"></div>
${field({ id: 'key', label: verify.key, hint: verify.keyHint })}
<p><button type="submit" class="btn">${verify.check}</button></p></form>`
}

function answers(frame: Frame): Html {
  const { verify } = messages(frame.language)
  const slot = (name: string) => html`<span data-slot="${name}"></span>`
  const faults = Object.entries(verify.fault).map(
    ([code, text]) => html`<p data-fault="${code}" hidden>${text}</p>`,
  )
  return html`<div data-verify-answer aria-live="polite">
<div data-good hidden>${verdict({
    tone: 'permitted',
    answer: verify.good,
    text: html`<span data-key-known hidden>${verify.keyKnown}</span><span data-key-unknown hidden>${verify.keyUnknown}</span>`,
  })}
${terms([
  {
    label: verify.place,
    value: html`<span class="num">${slot('index')} ${verify.placeOf} ${slot('size')}</span>`,
  },
  { label: verify.at, value: html`<span class="num">${slot('at')}</span>` },
  { label: verify.kind, value: html`<span class="id">${slot('kind')}</span>` },
  {
    label: verify.witnesses,
    value: html`${slot('witnesses')}<span data-no-witnesses hidden>${verify.noWitnesses}</span>`,
  },
  { label: verify.took, value: html`<span class="num">${slot('took')}</span>` },
])}
<section data-text hidden><h2>${verify.text}</h2><pre class="verbatim" data-slot="text"></pre></section></div>
<div data-bad hidden>${verdict({ tone: 'refused', answer: verify.bad, text: html`${faults}`, way: { heading: '', content: verify.badWay } })}</div>
</div>`
}
