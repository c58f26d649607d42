/**
 * Which controls protect the data, where do they stand in the standards, when were they reviewed, and what is missing?
 *
 * A part of the page of the protection, with the form that enters a review. Law: 94-V art. 22(1), 25(2)(2). Requirement: R-73.
 */
import { date, messages } from '@kelisim/messages'
import {
  type Control,
  CONTROL_NAMES,
  CONTROLS,
  type Language,
  type Moment,
  REVIEWED,
  type Reviewed,
} from '@kelisim/terms'
import {
  button,
  chip,
  choice,
  type Content,
  errorSummary,
  field,
  fold,
  form,
  type Html,
  html,
  section,
  sheet,
} from '@kelisim/ui'
import { figures } from '../figures.ts'
import { DESK } from '../paths.ts'
import { clauseLink } from '../public/cite.ts'
import type { DeskFrame } from './frame.ts'
import { listing } from './listing.ts'

export type ReviewFault = keyof ReturnType<typeof messages>['controls']['fault']

interface Review {
  readonly outcome: Reviewed
  readonly words: string | undefined
  readonly by: string
  readonly at: Moment
}

interface Line {
  readonly control: Control
  /** Empty where the policy says nothing of it. */
  readonly clause: string
  readonly findings: readonly ('never' | 'overdue' | 'gap')[]
  /** Newest first. */
  readonly reviews: readonly Review[]
}

export interface ControlsView {
  readonly lines: readonly Line[]
  readonly typed?: Readonly<Record<ReviewFault, string>>
  readonly fault?: ReviewFault
}

const TONE = { stands: 'ok', improved: 'ok', gap: 'no' } as const

export function controlsPart(frame: DeskFrame, view: ControlsView): Html {
  const { language } = frame
  const words = messages(language).controls
  const found = view.lines.filter(({ findings }) => findings.length > 0).length
  return section({
    heading: words.heading,
    content: html`<p>${figures(words.sentence(found, view.lines.length))}</p><p class="note">${words.note}</p>
${list(language, view.lines)}
${fold({ summary: words.form.heading, open: view.fault !== undefined, content: sheet({ class: 'pane form-pane', content: enter(frame, view) }) })}`,
  })
}

function list(language: Language, lines: readonly Line[]): Html {
  const words = messages(language).controls
  return listing({
    caption: words.heading,
    rows: lines,
    none: { heading: words.heading, why: words.note },
    columns: [
      { heading: words.control, cell: ({ control }) => words.controls[control] },
      { heading: words.standards, cell: ({ control }) => standards(control) },
      {
        heading: words.clause,
        cell: ({ clause }) => (clause === '' ? '–' : clauseLink(clause)),
      },
      { heading: words.last, cell: ({ reviews }) => history(language, reviews) },
      { heading: words.state, cell: ({ findings }) => state(language, findings) },
    ],
  })
}

function standards(control: Control): Html {
  const { iso27001, iso27701 } = CONTROLS[control]
  const of = (standard: string, places: readonly string[]) =>
    places.length === 0
      ? ''
      : html`<span class="note">${standard}</span> <span class="num">${places.join(', ')}</span> `
  return html`${of('ISO/IEC 27001', iso27001)}${of('ISO/IEC 27701', iso27701)}`
}

function history(language: Language, [newest, ...earlier]: readonly Review[]): Content {
  if (newest === undefined) return '–'
  const words = messages(language).controls
  const more =
    earlier.length === 0
      ? ''
      : html`<details><summary>${words.earlier(earlier.length)}</summary><ul class="plain-list small">${earlier.map(
          (one) => html`<li>${told(language, one)}</li>`,
        )}</ul></details>`
  return html`${told(language, newest)}${more}`
}

function told(language: Language, { outcome, words: said, by, at }: Review): Html {
  const words = messages(language).controls
  return html`${chip(words.outcomes[outcome], TONE[outcome])} <span class="num nb">${date(language, at)}</span> <span class="note">${by}${
    said === undefined ? '' : `: ${said}`
  }</span>`
}

function state(language: Language, findings: Line['findings']): Html {
  const words = messages(language).controls.states
  if (findings.length === 0) return chip(words.reviewed, 'ok')
  return html`${findings.map((one) => html`${chip(words[one], 'no')} `)}`
}

function enter({ language, csrf }: DeskFrame, { typed, fault }: ControlsView): Html {
  const { common, controls: words } = messages(language)
  const summary = fault === undefined ? [] : [{ id: fault, text: words.fault[fault] }]
  const part = (place: ReviewFault) => ({
    id: place,
    label: words.form[place],
    value: typed?.[place] ?? '',
    error: fault === place ? words.fault[place] : undefined,
  })
  const chosen = (
    place: 'control' | 'outcome',
    options: readonly { readonly value: string; readonly text: string }[],
  ) => choice({ ...part(place), none: words.form.choose, required: true, options: [...options] })
  return form({
    action: DESK.protection,
    csrf,
    class: 'stack-3',
    content: html`${errorSummary(common.faults, summary)}
${chosen(
  'control',
  CONTROL_NAMES.map((value) => ({ value, text: words.controls[value] })),
)}
${chosen(
  'outcome',
  REVIEWED.map((value) => ({ value, text: words.outcomes[value] })),
)}
${field({ ...part('words'), hint: words.form.wordsNote, maxlength: 500 })}
${button({ text: words.form.enter, look: 'plain', dense: true })}`,
  })
}
