/**
 * What the seven steps of an application share: the strokes above the heading, the words of the draft,
 * the summary of faults, the margin that says why.
 *
 * A step that comes back keeps what was typed; its faults stand first and link to their fields.
 */
import { fieldFault, messages, untilTime } from '@kelisim/messages'
import type { Moment, Refusal } from '@kelisim/terms'
import { type Content, errorSummary, type Html, html, join, progress } from '@kelisim/ui'
import { type Frame, publicPage } from '../frame.ts'
import { refusalCard } from './trouble.ts'

export const STEPS = 7

/** One fault of a step: the field and the code, never the value. */
export interface StepFault {
  /** Id of the control: `amount`, `phone`, `code`, a field of the policy, `consent-<control>`. */
  readonly field: string
  readonly code: string
}

export interface StepFrame {
  readonly frame: Frame
  readonly csrf: string
  /** Until when the browser keeps the draft; undefined before there is one. */
  readonly draftUntil?: Moment
  readonly faults: readonly StepFault[]
  /** Why the step was refused as a whole; what can be mended stands below. */
  readonly refusal?: Refusal
}

export interface StepContent {
  readonly step: number
  readonly heading: string
  readonly lead: Content
  readonly main: Content
}

export function stepPage(view: StepFrame, content: StepContent): Html {
  const { language } = view.frame
  const { apply } = messages(language)
  const words = [
    apply.progress(content.step, STEPS),
    ...(view.draftUntil === undefined ? [] : [apply.draft(untilTime(language, view.draftUntil))]),
  ]
  return publicPage(view.frame, {
    title: content.heading,
    main: html`<header class="head step-head">${progress(content.step, STEPS, join(words, ' · '))}
<h1>${content.heading}</h1><p class="lead">${content.lead}</p></header>
${view.refusal !== undefined && refusalCard(view.frame, view.refusal, 2)}
${content.main}`,
  })
}

/** Faults in words: what each field is called, and what is wrong with it. */
export function faultWords(
  view: StepFrame,
  fields: readonly { readonly id: string; readonly label: string; readonly kind: string }[],
): { readonly summary: Html; readonly of: (id: string) => string | undefined } {
  const { common, errors } = messages(view.frame.language)
  // In the order of the form, whatever the order in which they were found.
  const said = fields.flatMap((field) =>
    view.faults
      .filter((fault) => fault.field === field.id)
      .map((fault) => ({
        id: field.id,
        label: field.label,
        text: fieldFault(errors, field.kind, fault.code),
      })),
  )
  return {
    summary: errorSummary(
      common.faults,
      said.map((fault) => ({ id: fault.id, text: `${fault.label}: ${fault.text}` })),
    ),
    of: (id) => said.find((fault) => fault.id === id)?.text,
  }
}
