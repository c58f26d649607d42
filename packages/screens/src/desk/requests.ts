/**
 * What did people demand of us, by when, and what does the person responsible decide?
 *
 * The list holds no value; one request opens both values on demand, and the look is recorded. A decision
 * names the kind of document seen, or the ground of the refusal; there is no third way.
 *
 * Law: 94-V art. 24(1)(2), 24(1)(3), 25(2)(8). Requirements: R-38, R-40, R-41, R-84. Deadlines: DL-03, DL-06.
 */
import {
  CORRECTION_REFUSALS,
  dateTime,
  type DemandGroundSaid,
  dueBy,
  EVIDENCE,
  messages,
} from '@kelisim/messages'
import type { Language, Moment, Texts } from '@kelisim/terms'
import {
  button,
  chip,
  choice,
  type ClockView,
  clock,
  type Content,
  errorSummary,
  form,
  type Html,
  html,
  sheet,
  terms,
} from '@kelisim/ui'
import { DESK, requestPath } from '../paths.ts'
import { inSentence } from '../titles.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { applicationLink, listing } from './listing.ts'

export interface RequestRow {
  readonly id: string
  /** The field to correct; undefined for a block. */
  readonly field?: Texts
  readonly ground?: DemandGroundSaid
  readonly application?: { readonly id: string; readonly number: string }
  readonly receivedAt: Moment
  readonly due: {
    readonly at: Moment
    readonly days: number
    readonly passed: number
    readonly state: ClockView['state']
  }
  readonly state: 'open' | 'done' | 'refused'
}

export interface RequestsView {
  readonly frame: DeskFrame
  readonly rows: readonly RequestRow[]
}

export function requestsScreen(view: RequestsView): Html {
  const { language } = view.frame
  const words = messages(language).rights.desk
  const open = view.rows.filter((row) => row.state === 'open').length
  return deskPage(view.frame, {
    current: 'requests',
    title: words.title,
    content: html`${deskHead(words.sentence(open), words.note)}
${list(language, view.rows)}`,
  })
}

function list(language: Language, rows: readonly RequestRow[]): Html {
  const words = messages(language).rights.desk
  return listing({
    caption: words.title,
    rows,
    none: words.none,
    columns: [
      {
        heading: words.what,
        cell: (row) => html`<a href="${requestPath(row.id)}">${what(language, row)}</a>`,
      },
      { heading: words.whose, cell: (row) => applicationLink(row.application) },
      {
        heading: words.receivedAt,
        cell: (row) => html`<span class="num">${dateTime(language, row.receivedAt)}</span>`,
      },
      { heading: words.due, cell: (row) => due(language, row) },
      { heading: words.state, cell: (row) => stateChip(language, row) },
    ],
  })
}

function what(language: Language, row: RequestRow): string {
  const words = messages(language).rights.desk
  return row.field === undefined ? words.block : words.correct(inSentence(row.field[language]))
}

function due(language: Language, { due: { at, ...counted } }: RequestRow): Html {
  return clock({ words: dueBy(language, at), ...counted })
}

function stateChip(language: Language, { state }: RequestRow): Html {
  const tone = { open: 'near', done: 'ok', refused: 'no' } as const
  return chip(messages(language).rights.correct.state[state], tone[state])
}

export interface RequestDeskView {
  readonly frame: DeskFrame
  readonly row: RequestRow
  /** Both values, after the person responsible asked for them. */
  readonly values?: { readonly held: string; readonly wanted: string }
  /** A decision came without what it stands on. */
  readonly missing?: 'evidence' | 'ground'
  /** By when a block must end, were the violation not confirmed today. */
  readonly unblockBy?: Moment
}

export function requestScreen(view: RequestDeskView): Html {
  const { language } = view.frame
  const { row } = view
  const words = messages(language).rights.desk
  const title = what(language, row)
  const facts = [
    {
      label: words.receivedAt,
      value: html`<span class="num">${dateTime(language, row.receivedAt)}</span>`,
    },
    { label: words.due, value: due(language, row) },
    { label: words.state, value: stateChip(language, row) },
  ]
  const decision =
    row.state !== 'open'
      ? html`<p>${words.decided}</p>`
      : row.field === undefined
        ? blockPart(view)
        : correctPart(view)
  return deskPage(view.frame, {
    current: 'requests',
    title,
    content: html`<p class="small"><a href="${DESK.requests}">${words.back}</a></p>
<h1>${title}</h1>
<div class="supervised">${sheet({ class: 'pane', content: html`${terms(facts)}${compare(view)}` })}
${sheet({ class: 'pane stack-3', content: decision })}</div>`,
  })
}

function compare(view: RequestDeskView): Content {
  const { language, csrf } = view.frame
  const words = messages(language).rights.desk
  if (view.row.field === undefined || view.row.state !== 'open') return ''
  if (view.values !== undefined) {
    return terms([
      { label: words.held, value: html`<b>${view.values.held}</b>` },
      { label: words.wanted, value: html`<b>${view.values.wanted}</b>` },
    ])
  }
  return form({
    action: requestPath(view.row.id, 'open'),
    csrf,
    class: 'stack-3',
    content: html`<p class="note">${words.compareNote}</p>${button({ text: words.compare, look: 'plain', dense: true })}`,
  })
}

function correctPart(view: RequestDeskView): Html {
  const { language, csrf } = view.frame
  const { rights, common } = messages(language)
  const words = rights.desk
  const noEvidence = view.missing === 'evidence' ? words.evidenceMissing : undefined
  const noGround = view.missing === 'ground' ? words.refuseMissing : undefined
  const faults = [
    ...(noEvidence === undefined ? [] : [{ id: 'evidence', text: noEvidence }]),
    ...(noGround === undefined ? [] : [{ id: 'ground', text: noGround }]),
  ]
  const confirm = form({
    action: requestPath(view.row.id, 'confirm'),
    csrf,
    class: 'stack-3',
    content: html`${choice({
      id: 'evidence',
      label: words.evidence,
      hint: words.evidenceNote,
      none: words.evidenceChoose,
      options: EVIDENCE.map((value) => ({ value, text: words.kind[value] })),
      error: noEvidence,
    })}${button({ text: words.confirm, look: 'plain', dense: true })}`,
  })
  const refuse = form({
    action: requestPath(view.row.id, 'refuse'),
    csrf,
    class: 'stack-3',
    content: html`${choice({
      id: 'ground',
      label: words.refuseGround,
      none: words.evidenceChoose,
      options: CORRECTION_REFUSALS.map((value) => ({ value, text: rights.correct.refusal[value] })),
      error: noGround,
    })}${button({ text: words.refuse, look: 'plain', dense: true })}`,
  })
  return html`${errorSummary(common.faults, faults)}${confirm}${refuse}`
}

function blockPart(view: RequestDeskView): Html {
  const { language, csrf } = view.frame
  const { rights } = messages(language)
  const words = rights.desk
  if (view.row.ground === undefined) return html`<p>${words.noGround}</p>`
  return html`<p>${words.blockGround}: ${rights.ground[view.row.ground]}.</p>
${view.unblockBy === undefined ? '' : html`<p class="note">${words.unblockNote(dueBy(language, view.unblockBy))}</p>`}
${form({
  action: requestPath(view.row.id, 'unblock'),
  csrf,
  content: button({ text: words.unblock, look: 'plain', dense: true }),
})}`
}
