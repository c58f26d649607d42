/**
 * What is asked of the rules, the facts they need, and the two answers.
 *
 * A `Permit` can be made only by `decide` (runtime check: `isPermit`); the store opens nothing without one.
 *
 * Law: 94-V art. 7, 8, 10, 14. Requirements. Invariants I1, I8, I9.
 */
import type { ConsentId, Moment, Refusal, SubjectId } from '@kelisim/terms'

/** All names are plain strings: an unknown name is refused, not a type error of the caller. */
export interface Question {
  readonly role: string
  readonly operation: string
  readonly purpose: string
  readonly fields: readonly string[]
  readonly at: Moment
  /** Hash of the policy version the caller believes in force. */
  readonly policy: string
  readonly recipient?: string
  readonly channel?: string
}

/**
 * The mark among `subjectCategories` of a person who applied, beside the categories of the policy.
 * Purposes for clients only look for it. Requirements.
 */
export const CLIENT = 'client'

/** What is true of one subject at the moment of asking; read in the transaction that will use the answer. */
export interface Facts {
  readonly subject: SubjectId
  readonly state: 'live' | 'blocked' | 'restricted' | 'destroyed'
  /** At least one category of the policy, or `CLIENT`; none is a missing fact. */
  readonly subjectCategories: readonly string[]
  readonly consents: readonly ConsentFact[]
  /** Recipients the officer suspended. */
  readonly suspendedRecipients: readonly string[]
  /** Purposes whose processing the officer stopped. */
  readonly suspendedPurposes: readonly string[]
  /** Purposes for which an unfulfilled obligation keeps limited processing alive. Law: art. 8(2). */
  readonly obligations: readonly string[]
}

export interface ConsentFact {
  readonly id: ConsentId
  readonly purpose: string
  readonly operations: readonly string[]
  readonly fields: readonly string[]
  readonly recipient?: string
  readonly channel?: string
  readonly grantedAt: Moment
  /** The first moment at which the consent carries nothing any more. */
  readonly expiresAt: Moment
  readonly withdrawnAt?: Moment
}

export interface PermitContent {
  readonly effect: 'permit'
  readonly subject: SubjectId
  readonly role: string
  readonly operation: string
  readonly purpose: string
  /** Exactly the fields asked; a permit never widens or narrows silently. */
  readonly fields: readonly string[]
  readonly recipient?: string
  readonly channel?: string
  readonly at: Moment
  readonly policy: string
  /** Clause of the policy and article of the law it stands on. */
  readonly clause: string
  readonly law: string
  readonly ground: 'consent' | 'statute' | 'obligation'
  readonly consents: readonly ConsentId[]
  /** What the holder must do: `record` always; `mask` for lists; `notify_subject` after a transfer. */
  readonly obligations: readonly ('record' | 'mask' | 'notify_subject')[]
}

declare const made: unique symbol
export type Permit = PermitContent & { readonly [made]: true }
export type Decision = Permit | Refusal
