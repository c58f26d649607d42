/**
 * What must be said in the cabinet, the person's own pages: the shape each language fills.
 *
 * `*…*` in a sentence marks the figure it is about; the screen sets it in bold. Sums come formatted;
 * organisations in their quotation marks;
 * `due` and `lasts` are whole phrases (`until 22 December 2026`), because Kazakh inflects the date. Policy texts (titles of fields, purposes, recipients, consents) are not messages.
 *
 * Law: 94-V art. 8, 10(2), 24. Requirements.
 */
/** Steps of an application as the person sees them, in order; the last five end it. */
export const APPLICATION_STEPS = [
  'sent',
  'received',
  'decision',
  'contract',
  'cooling_off',
  'issued',
  'refused',
  'withdrawn',
  'unknown',
  'closed',
] as const
export type ApplicationStep = (typeof APPLICATION_STEPS)[number]

/** Where one disclosure stands. `unknown`: no answer came, we are asking, nothing is sent elsewhere. */
export const RECIPIENT_STATES = [
  'planned',
  'waiting',
  'stopped',
  'denied',
  'sending',
  'unknown',
  'pending',
  'accepted',
  'refused',
  'duplicate',
  'contacted',
  'approved',
  'contract_signed',
  'cooling_off',
  'issued',
  'partner_refused',
  'client_refused',
  'cancelled',
  'recalled',
  'destroying',
  'overdue',
  'destroyed',
  'not_held',
] as const
export type RecipientState = (typeof RECIPIENT_STATES)[number]

/** Where a value came from. */
export const SOURCES = ['you', 'you_confirmed', 'browser', 'network', 'recipient', 'other'] as const
export type Source = (typeof SOURCES)[number]

/** What a withdrawal stops at the same moment. */
export const STOPPED = ['transfer', 'messages', 'use', 'collection'] as const
export type Stopped = (typeof STOPPED)[number]

/** Why something stays after a withdrawal or a destruction. */
export const REMAINS = [
  'other_consent',
  'obligation',
  'statute',
  'ledger',
  'act',
  'restricted',
  'recipient_copy',
] as const
export type Remains = (typeof REMAINS)[number]

