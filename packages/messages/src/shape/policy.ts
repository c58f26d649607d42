/**
 * Headings around the policy, the text of one consent, and «how it works». The policy's own words are
 * not here: they come from the policy itself.
 *
 * Requirements. Law: 94-V art. 25(2)(1-1).
 */
export interface ActivityMessages {
  readonly method: string
  readonly methods: Readonly<Record<'automated' | 'manual' | 'mixed', string>>
  /** What the note of an activity says. */
  readonly note: string
  readonly rights: string
  readonly harm: string
  readonly reduced: string
}

/** How an item of the list is classified: three facts, each its own. */
export interface ItemClassMessages {
  readonly title: string
  readonly access: string
  readonly accesses: Readonly<Record<'public' | 'restricted', string>>
  readonly sensitivity: string
  readonly sensitivities: Readonly<Record<'N' | 'R' | 'S', string>>
}

export interface PolicyMessages {
  readonly activity: ActivityMessages
  readonly itemClass: ItemClassMessages
  readonly title: string
  readonly lead: string
  readonly contents: string
  readonly version: string
  readonly approved: string
  readonly approvedText: (approver: string, number: string) => string
  readonly inForce: string
  readonly fingerprint: string
  readonly operator: string
  readonly address: string
  readonly officer: string
  readonly program: string
  readonly correction: (oddities: string) => string
  readonly purposes: string
  readonly purposeConsent: (days: number) => string
  readonly purposeStatute: string
  readonly retention: (days: number) => string
  readonly onEnd: Readonly<Record<'destroy' | 'depersonalise', string>>
  readonly channels: string
  readonly channelNames: Readonly<Record<string, string>>
  readonly depersonalisedOnly: string
  readonly clientsOnly: string
  readonly subjects: string
  readonly data: string
  readonly dataItem: string
  readonly dataPurposes: string
  readonly dataState: string
  readonly dataWhy: string
  readonly state: Readonly<Record<'on' | 'opt' | 'off', string>>
  readonly required: string
  readonly operations: string
  readonly operation: string
  readonly recipients: string
  readonly recipientAgreement: (number: string, until: string) => string
  readonly recipientNoAgreement: string
  readonly recipientGets: string
  /** what the law orders is told from what was chosen. */
  readonly measures: string
  readonly measuresText: string
  readonly measureOrdered: string
  readonly measureChosen: string
  readonly rights: string
  readonly right: string
  readonly deadline: string
  readonly deadlines: string
  readonly duty: string
  readonly period: string
  readonly workingDays: (days: number) => string
  readonly calendarDays: (days: number) => string
  readonly noPeriod: string
  readonly ourOwn: string
  readonly roles: string
  readonly special: string
  readonly specialText: string
  readonly law: string
  readonly acts: string
}

export interface ConsentPageMessages {
  readonly title: string
  readonly lead: string
  readonly fingerprint: string
  readonly verbatim: string
  readonly check: string
  readonly policyVersion: (version: number) => string
  readonly agree: string
}

export interface HowMessages {
  readonly title: string
  readonly lead: string
  /** In the order of reading; `id` is the anchor. */
  readonly parts: readonly {
    readonly id: 'compare' | 'consent' | 'transfer' | 'see' | 'withdraw' | 'earn' | 'verify'
    readonly heading: string
    readonly text: readonly string[]
    readonly why: { readonly heading: string; readonly text: string }
  }[]
  readonly start: string
}
