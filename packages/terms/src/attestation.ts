/**
 * What may a recipient attest of its use of the data, and how often is it asked?
 *
 * Law: 94-V art. 10(1), 14. Requirement: R-71.
 */
export const ATTESTED = ['conforms', 'deviates'] as const
export type Attested = (typeof ATTESTED)[number]

/** From one attestation, or from the first day of the agreement, to the day by which the next is due. */
export const ATTESTATION_DAYS = 180
