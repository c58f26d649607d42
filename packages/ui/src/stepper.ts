/**
 * Where one stands: the states of an application, the steps of a form.
 */
import { attributes, type Content, type Html, html } from './html.ts'

export interface StepView {
  readonly title: string
  readonly note?: Content
  readonly state: 'past' | 'now' | 'open' | 'stopped'
}

export function stepper(steps: readonly StepView[], label: string): Html {
  const items = steps.map(
    (step) =>
      html`<li${attributes({
        class: step.state === 'open' ? undefined : step.state,
        'aria-current': step.state === 'now' ? 'step' : undefined,
      })}><b>${step.title}</b>${step.note}</li>`,
  )
  return html`<ol class="states" aria-label="${label}">${items}</ol>`
}

/** Strokes above the heading of a form; `words` say the same and stand under them. */
export function progress(done: number, of: number, words: Content): Html {
  const strokes = Array.from(
    { length: of },
    (_, index) => html`<i${attributes({ class: index < done ? 'on' : undefined })}></i>`,
  )
  return html`<div class="steps-line" aria-hidden="true">${strokes}</div><p class="note">${words}</p>`
}
