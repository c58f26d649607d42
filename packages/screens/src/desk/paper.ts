/**
 * The form in which staff record what they did with a person's data on paper; a page of its own behind the card.
 *
 * Shows no value of the person, only the number of the application. The lists hold what the role is granted; the rules
 * are asked all the same, and a refusal stands over the form with clause and article. What was typed as the reference
 * is not shown again where it looked like somebody's number or a special category.
 *
 * Law: 94-V art. 1(12), 22(1)(5). Requirements: R-84, R-85, R-94.
 */
import { ground, messages, type PaperFaultSaid } from '@kelisim/messages'
import type { Language, Refusal, Texts } from '@kelisim/terms'
import {
  attributes,
  button,
  choice,
  errorSummary,
  field,
  form,
  type Html,
  html,
  linkButton,
  sheet,
  verdict,
} from '@kelisim/ui'
import { applicationPath, paperPath } from '../paths.ts'
import { type DeskFrame, deskHead, deskPage } from './frame.ts'

export type PaperFault = PaperFaultSaid
type Place = 'operation' | 'purpose' | 'fields' | 'day' | 'document'
interface Choice {
  readonly id: string
  readonly title: Texts
}

export interface PaperView {
  readonly frame: DeskFrame
  readonly id: string
  readonly number: string
  readonly daysMax: number
  readonly referenceCharsMax: number
  readonly operations: readonly Choice[]
  readonly purposes: readonly Choice[]
  readonly fields: readonly Choice[]
  readonly typed?: {
    readonly operation: string
    readonly purpose: string
    readonly fields: readonly string[]
    readonly day: string
    readonly document: string
  }
  readonly fault?: PaperFault
  readonly refusal?: Refusal
}

const PLACE: Readonly<Record<PaperFault, Place>> = {
  operation: 'operation',
  purpose: 'purpose',
  fields: 'fields',
  day: 'day',
  future: 'day',
  tooOld: 'day',
  document: 'document',
  special: 'document',
  identifier: 'document',
}

export function paperScreen(view: PaperView): Html {
  const { language } = view.frame
  const words = messages(language).paper
  const content =
    view.operations.length === 0
      ? html`<p>${words.nothing}</p><p>${back(view)}</p>`
      : entering(view)
  return deskPage(view.frame, {
    current: 'applications',
    title: words.title(view.number),
    content: html`${deskHead(words.title(view.number), words.note(view.daysMax))}
${view.refusal === undefined ? '' : refused(language, view.refusal)}
${sheet({ class: 'pane form-pane', content })}`,
  })
}

function back({ id, frame }: PaperView): Html {
  const { back: text } = messages(frame.language).paper
  return linkButton({ text, href: applicationPath(id), look: 'plain', dense: true })
}

function refused(language: Language, refusal: Refusal): Html {
  const { paper: words, refusals } = messages(language)
  const said = refusals[refusal.code]
  return verdict({
    question: words.refused,
    tone: 'refused',
    answer: said.text,
    ground: ground(language, refusal.clause, refusal.law),
    way: {
      heading: words.way,
      content: html`<p>${said.way}</p><p class="note">${words.onRecord}</p>`,
    },
  })
}

function entering(view: PaperView): Html {
  const { frame, typed, fault } = view
  const { common, paper: words } = messages(frame.language)
  const said = fault === undefined ? [] : [{ id: PLACE[fault], text: words.fault[fault] }]
  const error = (place: Place) => said.find(({ id }) => id === place)?.text
  const isHidden = fault === 'special' || fault === 'identifier'
  const chosen = (id: 'operation' | 'purpose', options: readonly Choice[]) =>
    choice({
      id,
      label: words[id],
      none: words.choose,
      value: typed?.[id] ?? '',
      options: options.map((one) => ({ value: one.id, text: one.title[frame.language] })),
      required: true,
      error: error(id),
    })
  return form({
    action: paperPath(view.id),
    csrf: frame.csrf,
    class: 'stack-3',
    content: html`${errorSummary(common.faults, said)}
${chosen('operation', view.operations)}
${chosen('purpose', view.purposes)}
${field({ id: 'day', label: words.day, value: typed?.day ?? '', type: 'date', width: 'date', required: true, error: error('day') })}
${field({ id: 'document', label: words.document, hint: words.documentNote, value: isHidden ? '' : (typed?.document ?? ''), maxlength: view.referenceCharsMax, required: true, error: error('document') })}
${fields(view, error('fields'))}
<div class="rowy">${button({ text: words.record, dense: true })}${back(view)}</div>`,
  })
}

function fields({ frame, fields: options, typed }: PaperView, error: string | undefined): Html {
  if (options.length === 0) return html``
  const words = messages(frame.language).paper
  const boxes = options.map(
    ({ id, title }) =>
      html`<li><label for="field_${id}"><input${attributes({
        type: 'checkbox',
        id: `field_${id}`,
        name: 'fields',
        value: id,
        checked: typed?.fields.includes(id) === true,
      })}> ${title[frame.language]}</label></li>`,
  )
  return html`<fieldset class="field picks" id="fields"><legend>${words.fields}</legend><p class="note">${words.fieldsNote}</p>${
    error === undefined ? '' : html`<p class="err">${error}</p>`
  }<ul>${boxes}</ul></fieldset>`
}
