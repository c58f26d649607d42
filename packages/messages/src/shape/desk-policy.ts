/** What the officer reads where a policy version is written, checked, approved and published. */
import type { CitingKind, ReviewFinding } from '@kelisim/terms'

export const EDITION_STATES = [
  'draft',
  'checked',
  'approved',
  'published',
  'in_force',
  'superseded',
  'discarded',
] as const
export type EditionState = (typeof EDITION_STATES)[number]

export interface DeskPolicyMessages {
  readonly title: string
  readonly sentence: (version: number) => string
  readonly edition: (version: number) => string
  readonly inForce: {
    readonly heading: string
    readonly from: string
    readonly approval: string
    readonly approvalOf: (number: string, date: string) => string
    readonly hash: string
    readonly page: string
  }
  readonly folder: {
    readonly heading: string
    readonly same: string
    readonly differs: string
    readonly former: (version: number) => string
    readonly onItsWay: string
    readonly unreadable: string
    readonly draft: string
    readonly write: string
    readonly patch: string
    readonly written: string
    readonly notWritten: string
  }
  readonly begin: { readonly button: string; readonly note: string; readonly copy: string }
  readonly editions: string
  readonly column: {
    readonly version: string
    readonly state: string
    readonly changed: string
    readonly from: string
    readonly approved: string
  }
  readonly state: Readonly<Record<EditionState, string>>
  readonly program: string
  readonly someone: string
  readonly steps: string
  readonly parts: {
    readonly label: string
    readonly overview: string
    readonly fields: string
    readonly words: string
    readonly head: string
    readonly files: string
    readonly preview: string
    readonly changes: string
  }
  readonly act: {
    readonly heading: string
    readonly propose: string
    readonly proposeNote: string
    readonly takeBack: string
    readonly approve: string
    readonly approveNote: string
    readonly own: string
    readonly publish: string
    readonly publishNote: (date: string) => string
    readonly waits: (date: string) => string
    readonly discard: string
    readonly save: string
    readonly saved: string
    readonly locked: string
  }
  readonly findings: {
    readonly heading: string
    readonly none: string
    readonly errors: (count: number) => string
    readonly warnings: (count: number) => string
    readonly error: string
    readonly warning: string
  }
  readonly model: {
    readonly heading: string
    readonly purpose: string
    readonly fields: string
    readonly recipients: string
    readonly terms: string
    readonly consent: (days: number) => string
    readonly statute: string
    readonly kept: (days: number) => string
    readonly keptByOthers: string
    readonly nobody: string
    readonly fieldCount: (count: number) => string
  }
  readonly purpose: {
    readonly title: string
    readonly inConsent: string
    readonly inConsentNote: string
    readonly consentDays: string
    readonly consentDaysNote: string
    readonly retentionDays: string
    readonly onEnd: string
    readonly end: { readonly destroy: string; readonly depersonalise: string }
    readonly fields: string
    readonly fieldsNote: string
    readonly everyField: string
    readonly notWhole: string
  }
  readonly matrix: {
    readonly heading: string
    readonly note: string
    readonly field: string
    readonly state: string
    readonly on: string
    readonly opt: string
    readonly off: string
    readonly for: (field: string, purpose: string) => string
  }
  readonly recipient: {
    readonly validFrom: string
    readonly validTo: string
    readonly purposes: string
    readonly fields: string
    readonly fieldsNote: string
    readonly none: string
    readonly notDate: string
  }
  readonly wording: {
    readonly note: string
    readonly kind: {
      readonly processing: string
      readonly optional: string
      readonly recipient: string
      readonly channel: string
    }
    readonly word: {
      readonly heading: string
      readonly statement: string
      readonly agree: string
      readonly otherwise: string
    }
  }
  readonly head: {
    readonly version: string
    readonly from: string
    readonly fromNote: string
    readonly number: string
    readonly date: string
    readonly approver: string
    readonly approvalNote: string
  }
  readonly files: {
    readonly note: string
    readonly file: string
    readonly lines: string
    readonly window: (from: number, to: number) => string
  }
  readonly preview: {
    readonly note: string
    readonly consents: string
    readonly openPage: string
    readonly notPolicy: string
  }
  readonly changes: {
    readonly same: string
    readonly people: (count: string) => string
    readonly newConsents: string
    readonly stops: string
    readonly destroys: string
    readonly notifies: string
    readonly none: string
    readonly touched: (count: string) => string
    readonly answers: (
      questions: string,
      refused: string,
      permitted: string,
      otherwise: string,
    ) => string
    readonly written: string
    readonly before: string
    readonly after: string
    readonly kind: { readonly added: string; readonly removed: string; readonly changed: string }
    readonly out: string
    readonly in: string
    readonly older: (days: number) => string
    readonly gone: Readonly<Record<'field_gone' | 'field_left_purpose' | 'term_shortened', string>>
    readonly told: Readonly<Record<'recipient_gone' | 'purpose_gone' | 'fields_narrowed', string>>
    readonly more: (count: number) => string
  }
  readonly pending: {
    readonly heading: string
    readonly none: string
    readonly note: string
    readonly people: (count: string) => string
  }
  readonly reviews: {
    readonly heading: string
    readonly note: string
    readonly none: string
    readonly filters: string
    readonly every: string
    readonly progress: (done: number, all: number) => string
    readonly rules: string
    readonly found: string
    readonly finding: Readonly<Record<ReviewFinding, string>>
    readonly confirm: string
    readonly doneBy: (who: string, at: string) => string
    readonly openCount: (count: number) => string
  }
  readonly conflict: {
    readonly heading: string
    readonly by: (who: string, at: string) => string
    readonly typed: string
  }
  readonly rule: Readonly<Record<CitingKind, string>>
}
