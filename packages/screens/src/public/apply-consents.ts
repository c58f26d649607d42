/**
 * Step 5: recipients and consents. To whom, what for, for how long — and what happens without.
 *
 * Guarantees: one control for one matter, none ticked by us, everything of art. 8(4) above its
 * tick (`consent-lines.ts`), the consequence of not ticking below, agree and refuse are twins, no
 * «select all». Every card has one shape, whether the application needs its consent or not.
 * A tick sends the fingerprint of the text that was on the screen: `consent=<sha256>`. The order of
 * recipients is `order.<recipient>` = 1…; empty means as listed.
 *
 * Law: 94-V art. 7(6), 8(1), 8(4). Requirements: L-1, R-16, R-45, R-58.
 */
import { days, messages, percent, tenge, until } from '@kelisim/messages'
import type { ConsentText } from '@kelisim/policy'
import { choice, form, type Html, html, leaf, pair, sheet, tick, type WhyNote } from '@kelisim/ui'
import { lawLinks } from './cite.ts'
import {
  type ConsentLine,
  type ConsentReading,
  commonLines,
  lineList,
  named,
  ownLines,
  wholeText,
} from './consent-lines.ts'
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
  readonly name?: NonNullable<ConsentReading['name']>
  /** What a purpose is called, by its id. */
  readonly purposes: ReadonlyMap<string, string>
  /** Fingerprints the person ticked before a fault sent the page back; empty on the first showing. */
  readonly ticked: readonly string[]
  readonly order: Readonly<Record<string, number>>
}

/** A part of the page, and the lines that were said above it. */
interface Part {
  readonly view: ConsentStepView
  readonly reading: ConsentReading
  readonly said: readonly ConsentLine[]
  readonly faultOf: (id: string) => string | undefined
}

