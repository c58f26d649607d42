/**
 * What may a policy say for documents only? The annexes as values; nothing is decided by them.
 *
 * Law: 94-V art. 22(1), 25(2)(2), 25(2)(6). Requirements, L-16. Read by `annex.ts`.
 */
import type { Texts } from '@kelisim/terms'

/** Effects of a purpose on the person; only with `none` may there be such processing. */
export const EFFECTS = ['none', 'limits_rights', 'causes_damage'] as const

/** Whom the processing for a purpose could harm and how, and what is done against it. */
export interface HarmNote {
  readonly effect: (typeof EFFECTS)[number]
  /** Rights and freedoms that the processing touches. */
  readonly rights: Texts
  readonly harm: Texts
  /** What reduces the harm. */
  readonly reduced: Texts
}

/** One activity: processing for one purpose. */
export interface Processing {
  readonly purpose: string
  readonly subjects: readonly string[]
  readonly method: 'automated' | 'manual' | 'mixed'
  /** Absent only in versions adopted before the checker asked for it. */
  readonly note?: HarmNote
}

/** What the register of processing says besides the purposes. */
export interface Register {
  readonly processing: readonly Processing[]
  /** Numbers of the clauses that are measures of protection. */
  readonly measures: readonly string[]
  /** Why each is taken; absent in a policy from before it had to be said (the checker demands it). */
  readonly measureGrounds?: readonly MeasureGround[]
}

/** The law orders a measure, or the operator chose it for a reason; never both, never neither. */
export interface MeasureGround {
  /** One of `measures`. */
  readonly measure: string
  readonly orderedBy?: readonly string[]
  readonly because?: Texts
}

/** A place where a person is asked for data; it has a notice of its own. */
export interface Form {
  readonly id: string
  readonly path: string
  readonly title: Texts
  /** Names of controls, e.g. `recipient:contract`; their fields are asked. */
  readonly controls: readonly string[]
  /** A purpose that an article orders, and what is asked for it without a tick. */
  readonly purpose?: string
  readonly fields: readonly string[]
}

/** Terms of the Data Privacy Vocabulary by our own identifiers, e.g. `dpv:Collect`, `kz:Unblock`. */
export interface Vocabulary {
  readonly version: string
  /** Of the terms that begin with `kz:`. */
  readonly namespace: string
  readonly purposes: Terms
  readonly operations: Terms
  readonly fields: Terms
  readonly subjects: Terms
  readonly grounds: Terms
  readonly measures: Terms
  readonly rights: Terms
}

export type Terms = Readonly<Record<string, readonly string[]>>
