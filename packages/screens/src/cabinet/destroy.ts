/**
 * Do I have my data destroyed? What goes, what stays and why, when backups are clean; then the farewell.
 *
 * The word is typed by hand, and the two buttons are twins: one form, one size, one click each. The
 * farewell knows nothing of the person any more, only the number of the act.
 *
 * Law: 94-V art. 18, 24(1)(4), 25(2)(8). Requirements: R-42, R-99. Deadline: DL-05. Invariant I5.
 */
import { article, date, dateTime, dueBy, messages } from '@kelisim/messages'
import type { Language, Moment, Refusal, Texts } from '@kelisim/terms'
import {
  checks,
  errorSummary,
  field,
  form,
  type Html,
  html,
  leaf,
  linkButton,
  pair,
  seal,
  terms,
} from '@kelisim/ui'
import { figures } from '../figures.ts'
import { CABINET, destructionPath } from '../paths.ts'
import { PUBLIC } from '../public/paths.ts'
import { organisation } from '../titles.ts'
import type { Frame } from '../frame.ts'
import { type CabinetFrame, cabinetPage, leftPage } from './frame.ts'
import { group, refusedInPlace, type Remaining, remainsList } from './withdraw.ts'

export interface DestroyView {
  readonly frame: CabinetFrame
  readonly consents: number
  readonly recipients: readonly { readonly name: Texts; readonly due: Moment }[]
  readonly remains: readonly Remaining[]
  readonly backupsCleanAt: Moment
  /** The word typed was another; nothing was destroyed. */
  readonly wrongWord?: boolean
  readonly refused?: Refusal
}

/** What a person types to confirm, in the language of the page. */
export function destroyWord(language: Language): string {
  return messages(language).cabinet.destroy.word
}

export function destroyScreen(view: DestroyView): Html {
  const { language } = view.frame
  const words = messages(language).cabinet.destroy
  const block = html`<div class="sheet pad stack-4">
${group(words.goes, goes(view))}
${group(words.stays, remainsList(language, view.remains, messages(language).cabinet.withdraw.nothingStays))}
<p>${words.backups(dueBy(language, view.backupsCleanAt))} ${words.cannotUndo}</p>
<p class="small"><a href="${CABINET.download}">${words.first}</a></p>
${view.refused === undefined ? confirm(view) : refusedInPlace(language, view.refused, words.refusedHeading)}</div>`
  return cabinetPage(view.frame, {
    current: 'destroy',
    content: html`<h1>${words.heading}</h1>
${leaf(block, [{ heading: article(language, '94-V art. 18'), content: words.why }], 'sec')}`,
  })
}

function goes(view: DestroyView): Html {
  const { language, counts } = view.frame
  const words = messages(language).cabinet.destroy
  const lines = [
    words.goesItems(counts.items),
    words.goesKey,
    words.goesConsents(view.consents),
    words.goesLogin,
    ...view.recipients.map((one) =>
      words.goesRecipient(organisation(language, one.name), dueBy(language, one.due)),
    ),
  ]
  const word = messages(language).common.yes
  return checks(lines.map((text) => ({ passed: true, word, text })))
}

function confirm(view: DestroyView): Html {
  const { language, csrf } = view.frame
  const words = messages(language).cabinet.destroy
  const error = view.wrongWord === true ? words.wrongWord(words.word) : undefined
  const faults = error === undefined ? [] : [{ id: 'word', text: error }]
  return form({
    action: CABINET.destroy,
    csrf,
    class: 'stack-4',
    content: html`${errorSummary(messages(language).common.faults, faults)}
${field({ id: 'word', label: words.type(words.word), width: 'short', maxlength: 20, required: true, error })}
${pair(
  { text: words.yes, name: 'answer', value: 'destroy' },
  { text: words.no, name: 'answer', value: 'keep', skipChecks: true },
)}`,
  })
}

export interface FarewellView {
  readonly frame: Frame
  readonly items: number
  readonly at: Moment
  /** Id of the certificate, and the number of the act as it stands on paper. */
  readonly act: string
  readonly number?: string
  readonly horizonAt: Moment
  readonly recipients: readonly { readonly name: Texts; readonly due: Moment }[]
  /** A message left for their phone, before the number went. */
  readonly isTold?: boolean
}

export function farewellScreen(view: FarewellView): Html {
  const { language } = view.frame
  const words = messages(language).cabinet.farewell
  const { act } = messages(language).destruction
  const block = html`<div class="sheet pad stack-4">
${terms([
  {
    label: words.act,
    value: html`${view.number === undefined ? '' : html`<b class="num">${view.number}</b><br>`}<span class="id">${view.act}</span>`,
  },
  { label: words.at, value: html`<span class="num">${dateTime(language, view.at)}</span>` },
  {
    label: words.horizon,
    value: html`<span class="num">${date(language, view.horizonAt)}</span><br><span class="note">${words.horizonNote}</span>`,
  },
])}
<p>${words.keep}</p>
<p class="rowy">${linkButton({ text: act.pdf, href: destructionPath(view.act, 'act.pdf'), look: 'plain' })}${linkButton({ text: act.proof, href: destructionPath(view.act, 'proof.json'), look: 'plain' })}</p>
${others(language, view)}
<p class="small">${words.proof} <a href="${PUBLIC.verify}">${words.proofLink}</a></p>
<p class="small soft">${view.isTold === true ? html`${words.told} ` : ''}${words.end}</p>
<p>${linkButton({ text: messages(language).cabinet.signedOut.home, href: PUBLIC.home, look: 'plain' })}</p></div>`
  return leftPage(view.frame, {
    title: words.title,
    content: html`<div class="farewell"><h1 class="say">${figures(words.heading(view.items))}</h1>${seal(112)}</div>
${leaf(
  block,
  [
    {
      heading: article(language, '94-V art. 18'),
      content: messages(language).cabinet.destroy.why,
    },
  ],
  'sec',
)}`,
  })
}

function others(language: Language, view: FarewellView): Html {
  if (view.recipients.length === 0) return html``
  const words = messages(language).cabinet.farewell
  const lines = view.recipients.map(
    (one) =>
      html`<li>${words.recipientBy(organisation(language, one.name), dueBy(language, one.due))}</li>`,
  )
  return group(words.recipients, html`<ul class="plain">${lines}</ul>`)
}