export function consentStep(view: ConsentStepView): Html {
  const { apply } = messages(view.frame.language)
  const { texts } = view
  const faults = faultWords(view, [
    ...texts.map((text) => ({ id: controlId(text), label: text.heading, kind: 'consent' })),
    { id: 'recipients', label: apply.consents.recipients, kind: 'recipient' },
  ])
  const said = commonLines(texts)
  const reading = { ...view, language: view.frame.language }
  const part: Part = { view, reading, said, faultOf: faults.of }
  const processing = texts.filter(({ recipient, channel }) => (recipient ?? channel) === undefined)
  const content = html`${faults.summary}
${said.length === 0 ? '' : act(inCommon(part), [])}
${processing.filter((text) => text.requiredToApply).map((text) => act(matter(part, text), whyAsked(view)))}
${act(recipients(part), recipientNotes(view))}
${processing.filter((text) => !text.requiredToApply).map((text) => act(matter(part, text), []))}
${marketing(part)}
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

function act(content: Html, notes: readonly WhyNote[]): Html {
  return leaf(sheet({ class: 'act', content }), notes, 'act-leaf')
}

export function controlId(text: Pick<ConsentText, 'control'>): string {
  return `consent-${text.control.replaceAll(/[^a-z0-9]+/gi, '-')}`
}

/** What every text says alike: the operator, the person, borders, withdrawal. */
function inCommon({ view, reading, said }: Part): Html {
  const { apply } = messages(view.frame.language)
  return html`<h2>${apply.consents.common}</h2><p class="small soft">${apply.consents.commonNote}</p>
${lineList(reading, said)}`
}

/** A purpose: heading, first sentence, the lines of its own, the tick. */
function matter(part: Part, text: ConsentText): Html {
  const { apply } = messages(part.view.frame.language)
  const note = text.requiredToApply ? apply.consents.required : apply.consents.marketingNote
  return html`<h2>${text.heading} <span>${note}</span></h2>
<p>${named(part.reading, text.statement)}</p>
${one(part, text)}`
}

/** What is this text's own, the whole of it to unfold, and the tick. */
function one({ view, reading, said, faultOf }: Part, text: ConsentText): Html {
  const control = tick({
    id: controlId(text),
    name: 'consent',
    value: text.sha256,
    label: text.agree,
    otherwise: otherwise(view, text),
    ticked: view.ticked.includes(text.sha256),
    error: faultOf(controlId(text)),
  })
  return html`${lineList(reading, ownLines(text.terms, said))}${wholeText(reading, text)}${control}`
}

/** The policy writes `If I don't tick: …` as one sentence; its beginning is set in bold. */
function otherwise(view: ConsentStepView, text: ConsentText) {
  const lead = messages(view.frame.language).common.otherwise
  return text.otherwise.startsWith(lead)
    ? { lead, text: text.otherwise.slice(lead.length).trim() }
    : { lead, text: text.otherwise }
}

function recipients(part: Part): Html {
  const { view } = part
  const { apply } = messages(view.frame.language)
  const fault = part.faultOf('recipients')
  const cards = view.recipients.flatMap((recipient) =>
    view.texts
      .filter((text) => text.recipient === recipient.id)
      .map((text) => ({ recipient, text })),
  )
  const alike = commonLines(cards.map(({ text }) => text))
  const within = { ...part, said: [...part.said, ...alike] }
  return html`<h2 id="recipients" tabindex="-1">${apply.consents.recipients} <span>${apply.consents.recipientsNote(view.recipientsMax)}</span></h2>
${fault === undefined ? '' : html`<p class="err">${fault}</p>`}
${lineList(part.reading, ownLines(alike, part.said))}
${cards.map(({ recipient, text }) => oneRecipient(within, recipient, text))}`
}

function oneRecipient(part: Part, recipient: ConsentRecipient, text: ConsentText): Html {
  const { language } = part.view.frame
  const { apply, common, home } = messages(language)
  return html`<section class="who"><div class="who-head"><div><h3>${recipient.name}</h3><p class="note">${common.bin} <span class="num">${recipient.bin}</span> · ${apply.consents.agreementUntil(until(language, recipient.agreementUntil))}</p></div>
<dl class="figs"><div><dt>${home.payBack}</dt><dd>${tenge(language, recipient.repay)}</dd></div><div><dt>${home.apr}</dt><dd>${percent(language, recipient.aprPercent)}</dd></div></dl></div>
<p class="gets"><b>${apply.consents.getsNot}</b> ${[...recipient.getsNot.map(lowerFirst), apply.consents.others].join(', ')}.</p>
${one(part, text)}
${place(part.view, recipient)}</section>`
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

/** One section for each purpose, one control for each way to reach the person. */
function marketing(part: Part): Html {
  const { view, reading, said } = part
  const { apply } = messages(view.frame.language)
  const channels = view.texts.filter((text) => text.channel !== undefined)
  if (channels.length === 0) return html``
  const alike = commonLines(channels)
  const within = { ...part, said: [...said, ...alike] }
  const purposes = [...new Set(channels.map((text) => text.purpose))]
  const content = html`<h2>${apply.consents.marketing} <span>${apply.consents.marketingNote}</span></h2>
<p class="small soft">${apply.consents.marketingLead}</p>
${lineList(reading, ownLines(alike, said))}
${purposes.map((purpose) =>
  byPurpose(
    within,
    purpose,
    channels.filter((text) => text.purpose === purpose),
  ),
)}`
  return act(content, channelNotes(view, channels))
}

function byPurpose(part: Part, purpose: string, texts: readonly ConsentText[]): Html {
  const alike = commonLines(texts)
  const within = { ...part, said: [...part.said, ...alike] }
  return html`<section class="who"><h3>${part.view.purposes.get(purpose) ?? purpose}</h3>
${lineList(part.reading, ownLines(alike, part.said))}
${texts.map((text) => html`<div class="way">${one(within, text)}</div>`)}</section>`
}

function whyAsked(view: ConsentStepView): readonly WhyNote[] {
  const { apply } = messages(view.frame.language)
  return [
    {
      heading: apply.consents.why,
      content: html`${apply.consents.whyText} ${lawLinks(view.frame.language, '94-V art. 7(1)', '94-V art. 8(4)')}`,
    },
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
