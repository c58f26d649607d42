/**
 * Step 5: recipients and consents. To whom, what for, for how long — and what happens without.
 *
 * Guarantees: one control for one matter, none ticked by us, everything of art. 8(4) above its
 * tick, the consequence of not ticking below, agree and refuse are twins, no «select all».
 * A tick sends the fingerprint of the text that was on the screen: `consent=<sha256>`. The order of
 * recipients is `order.<recipient>` = 1…; empty means as listed.
 *
 * Law: 94-V art. 7(6), 8(1), 8(4). Requirements: L-1, R-16, R-45, R-58.
 */
import { days, messages, percent, tenge, until } from '@kelisim/messages'
import type { ConsentText } from '@kelisim/policy'
import {
  type Content,
  choice,
  form,
  type Html,
  html,
  join,
  leaf,
  pair,
  sheet,
  type Term,
  terms,
  tick,
  type WhyNote,
} from '@kelisim/ui'
import { fingerprint, lawLinks } from './cite.ts'
import { lowerFirst } from './sentence.ts'
import { PUBLIC } from './paths.ts'
import { faultWords, type StepFrame, stepPage } from './step.ts'

export interface ConsentRecipient {
  readonly id: string
  readonly name: string
  readonly bin: string
  /** ISO date on which the agreement ends. */
  readonly agreementUntil: string
  readonly repay: number
  readonly aprPercent: number
  /** Titles of the fields of this application that it does not get. */
  readonly getsNot: readonly string[]
}

export interface ConsentStepView extends StepFrame {
  /** Compiled texts in the language of the page: what is required first, recipients, other purposes, channels. */
  readonly texts: readonly ConsentText[]
  readonly recipients: readonly ConsentRecipient[]
  readonly recipientsMax: number
  readonly policyVersion: number
  /** The bracketed words of the policy and what stands in their place on the screen; the hash is of the words. */
  readonly name?: { readonly placeholder: string; readonly text: string }
  /** Fingerprints the person ticked before a fault sent the page back; empty on the first showing. */
  readonly ticked: readonly string[]
  readonly order: Readonly<Record<string, number>>
}

export function consentStep(view: ConsentStepView): Html {
  const { apply } = messages(view.frame.language)
  const of = (kind: (text: ConsentText) => boolean): readonly ConsentText[] =>
    view.texts.filter(kind)
  const processing = of((text) => text.recipient === undefined && text.channel === undefined)
  const optional = processing.filter((text) => !text.requiredToApply)
  const channels = of((text) => text.channel !== undefined)
  const faults = faultWords(view, [
    ...view.texts.map((text) => ({ id: controlId(text), label: text.heading, kind: 'consent' })),
    { id: 'recipients', label: apply.consents.recipients, kind: 'recipient' },
  ])
  const content = html`${faults.summary}
${processing.filter((text) => text.requiredToApply).map((text) => leaf(sheet({ class: 'act', content: matter(view, text, faults.of(controlId(text))) }), notesOf(view, text), 'act-leaf'))}
${leaf(sheet({ class: 'act', content: recipients(view, faults.of) }), recipientNotes(view), 'act-leaf')}
${optional.map((text) => leaf(sheet({ class: 'act', content: voluntary(view, text) }), notesOf(view, text), 'act-leaf'))}
${channels.length === 0 ? '' : leaf(sheet({ class: 'act', content: marketing(view, channels) }), channelNotes(view, channels), 'act-leaf')}
<div class="leaf"><div>${pair(
    { text: apply.consents.confirm },
    { text: apply.consents.leave, action: PUBLIC.leave, skipChecks: true },
  )}<p class="note after">${apply.consents.afterwards}</p></div></div>`
  return stepPage(view, {
    step: 5,
    heading: apply.consents.heading,
    lead: apply.consents.lead,
    main: form({ action: PUBLIC.consents, csrf: view.csrf, content }),
  })
}

