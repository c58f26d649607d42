/**
 * A consent that a person gave, as the receipts need it: the row of the record, without a value of the person.
 *
 * The person is named by the handle that the ledger knows them by; whoever has only the receipt learns nobody's
 * name from it. Law: 94-V art. 8(4), 25(2)(5). Requirements: L-1, R-45.
 */
import type { Policy, Purpose, Recipient } from '@kelisim/policy'
import { DAY, type Language, type Moment, type Operation, parseMoment } from '@kelisim/terms'

export interface GivenConsent {
  readonly id: string
  readonly purpose: string
  readonly operations: readonly string[]
  readonly fields: readonly string[]
  readonly recipient?: string
  readonly channel?: string
  /** SHA-256, hex, of the text exactly as it was shown. */
  readonly textSha256: string
  readonly language: Language
  readonly policyHash: string
  readonly policyVersion: number
  /** ISO 8601, UTC. */
  readonly grantedAt: string
  readonly expiresAt: string
  readonly withdrawnAt?: string
}

/** Who gave it, and where the outside reaches the operator, without a final slash. */
export interface Standing {
  readonly principal: string
  readonly publicUrl: string
}

/** The words of the policy in force; what an older version called otherwise keeps its identifier. */
export function purposeOf(policy: Policy, consent: GivenConsent): Purpose | undefined {
  return policy.purposes.find(({ id }) => id === consent.purpose)
}

export function recipientOf(policy: Policy, consent: GivenConsent): Recipient | undefined {
  return policy.recipients.find(({ id }) => id === consent.recipient)
}

export function titleIn(
  from: readonly { readonly id: string; readonly title: Readonly<Record<Language, string>> }[],
  id: string,
  language: Language,
): string {
  return from.find((one) => one.id === id)?.title[language] ?? id
}

export function isKnownOperation(policy: Policy, id: string): id is Operation {
  return policy.operations.some((operation) => operation.id === id)
}

/** ISO 8601 duration; a term of the policy is counted in days. */
export function duration(days: number): string {
  return `P${days}D`
}

/** Whole days from one moment to the other, as the consent's term was given. */
export function daysBetween(from: string, to: string): number {
  return Math.round((momentOf(to) - momentOf(from)) / DAY)
}

/** A moment of the record is always ISO 8601; anything else did not come from it. */
export function momentOf(iso: string): Moment {
  const at = parseMoment(iso)
  if (at === undefined) throw new Error('a moment of a consent cannot be read')
  return at
}
