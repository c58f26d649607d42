/**
 * What must be said on the printed copy of everything held about a person.
 *
 * Headings of columns and states come from the cabinet: the copy says the same in the same words.
 * Law: 94-V art. 24(1)(1). Requirements.
 */
export interface CopyMessages {
  readonly title: string
  readonly taken: (at: string) => string
  readonly operator: string
  readonly bin: string
  readonly officer: string
  readonly policy: string
  readonly policyVersion: (version: number) => string
  readonly value: string
  readonly applications: string
  readonly amount: string
  readonly term: string
  readonly sent: string
  readonly state: string
  readonly consent: string
  readonly recipient: string
  readonly outcomes: string
  readonly what: string
  readonly notices: string
  readonly when: string
  readonly action: string
  readonly entry: string
  readonly none: string
  readonly page: string
  readonly of: string
  readonly fingerprint: string
}
