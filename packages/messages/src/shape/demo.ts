/**
 * Pages that exist only in a demo start: addresses and logins, and the outbox.
 */
export interface DemoMessages {
  readonly title: string
  readonly lead: string
  readonly doors: string
  readonly desk: string
  readonly reference: string
  readonly lenderNote: string
  readonly logins: string
  readonly who: string
  readonly login: string
  readonly password: string
  readonly oneTimeCode: string
  readonly oneTimeCodeText: string
  readonly people: string
  readonly phone: string
  readonly note: string
  /** What a demo person has. */
  readonly applied: string
  readonly outbox: string
  readonly outboxLead: string
  readonly outboxEmpty: string
  readonly outboxEmptyText: string
  readonly sent: string
  readonly to: string
  readonly text: string
  readonly kind: Readonly<Record<'sms' | 'email', string>>
}
