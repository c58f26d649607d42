/**
 * Do I take this consent back? What stops at once, what stays and why, and by when; then the answer.
 *
 * Yes and no are twins of one form. Asking (GET) changes nothing; only the sent form withdraws. Why
 * is never asked, and a motivated refusal names its ground (art. 8(2)).
 *
 * Law: 94-V art. 8(1), 8(2), 8(7). Requirements: R-45, R-67. Deadline: DL-08.
 */
import {
  article,
  dateTime,
  dueBy,
  ground,
  lastsUntil,
  messages,
  type Remains,
  type Stopped,
} from '@kelisim/messages'
import type { Language, Moment, Refusal, Texts } from '@kelisim/terms'
import {
  type Content,
  checks,
  form,
  type Html,
  html,
  leaf,
  linkButton,
  pair,
  proof,
  verdict,
} from '@kelisim/ui'
import { figures } from '../figures.ts'
import { CABINET, withdrawPath } from '../paths.ts'
import { organisation } from '../titles.ts'
import { type CabinetFrame, cabinetPage } from './frame.ts'

export interface Consequences {
  readonly stopped: readonly Stopped[]
  readonly remains: readonly Remaining[]
  readonly dates: readonly DueDate[]
}

/** What stays: named where it is data or a consent, told by its reason otherwise. */
export interface Remaining {
  readonly why: Remains
  readonly title?: Texts
  readonly law?: string
  readonly until?: Moment
}

export type DueDate =
  | { readonly kind: 'recipient'; readonly name: Texts; readonly due: Moment }
  | { readonly kind: 'ours'; readonly due: Moment }

export interface WithdrawView {
  readonly frame: CabinetFrame
  readonly consent: { readonly id: string; readonly title: Texts }
  readonly consequences: Consequences
  /** The law does not allow it now; the reason stands in place of the buttons. */
  readonly refused?: Refusal
}

export function withdrawScreen(view: WithdrawView): Html {
  const { language, csrf } = view.frame
  const words = messages(language).cabinet.withdraw
  const { consequences } = view
  const block = html`<div class="sheet pad stack-4">
<p class="matter">${view.consent.title[language]}</p>
${group(words.stopsNow, stoppedChecks(language, consequences.stopped))}
${group(words.stays, remainsList(language, consequences.remains, words.nothingStays))}
${group(words.dates, datesList(language, consequences.dates, words.noDates))}
${
  view.refused === undefined
    ? form({
        action: withdrawPath(view.consent.id),
        csrf,
        content: html`${pair(
          { text: words.yes, name: 'answer', value: 'withdraw' },
          { text: words.no, name: 'answer', value: 'keep' },
        )}<p class="note">${words.again}</p>`,
      })
    : refusedInPlace(language, view.refused)
}</div>`
  return cabinetPage(view.frame, {
    current: 'consents',
    title: words.title,
    content: html`<h1>${words.question}</h1>
${leaf(block, [{ heading: article(language, '94-V art. 8(7)'), content: words.why }], 'sec')}`,
  })
}

export interface WithdrawnView {
  readonly frame: CabinetFrame
  readonly consent: { readonly title: Texts }
  readonly at: Moment
  readonly consequences: Consequences
  readonly receiptHref?: string
}

export function withdrawnScreen(view: WithdrawnView): Html {
  const { language } = view.frame
  const words = messages(language).cabinet.withdrawn
  const { consequences } = view
  const block = html`<div class="sheet pad stack-4">
<p class="matter">${view.consent.title[language]}</p>
${group(words.stopped, stoppedChecks(language, consequences.stopped))}
${group(words.next, datesList(language, consequences.dates, words.noneNext))}
${group(
  messages(language).cabinet.withdraw.stays,
  remainsList(language, consequences.remains, messages(language).cabinet.withdraw.nothingStays),
)}
<p class="rowy">${linkButton({ text: words.back, href: CABINET.consents, look: 'plain' })}${receipt(language, view)}</p></div>`
  return cabinetPage(view.frame, {
    current: 'consents',
    title: words.title,
    content: html`<h1>${words.title}</h1>
<p class="say short">${figures(words.heading(`*${dateTime(language, view.at)}*`))}</p>
${leaf(
  block,
  [
    {
      heading: article(language, '94-V art. 8(7)'),
      content: messages(language).cabinet.withdraw.why,
    },
  ],
  'sec',
)}`,
  })
}

function receipt(language: Language, view: WithdrawnView): Html {
  const words = messages(language).cabinet
  return view.receiptHref === undefined
    ? html`<span class="small soft">${words.consents.receiptPending}</span>`
    : proof({ state: 'word', text: words.withdrawn.receipt, href: view.receiptHref })
}

function stoppedChecks(language: Language, stopped: readonly Stopped[]): Html {
  const words = messages(language)
  return checks(
    stopped.map((what) => ({
      passed: true,
      word: words.common.yes,
      text: words.cabinet.stopped[what],
    })),
  )
}

export function remainsList(
  language: Language,
  remains: readonly Remaining[],
  nothing: string,
): Html {
  if (remains.length === 0) return html`<p class="small">${nothing}</p>`
  return html`<ul class="plain">${remains.map((one) => html`<li>${remaining(language, one)}</li>`)}</ul>`
}

function remaining(language: Language, view: Remaining): Html {
  const words = messages(language).cabinet
  const law = view.law === undefined ? '' : article(language, view.law)
  const lasts =
    view.until === undefined ? '' : words.withdraw.staysUntil(lastsUntil(language, view.until))
  const note = [law, lasts].filter(Boolean).join(', ')
  return html`${view.title === undefined ? '' : html`<b>${view.title[language]}</b>: `}${words.remains[view.why]}${
    note === '' ? '' : html` <span class="note">${note}</span>`
  }`
}

function datesList(language: Language, dates: readonly DueDate[], none: string): Html {
  if (dates.length === 0) return html`<p class="small">${none}</p>`
  const words = messages(language).cabinet.withdraw
  const lines = dates.map((date) => {
    const due = dueBy(language, date.due)
    return date.kind === 'ours'
      ? words.oursBy(due)
      : words.recipientBy(organisation(language, date.name), due)
  })
  return html`<ul class="plain">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
}

/** The refused face in the place of what cannot be done. */
export function refusedInPlace(language: Language, refused: Refusal, heading?: string): Html {
  const words = messages(language)
  const said = words.refusals[refused.code]
  return verdict({
    tone: 'refused',
    answer: heading ?? said.text,
    ...(heading === undefined ? {} : { text: said.text }),
    ground: ground(language, refused.clause, refused.law),
    way: { heading: words.common.wayOut, content: said.way },
  })
}

export function group(heading: string, content: Content): Html {
  return html`<section><h2 class="group">${heading}</h2>${content}</section>`
}
