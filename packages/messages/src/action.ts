/**
 * Which actions can stand in the story of a person's data, and what a sentence about one is made of.
 *
 * The list is the ledger's own, closed: a kind without a sentence in each language does not compile.
 * A refusal is told by the operation that was asked for, so it reads like what happened.
 *
 * Law: 94-V art. 22(1)(5). Requirements. Does not say whether an action was lawful.
 */
import type { Operation } from '@kelisim/terms'

export const ACTION_KINDS = [
  'application_submitted',
  'application_closed',
  'consent_granted',
  'consent_withdrawn',
  'values_kept',
  'values_opened',
  'values_listed',
  'values_exported',
  'disclosure_planned',
  'disclosure_sent',
  'disclosure_answered',
  'outcome_received',
  'notice_sent',
  'notice_answered',
  'subject_blocked',
  'subject_unblocked',
  'subject_destroyed',
  'signed_in',
  'policy_adopted',
  'staff_added',
  'offer_published',
  'recipient_suspended',
  'recipient_resumed',
  'keys_rotated',
  'ledger_checked',
] as const
export type ActionKind = (typeof ACTION_KINDS)[number]

/** Who did it. `you` is the reader of the cabinet; at the desk the same person is `applicant`. */
export type Actor =
  | { readonly kind: 'you' }
  | { readonly kind: 'applicant' }
  | { readonly kind: 'staff'; readonly name: string }
  | { readonly kind: 'recipient'; readonly name: string }
  | { readonly kind: 'program' }

/** `list` names fields or consents, never values. */
export interface ActionSaid {
  readonly kind: ActionKind
  readonly actor: Actor
  readonly recipient?: string
  readonly list?: string
}

export interface RefusedSaid {
  readonly operation: Operation | undefined
  readonly recipient?: string
  readonly list?: string
}
