/**
 * The controls of the protection, their places in the standards, and the form that enters a review.
 *
 * Law: 94-V art. 22(1), 25(2)(2). Requirement: R-73. `*…*` marks the figure a sentence is about.
 */
import type { Control, Reviewed } from '@kelisim/terms'

export type ReviewPlace = 'control' | 'outcome' | 'words'

export interface ControlsMessages {
  readonly heading: string
  readonly note: string
  readonly sentence: (findings: number, all: number) => string
  readonly control: string
  readonly controls: Readonly<Record<Control, string>>
  readonly standards: string
  readonly clause: string
  readonly last: string
  readonly state: string
  readonly states: Readonly<Record<'reviewed' | 'never' | 'overdue' | 'gap', string>>
  readonly outcomes: Readonly<Record<Reviewed, string>>
  readonly earlier: (count: number) => string
  readonly form: {
    readonly heading: string
    readonly control: string
    readonly outcome: string
    readonly choose: string
    readonly words: string
    readonly wordsNote: string
    readonly enter: string
  }
  readonly fault: Readonly<Record<ReviewPlace, string>>
}
