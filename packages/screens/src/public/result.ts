/**
 * Step 7 and the page after it: what was kept, where each organisation stands, how to take it back.
 *
 * A refusal by a lender is said in its own words and nothing is sent on by itself; an unknown answer
 * is called unknown. Law: 94-V art. 7(6), 8(7), 19. Look §3 (recipient card).
 */
import { dateTime, messages, type SentState, until } from '@kelisim/messages'
import type { Moment } from '@kelisim/terms'
import {
  type ChipTone,
  type Html,
  html,
  leaf,
  linkButton,
  progress,
  recipientCard,
  section,
  sheet,
  why,
} from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { CABINET } from '../paths.ts'
import { lowerFirst } from './sentence.ts'
import { STEPS } from './step.ts'

export interface ResultRecipient {
  readonly name: string
  readonly state: SentState
  /** When the state began; undefined before anything happened. */
  readonly at?: Moment
  /** Titles of the fields it received; empty while nothing left. */
  readonly received: readonly string[]
}

export interface ResultView {
  readonly frame: Frame
  /** Short number to name on the telephone: says nothing about the person. */
  readonly number: string
  /** How many values are kept, and the ISO date on which they are destroyed. */
  readonly kept: { readonly count: number; readonly untilDate: string }
  readonly recipients: readonly ResultRecipient[]
  readonly consents: readonly { readonly heading: string; readonly receiptHref?: string }[]
  /** True right after sending: the page is then the seventh step. */
  readonly justSent: boolean
}

const TONES: Readonly<Record<SentState, ChipTone>> = {
  waiting: 'quiet',
  sending: 'live',
  received: 'live',
  approved: 'ok',
  issued: 'ok',
  refused: 'no',
  unknown: 'near',
  withdrawn: 'quiet',
  not_sent: 'quiet',
}

export function resultPage(view: ResultView): Html {
  const { language } = view.frame
  const { apply, result } = messages(language)
  const steps = view.justSent ? progress(STEPS, STEPS, apply.progress(STEPS, STEPS)) : ''
  return publicPage(view.frame, {
    title: result.heading,
    main: html`<header class="head step-head">${steps}<h1>${result.heading}</h1>
<p class="lead">${result.lead(view.kept.count, until(language, view.kept.untilDate))}</p>
<p class="note">${result.number} <b class="num">${view.number}</b></p></header>
${section({ heading: result.recipients, content: html`<div class="two">${view.recipients.map((recipient) => card(view, recipient))}</div>` })}
${section({ heading: result.consents, content: consents(view) })}
${section({
  heading: result.next,
  content: leaf(
    html`<p class="lead">${result.nextText}</p><p class="act-row">${linkButton({ href: CABINET.overview, text: result.toCabinet })}</p>`,
    [{ heading: result.refusedHelp, content: result.refusedHelpText }],
  ),
})}`,
  })
}

function card(view: ResultView, recipient: ResultRecipient): Html {
  const { language } = view.frame
  const { result } = messages(language)
  const received = recipient.received.map(lowerFirst).join(', ')
  return recipientCard({
    name: recipient.name,
    state: { text: result.state[recipient.state], tone: TONES[recipient.state] },
    terms: [
      ...(received === '' ? [] : [{ label: result.what, value: received }]),
      ...(recipient.at === undefined
        ? []
        : [
            {
              label: result.when,
              value: html`<span class="num">${dateTime(language, recipient.at)}</span>`,
            },
          ]),
    ],
    text: result.stateText[recipient.state],
  })
}

function consents(view: ResultView): Html {
  const { result } = messages(view.frame.language)
  const list = html`<ul class="decided">${view.consents.map(
    (consent) =>
      html`<li><b>${consent.heading}</b>${
        consent.receiptHref === undefined
          ? ''
          : html`<a href="${consent.receiptHref}">${result.receipt}<span class="vh">: ${consent.heading}</span></a>`
      }</li>`,
  )}</ul>`
  return html`<div class="leaf"><div>${sheet({ class: 'pad', content: list })}</div>${why([
    { heading: result.receipt, content: result.receiptWhy },
  ])}</div>`
}
