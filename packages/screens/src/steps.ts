/**
 * The course of an application as a stepper: what is over, where it stands, what may come.
 */
import { type ApplicationStep, dayTime, dueBy, messages } from '@kelisim/messages'
import type { Language, Moment, Texts } from '@kelisim/terms'
import { type Html, type StepView, stepper } from '@kelisim/ui'
import { organisation } from './titles.ts'

export interface StepSaid {
  readonly step: ApplicationStep
  readonly state: StepView['state']
  readonly at?: Moment
  /** An answer is expected by then. */
  readonly due?: Moment
  /** Length of the time to think. */
  readonly hours?: number
  /** Who received it. */
  readonly recipient?: Texts
}

export function applicationSteps(
  language: Language,
  label: string,
  steps: readonly StepSaid[],
): Html {
  return stepper(
    steps.map((step) => stepView(language, step)),
    label,
  )
}

function stepView(language: Language, said: StepSaid): StepView {
  const words = messages(language).cabinet
  const title =
    said.step === 'received' && said.recipient !== undefined
      ? words.stepReceivedBy(organisation(language, said.recipient))
      : words.step[said.step]
  const note = stepNote(language, said)
  return { title, state: said.state, ...(note === undefined ? {} : { note }) }
}

function stepNote(language: Language, said: StepSaid): string | undefined {
  const words = messages(language).cabinet
  if (said.at !== undefined) return dayTime(language, said.at)
  if (said.due !== undefined) return words.stepWaits(dueBy(language, said.due))
  return said.hours === undefined ? undefined : words.stepHours(said.hours)
}
