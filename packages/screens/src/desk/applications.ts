/**
 * Which applications are there, in which state, and for how long? The list of the desk.
 *
 * Names come masked by the rules; even that look is recorded. Filters and pages are links, so that
 * they survive a reload and work without a script. Requirements: R-68, R-84, R-85.
 */
import {
  type ApplicationState,
  dateTime,
  messages,
  type RecipientState,
  tenge,
} from '@kelisim/messages'
import { type Language, type Moment, type Texts, toIso } from '@kelisim/terms'
import {
  attributes,
  type ChipTone,
  type Column,
  chip,
  type Content,
  empty,
  type Html,
  html,
  sheet,
  table,
} from '@kelisim/ui'
import { applicationPath, applicationsPath, DESK } from '../paths.ts'
import { recipientChip } from '../recipient.ts'
import { asTitle } from '../titles.ts'
import { value } from '../value.ts'
import { ageInWords } from './age.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'

export interface ApplicationsView {
  readonly frame: DeskFrame
  /** Now, for the age of each row. */
  readonly at: Moment
  readonly all: number
  /** How many wait for an organisation's answer. */
  readonly waiting: number
  readonly filters: readonly StateFilter[]
  readonly rows: readonly ApplicationRow[]
  /** Cursor of the next page, when there is one. */
  readonly next?: string
  readonly isFirstPage: boolean
}

export interface StateFilter {
  /** Undefined: every state. */
  readonly state?: ApplicationState
  readonly count?: number
  readonly current: boolean
}

export interface ApplicationRow {
  readonly id: string
  readonly number: string
  /** Masked by the rules: `А•••••• С••••`; undefined when they refused even that. */
  readonly name?: string
  readonly amountTenge: number
  readonly termDays: number
  readonly state: ApplicationState
  readonly recipients: readonly { readonly name: Texts; readonly state: RecipientState }[]
  readonly sentAt: Moment
}

export const APPLICATION_TONE: Readonly<Record<ApplicationState, ChipTone>> = {
  submitted: 'live',
  in_progress: 'live',
  issued: 'ok',
  refused: 'no',
  abandoned: 'quiet',
  no_match: 'quiet',
  duplicate: 'quiet',
  closed: 'quiet',
  withdrawn: 'near',
  expired: 'quiet',
  blocked: 'no',
  restricted: 'near',
  destroyed: 'quiet',
}

export function applicationsScreen(view: ApplicationsView): Html {
  const { language } = view.frame
  const words = messages(language).desk.applications
  return deskPage(view.frame, {
    current: 'applications',
    title: words.title,
    content: html`${deskHead(words.sentence(view.all, view.waiting))}
${sheet({
  class: 'list',
  content: html`${filters(view)}
${view.rows.length === 0 ? nothing(view) : rows(view)}`,
})}
${pages(view)}`,
  })
}

function filters(view: ApplicationsView): Html {
  const words = messages(view.frame.language).desk
  const links = view.filters.map(
    (filter) =>
      html`<a href="${applicationsPath(filter.state)}"${attributes({
        'aria-current': filter.current ? 'true' : undefined,
      })}>${filter.state === undefined ? words.applications.everyState : asTitle(words.state[filter.state])}${
        filter.count === undefined ? '' : html` <span class="num">${filter.count}</span>`
      }</a>`,
  )
  return html`<nav class="toolbar filters" aria-label="${words.applications.filters}">${links}</nav>`
}

function rows(view: ApplicationsView): Html {
  const { language } = view.frame
  const words = messages(language).desk.applications
  const columns: readonly Column[] = [
    { heading: words.number },
    { heading: words.applicant, short: words.applicant },
    { heading: words.amount, short: words.amount, right: true },
    { heading: words.term, short: words.term, right: true },
    { heading: words.state, short: words.state },
    { heading: words.recipient, short: words.recipient },
    { heading: words.sent, short: words.sent },
    { heading: words.age, short: words.age },
  ]
  return table({
    caption: words.title,
    stack: true,
    columns,
    rows: view.rows.map((row) => cells(language, row, view.at)),
  })
}

function cells(language: Language, row: ApplicationRow, now: Moment): readonly Content[] {
  const words = messages(language).desk
  return [
    html`<a class="num" href="${applicationPath(row.id)}">${row.number}</a>`,
    row.name === undefined
      ? html`<span class="soft">${words.applications.masked}</span>`
      : value(language, { kind: 'masked', text: row.name }),
    html`<span class="num">${tenge(language, row.amountTenge)}</span>`,
    html`<span class="num">${words.applications.days(row.termDays)}</span>`,
    chip(words.state[row.state], APPLICATION_TONE[row.state]),
    recipients(language, row),
    html`<time datetime="${toIso(row.sentAt)}">${dateTime(language, row.sentAt)}</time>`,
    html`<span class="num">${ageInWords(language, now - row.sentAt)}</span>`,
  ]
}

function recipients(language: Language, row: ApplicationRow): Html {
  const lines = row.recipients.map(
    (one) =>
      html`<li>${one.name[language]} <span class="note">${recipientChip(language, one.state).text}</span></li>`,
  )
  return html`<ul>${lines}</ul>`
}

/** Whole units, rounded down: an application is not an hour old before an hour has passed. */
function nothing(view: ApplicationsView): Html {
  const words = messages(view.frame.language).desk.applications
  if (view.all === 0) return empty({ heading: words.none, level: 2, content: '' })
  return empty({
    heading: words.noneHere,
    level: 2,
    content: html`<a href="${DESK.applications}">${words.showAll}</a>`,
  })
}

function pages(view: ApplicationsView): Html {
  const words = messages(view.frame.language).desk.applications
  if (view.next === undefined && view.isFirstPage) return html``
  const state = view.filters.find((filter) => filter.current)?.state
  return html`<nav class="pages" aria-label="${words.pages}">${
    view.isFirstPage ? '' : html`<a href="${applicationsPath(state)}">${words.newest}</a>`
  }${
    view.next === undefined
      ? ''
      : html`<a href="${applicationsPath(state, view.next)}">${words.older}</a>`
  }</nav>`
}
