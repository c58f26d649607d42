/**
 * Step 4: about you. The fields are the policy's, each with its reason in the margin.
 *
 * A field that the policy does not collect is never drawn (I9); a field not needed for an application
 * says so and may stay empty. A fault keeps what was typed.
 */
import { messages } from '@kelisim/messages'
import type { Field } from '@kelisim/policy'
import { button, form, type Html, html, leaf, sheet } from '@kelisim/ui'
import { back } from './apply-start.ts'
import { fieldControl } from './field-control.ts'
import { PUBLIC } from './paths.ts'
import { faultWords, type StepFrame, stepPage } from './step.ts'

export interface AboutStepView extends StepFrame {
  /** In the order of asking; the phone is confirmed already and not among them. */
  readonly fields: readonly Field[]
  readonly typed: Readonly<Record<string, string>>
}

export function aboutStep(view: AboutStepView): Html {
  const { language } = view.frame
  const { apply, common } = messages(language)
  const asked = view.fields.filter((item) => item.default !== 'off')
  const faults = faultWords(
    view,
    asked.map((item) => ({ id: item.id, label: item.title[language], kind: item.type })),
  )
  const rows = asked.map((item) =>
    leaf(
      fieldControl(language, item, view.typed[item.id], faults.of(item.id)),
      [{ content: item.why[language] }],
      'asked',
    ),
  )
  const content = html`${faults.summary}
${sheet({ class: 'asks', content: rows })}
<div class="rowy act-row">${button({ text: common.goOn })}${back(common.back, PUBLIC.phone)}</div>`
  return stepPage(view, {
    step: 4,
    heading: apply.about.heading,
    lead: apply.about.lead,
    main: form({ action: PUBLIC.about, csrf: view.csrf, content }),
  })
}
