/**
 * Words around the policy's versions, its source and the address of each clause.
 *
 * Requirements, section 7. The policy's own words come from the policy itself.
 */
import type { TreatmentWord } from './treatment.ts'

export interface PolicyTextMessages {
  readonly clause: (id: string) => string
  readonly wholePolicy: string
  readonly permanent: string
  readonly requirements: string
  readonly reason: string
  readonly effective: string
  readonly treatment: Readonly<Record<TreatmentWord, string>>
  readonly source: string
  readonly noSource: string
  readonly sourceTitle: string
  readonly sourceLead: string
  readonly synthetic: string
  readonly verbatim: string
  readonly lines: (from: number, to: number) => string
  readonly approvedAgainst: string
  readonly redactionOf: (act: string, date: string) => string
  readonly current: string
  readonly read: (date: string) => string
  readonly known: (date: string) => string
  readonly waiting: string
  readonly copies: string
  readonly pdf: string
  readonly machine: string
  readonly versions: string
  readonly versionsLead: string
  readonly version: (version: number) => string
  readonly inForceFrom: string
  readonly state: Readonly<Record<'inForce' | 'superseded', string>>
  readonly notInForce: (version: number) => string
  /** Stands on the page and on every sheet of what no officer has put in force. */
  readonly draft: string
  readonly draftNote: string
  readonly documents: (version: number) => string
  readonly firstVersion: string
  readonly differences: string
  readonly difference: (version: number) => string
  readonly diffTitle: (before: number, after: number) => string
  readonly diffLead: string
  readonly same: string
  readonly changed: (count: number) => string
  readonly change: Readonly<Record<'added' | 'removed' | 'changed', string>>
  readonly signal: string
  readonly signalText: string
  readonly cookies: string
  readonly all: string
  readonly oddities: string
  readonly answeredAt: string
  readonly sentence: (all: string, changed: string) => string
  readonly page: string
  readonly of: string
}
