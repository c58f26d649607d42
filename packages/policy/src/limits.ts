/**
 * The numbers of a policy that bound what a person or the program may do, each with its unit in its name.
 *
 * Serves, L-14; 94-V art. 8(4), 18, DC art. 47, 56-V art. 5. Data of the operator, never of the program.
 */
/** On demand, at the end of the terms, at the end of a hold; or of single values while the person stays. */
export const DESTRUCTIONS_TOLD = ['request', 'term', 'hold_ended', 'part'] as const
export type DestructionTold = (typeof DESTRUCTIONS_TOLD)[number]

export interface Limits {
  readonly adultYears: number
  readonly draftHours: number
  readonly recipientsMax: number
  readonly codeMinutes: number
  readonly codeTries: number
  readonly revealSeconds: number
  readonly duplicateSeconds: number
  readonly destructionHorizonDays: number
  /** Of which destructions the person is told by SMS before the number goes; absent: of none. */
  readonly destructionTold?: readonly DestructionTold[]
  /** After so many days an entry of the ledger is no longer published; its hash is. Absent: never taken out. */
  readonly ledgerPublishedDays?: number
  /** Cap on the annual effective rate, percent, by class of microcredit, dated. */
  readonly aprCaps: readonly AprCap[]
  /** Monthly calculation index, tenge, by year. */
  readonly mci: Readonly<Record<string, number>>
  /** Hours in which a message of an offer or marketing purpose may go, Asia/Almaty. */
  readonly messages?: MessageLimits
}

export interface MessageLimits {
  readonly from: string
  readonly to: string
  readonly workingDaysOnly: boolean
  readonly perWeekMax: number
}

export interface AprCap {
  readonly id: 'general' | 'short_small'
  readonly validFrom: string
  readonly aprPercentMax: number
  readonly dailyPercentBelow?: number
  readonly daysMax?: number
  readonly amountMciMax?: number
}
