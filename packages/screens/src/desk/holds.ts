/**
 * Which destructions are put off, by whose order, until when; and the form that puts one off?
 *
 * Names nobody: a hold is known by its document and the person's application. What is typed to find the person is
 * never shown again, also when the form comes back with faults.
 *
 * Law: DC art. 41(3), 41(4). Requirements: R-12, R-36, R-48, R-50, R-84.
 */
import { article, date, messages } from '@kelisim/messages'
import { HOLD_KINDS, type HoldKind, isHoldKind, type Language, type Moment } from '@kelisim/terms'
import {
  button,
  chip,
  choice,
  errorSummary,
  field,
  fold,
  form,
  type Html,
  html,
  sheet,
} from '@kelisim/ui'
import { DESK, holdPath } from '../paths.ts'
import { contractsPart, type ContractsView } from './contracts.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'
import { applicationLink, listing } from './listing.ts'

export interface HoldRow {
  readonly id: string
  readonly kind: HoldKind
  readonly law: string
  readonly document: string
  readonly application?: { readonly id: string; readonly number: string }
  readonly reviewAt: Moment
  readonly untilAt: Moment
  readonly state: 'standing' | 'review' | 'ended' | 'lifted'
  readonly waiting: boolean
}

export type HoldFault = 'who' | 'kind' | 'document' | 'until' | 'tooLong' | 'review'

export interface HoldsView {
  readonly frame: DeskFrame
  readonly rows: readonly HoldRow[]
  /** As typed, without the person. */
  readonly typed?: Readonly<Record<'kind' | 'document' | 'until' | 'review', string>>
  readonly fault?: HoldFault
  readonly contracts: ContractsView
}

export function holdsScreen(view: HoldsView): Html {
  const { language } = view.frame
  const words = messages(language).destruction.hold
  const standing = view.rows.filter(({ state }) => state === 'standing' || state === 'review')
  return deskPage(view.frame, {
    current: 'holds',
    title: words.title,
    content: html`${deskHead(words.sentence(standing.length), words.note)}
${fold({
  summary: words.setHeading,
  open: view.fault !== undefined,
  content: sheet({ class: 'pane form-pane', content: setForm(view) }),
})}
${list(view)}
${contractsPart(view.frame, view.contracts)}`,
  })
}

function list({ frame, rows }: HoldsView): Html {
  const { language } = frame
  const words = messages(language).destruction.hold
  return listing({
    caption: words.title,
    rows,
    none: words.none,
    columns: [
      {
        heading: words.ground,
        cell: (row) =>
          html`${words.kind[row.kind]} <span class="note">${article(language, row.law)}</span>`,
      },
      { heading: words.document, cell: (row) => row.document },
      { heading: words.whose, cell: (row) => applicationLink(row.application) },
      {
        heading: words.review,
        cell: (row) => html`<span class="num">${date(language, row.reviewAt)}</span>`,
      },
      {
        heading: words.until,
        cell: (row) => html`<span class="num">${date(language, row.untilAt)}</span>`,
      },
      { heading: words.state, cell: (row) => state(language, row) },
      {
        heading: words.lift,
        isControl: true,
        cell: (row) => (isOver(row) ? '–' : lift(frame, row)),
      },
    ],
  })
}

function isOver({ state }: HoldRow): boolean {
  return state === 'ended' || state === 'lifted'
}

function state(language: Language, row: HoldRow): Html {
  const words = messages(language).destruction.hold
  const tone = { standing: 'quiet', review: 'near', ended: 'ok', lifted: 'ok' } as const
  return html`${chip(words.states[row.state], tone[row.state])}${row.waiting ? html` ${chip(words.waits, 'near')}` : ''}`
}

function lift(frame: DeskFrame, row: HoldRow): Html {
  const words = messages(frame.language).destruction.hold
  return form({
    action: holdPath(row.id, 'lift'),
    csrf: frame.csrf,
    content: button({
      text: words.lift,
      label: words.liftOf(row.document),
      look: 'plain',
      dense: true,
    }),
  })
}

const PLACE: Readonly<Record<HoldFault, string>> = {
  who: 'who',
  kind: 'kind',
  document: 'document',
  until: 'until',
  tooLong: 'until',
  review: 'review',
}

function setForm({ frame, typed, fault }: HoldsView): Html {
  const { common, destruction } = messages(frame.language)
  const words = destruction.hold
  const said = fault === undefined ? undefined : { id: PLACE[fault], text: words.fault[fault] }
  const error = (id: string) => (said?.id === id ? said.text : undefined)
  const kinds = Object.keys(HOLD_KINDS)
    .filter(isHoldKind)
    .filter((kind) => kind !== 'contract')
  return form({
    action: DESK.holds,
    csrf: frame.csrf,
    class: 'stack-3',
    content: html`${errorSummary(common.faults, said === undefined ? [] : [said])}
${field({ id: 'who', label: words.who, hint: words.whoNote, maxlength: 40, required: true, error: error('who') })}
${choice({
  id: 'kind',
  label: words.ground,
  none: words.choose,
  value: typed?.kind ?? '',
  options: kinds.map((value) => ({ value, text: words.kind[value] })),
  error: error('kind'),
})}
${field({ id: 'document', label: words.document, hint: words.documentNote, value: typed?.document ?? '', maxlength: 80, required: true, error: error('document') })}
${field({ id: 'review', label: words.review, hint: words.reviewNote, value: typed?.review ?? '', type: 'date', width: 'date', required: true, error: error('review') })}
${field({ id: 'until', label: words.until, hint: words.untilNote, value: typed?.until ?? '', type: 'date', width: 'date', required: true, error: error('until') })}
${button({ text: words.set, look: 'plain', dense: true })}`,
  })
}
