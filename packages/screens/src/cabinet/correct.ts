/**
 * Is this value right? One field, what is held now, and the right value; who is told of it.
 *
 * What tells who the person is says beforehand that a document is needed and by when it is decided.
 *
 * Law: 94-V art. 24(1)(2), 25(2)(8). Requirements: R-40, R-47. Deadline: DL-03.
 */
import { article, dueBy, fieldFault, messages } from '@kelisim/messages'
import type { Field } from '@kelisim/policy'
import type { Moment, Texts } from '@kelisim/terms'
import { button, errorSummary, form, type Html, html, leaf, linkButton } from '@kelisim/ui'
import { CABINET, correctPath } from '../paths.ts'
import { fieldControl } from '../public/field-control.ts'
import { inSentence, organisation } from '../titles.ts'
import { type CabinetFrame, cabinetPage } from './frame.ts'
import { group } from './withdraw.ts'

export interface CorrectView {
  readonly frame: CabinetFrame
  readonly field: Field
  /** As it is written in the person's language. */
  readonly held: string
  readonly typed?: string
  /** Code of the fault of what was typed. */
  readonly fault?: string
  /** A document is needed; the day is the last one, were it to come today. */
  readonly proofBy?: Moment
  /** A request about the field waits already. */
  readonly isAsked: boolean
  /** Recipients who hold the field under a consent in force. */
  readonly holders: readonly Texts[]
}

export function correctScreen(view: CorrectView): Html {
  const { language } = view.frame
  const words = messages(language).rights.correct
  const title = words.question(inSentence(view.field.title[language]))
  const block = html`<div class="sheet pad stack-4">
<p><span class="note">${words.now}</span><br><b>${view.held}</b></p>
${view.isAsked ? html`<p>${words.open}</p><p>${back(view)}</p>` : answer(view)}</div>`
  return cabinetPage(view.frame, {
    current: 'data',
    title,
    content: html`<h1>${title}</h1>
${leaf(block, [{ heading: article(language, '94-V art. 24(1)(2)'), content: words.why }], 'sec')}`,
  })
}

function answer(view: CorrectView): Html {
  const { language, csrf } = view.frame
  const { rights, errors, common } = messages(language)
  const words = rights.correct
  const { field } = view
  const error = view.fault === undefined ? undefined : fieldFault(errors, field.type, view.fault)
  const faults = error === undefined ? [] : [{ id: field.id, text: error }]
  // Which field it is stands in the heading; the label asks for the right value.
  const title = { kk: words.fresh, ru: words.fresh, en: words.fresh }
  const fresh = { ...field, requiredToApply: true, title }
  const told =
    view.holders.length === 0
      ? html`<p class="small">${words.nobodyTold}</p>`
      : html`<ul class="plain">${view.holders.map((name) => html`<li>${words.toldOf(organisation(language, name))}</li>`)}</ul>`
  return form({
    action: correctPath(field.id),
    csrf,
    class: 'stack-4',
    content: html`${errorSummary(common.faults, faults)}
${fieldControl(language, fresh, view.typed, error)}
<p class="small">${view.proofBy === undefined ? words.atOnce : words.byProof(dueBy(language, view.proofBy))} ${words.forgotten}</p>
${group(words.toldHeading, told)}
<p class="rowy">${button({ text: view.proofBy === undefined ? words.save : words.ask })}${back(view)}</p>`,
  })
}

function back({ frame: { language } }: CorrectView): Html {
  const text = messages(language).rights.correct.cancel
  return linkButton({ text, href: CABINET.data, look: 'plain' })
}
