/**
 * What the officer and the person read of an incident: the register, one incident, the notice to the authorised body.
 *
 * Requirements: R-82, L-3. `*…*` marks the figure a sentence is about. Titles of rules are data of the operator.
 */
import type { EmptyList } from './empty-list.ts'

export const INCIDENT_STEPS = [
  'note',
  'contained',
  'assessed',
  'body_notified',
  'people_notified',
  'closed',
] as const
export type IncidentStepSaid = (typeof INCIDENT_STEPS)[number]

/** What an incident stops at once: of staff, and of organisations. */
export const CONTAINED = [
  'end_sessions',
  'lock_account',
  'revoke_key',
  'suspend_recipient',
] as const
export type ContainedSaid = (typeof CONTAINED)[number]

export interface IncidentMessages {
  readonly alarm: (open: number) => string
  readonly alarmLink: string
  readonly title: string
  readonly sentence: (open: number) => string
  readonly note: string
  readonly none: EmptyList
  readonly number: string
  readonly what: string
  readonly byHand: string
  readonly byRecipient: string
  readonly whose: string
  readonly nobody: string
  readonly people: string
  readonly discovered: string
  readonly happened: string
  readonly due: string
  readonly duePeople: string
  readonly strict: (at: string) => string
  readonly state: string
  readonly states: Readonly<
    Record<'open' | 'contained' | 'assessed' | 'notified' | 'closed', string>
  >
  readonly back: string
  readonly one: (number: string) => string
  readonly about: Readonly<
    Record<'person' | 'witness' | 'login' | 'check' | 'keys' | 'sequencer' | 'signature', string>
  >
  readonly open: {
    readonly heading: string
    readonly text: string
    readonly staff: string
    readonly anyone: string
    readonly hours: string
    readonly hoursHint: string
    readonly button: string
    readonly short: string
  }
  readonly steps: {
    readonly heading: string
    readonly none: string
    readonly choose: string
    readonly label: string
    readonly text: string
    readonly textHint: string
    readonly button: string
    readonly missing: string
    readonly notAssessed: string
    readonly program: string
    readonly name: Readonly<Record<IncidentStepSaid, string>>
  }
  readonly contained: {
    readonly heading: string
    readonly none: string
    readonly kind: Readonly<Record<ContainedSaid, string>>
    readonly lifted: (at: string, who: string) => string
    readonly reason: string
    readonly button: string
  }
  readonly touched: {
    readonly heading: string
    readonly count: (people: number) => string
    readonly concerned: (people: number) => string
    readonly find: string
    readonly findNote: string
    readonly application: string
    readonly gone: (count: number) => string
    readonly told: (planned: number, sent: number) => string
    readonly tell: string
    readonly tellNote: string
    readonly tellText: string
    readonly list: string
    readonly listNote: string
  }
  readonly export: {
    readonly heading: string
    readonly note: string
    readonly link: string
  }
  readonly stopped: {
    readonly title: string
    readonly text: string
    readonly way: string
    readonly officer: string
  }
  readonly witness: { readonly reason: string; readonly button: string }
  readonly decoys: {
    readonly heading: string
    readonly note: string
    readonly standing: (planted: number, ordered: number) => string
    readonly count: string
    readonly countHint: string
    readonly button: string
    readonly wrong: string
  }
  readonly person: {
    readonly heading: string
    readonly text: (date: string) => string
    readonly advice: string
  }
  /** `brand` is the operator’s. */
  readonly sms: (brand: string) => string
  readonly paper: {
    readonly heading: string
    readonly to: string
    readonly operator: string
    readonly bin: string
    readonly address: string
    readonly officer: string
    readonly number: string
    readonly discovered: string
    readonly period: string
    readonly kind: string
    readonly people: string
    readonly data: string
    readonly measures: string
    readonly ground: (law: string) => string
    readonly due: string
    readonly list: string
    readonly unknown: string
  }
}
