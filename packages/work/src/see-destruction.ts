/**
 * What was destroyed, when, and what falls due next: acts and certificates, and the officer's view of the terms.
 *
 * An act or a certificate holds no value and names no person, so whoever has its id may read it, as anyone may read
 * the ledger's entry of it; the list of acts and the calendar are the officer's.
 *
 * Law: 94-V art. 12(2), 18, 22(1)(5). Requirements.
 */
import type { Receipt } from '@kelisim/ledger'
import {
  type Arrears,
  arrears,
  DESTROYED_PART,
  DESTRUCTION_ACT,
  dueByDay,
  type DueDay,
  endingByPurpose,
  load,
  loadOne,
  locateDestruction,
  type StandingFigure,
  standingFigures,
} from '@kelisim/store'
import {
  addDays,
  almatyDate,
  DAY,
  endOfDay,
  isIsoDate,
  later,
  type Moment,
  startOfDay,
  toIso,
} from '@kelisim/terms'
import type { Act, ActPart } from './act-of-destruction.ts'
import { OVERDUE_MS } from './end-what-has-run-out.ts'
import type { Answer, Means } from './means.ts'
import { receiptAt } from './receipt.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

type Staff = Pick<StaffMember, 'id' | 'role'>
const LISTED_MAX = 100
export const FIGURES_MAX = 500
/** How far ahead the calendar looks. */
export const CALENDAR_DAYS = 60

export interface DestructionRecord {
  /** One person's part; undefined for the act as a whole. */
  readonly part: ActPart | undefined
  /** undefined only for a moment, between a part and its act. */
  readonly act: Act | undefined
  /** Leaf of the ledger; undefined until the sequencer has placed it. */
  readonly leaf: number | undefined
}

/** By the id of a part (the person's certificate) or of an act. */
export async function destructionRecord(
  means: Means,
  id: string,
): Promise<DestructionRecord | undefined> {
  const { pool } = means.store
  const part = await loadOne(pool, DESTROYED_PART, 'part_id = $1', [id])
  const act = await loadOne(pool, DESTRUCTION_ACT, 'act_id = $1 and made_at is not null', [
    part?.act_id ?? id,
  ])
  if (part === undefined && act === undefined) return undefined
  const located = await locateDestruction(means.store, id)
  return { part, act, leaf: located?.index }
}

/** The ledger's proof of it, for /verify and for anyone. */
export async function destructionProof(means: Means, id: string): Promise<Receipt | undefined> {
  const located = await locateDestruction(means.store, id)
  return located && (await receiptAt(means, located))
}

export interface TermsSeen {
  readonly arrears: Arrears
  /** Consents that keep data, by their last day and purpose. */
  readonly ending: readonly DueDay[]
  /** Days on which the program looks at somebody's terms. */
  readonly looks: readonly DueDay[]
  readonly acts: readonly Act[]
  /** A year within the calendar's reach whose days off nobody has stated: its terms come early. */
  readonly unstated: number | undefined
  /** Figures that lead to nobody (O-15). */
  readonly figures: readonly StandingFigure[]
}

/** `find`: `2026/3` or a date; anything else finds nothing. */
export async function seeTerms(
  means: Means,
  staff: Staff,
  find: string,
): Promise<Answer<{ readonly seen: TermsSeen }>> {
  const refused = await unlessSupervisor(means, staff, 'act_made')
  if (refused !== undefined) return refused
  const { pool } = means.store
  const now = means.now()
  const to = later(now, CALENDAR_DAYS * DAY)
  return {
    effect: 'done',
    seen: {
      arrears: await arrears(pool, now, OVERDUE_MS),
      ending: await endingByPurpose(pool, now, to),
      looks: await dueByDay(pool, now, to),
      acts: await findActs(means, find.trim()),
      unstated: [now, to].map(yearOf).find((year) => !isStated(means, year)),
      figures: await standingFigures(pool, FIGURES_MAX),
    },
  }
}

function yearOf(at: Moment): number {
  return Number(almatyDate(at).slice(0, 4))
}

function isStated({ policy }: Means, year: number): boolean {
  return policy.calendar.some((one) => one.year === year)
}

async function findActs(means: Means, find: string): Promise<readonly Act[]> {
  const order = `order by made_at desc, act_id desc limit ${LISTED_MAX}`
  const { pool } = means.store
  if (find === '') return await load(pool, DESTRUCTION_ACT, `made_at is not null ${order}`, [])
  const [, year, ordinal] = /^(\d{4})\/(\d{1,9})$/.exec(find) ?? []
  if (year !== undefined && ordinal !== undefined) {
    const where = 'year = $1 and ordinal = $2 and made_at is not null'
    return await load(pool, DESTRUCTION_ACT, where, [Number(year), Number(ordinal)])
  }
  if (!isIsoDate(find)) return []
  return await load(pool, DESTRUCTION_ACT, `made_at >= $1 and made_at <= $2 ${order}`, [
    toIso(startOfDay(find)),
    toIso(endOfDay(find)),
  ])
}

/** Each day of the calendar, in order, as dates of Almaty. */
export function calendarDays(first: string): readonly string[] {
  return Array.from({ length: CALENDAR_DAYS }, (_, index) => addDays(first, index))
}