export function controlId(text: Pick<ConsentText, 'control'>): string {
  return `consent-${text.control.replaceAll(/[^a-z0-9]+/gi, '-')}`
}

/** One purpose: heading, statement, the terms of art. 8(4), the tick. */
function matter(view: ConsentStepView, text: ConsentText, error: string | undefined): Html {
  const { apply } = messages(view.frame.language)
  return html`<h2>${text.heading}${text.requiredToApply ? html` <span>${apply.consents.required}</span>` : ''}</h2>
<p>${named(view, text.statement)}</p>
${terms(termsOf(view, text.terms))}
<div class="agree">${control(view, text, error)}</div>`
}

function control(view: ConsentStepView, text: ConsentText, error: string | undefined): Html {
  return tick({
    id: controlId(text),
    name: 'consent',
    value: text.sha256,
    label: text.agree,
    otherwise: otherwise(view, text),
    ticked: view.ticked.includes(text.sha256),
    error,
  })
}

/** The policy writes `If I don't tick: …` as one sentence; its beginning is set in bold. */
function otherwise(view: ConsentStepView, text: ConsentText) {
  const lead = messages(view.frame.language).common.otherwise
  return text.otherwise.startsWith(lead)
    ? { lead, text: text.otherwise.slice(lead.length).trim() }
    : { lead, text: text.otherwise }
}

function recipients(view: ConsentStepView, faultOf: (id: string) => string | undefined): Html {
  const { apply } = messages(view.frame.language)
  const fault = faultOf('recipients')
  const blocks = view.recipients.flatMap((recipient) => {
    const text = view.texts.find((candidate) => candidate.recipient === recipient.id)
    return text === undefined ? [] : [oneRecipient(view, recipient, text, faultOf(controlId(text)))]
  })
  return html`<h2 id="recipients" tabindex="-1">${apply.consents.recipients} <span>${apply.consents.recipientsNote(view.recipientsMax)}</span></h2>
${fault === undefined ? '' : html`<p class="err">${fault}</p>`}
${blocks}`
}

function oneRecipient(
  view: ConsentStepView,
  recipient: ConsentRecipient,
  text: ConsentText,
  error: string | undefined,
): Html {
  const { language } = view.frame
  const { apply, common, home } = messages(language)
  return html`<section class="who"><div class="who-head"><div><h3>${recipient.name}</h3><p class="note">${common.bin} <span class="num">${recipient.bin}</span> · ${apply.consents.agreementUntil(until(language, recipient.agreementUntil))}</p></div>
<dl class="figs"><div><dt>${home.payBack}</dt><dd>${tenge(language, recipient.repay)}</dd></div><div><dt>${home.apr}</dt><dd>${percent(language, recipient.aprPercent)}</dd></div></dl></div>
${whole(view, text)}
<p class="gets"><b>${apply.consents.getsNot}</b> ${[...recipient.getsNot.map(lowerFirst), apply.consents.others].join(', ')}.</p>
${control(view, text, error)}
${place(view, recipient)}</section>`
}

/**
 * What is this control's own, line by line; what it shares with the first text is named and stands
 * there. The whole text, word for word under its fingerprint, unfolds in place.
 */
function whole(view: ConsentStepView, text: ConsentText): Html {
  const { apply } = messages(view.frame.language)
  const shared = sharedTerms(view, text)
  const own = text.terms.filter((term) => !shared.includes(term))
  const labels = shared.map((term) => lowerFirst(term.label)).join(', ')
  return html`<p class="small">${named(view, text.statement)}</p>
${terms(termsOf(view, own))}
${labels === '' ? '' : html`<p class="note">${apply.consents.asAbove(labels)}</p>`}
<details class="whole"><summary>${apply.consents.fullText}</summary>
${terms(termsOf(view, text.terms))}<p class="note">${printed(view, text)}</p></details>`
}

