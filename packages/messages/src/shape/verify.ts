/** The page where anyone checks a receipt on their own device. */
export type VerifyFault =
  | 'malformed_receipt'
  | 'unknown_format'
  | 'malformed_key'
  | 'other_key'
  | 'malformed_proof'
  | 'malformed_note'
  | 'malformed_checkpoint'
  | 'no_known_signature'
  | 'invalid_signature'
  | 'wrong_origin'
  | 'not_included'
  | 'text_not_bound'
  | 'text_differs'

export interface VerifyMessages {
  readonly title: string
  readonly lead: string
  readonly file: string
  readonly fileHint: string
  readonly key: string
  readonly keyHint: string
  readonly check: string
  readonly noScript: string
  readonly good: string
  readonly place: string
  readonly placeOf: string
  readonly at: string
  readonly kind: string
  readonly witnesses: string
  readonly noWitnesses: string
  readonly keyKnown: string
  readonly keyUnknown: string
  readonly text: string
  readonly took: string
  readonly bad: string
  readonly badWay: string
  readonly fault: Readonly<Record<VerifyFault, string>>
  readonly why: { readonly heading: string; readonly text: string }
}
