/**
 * The form in which staff record what they did with a person's data on paper.
 *
 * Law: 94-V art. 1(12), 22(1)(5). Requirement: R-94. Nothing here names a person.
 */
export type PaperFaultSaid =
  | 'operation'
  | 'purpose'
  | 'fields'
  | 'day'
  | 'future'
  | 'tooOld'
  | 'document'
  | 'special'
  | 'identifier'

export interface PaperMessages {
  /** On the card. */
  readonly link: string
  readonly title: (number: string) => string
  readonly note: (days: number) => string
  readonly operation: string
  readonly purpose: string
  readonly choose: string
  readonly day: string
  readonly document: string
  readonly documentNote: string
  readonly fields: string
  readonly fieldsNote: string
  readonly record: string
  readonly back: string
  /** The role has no grant for anything that is done on paper. */
  readonly nothing: string
  readonly refused: string
  readonly way: string
  readonly onRecord: string
  readonly fault: Readonly<Record<PaperFaultSaid, string>>
}
