/** The officer's page of backups. Requirements. `*…*` marks the figure a sentence is about. */
import type { EmptyList } from './empty-list.ts'

export interface BackupMessages {
  readonly title: string
  /** `age`: `5 h`. */
  readonly sentence: (age: string) => string
  readonly sentenceNone: string
  readonly note: string
  /** The key of the newest one lives; the ledger knows its beginning and not its end. */
  readonly well: string
  readonly begun: string
  readonly none: string
  readonly stale: string
  readonly whatNow: string
  readonly newest: string
  readonly at: string
  readonly medium: string
  readonly drill: {
    readonly heading: string
    readonly note: string
    readonly never: string
    readonly good: string
    readonly bad: string
    readonly lost: string
    readonly took: string
    readonly seconds: (count: number) => string
  }
  readonly media: {
    readonly heading: string
    readonly none: EmptyList
    readonly name: string
    readonly state: string
    readonly states: Readonly<Record<'in_use' | 'issued' | 'destroyed', string>>
    readonly issuedTo: (who: string) => string
    readonly act: (number: string) => string
    readonly place: string
    readonly custodian: string
    readonly backedUp: string
    readonly never: string
  }
  readonly restorations: {
    readonly heading: string
    readonly none: EmptyList
    readonly what: string
    readonly whole: string
    readonly rows: string
    readonly restored: string
    readonly removed: string
    readonly lost: string
    readonly entry: string
  }
}
