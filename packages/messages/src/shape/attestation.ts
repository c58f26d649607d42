/**
 * What a recipient attested of its use of the data, and the form that enters it; part of the page of recipients.
 *
 * Law: 94-V art. 10(1), 14. Requirement: R-71. Nothing here names a person.
 */
import type { Attested } from '@kelisim/terms'

export type AttestationPlace = 'document' | 'signedOn' | 'said' | 'words'

export interface AttestationMessages {
  readonly heading: string
  readonly note: (days: number) => string
  readonly none: string
  readonly due: string
  readonly overdue: string
  /** Ends the sentence at the head of the page, where any is overdue. */
  readonly overdueOf: (count: number) => string
  readonly said: Readonly<Record<Attested, string>>
  /** Why the recipient cannot be resumed by hand. */
  readonly deviates: string
  readonly form: {
    readonly heading: string
    readonly document: string
    readonly documentNote: string
    readonly signedOn: string
    readonly said: string
    readonly choose: string
    readonly words: string
    readonly wordsNote: string
    readonly consequence: string
    readonly enter: string
    readonly enterNamed: (name: string) => string
  }
  readonly fault: Readonly<Record<AttestationPlace, string>>
}
