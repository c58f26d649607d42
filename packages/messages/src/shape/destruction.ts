/**
 * What is said of the end of data: the act and the certificate, holds, and what falls due when.
 *
 * `*…*` marks the figure a sentence is about. Nothing here names a person.
 *
 * Law: 94-V art. 12(2), 18; DC art. 41(3). Requirements.
 */
import type { EmptyList } from './empty-list.ts'
import type { HoldKind } from '@kelisim/terms'

export type ActGround = 'request' | 'term' | 'hold_ended'

export interface ActMessages {
  readonly title: (number: string) => string
  readonly certificate: string
  readonly made: string
  readonly ground: string
  readonly grounds: Readonly<Record<ActGround, string>>
  readonly by: string
  readonly byWhom: Readonly<Record<'applicant' | 'officer' | 'system', string>>
  readonly persons: string
  readonly boxes: string
  readonly records: string
  readonly number: string
  readonly open: string
  readonly fields: string
  readonly category: string
  readonly field: string
  readonly method: string
  readonly methodWhole: string
  readonly methodPart: string
  readonly horizon: string
  readonly medium: string
  readonly until: string
  readonly live: string
  readonly log: string
  readonly backups: (names: string) => string
  readonly noMedia: string
  readonly atOnce: string
  readonly partNote: string
  readonly entry: string
  readonly entryWaits: string
  readonly check: string
  readonly pdf: string
  readonly proof: string
}

export interface HoldMessages {
  readonly title: string
  readonly sentence: (count: number) => string
  readonly note: string
  readonly none: EmptyList
  readonly ground: string
  readonly kind: Readonly<Record<HoldKind, string>>
  readonly document: string
  readonly documentNote: string
  readonly whose: string
  readonly who: string
  readonly whoNote: string
  readonly until: string
  readonly untilNote: string
  readonly review: string
  readonly reviewNote: string
  readonly choose: string
  readonly set: string
  readonly setHeading: string
  readonly lift: string
  readonly liftOf: (document: string) => string
  readonly state: string
  readonly states: Readonly<Record<'standing' | 'review' | 'ended' | 'lifted', string>>
  readonly waits: string
  readonly fault: Readonly<
    Record<'who' | 'kind' | 'document' | 'until' | 'tooLong' | 'review', string>
  >
}

export interface RetentionMessages {
  readonly title: string
  readonly sentence: (overdue: number) => string
  readonly late: (overdue: number) => string
  readonly waiting: (held: number, blocked: number) => string
  readonly calendar: string
  readonly calendarNote: (days: number) => string
  readonly nothing: string
  readonly persons: (count: number) => string
  readonly day: string
  readonly purpose: string
  readonly ending: string
  readonly look: string
  readonly acts: string
  readonly find: string
  readonly findNote: string
  readonly findButton: string
  /** No act was ever made; and no act is found by what was typed. */
  readonly noActs: EmptyList
  readonly notFound: EmptyList
  readonly unstated: (year: number) => string
  readonly figures: string
  readonly figuresNote: (personsMin: number) => string
  readonly noFigures: EmptyList
  readonly alike: string
  readonly people: string
  readonly ages: (from: number, to: number) => string
  readonly notTold: string
  readonly strip: (purpose: string, persons: string) => string
}

export interface DestructionMessages {
  readonly act: ActMessages
  readonly hold: HoldMessages
  readonly retention: RetentionMessages
}