export interface CabinetMessages {
  readonly menu: {
    readonly label: string
    readonly overview: string
    readonly data: string
    readonly consents: string
    readonly recipients: string
    readonly actions: string
    readonly download: string
    readonly destroy: string
    readonly withdraw: string
    readonly signOut: string
  }
  readonly overview: {
    readonly title: string
    /** `lastDay` is a long date, undefined when no date is set. */
    readonly held: (count: number, recipients: number, lastDay: string | undefined) => string
    readonly nothingHeld: string
    readonly application: (amount: string) => string
    readonly apply: string
    readonly all: (count: number) => string
    readonly wholeStory: string
    readonly possible: string
    readonly possibleCopy: string
    readonly possibleCopyNote: string
    readonly possibleWithdraw: string
    readonly possibleWithdrawNote: string
    readonly possibleDestroy: string
    readonly possibleDestroyNote: string
    readonly possibleProof: string
    readonly possibleProofNote: string
  }
  readonly step: Readonly<Record<ApplicationStep, string>>
  readonly stepReceivedBy: (recipient: string) => string
  readonly stepWaits: (due: string) => string
  readonly stepHours: (hours: number) => string
  readonly recipients: {
    readonly title: string
    readonly sentence: (count: number) => string
    readonly none: string
    readonly state: Readonly<Record<RecipientState, string>>
    readonly explained: Partial<Readonly<Record<RecipientState, string>>>
    readonly what: string
    readonly when: string
    readonly until: string
    readonly recalledAt: string
    readonly due: string
    readonly dueBy: (due: string) => string
    readonly confirmedAt: string
    readonly reference: string
    readonly recall: (name: string) => string
    readonly next: (name: string) => string
    readonly nextWhy: (refused: string, next: string) => string
    readonly nextOtherwise: string
    readonly receipt: string
  }
  /** What leads to a person without showing a value. */
  readonly marks: {
    readonly title: string
    readonly note: string
    readonly what: string
    readonly kinds: Readonly<
      Record<'number' | 'phone' | 'iin' | 'session' | 'code' | 'network' | 'refusal', string>
    >
    readonly from: string
    readonly until: string
    readonly withData: string
  }
  readonly data: {
    readonly title: string
    readonly sentence: (count: number, purposes: number) => string
    readonly none: string
    readonly field: string
    readonly purpose: string
    readonly ground: string
    readonly source: string
    readonly until: string
    readonly from: Readonly<Record<Source, string>>
    readonly consentNumber: (number: string) => string
    readonly shortened: (until: string) => string
    readonly masked: string
    readonly correct: (email: string) => string
  }
  readonly consents: {
    readonly title: string
    readonly sentence: (live: number, all: number) => string
    readonly none: string
    readonly number: (number: string) => string
    readonly live: string
    readonly withdrawn: string
    readonly expired: string
    readonly givenAt: string
    readonly validUntil: string
    readonly withdrawnAt: string
    readonly expiredAt: string
    readonly confirmedBy: string
    readonly byCode: string
    readonly covers: string
    readonly text: (language: string) => string
    readonly textLanguage: { readonly kk: string; readonly ru: string; readonly en: string }
    readonly fingerprint: string
    readonly version: (version: number) => string
    readonly receipt: string
    readonly receiptPending: string
    readonly withdraw: string
    readonly withdrawNamed: (title: string) => string
    readonly stoppedHeading: string
  }
  readonly stopped: Readonly<Record<Stopped, string>>
  readonly remains: Readonly<Record<Remains, string>>
  readonly withdraw: {
    readonly title: string
    readonly question: string
    readonly stopsNow: string
    readonly stays: string
    readonly nothingStays: string
    readonly staysUntil: (lasts: string) => string
    readonly dates: string
    readonly recipientBy: (name: string, due: string) => string
    readonly oursBy: (due: string) => string
    readonly noDates: string
    readonly yes: string
    readonly no: string
    readonly again: string
    readonly why: string
  }
  readonly withdrawn: {
    readonly title: string
    readonly heading: (at: string) => string
    readonly stopped: string
    readonly next: string
    readonly noneNext: string
    readonly receipt: string
    readonly back: string
  }
  readonly actions: {
    readonly title: string
    readonly sentence: (count: number, refused: number) => string
    readonly none: string
    readonly nothingLeft: string
    readonly purpose: (purpose: string) => string
    readonly consent: (number: string) => string
    readonly clause: (clause: string) => string
    /** What was done on paper, on which day, by which document. */
    readonly paper: (operation: string, day: string, document: string) => string
    /** Who asked for what was refused. */
    readonly askedBy: (name: string) => string
    /** How often in a row. */
    readonly times: (count: number) => string
    readonly older: string
    readonly newest: string
    readonly pages: string
    readonly howToCheck: string
  }
  readonly proof: {
    /** Stands in the ledger by the server's word; the link leads to the proof. */
    readonly entry: (entry: string) => string
    /** Several in one line: the first and the last place. */
    readonly entries: (from: string, to: string) => string
    readonly verified: string
    readonly pending: string
    readonly broken: string
  }
  readonly download: {
    readonly title: string
    readonly sentence: (items: number, actions: number) => string
    readonly free: string
    readonly json: string
    readonly jsonNote: string
    readonly pdf: string
    readonly pdfNote: string
    readonly receipts: string
    readonly receiptsNote: string
    readonly noReceipts: string
    readonly standard: string
    readonly standardOlder: string
    readonly standardNote: string
    readonly recorded: string
  }
  readonly destroy: {
    readonly title: string
    readonly heading: string
    readonly goes: string
    readonly goesItems: (count: number) => string
    readonly goesConsents: (count: number) => string
    readonly goesKey: string
    readonly goesLogin: string
    readonly goesRecipient: (name: string, due: string) => string
    readonly stays: string
    readonly backups: (due: string) => string
    readonly cannotUndo: string
    readonly first: string
    readonly word: string
    readonly type: (word: string) => string
    readonly wrongWord: (word: string) => string
    readonly yes: string
    readonly no: string
    readonly refusedHeading: string
    readonly why: string
  }
  readonly farewell: {
    readonly title: string
    readonly heading: (count: number) => string
    readonly at: string
    readonly act: string
    readonly horizon: string
    readonly horizonNote: string
    readonly keep: string
    readonly recipients: string
    readonly recipientBy: (name: string, due: string) => string
    readonly proof: string
    readonly proofLink: string
    readonly told: string
    readonly end: string
  }
  readonly signedOut: {
    readonly title: string
    readonly heading: string
    readonly text: string
    readonly again: string
    readonly home: string
  }
  readonly whyAccess: string
  readonly whyRecord: string
  readonly whyTransfer: string
}
