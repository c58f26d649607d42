/** Rules of detection against a slow reading of the same words, and the edges of hours and windows. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DetectionRule } from '@kelisim/policy'
import { MINUTE, type Moment, moment } from '@kelisim/terms'
import fc from 'fast-check'
import { countsFor, isOutsideHours, judge, type Seen } from './detect.ts'

const RULE: DetectionRule = {
  id: 'bulk',
  sign: 'people_seen',
  title: { kk: 'к', ru: 'р', en: 'e' },
  roles: ['staff'],
  actions: ['values_opened'],
  codes: [],
  atLeast: 3,
  minutes: 5,
  contain: [],
}
/** Monday 23 November 2026, 10:00 in Almaty. */
const MONDAY = Date.UTC(2026, 10, 23, 5)

function seenOf(steps: readonly (readonly [number, string, string])[]): readonly Seen[] {
  let at = MONDAY
  return steps.map(([pause, about, kind], place) => {
    at += pause
    return { place, at: moment(at), kind, about }
  })
}

const steps = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 3 * MINUTE }),
    fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    fc.constantFrom('values_opened', 'values_listed', 'refused'),
  ),
  { maxLength: 40 },
)

/** Every window that ends at a fresh action, counted from the beginning. */
function slowly(rule: DetectionRule, seen: readonly Seen[], fresh: number): number {
  const most = seen.map((last) => {
    const inside = seen.filter(
      (one) =>
        one.place <= last.place &&
        one.at > last.at - rule.minutes * MINUTE &&
        (rule.sign === 'people_seen' ? one.kind === 'values_opened' : one.kind === 'refused'),
    )
    const isLast = inside.some((one) => one.place === last.place)
    if (!isLast || last.place < fresh) return 0
    return rule.sign === 'people_seen'
      ? new Set(inside.map((one) => one.about)).size
      : inside.length
  })
  return Math.max(0, ...most)
}

test('an alarm is given exactly when a window that ends at a fresh action holds enough (R-82)', () => {
  fc.assert(
    fc.property(
      steps,
      fc.nat(40),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      (made, fresh, atLeast, isPeople) => {
        const rule: DetectionRule = {
          ...RULE,
          atLeast,
          sign: isPeople ? 'people_seen' : 'refusals_of_actor',
        }
        const seen = seenOf(made)
        const most = slowly(rule, seen, fresh)
        const alarm = judge(rule, seen, fresh, [])
        assert.equal(alarm?.found ?? 0, most >= atLeast ? most : 0)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('reading in rounds raises an alarm whenever reading at once does (R-82)', () => {
  fc.assert(
    fc.property(steps, fc.nat(40), (made, cut) => {
      const seen = seenOf(made)
      const atOnce = judge(RULE, seen, 0, [])
      const first = judge(RULE, seen.slice(0, cut), 0, [])
      const second = judge(RULE, seen, Math.min(cut, seen.length), [])
      assert.equal(atOnce === undefined, first === undefined && second === undefined)
    }),
    { numRuns: 1_000 },
  )
})

test('the same person again is one person; an action as old as the window is outside it (R-82)', () => {
  const again = seenOf(Array.from({ length: 50 }, () => [1, 'a', 'values_opened'] as const))
  assert.equal(judge(RULE, again, 0, []), undefined)
  const apart = (pause: number) =>
    judge(
      RULE,
      seenOf([
        [0, 'a', 'values_opened'],
        [0, 'b', 'values_opened'],
        [pause, 'c', 'values_opened'],
      ]),
      0,
      [],
    )
  assert.equal(apart(5 * MINUTE), undefined)
  assert.equal(apart(5 * MINUTE - 1)?.found, 3)
})

test('working hours are those of Almaty; days off and weekends are outside them (R-82)', () => {
  const hours = { from: '08:00', to: '20:00', workingDaysOnly: true }
  const calendar = [{ year: 2026, daysOff: ['2026-12-16'], confirmed: true }]
  const out = (utc: number) => isOutsideHours(hours, calendar, moment(utc))
  assert.equal(out(Date.UTC(2026, 10, 23, 2, 59)), true, '07:59')
  assert.equal(out(Date.UTC(2026, 10, 23, 3)), false, '08:00')
  assert.equal(out(Date.UTC(2026, 10, 23, 14, 59)), false, '19:59')
  assert.equal(out(Date.UTC(2026, 10, 23, 15)), true, '20:00')
  assert.equal(out(Date.UTC(2026, 10, 22, 9)), true, 'a Sunday')
  assert.equal(out(Date.UTC(2026, 11, 16, 9)), true, 'Independence Day')
  assert.equal(out(Date.UTC(2031, 0, 2, 9)), false, 'a year without a calendar')
  const rule: DetectionRule = { ...RULE, sign: 'odd_hours', hours, atLeast: 1 }
  const seen = [
    { place: 0, at: Date.UTC(2026, 10, 22, 9) as Moment, kind: 'values_opened', about: 'a' },
  ]
  assert.equal(judge(rule, seen, 0, calendar)?.found, 1)
})

test('staff is every role but those of the person, the organisations and the program (R-82)', () => {
  for (const role of ['clerk', 'officer', 'front_desk']) assert.ok(countsFor(RULE, role), role)
  for (const role of ['applicant', 'recipient', 'system']) assert.ok(!countsFor(RULE, role), role)
  assert.ok(countsFor({ roles: ['recipient'] }, 'recipient'))
})

test('R-60: only refusals with a code that the rule names count, however many others there are', () => {
  const rule: DetectionRule = { ...RULE, sign: 'refusals_of_actor', codes: ['not_found'] }
  const seen = ['not_found', 'invalid_input', 'not_found', undefined, 'not_found'].map(
    (code, place): Seen => ({
      place,
      at: moment(MONDAY + place),
      kind: 'refused',
      about: undefined,
      code,
    }),
  )
  assert.equal(judge(rule, seen, 0, [])?.found, 3)
  assert.equal(judge({ ...rule, atLeast: 4 }, seen, 0, []), undefined)
  assert.equal(judge({ ...rule, codes: [] }, seen, 0, [])?.found, 5)
})
