/**
 * Do I have my data blocked, or unblocked? What stops, what stays, who is told and by when; then the answer.
 *
 * Asking (GET) changes nothing; yes and no are twins of one form. A reason may be named and never must be.
 * A block that somebody else laid shows who lifts it in the place of the buttons.
 *
 * Law: 94-V art. 1(3), 24(1)(3), 25(2)(8). Requirements: R-41, R-43, R-95. Deadlines: DL-04, DL-06.
 */
import {
  article,
  DEMAND_GROUNDS,
  dateTime,
  type DemandGroundSaid,
  dueBy,
  messages,
} from '@kelisim/messages'
import type { Language, Moment, Texts } from '@kelisim/terms'
import { checks, choice, type Content, form, type Html, html, leaf, pair } from '@kelisim/ui'
import { figures } from '../figures.ts'
import { CABINET } from '../paths.ts'
import { organisation } from '../titles.ts'
import { type CabinetFrame, cabinetPage } from './frame.ts'
import { group } from './withdraw.ts'

export interface BlockView {
  readonly frame: CabinetFrame
  /** Planned transfers that stop. */
  readonly queued: readonly Texts[]
  /** Recipients who have a copy, and by when they must confirm. */
  readonly holders: readonly { readonly name: Texts; readonly due: Moment }[]
  /** By when the law wants it done, were it asked now (DL-04). */
  readonly due: Moment
}

export function blockScreen(view: BlockView): Html {
  const { language, csrf } = view.frame
  const words = messages(language).rights.block
  const content = html`<div class="sheet pad stack-4">
${group(words.stopsNow, ticked(language, [...words.stops, ...view.queued.map((name) => words.stopsTransfer(organisation(language, name)))]))}
${group(words.stays, plain(words.goesOn))}
${group(words.told, holders(language, view))}
${group(words.clocks, plain([words.clockBlock(dueBy(language, view.due)), words.clockUnblock]))}
${form({
  action: CABINET.block,
  csrf,
  class: 'stack-4',
  content: html`${choice({
    id: 'ground',
    label: words.groundLabel,
    hint: words.groundHint,
    none: words.groundNone,
    options: DEMAND_GROUNDS.map((value) => ({
      value,
      text: messages(language).rights.ground[value],
    })),
  })}
${pair(
  { text: words.yes, name: 'answer', value: 'block' },
  { text: words.no, name: 'answer', value: 'keep' },
)}`,
})}</div>`
  return blockPage(view.frame, words.menu, html`<h1>${words.question}</h1>`, content)
}

export interface BlockedView {
  readonly frame: CabinetFrame
  readonly since: Moment
  readonly ground?: DemandGroundSaid
  /** Laid by the person responsible, who alone lifts it. */
  readonly byOfficer: boolean
  /** Stopped transfers that go on after unblocking. */
  readonly queued: readonly Texts[]
  readonly copies: readonly CopyView[]
}

/** How one recipient stands to what we told it about its copy. */
export interface CopyView {
  readonly name: Texts
  readonly kind: 'block' | 'unblock' | 'corrected'
  readonly due: Moment
  readonly doneAt?: Moment
}

export function blockedScreen(view: BlockedView): Html {
  const { language, csrf } = view.frame
  const words = messages(language).rights.block
  const back = [
    words.returnsAll,
    ...view.queued.map((name) => words.returnsTransfer(organisation(language, name))),
  ]
  const answer = view.byOfficer
    ? html`<p>${words.byOfficer}</p>`
    : html`${group(words.unblockQuestion, html`<h3 class="small">${words.returns}</h3>${plain(back)}`)}
${form({
  action: CABINET.block,
  csrf,
  content: pair(
    { text: words.unblock, name: 'answer', value: 'unblock' },
    { text: words.stay, name: 'answer', value: 'keep' },
  ),
})}`
  const content = html`<div class="sheet pad stack-4">
${view.ground === undefined ? '' : html`<p>${words.groundSaid}: ${messages(language).rights.ground[view.ground]}.</p>`}
${group(words.stays, plain(words.goesOn))}
${view.copies.length === 0 ? '' : group(words.told, plain(view.copies.map((copy) => copyLine(language, copy))))}
${answer}</div>`
  const opening = html`<h1>${words.blocked}</h1>
<p class="say short">${figures(words.since(dateTime(language, view.since)))}</p>`
  return blockPage(view.frame, words.blocked, opening, content)
}

export function copyLine(language: Language, view: CopyView): string {
  const said = messages(language).rights.block.copy[view.kind]
  const text =
    view.doneAt === undefined
      ? said.waits(dueBy(language, view.due))
      : said.done(dateTime(language, view.doneAt))
  return `${organisation(language, view.name)}: ${text}`
}

function blockPage(frame: CabinetFrame, title: string, opening: Html, block: Html): Html {
  const { language } = frame
  const { why } = messages(language).rights.block
  return cabinetPage(frame, {
    current: 'block',
    title,
    content: html`${opening}
${leaf(block, [{ heading: article(language, '94-V art. 24(1)(3)'), content: why }], 'sec')}`,
  })
}

function holders(language: Language, view: BlockView): Content {
  const words = messages(language).rights.block
  if (view.holders.length === 0) return html`<p class="small">${words.nobodyTold}</p>`
  return plain(
    view.holders.map((one) =>
      words.toldBy(organisation(language, one.name), dueBy(language, one.due)),
    ),
  )
}

function ticked(language: Language, lines: readonly string[]): Html {
  const word = messages(language).common.yes
  return checks(lines.map((text) => ({ passed: true, word, text })))
}

function plain(lines: readonly string[]): Html {
  return html`<ul class="plain">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
}
