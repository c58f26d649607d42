/**
 * Messages that nobody asked for: the desk's page, the words around a text, the page that ends them, the cabinet's list.
 *
 * Law: 94-V art. 8(1), 14, 15(2). Requirements. `*…*` marks the figure a sentence is about.
 */
import type { EmptyList } from './empty-list.ts'

export const MAILING_STATES = ['written', 'approved', 'waiting', 'done', 'stopped'] as const
/** `waiting`: approved, and it is night or a day off. */
export type MailingState = (typeof MAILING_STATES)[number]

export const MESSAGE_STATES = [
  'waiting',
  'sending',
  'sent',
  'unknown',
  'failed',
  'skipped',
] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

export const SKIPPED = [
  'consent_withdrawn',
  'consent_expired',
  'no_consent',
  'subject_blocked',
  'subject_restricted',
  'subject_destroyed',
  'purpose_mismatch',
  'purpose_suspended',
  'too_often',
  'no_address',
  'suppressed',
] as const
export type SkippedSaid = (typeof SKIPPED)[number] | 'other'

export interface MailingMessages {
  readonly title: string
  readonly sentence: (open: number) => string
  readonly note: (from: string, to: string, perWeekMax: number, workingDaysOnly: boolean) => string
  readonly none: EmptyList
  readonly state: Readonly<Record<MailingState, string>>
  readonly kind: Readonly<Record<'informational' | 'own_offers' | 'advertising', string>>
  readonly rule: Readonly<Record<'informational' | 'own_offers' | 'advertising', string>>
  readonly channel: Readonly<Record<'sms' | 'email', string>>
  readonly people: (count: number) => string
  readonly wouldReach: string
  readonly reached: string
  readonly writtenBy: string
  readonly approvedBy: string
  readonly opensAt: string
  readonly result: string
  readonly message: Readonly<Record<MessageState, string>>
  readonly skipped: Readonly<Record<SkippedSaid, string>>
  readonly text: string
  readonly fingerprint: string
  readonly approve: string
  readonly approveNote: string
  readonly ownNote: string
  readonly stop: string
  readonly write: {
    readonly heading: string
    readonly note: string
    readonly purpose: string
    readonly channel: string
    readonly choose: string
    readonly subject: string
    readonly text: string
    readonly hint: (sms: number, email: number) => string
    readonly submit: string
    readonly fault: {
      readonly purpose: string
      readonly channel: string
      readonly length: string
      readonly third_party: (found: string) => string
      readonly foreign_link: (found: string) => string
      readonly advertising: (found: string) => string
      readonly same_text: string
    }
  }
  /** Around the text of a message: who writes, what it is, how to refuse. */
  readonly mark: string
  readonly refuse: (url: string) => string
  readonly unsubscribe: {
    readonly title: string
    readonly question: (purpose: string, channel: string) => string
    readonly note: string
    readonly submit: string
    readonly done: string
    readonly doneText: (purpose: string, channel: string) => string
    readonly unknown: string
    readonly unknownText: string
    readonly cabinet: string
  }
  readonly own: {
    readonly menu: string
    readonly sentence: (count: number) => string
    readonly none: EmptyList
    readonly at: string
    readonly what: string
    readonly consent: string
    readonly receipt: string
  }
}
