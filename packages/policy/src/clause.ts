/**
 * The clauses of the policy, the document they come from, and what they stand on: acts, articles, rights, clocks.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements, I10, section 7 (the source is preserved, every correction named).
 */
import type { Language, Texts } from '@kelisim/terms'

export interface Act {
  /** `94-V`; the first word of every reference to it. */
  readonly id: string
  readonly title: Texts
  /** ISO date of the newest redaction known; what was read stands at each reference. */
  readonly current?: string
}

/** kept as it was approved, mistakes and all; its fingerprint is checked whenever the folder is read. */
export interface SourceDocument {
  /** Inside `source/`. */
  readonly file: string
  /** SHA-256, hex, of the file's bytes. */
  readonly sha256: string
  readonly language: Language
  /** True only for the demo's own document. */
  readonly synthetic: boolean
  readonly title: Texts
  /** The redaction of the law it says it was approved against. */
  readonly cites?: { readonly act: string; readonly redaction: string }
  readonly clauses: readonly SourceClause[]
  readonly text: string
}

/** A clause of the source by its lines, counted from 1, both included. */
export interface SourceClause {
  readonly id: string
  readonly from: number
  readonly to: number
}

export interface Chapter {
  readonly number: string
  readonly title: Texts
  readonly clauses: readonly Clause[]
}

/**
 * `as_is`: the source's sense; else `reason` says what was changed and why. No silent correction.
 * `corrected`: a mistake mended; `replaced`: another rule in its place; `disabled`: not in force.
 */
export interface Clause {
  readonly id: string
  readonly requirements: readonly string[]
  readonly legal: readonly string[]
  readonly treatment: 'as_is' | 'corrected' | 'replaced' | 'disabled'
  /** Clause of the source document; undefined where the law asks for what the source does not say. */
  readonly source?: string
  /** Oddities of the source that the treatment answers: `X-4`. */
  readonly oddities: readonly string[]
  readonly text: Texts
  readonly reason?: Texts
}

export interface Right {
  readonly id: string
  readonly requirement: string
  readonly clause: string
  readonly title: Texts
  /** `DL-01` … `DL-16`. */
  readonly deadline: string
  readonly legal: readonly string[]
}

export interface LegalReference {
  /** Act and article as cited, so that an identifier reads by itself: `94-V art. 8(4)`. */
  readonly id: string
  /** Short name of the act as cited on screens, e.g. `94-V`. */
  readonly act: string
  readonly article: string
  readonly title: Texts
  readonly jurisdiction: 'KZ'
  readonly redaction: string
  readonly status: 'in_force' | 'superseded'
}

export interface Deadline {
  readonly id: string
  readonly duty: Texts
  /** undefined where the law names an event and not a number. */
  readonly days?: number
  readonly unit?: 'working_day' | 'calendar_day'
  readonly strict: boolean
  /** The event the period counts from, e.g. `received`; undefined where there is none. */
  readonly start?: string
  readonly legal: string
  readonly validFrom: string
  readonly confidence: 'verified' | 'secondary' | 'own'
}
