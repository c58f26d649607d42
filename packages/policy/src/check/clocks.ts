/**
 * Is every period, day off and bound stated for the time in which the policy acts?
 *
 * Law: 94-V art. 8(7), 24, 25(2)(6)-(8). Requirements: I10, DL-01 to DL-16, R-38, L-14.
 */
import { isIsoDate } from '@kelisim/terms'
import { error } from '../fault.ts'
import { hasLenders } from '../meaning.ts'
import type { CalendarYear, Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'

const DEADLINES = Array.from(
  { length: 16 },
  (_, index) => `DL-${String(index + 1).padStart(2, '0')}`,
)
const RIGHTS = ['access', 'clarify', 'block', 'destroy', 'withdraw', 'object', 'complain']

export function checkClocks(policy: Policy, places: Places): readonly Finding[] {
  return [
    ...deadlines(policy, places),
    ...rights(policy, places),
    ...calendar(policy, places),
    ...publication(policy, places),
    ...(hasLenders(policy) ? bounds(policy, places) : []),
  ]
}

function deadlines(policy: Policy, places: Places): readonly Finding[] {
  const declared = new Set(policy.deadlines.map(({ id }) => id))
  const missing = DEADLINES.filter((id) => !declared.has(id)).map((id) => {
    const where = places.in('deadlines.yaml', 'deadlines')
    return error('deadline_missing', where, '4.2.1', { deadline: id })
  })
  const wrong = policy.deadlines
    .filter(({ days, unit, start, validFrom }) => {
      const counted = (days === undefined) === (unit === undefined)
      return !counted || (days !== undefined && start === undefined) || !isIsoDate(validFrom)
    })
    .map(({ id }) =>
      error('deadline_invalid', places.of('deadline', id), '4.2.1', { deadline: id }),
    )
  return [...missing, ...wrong]
}

function rights(policy: Policy, places: Places): readonly Finding[] {
  const clocks = new Set(policy.deadlines.map(({ id }) => id))
  const declared = new Set(policy.rights.map(({ id }) => id))
  const missing = RIGHTS.filter((id) => !declared.has(id)).map((id) => {
    const where = places.in('rights.yaml', 'rights')
    return error('right_missing', where, '4.2.1', { right: id })
  })
  const idle = policy.rights
    .filter(({ deadline }) => !clocks.has(deadline))
    .map(({ id, deadline }) => {
      const where = places.of('right', id, 'deadline')
      return error('deadline_unknown', where, '4.2.1', { right: id, deadline })
    })
  return [...missing, ...idle]
}

/** A period that begins in December ends in the next year, so two years are needed. */
function calendar(policy: Policy, places: Places): readonly Finding[] {
  const first = Number(policy.effectiveFrom.slice(0, 4))
  const declared = new Set(policy.calendar.map(({ year }) => year))
  const missing = [first, first + 1]
    .filter((year) => !declared.has(year))
    .map((year) => {
      const where = places.in('calendar.yaml', 'calendar')
      return error('calendar_year_missing', where, '4.2.1', { year })
    })
  return [...missing, ...policy.calendar.flatMap((year) => days(year, places))]
}

function days({ year, daysOff }: CalendarYear, places: Places): readonly Finding[] {
  return daysOff.flatMap((day, index) => {
    const own = isIsoDate(day) && day.startsWith(`${year}-`) && daysOff.indexOf(day) === index
    if (own) return []
    const where = places.of('calendar', String(year), 'daysOff', index)
    return [error('calendar_day_invalid', where, '4.2.1', { year, day })]
  })
}

/** Time to sue over what was done with data, after the longest that any of them are held (CC art. 178). */
const LIMITATION_DAYS = 3 * 366

/** What is disputed must still be there for whoever reads the ledger from outside. */
function publication(policy: Policy, places: Places): readonly Finding[] {
  const { ledgerPublishedDays: days } = policy.limits
  const longest = Math.max(0, ...policy.purposes.map((one) => one.consentDays + one.retentionDays))
  if (days === undefined || days >= longest + LIMITATION_DAYS) return []
  const where = places.in('limits.yaml', 'limits', 'ledgerPublishedDays')
  return [error('ledger_published_short', where, '6.5', { days: longest + LIMITATION_DAYS })]
}

/** Only lenders have rates, so only a policy that names one has caps on them. */
function bounds(policy: Policy, places: Places): readonly Finding[] {
  const { mci, aprCaps } = policy.limits
  const year = policy.effectiveFrom.slice(0, 4)
  const found: Finding[] = []
  if (mci[year] === undefined) {
    const where = places.in('limits.yaml', 'limits', 'mci')
    found.push(error('mci_missing', where, '6.5', { year }))
  }
  const inForce = aprCaps.some(
    (cap) => cap.id === 'general' && cap.validFrom <= policy.effectiveFrom,
  )
  if (!inForce || aprCaps.some((cap) => !isIsoDate(cap.validFrom))) {
    const where = places.in('limits.yaml', 'limits', 'aprCaps')
    found.push(error('apr_cap_missing', where, '6.5'))
  }
  return found
}
