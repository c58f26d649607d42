/** The register of internal documents at the desk. Requirement: R-11. `*…*` marks the figure a sentence is about. */
import type { EmptyList } from './empty-list.ts'

export interface InternalDocumentMessages {
  readonly title: string
  /** How many wait for who looks to read them. */
  readonly sentence: (count: number) => string
  readonly note: string
  readonly none: EmptyList
  readonly level: string
  readonly levels: Readonly<Record<1 | 2 | 3, string>>
  readonly document: string
  readonly policy: string
  readonly clause: string
  readonly version: string
  readonly approved: string
  readonly valid: string
  readonly languages: string
  readonly state: string
  readonly read: string
  readonly states: Readonly<
    Record<'proposed' | 'approved' | 'early' | 'orphan' | 'clause_changed' | 'ended', string>
  >
  /** What to do about a fault. */
  readonly what: Readonly<Record<'orphan' | 'clause_changed' | 'ended', string>>
  readonly mine: string
  readonly notMine: string
  readonly readOf: (read: number, all: number) => string
  readonly waiting: string
  readonly everybody: string
  readonly whoRead: string
  /** Above an undertaking that must be signed before work. */
  readonly mustSign: string
  /** Where no undertaking of confidentiality is in force, and the policy orders one. */
  readonly noUndertaking: string
  readonly acknowledge: string
  readonly acknowledgeOf: (title: string) => string
  /** In place of having read it, where the document is an undertaking. */
  readonly undertake: string
  readonly approve: string
  readonly approveNote: string
  readonly ownNote: string
  readonly withdraw: string
  readonly proposedBy: string
  readonly fileOnly: string
  readonly print: string
  readonly made: {
    readonly heading: string
    readonly note: string
    readonly link: string
  }
  readonly form: {
    readonly heading: string
    readonly note: string
    readonly code: string
    readonly codeNote: string
    readonly choose: string
    readonly clause: string
    readonly titleKk: string
    readonly titleRu: string
    readonly titleEn: string
    readonly optional: string
    readonly content: string
    readonly contentNote: string
    readonly fileSha256: string
    readonly fileNote: string
    readonly languages: string
    readonly validFrom: string
    readonly validTo: string
    readonly validToNote: string
    readonly send: string
    readonly faults: Readonly<
      Record<
        | 'code'
        | 'waiting'
        | 'level'
        | 'clause'
        | 'titleKk'
        | 'titleRu'
        | 'titleEn'
        | 'languages'
        | 'content'
        | 'fileSha256'
        | 'validFrom'
        | 'validTo',
        string
      >
    >
  }
}
