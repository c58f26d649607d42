/**
 * Which kinds of rules cite the law, and what can looking at one come to once its article has changed?
 *
 * Kinds stand in the order in which they matter: what the program decides by first, words last. The finding goes into the
 * ledger. Law: 94-V art. 25(2)(3). Requirements.
 */
export const CITING_KINDS = [
  'purpose',
  'operation',
  'deadline',
  'right',
  'special',
  'clause',
] as const
export type CitingKind = (typeof CITING_KINDS)[number]

export const REVIEW_FINDINGS = ['unaffected', 'mended', 'to_mend'] as const
export type ReviewFinding = (typeof REVIEW_FINDINGS)[number]
