/**
 * What is a sentence about an action made of?
 *
 * A refusal is told by the operation that was asked for, so it reads like what happened.
 *
 * Law: 94-V art. 22(1)(5). Requirements. Does not say whether an action was lawful.
 */
import type { ActionKind, Operation } from '@kelisim/terms'

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
  /** An act of the house's instead of an operation on data. */
  readonly asked?: ActionKind | undefined
  readonly recipient?: string
  readonly list?: string
}
