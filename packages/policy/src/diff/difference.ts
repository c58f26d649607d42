/**
 * The difference between two versions of a policy, as data: what a desk page, a command and a count read.
 *
 * Three parts: what is written differently, which questions get another answer, and what must be done for
 * people whose data are already here. Names no person; numbers of people are counted elsewhere (`weighPolicy`).
 *
 * Law: 94-V art. 7(8), 8(5), 14, 18. Requirements.
 */
import type { Code, Language, Moment, Operation, Texts } from '@kelisim/terms'

export interface PolicyDiff {
  readonly before: VersionCard
  readonly after: VersionCard
  /** True when not even a word differs. */
  readonly same: boolean
  /** The moment at which both were asked: agreements in force at it count. */
  readonly at: Moment
  readonly changes: readonly EntryChange[]
  readonly answers: AnswerChanges
  readonly consequences: Consequences
}

export interface VersionCard {
  readonly id: string
  readonly version: number
  readonly hash: string
  readonly effectiveFrom: string
}

/**
 * One entry of the model that was added, removed or changed. `kind` is the entry's list in the singular:
 * `card`, `purpose`, `field`, `role`, `recipient`, `control`, `deadline`, `legal`, `clause`, `consent` …
 */
export interface EntryChange {
  readonly kind: string
  /** Identifier of the entry: a field, a clause number, a consent control. */
  readonly id: string
  readonly change: 'added' | 'removed' | 'changed'
  /** What the entry is called, of the newer version where it is there. */
  readonly title?: Texts
  /** Values without language, by path inside the entry: `retentionDays`, `agreement.validTo`. */
  readonly values: readonly ValueChange[]
  /** Texts side by side; the whole text of both versions, and which languages differ. */
  readonly texts: readonly TextChange[]
}

export interface ValueChange {
  readonly path: string
  readonly before?: string
  readonly after?: string
  /** For lists of names: what went out and what came in. */
  readonly removed?: readonly string[]
  readonly added?: readonly string[]
}

export interface TextChange {
  readonly path: string
  readonly languages: readonly Language[]
  readonly before?: Texts
  readonly after?: Texts
}

/** To whom a question speaks: nobody else, one recipient, or the person by one channel. */
export type Addressee =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'recipient'; readonly id: string }
  | { readonly kind: 'channel'; readonly id: string }

/**
 * The best answer anybody can get: `permit` names the sets of ticks of which one must be given in full (an
 * empty set: none is needed), `refuse` says why nobody gets a permit, whatever they tick.
 */
export type Best =
  | { readonly effect: 'permit'; readonly ticks: readonly (readonly string[])[] }
  | { readonly effect: 'refuse'; readonly code: Code }

export interface AnswerChanges {
  /** Questions asked of both: role × operation × purpose × field (and none) × addressee, over both versions. */
  readonly questions: number
  /** Permitted before, refused after. */
  readonly refused: number
  /** Refused before, permitted after. */
  readonly permitted: number
  /** Permitted before and after, but on other ticks, or not on the consents that people gave before. */
  readonly otherwise: number
  readonly groups: readonly AnswerGroup[]
}

/** Questions that change in the same way: every role × operation × field of it, for one purpose and addressee. */
export interface AnswerGroup {
  readonly change: 'refused' | 'permitted' | 'otherwise'
  readonly roles: readonly string[]
  readonly operations: readonly Operation[]
  readonly purpose: string
  readonly to: Addressee
  /** Field ids; an empty string stands for a question that touches no field's value. */
  readonly fields: readonly string[]
  readonly before: Best
  readonly after: Best
  /** Does the new version still permit it on consents given under the old one? */
  readonly onOldConsents: boolean
  readonly count: number
}

export interface Consequences {
  readonly newConsents: readonly NewConsent[]
  readonly stops: readonly Stop[]
  readonly destroys: readonly Destroy[]
  readonly notifies: readonly Notify[]
}

/** A consent given under the older version does not carry all that the control now stands for. */
export interface NewConsent {
  readonly control: string
  readonly purpose: string
  readonly recipient?: string
  readonly channel?: string
  /** True when the older version had no such control: nobody has ever been asked. */
  readonly isNew: boolean
  /** What the new text names and the old one did not. */
  readonly fields: readonly string[]
  readonly operations: readonly Operation[]
  /** All that the new text names. */
  readonly allFields: readonly string[]
  readonly allOperations: readonly Operation[]
}

/** Processing of people's data that was permitted and is not any more, on the consents they gave. */
export interface Stop {
  readonly purpose: string
  readonly operations: readonly Operation[]
  readonly fields: readonly string[]
  readonly to: Addressee
  readonly roles: readonly string[]
  /** The sets of ticks it stood on, of which one was needed; an empty set: it stood on a statute. */
  readonly ticks: readonly (readonly string[])[]
}

export interface Destroy {
  readonly why: 'field_gone' | 'field_left_purpose' | 'term_shortened'
  readonly fields: readonly string[]
  /** The purpose that kept them; for `field_gone` the purposes are all that did. */
  readonly purposes: readonly string[]
  /** Days from collection after which they go; 0: all of it, at once. */
  readonly olderThanDays: number
}

export interface Notify {
  readonly recipient: string
  readonly why: 'recipient_gone' | 'purpose_gone' | 'fields_narrowed'
  readonly purpose: string
  /** What the recipient may hold and should not hold any more. */
  readonly fields: readonly string[]
}
