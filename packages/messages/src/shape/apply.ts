/**
 * Seven steps of an application, its result, and logging in.
 *
 * Law: 94-V art. 7(1), 7(6), 8(4); DC art. 47. Requirements, L-1. The texts of consents are
 * not here: they come from the policy, addressed by hash.
 */
export interface ApplyMessages {
  readonly progress: (step: number, of: number) => string
  readonly draft: (until: string) => string
  readonly amount: {
    readonly heading: string
    readonly lead: string
    readonly why: string
  }
  readonly phone: {
    readonly heading: string
    readonly lead: string
    readonly label: string
    readonly hint: string
    readonly send: string
    readonly why: string
    readonly kept: string
    readonly keptText: string
  }
  readonly code: {
    readonly heading: string
    readonly lead: (phone: string) => string
    readonly label: string
    readonly minutes: (minutes: number) => string
    readonly confirm: string
    readonly changeNumber: string
    readonly again: string
    readonly triesLeft: (tries: number) => string
    readonly why: string
    readonly tell: string
    readonly tellText: string
  }
  readonly about: {
    readonly heading: string
    readonly lead: string
    readonly choose: string
    readonly iinHint: string
  }
  readonly consents: {
    readonly heading: string
    readonly lead: string
    readonly required: string
    readonly recipients: string
    readonly recipientsNote: (most: number) => string
    readonly marketing: string
    readonly marketingNote: string
    readonly marketingLead: string
    readonly agreementUntil: (until: string) => string
    readonly getsNot: string
    readonly others: string
    readonly fullText: string
    readonly common: string
    readonly commonNote: string
    readonly order: (lender: string) => string
    readonly orderNone: string
    readonly orderPlace: (place: number) => string
    readonly confirm: string
    readonly leave: string
    readonly afterwards: string
    readonly why: string
    readonly whyText: string
    readonly oneByOne: string
    readonly oneByOneText: string
    readonly duty: string
    readonly dutyText: string
    readonly separate: string
    readonly separateText: (days: string) => string
    readonly fingerprintText: (version: number) => string
  }
  readonly check: {
    readonly heading: string
    readonly lead: string
    readonly loan: string
    readonly about: string
    readonly decided: string
    readonly given: string
    readonly notGiven: string
    readonly order: string
    readonly send: string
    readonly leave: string
    readonly why: string
    readonly notGivenField: string
  }
  readonly left: {
    readonly heading: string
    readonly lead: string
    readonly offers: string
  }
}

/** Where one transfer stands, in the person's words. */
export const SENT_STATES = [
  'waiting',
  'sending',
  'received',
  'approved',
  'issued',
  'refused',
  'unknown',
  'withdrawn',
  'not_sent',
] as const
export type SentState = (typeof SENT_STATES)[number]

export interface ResultMessages {
  readonly heading: string
  readonly lead: (count: number, until: string) => string
  readonly number: string
  readonly recipients: string
  readonly state: Readonly<Record<SentState, string>>
  readonly stateText: Readonly<Record<SentState, string>>
  readonly what: string
  readonly when: string
  readonly recall: string
  readonly consents: string
  readonly receipt: string
  readonly receiptWhy: string
  readonly next: string
  readonly nextText: string
  readonly toCabinet: string
  readonly refusedHelp: string
  readonly refusedHelpText: string
}

export interface LoginMessages {
  readonly heading: string
  readonly lead: string
  readonly phone: string
  readonly send: string
  readonly same: string
  readonly why: string
  readonly whyText: string
  readonly codeHeading: string
  readonly enter: string
}
