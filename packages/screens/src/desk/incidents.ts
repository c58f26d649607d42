/**
 * Which incidents are there, what is due in each, and how is one opened by hand? The officer's register.
 *
 * Open ones first. A row names the member of staff, never a person of the data. Decoys are ordered here and counted; which
 * they are is told nowhere. Law: 94-V art. 22(1)(3), 25(2)(8). Requirements: R-82, L-3. Deadline: DL-07.
 */
import { dateTime, dueBy, messages, number } from '@kelisim/messages'
import type { Language, Moment, Texts } from '@kelisim/terms'
import {
  button,
  chip,
  type ChipTone,
  choice,
  type ClockView,
  clock,
  errorSummary,
  field,
  form,
  type Html,
  html,
  sheet,
} from '@kelisim/ui'
import { figures } from '../figures.ts'
import { decoysPath, DESK, incidentPath } from '../paths.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { listing } from './listing.ts'
import { area } from './policy-frame.ts'

export type IncidentState = 'open' | 'contained' | 'assessed' | 'notified' | 'closed'
export type IncidentAbout =
  | 'person'
  | 'witness'
  | 'login'
  | 'check'
  | 'keys'
  | 'sequencer'
  | 'signature'

export interface DueView {
  readonly at: Moment
  readonly days: number
  readonly passed: number
  readonly state: ClockView['state']
}

export interface IncidentRow {
  readonly id: string
  readonly number: string
  /** The rule's title; undefined where a person reported it, or an organisation. */
  readonly rule?: Texts
  /** The organisation told of it itself. */
  readonly isReported?: boolean
  /** A member of staff, or an organisation. */
  readonly who?: string | Texts
  readonly about?: IncidentAbout
  /** The organisation in whose name somebody called. */
  readonly inNameOf?: Texts
  readonly people: number
  readonly discoveredAt: Moment
  readonly due: DueView
  readonly state: IncidentState
}

export interface IncidentsView {
  readonly frame: DeskFrame
  readonly rows: readonly IncidentRow[]
  readonly staff: readonly { readonly id: string; readonly name: string }[]
  readonly decoys?: { readonly planted: number; readonly ordered: number }
  /** The form came without an account of what happened. */
  readonly short?: boolean
  readonly wrongCount?: boolean
}

const TONE: Readonly<Record<IncidentState, ChipTone>> = {
  open: 'no',
  contained: 'near',
  assessed: 'near',
  notified: 'live',
  closed: 'quiet',
}

export function incidentsScreen(view: IncidentsView): Html {
  const { language } = view.frame
  const words = messages(language).incidents
  const open = view.rows.filter((row) => row.state !== 'closed').length
  return deskPage(view.frame, {
    current: 'incidents',
    title: words.title,
    content: html`${deskHead(words.sentence(open), words.note)}
${list(language, view.rows)}
<div class="supervised">${openForm(view)}${decoys(view)}</div>`,
  })
}

export function incidentTitle(
  language: Language,
  row: Pick<IncidentRow, 'rule' | 'isReported'>,
): string {
  const { byHand, byRecipient } = messages(language).incidents
  return row.rule?.[language] ?? (row.isReported === true ? byRecipient : byHand)
}

export function incidentChip(language: Language, state: IncidentState): Html {
  return chip(messages(language).incidents.states[state], TONE[state])
}

export function dueClock(language: Language, { at, ...counted }: DueView): Html {
  return clock({ words: dueBy(language, at), ...counted })
}

export function whoseActions(
  language: Language,
  row: Pick<IncidentRow, 'who' | 'about' | 'inNameOf'>,
): string {
  const words = messages(language).incidents
  const { about, inNameOf } = row
  if (row.who !== undefined) return typeof row.who === 'string' ? row.who : row.who[language]
  if (about === undefined) return words.nobody
  return inNameOf === undefined
    ? words.about[about]
    : `${words.about[about]}: ${inNameOf[language]}`
}

function list(language: Language, rows: readonly IncidentRow[]): Html {
  const words = messages(language).incidents
  return listing({
    caption: words.title,
    rows,
    none: words.none,
    columns: [
      {
        heading: words.what,
        cell: (row) =>
          html`<a href="${incidentPath(row.id)}">${incidentTitle(language, row)}</a> <span class="note num">${row.number}</span>`,
      },
      { heading: words.whose, cell: (row) => whoseActions(language, row) },
      {
        heading: words.people,
        right: true,
        cell: (row) => html`<span class="num">${number(language, row.people)}</span>`,
      },
      {
        heading: words.discovered,
        cell: (row) => html`<span class="num">${dateTime(language, row.discoveredAt)}</span>`,
      },
      {
        heading: words.due,
        cell: (row) => (row.state === 'closed' ? '–' : dueClock(language, row.due)),
      },
      { heading: words.state, cell: (row) => incidentChip(language, row.state) },
    ],
  })
}

function openForm(view: IncidentsView): Html {
  const { language, csrf } = view.frame
  const { incidents, common } = messages(language)
  const words = incidents.open
  const faults = view.short === true ? [{ id: 'text', text: words.short }] : []
  return sheet({
    class: 'pane',
    content: html`<h2>${words.heading}</h2>${form({
      action: DESK.incidents,
      csrf,
      class: 'stack-3',
      content: html`${errorSummary(common.faults, faults)}
${area({ id: 'text', label: words.text, value: '', rows: 3, hint: incidents.steps.textHint })}
${choice({ id: 'staff', label: words.staff, none: words.anyone, options: view.staff.map(({ id, name }) => ({ value: id, text: name })) })}
${field({ id: 'hours', label: words.hours, hint: words.hoursHint, value: '24', inputmode: 'numeric', maxlength: 4, width: 'short' })}
${button({ text: words.button, look: 'plain', dense: true })}`,
    })}`,
  })
}

function decoys(view: IncidentsView): Html {
  const { language, csrf } = view.frame
  const { incidents, common } = messages(language)
  const words = incidents.decoys
  if (view.decoys === undefined) return html``
  const faults = view.wrongCount === true ? [{ id: 'count', text: words.wrong }] : []
  const error = view.wrongCount === true ? words.wrong : undefined
  return sheet({
    class: 'pane',
    content: html`<h2>${words.heading}</h2><p>${figures(words.standing(view.decoys.planted, view.decoys.ordered))}</p><p class="note">${words.note}</p>${form(
      {
        action: decoysPath(),
        csrf,
        class: 'stack-3',
        content: html`${errorSummary(common.faults, faults)}
${field({ id: 'count', label: words.count, hint: words.countHint, inputmode: 'numeric', maxlength: 2, width: 'short', required: true, error })}
${button({ text: words.button, look: 'plain', dense: true })}`,
      },
    )}`,
  })
}
