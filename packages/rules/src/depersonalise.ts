/**
 * Which figures may stand of these people, so that none of them leads to anybody?
 *
 * People are put together by what the policy's step leaves of their values; those who are too few go on to the
 * next, coarser step, and who fits nowhere is not counted. A figure is the number of people who are alike in
 * everything it says:
 * - never fewer than `personsMin`;
 * - among people alike in what can be seen of them (age, region) at least `valuesMin` values of what is delicate, or whoever
 *   knows the first would learn the second;
 * - not one single class of such people: whoever knows that somebody was counted would know all that it says.
 * Everybody stands in one figure at most, so nothing can be taken from anything else to leave a smaller one.
 *
 * Pure, and of no use for whoever wants the people back: nothing here keeps who stands where.
 *
 * Law: 94-V art. 1(7), 17(1). Requirements, O-15.
 */
import type { Depersonalisation, Trait } from '@kelisim/policy'
import { almatyDate, isIsoDate, type Moment, yearsBetween } from '@kelisim/terms'

export interface Counting<Who> {
  readonly who: Who
  readonly values: Readonly<Record<string, string>>
}

export interface Figure {
  /** Which step of the policy it was counted by, from 0. */
  readonly step: number
  /** `birth_date=28-37`, sorted; nothing after the sign where nothing was told. */
  readonly traits: readonly string[]
  readonly persons: number
}

export interface Figures<Who> {
  readonly figures: readonly Figure[]
  /** Whoever stands in one of them; in the order they were given. */
  readonly counted: readonly Who[]
}

interface Class<Who> {
  readonly isEverybody: boolean
  readonly figures: readonly Figure[]
  readonly members: readonly Who[]
}

export function countPeople<Who>(
  plan: Depersonalisation,
  youngest: number,
  people: readonly Counting<Who>[],
  at: Moment,
): Figures<Who> {
  const classes: Class<Who>[] = []
  let rest = people
  plan.steps.forEach((_, index) => {
    const found = classesAt(plan, index, youngest, rest, at)
    classes.push(...found)
    const taken = new Set(found.flatMap(({ members }) => members))
    rest = rest.filter(({ who }) => !taken.has(who))
  })
  const [first] = classes
  if (classes.length === 1 && first?.isEverybody === false) return { figures: [], counted: [] }
  const counted = new Set(classes.flatMap(({ members }) => members))
  return {
    figures: classes.flatMap(({ figures }) => figures).toSorted(byWords),
    counted: people.map(({ who }) => who).filter((who) => counted.has(who)),
  }
}

function classesAt<Who>(
  plan: Depersonalisation,
  index: number,
  youngest: number,
  people: readonly Counting<Who>[],
  at: Moment,
): readonly Class<Who>[] {
  const step = Object.entries(plan.steps[index] ?? {})
  const isDelicate = ([field]: readonly [string, Trait]) => plan.sensitive.includes(field)
  const said = (one: Counting<Who>, fields: readonly (readonly [string, Trait])[]) =>
    fields.map(([field, how]) => `${field}=${trait(how, one.values[field], youngest, at)}`)
  const open = step.filter((one) => !isDelicate(one))
  const least = step.some(isDelicate) ? plan.valuesMin : 1
  const alike = Map.groupBy(people, (one) => JSON.stringify(said(one, open)))
  return [...alike.values()].flatMap((members) => {
    const cells = [...Map.groupBy(members, (one) => JSON.stringify(said(one, step))).values()]
    const large = cells.filter((cell) => cell.length >= plan.personsMin)
    if (large.length < least) return []
    const figures = large.map((cell) => {
      const traits = cell[0] === undefined ? [] : said(cell[0], step).toSorted()
      return { step: index, traits, persons: cell.length }
    })
    return [
      { isEverybody: open.length === 0, figures, members: large.flat().map(({ who }) => who) },
    ]
  })
}

/** `28-37` of ages counted from the youngest who may apply; as it was chosen; or nothing. */
function trait(how: Trait, value: string | undefined, youngest: number, at: Moment): string {
  if (value === undefined) return ''
  if (how === 'as_is') return value
  if (!isIsoDate(value)) return ''
  const age = yearsBetween(value, almatyDate(at))
  const from = youngest + Math.floor((age - youngest) / how.ageYears) * how.ageYears
  return `${from}-${from + how.ageYears - 1}`
}

/** An order that says nothing of when or in which order people came. */
function byWords(one: Figure, other: Figure): number {
  if (one.step !== other.step) return one.step - other.step
  return one.traits.join(' ') < other.traits.join(' ') ? -1 : 1
}
