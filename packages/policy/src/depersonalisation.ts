/**
 * How do a person's data become figures that lead to nobody?
 *
 * An optional file of the folder, `statistics.yaml`: for which purpose, how often, which fields in which steps from
 * fine to coarse, and how many people must be alike before they are counted. Without the file nothing is
 * depersonalised: whoever's term ends is destroyed and leaves no figure.
 *
 * The law wants that nobody can tell whose the data are, whatever else they know, so no step may hold a number, a name or
 * a free text. No law of Kazakhstan names a number of people; ours is never below `PERSONS_FLOOR`.
 *
 * Law: 94-V art. 1(7), 17(1). Requirements, O-15. How people are grouped: `rules/depersonalise.ts`.
 */
import { z } from 'zod'
import { error } from './fault.ts'
import type { Field, Finding, Policy } from './model.ts'
import type { Places, Reader } from './read.ts'

export const STATISTICS_FILE = 'statistics.yaml'
const CLAUSE = '2.1(4)'
/** Statistical offices withhold a figure of fewer people. */
const PERSONS_FLOOR = 10
const AGE_YEARS_FLOOR = 5

/** A value stands as it was chosen from a list, or a birth date becomes ages from–to. */
export type Trait = 'as_is' | { readonly ageYears: number }

export interface Depersonalisation {
  readonly purpose: string
  /** A run takes everybody whose data end before the next one. */
  readonly everyDays: number
  /** People who must be alike in everything before any of them is counted. */
  readonly personsMin: number
  /** How many different values of what is delicate must stand among people who are otherwise alike. */
  readonly valuesMin: number
  readonly sensitive: readonly string[]
  /** From fine to coarse; whoever fits nowhere is not counted. */
  readonly steps: readonly Readonly<Record<string, Trait>>[]
}

const trait = z.union([
  z.literal('as_is'),
  z.strictObject({ ageYears: z.int().min(AGE_YEARS_FLOOR).max(60) }),
])
const shape = z.strictObject({
  purpose: z.string(),
  everyDays: z.int().min(1).max(366),
  personsMin: z.int().min(PERSONS_FLOOR).max(10_000),
  valuesMin: z.int().min(2).max(20),
  sensitive: z.array(z.string()).default([]),
  steps: z.array(z.record(z.string(), trait)).min(1).max(8),
})

export function readDepersonalisation(
  reader: Reader,
  files: ReadonlyMap<string, string>,
): Depersonalisation | undefined {
  if (!files.has(STATISTICS_FILE)) return undefined
  return reader.whole(STATISTICS_FILE, 'depersonalisation', shape)
}

/** Every field of the steps, once. */
export function depersonalisedFields(plan: Pick<Depersonalisation, 'steps'>): readonly string[] {
  return [...new Set(plan.steps.flatMap((step) => Object.keys(step)))].toSorted()
}

export function checkDepersonalisation(policy: Policy, places: Places): readonly Finding[] {
  const plan = policy.depersonalisation
  if (plan === undefined) return []
  const at = (...path: readonly (string | number)[]) =>
    places.in(STATISTICS_FILE, 'depersonalisation', ...path)
  const unknown = (named: string, where: string) =>
    error('statistics_unknown', where, CLAUSE, { named })
  const fine = (named: string, where: string) =>
    error('statistics_too_fine', where, CLAUSE, { named })
  const purpose = policy.purposes.find(({ id }) => id === plan.purpose)
  if (purpose?.depersonalisedOnly !== true) {
    return [unknown(plan.purpose, at('purpose'))]
  }
  const found: Finding[] = []
  for (const id of depersonalisedFields(plan)) {
    const field = policy.fields.find((known) => known.id === id)
    const isServed = field !== undefined && field.purposes.includes(plan.purpose)
    if (!isServed || field.default === 'off' || !isAsked(policy, plan.purpose, id)) {
      found.push(unknown(id, at('steps')))
    } else if (!plan.steps.every((step) => fits(field, step[id]))) {
      found.push(fine(id, at('steps')))
    }
  }
  const strange = plan.sensitive.filter((id) => !depersonalisedFields(plan).includes(id))
  found.push(...strange.map((id) => unknown(id, at('sensitive'))))
  if (!plan.steps.every((step, index) => index === 0 || isCoarser(plan.steps[index - 1], step))) {
    found.push(fine('steps', at('steps')))
  }
  if (plan.everyDays > shortestTerm(policy)) {
    found.push(fine('everyDays', at('everyDays')))
  }
  return found
}

function isAsked(policy: Policy, purpose: string, field: string): boolean {
  return policy.controls.some(
    (control) =>
      control.kind === 'processing' &&
      control.purpose === purpose &&
      control.operations.includes('depersonalise') &&
      (control.fields === undefined || control.fields.includes(field)),
  )
}

/** Only what was chosen from a list, and a birth date as ages. */
function fits(field: Field, how: Trait | undefined): boolean {
  if (how === undefined) return true
  if (how === 'as_is') return field.type === 'enum' || field.type === 'region'
  return field.type === 'date'
}

function isCoarser(
  fine: Readonly<Record<string, Trait>> = {},
  coarse: Readonly<Record<string, Trait>>,
): boolean {
  return Object.entries(coarse).every(([field, how]) => {
    const before = fine[field]
    if (before === undefined) return false
    if (before === 'as_is' || how === 'as_is') return before === how
    return how.ageYears % before.ageYears === 0
  })
}

function shortestTerm(policy: Policy): number {
  const terms = policy.purposes
    .filter(({ ground }) => ground === 'consent')
    .map(({ consentDays }) => consentDays)
  return Math.min(...terms)
}
