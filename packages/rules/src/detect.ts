/**
 * Do these actions show unlawful access?
 *
 * A rule is a sign with a threshold: so many different people, or so many actions, within so many minutes, by one
 * actor or about one person. `judge` gets what one of them did, oldest first, and says whether a window that
 * ends at an action not judged before holds enough. It remembers nothing, so asking again says the same.
 * A decoy needs no counting: one action is enough.
 *
 * Law: 94-V art. 22(1)(2), 22(1)(3). Requirement: R-82. Does not read the ledger and contains nobody.
 */
import {
  type CalendarYear,
  type DetectionRule,
  STAFF_ROLES,
  type WorkingHours,
} from '@kelisim/policy'
import { almatyClock, almatyDate, MINUTE, type Moment, weekday } from '@kelisim/terms'

/** One action as a rule sees it. */
export interface Seen {
  /** Its place in the ledger. */
  readonly place: number
  readonly at: Moment
  readonly kind: string
  /** Handle of the person concerned. */
  readonly about: string | undefined
  /** Why it was refused. */
  readonly code?: string | undefined
}

export interface Alarm {
  readonly firstAt: Moment
  readonly at: Moment
  /** What was counted: people or actions. */
  readonly found: number
}

/** These act for the person, the program and the organisations; every other role is somebody's who works here. */
/** Roles of people outside the operator, and of the program itself. */
export const NOT_STAFF: ReadonlySet<string> = new Set(['applicant', 'recipient', 'system'])
const SATURDAY = 5
const CLOCK = /^(\d\d):(\d\d)$/

/** Whose action counts for the rule. */
export function countsFor(rule: Pick<DetectionRule, 'roles'>, role: string): boolean {
  return rule.roles.includes(role) || (rule.roles.includes(STAFF_ROLES) && !NOT_STAFF.has(role))
}

/**
 * `seen`: what one actor did (or what was done about one person), ordered by moment. `fresh`: places from here on were not
 * judged before; an alarm is about at least one of them.
 */
export function judge(
  rule: DetectionRule,
  seen: readonly Seen[],
  fresh: number,
  calendar: readonly CalendarYear[],
): Alarm | undefined {
  const counted = seen.filter((one) => isSign(rule, one, calendar))
  const isPeople = rule.sign === 'people_seen'
  const within = new Map<string, number>()
  let from = 0
  let alarm: Alarm | undefined
  for (const one of counted) {
    enter(within, keyOf(isPeople, one))
    for (let first = counted[from]; first !== undefined; first = counted[from]) {
      if (first.at > one.at - rule.minutes * MINUTE) break
      leave(within, keyOf(isPeople, first))
      from += 1
    }
    if (one.place < fresh || within.size < rule.atLeast) continue
    const first = counted[from] ?? one
    alarm = {
      firstAt: alarm?.firstAt ?? first.at,
      at: one.at,
      found: Math.max(alarm?.found ?? 0, within.size),
    }
  }
  return alarm
}

/** Each person once, or each action once. */
function keyOf(isPeople: boolean, { about, place }: Seen): string {
  return isPeople && about !== undefined ? about : `#${place}`
}

function enter(within: Map<string, number>, key: string): void {
  within.set(key, (within.get(key) ?? 0) + 1)
}

function leave(within: Map<string, number>, key: string): void {
  const left = (within.get(key) ?? 0) - 1
  if (left > 0) within.set(key, left)
  else within.delete(key)
}

function isSign(rule: DetectionRule, one: Seen, calendar: readonly CalendarYear[]): boolean {
  switch (rule.sign) {
    case 'people_seen':
      return one.about !== undefined && rule.actions.some((kind) => kind === one.kind)
    case 'odd_hours':
      if (!rule.actions.some((kind) => kind === one.kind)) return false
      return rule.hours !== undefined && isOutsideHours(rule.hours, calendar, one.at)
    case 'refusals_of_actor':
      if (one.kind !== 'refused') return false
      return rule.codes.length === 0 || rule.codes.some((code) => code === one.code)
    case 'refusals_about_subject':
      return one.kind === 'refused'
    case 'decoy_touched':
    case 'record_broken':
    case 'key_misused':
    case 'logins_failed':
    case 'signatures_wrong':
      return true
  }
}

/** A year that the calendar does not hold has its Saturdays and Sundays: watching must not stop on 1 January. */
export function isOutsideHours(
  hours: WorkingHours,
  calendar: readonly CalendarYear[],
  at: Moment,
): boolean {
  const clock = almatyClock(at)
  if (clock < millisecondsOf(hours.from) || clock >= millisecondsOf(hours.to)) return true
  if (!hours.workingDaysOnly) return false
  const date = almatyDate(at)
  const year = calendar.find((known) => known.year === Number(date.slice(0, 4)))
  return weekday(date) >= SATURDAY || year?.daysOff.includes(date) === true
}

function millisecondsOf(clock: string): number {
  const [, hours, minutes] = CLOCK.exec(clock) ?? []
  return (Number(hours) * 60 + Number(minutes)) * MINUTE
}