/** Lines that say the same as the first text on the page. */
function sharedTerms(view: ConsentStepView, text: ConsentText): ConsentText['terms'] {
  const first = view.texts[0]
  if (first === undefined || first === text) return []
  return text.terms.filter((term) =>
    first.terms.some((other) => other.label === term.label && other.value === term.value),
  )
}

function place(view: ConsentStepView, recipient: ConsentRecipient): Html {
  const { apply } = messages(view.frame.language)
  const most = Math.min(view.recipientsMax, view.recipients.length)
  if (most < 2) return html``
  const chosen = view.order[recipient.id]
  return html`<div class="place">${choice({
    id: `order-${recipient.id}`,
    name: `order.${recipient.id}`,
    label: apply.consents.order(recipient.name),
    none: apply.consents.orderNone,
    autocomplete: 'off',
    width: 'short',
    ...(chosen === undefined ? {} : { value: String(chosen) }),
    options: Array.from({ length: most }, (_, index) => ({
      value: String(index + 1),
      text: apply.consents.orderPlace(index + 1),
    })),
  })}</div>`
}

/** A purpose that nothing depends on: what is its own, the whole text below, and the tick. */
function voluntary(view: ConsentStepView, text: ConsentText): Html {
  const { apply } = messages(view.frame.language)
  return html`<h2>${text.heading} <span>${apply.consents.marketingNote}</span></h2>
${whole(view, text)}${control(view, text, undefined)}`
}

function marketing(view: ConsentStepView, channels: readonly ConsentText[]): Html {
  const { apply } = messages(view.frame.language)
  return html`<h2>${apply.consents.marketing} <span>${apply.consents.marketingNote}</span></h2>
<p class="small soft">${apply.consents.marketingLead}</p>
${channels.map(
  (text) =>
    html`<section class="who"><h3>${text.heading}</h3>${whole(view, text)}${control(view, text, undefined)}</section>`,
)}`
}

function notesOf(view: ConsentStepView, text: ConsentText): readonly WhyNote[] {
  const { apply } = messages(view.frame.language)
  const printedHere = { heading: apply.consents.fingerprint, content: printed(view, text) }
  if (!text.requiredToApply) return [printedHere]
  return [
    {
      heading: apply.consents.why,
      content: html`${apply.consents.whyText} ${lawLinks(view.frame.language, '94-V art. 7(1)', '94-V art. 8(4)')}`,
    },
    printedHere,
  ]
}

function recipientNotes(view: ConsentStepView): readonly WhyNote[] {
  const { apply } = messages(view.frame.language)
  return [
    { heading: apply.consents.oneByOne, content: apply.consents.oneByOneText },
    {
      heading: apply.consents.duty,
      content: html`${apply.consents.dutyText} ${lawLinks(view.frame.language, '94-V art. 7(6)', '94-V art. 8(7)')}`,
    },
  ]
}

function channelNotes(view: ConsentStepView, channels: readonly ConsentText[]): readonly WhyNote[] {
  const { apply } = messages(view.frame.language)
  const longest = Math.max(...channels.map((text) => text.days))
  return [
    {
      heading: apply.consents.separate,
      content: html`${apply.consents.separateText(days(view.frame.language, longest))} ${lawLinks(view.frame.language, '94-V art. 14')}`,
    },
  ]
}

function printed(view: ConsentStepView, text: ConsentText): Html {
  const { apply } = messages(view.frame.language)
  return html`${fingerprint(text.sha256)}<br>${apply.consents.fingerprintText(view.policyVersion)}`
}

function termsOf(view: ConsentStepView, lines: ConsentText['terms']): readonly Term[] {
  return lines.map((term) => ({ label: term.label, value: named(view, term.value) }))
}

function named(view: ConsentStepView, sentence: string): Content {
  const { name } = view
  if (name === undefined) return sentence
  return join(sentence.split(name.placeholder), html`<b>${name.text}</b>`)
}
