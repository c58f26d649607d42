/**
 * What would a new version of the policy do, and to how many people?
 *
 * Compares the version in force with the next one and counts, over the rows as they stand, who needs a new
 * consent, whose processing stops, whose data end and which recipients are told. Nothing is changed, no box is
 * opened, and numbers are all that comes out.
 *
 * Law: 94-V art. 7(8), 8(4), 12(2), 14, 18. Requirements.
 */
import {
  type Destroy,
  diffPolicies,
  type NewConsent,
  type Notify,
  type Policy,
  type PolicyDiff,
  type Stop,
} from '@kelisim/policy'
import { COPY_STATES } from '@kelisim/rules'
import { type People, type Shape, weigh } from '@kelisim/store'
import { DAY, later, type Moment } from '@kelisim/terms'
import type { Means } from './means.ts'

export interface Impact {
  readonly at: Moment
  /** Everybody whose data are not destroyed. */
  readonly people: number
  readonly newConsents: readonly (NewConsent & Touched)[]
  readonly stops: readonly (Stop & Touched)[]
  readonly destroys: readonly (Destroy & Touched)[]
  readonly notifies: readonly (Notify & Touched)[]
}

export interface Touched {
  readonly people: number
}

export interface Weighed {
  readonly diff: PolicyDiff
  readonly impact: Impact
}

export interface WeighingMeans {
  readonly store: Pick<Means['store'], 'pool'>
  readonly now: () => Moment
  readonly policy: Policy
}

/** `before`: another version than the one in force, where that is wanted. */
export async function weighPolicy(
  means: WeighingMeans,
  next: Policy,
  before: Policy = means.policy,
): Promise<Weighed> {
  const at = means.now()
  const diff = diffPolicies(before, next, at)
  const impact = await weigh(means.store, at, async (scales) => {
    const shapes = await scales.shapes()
    const world: World = { before, next, at, shapes }
    const { newConsents, stops, destroys, notifies } = diff.consequences
    const sets: readonly People[] = [
      ...newConsents.map((one) => whoMustConsent(world, one)),
      ...stops.map((one) => whoseProcessingStops(world, one)),
      ...destroys.map((one) => whoseDataEnd(world, one)),
      ...notifies.map((one) => whoWasDisclosed(one)),
    ]
    const counts = (await scales.counts(sets)).values()
    const counted = () => counts.next().value ?? 0
    return {
      at,
      people: await scales.everybody(),
      newConsents: newConsents.map((one) => ({ ...one, people: counted() })),
      stops: stops.map((one) => ({ ...one, people: counted() })),
      destroys: destroys.map((one) => ({ ...one, people: counted() })),
      notifies: notifies.map((one) => ({ ...one, people: counted() })),
    }
  })
  return { diff, impact }
}

interface World {
  readonly before: Policy
  readonly next: Policy
  readonly at: Moment
  readonly shapes: readonly Shape[]
}

/** Whoever ticked it and whose consent falls short; for a control that is new, whoever ticked anything. */
function whoMustConsent({ shapes }: World, need: NewConsent): People {
  const ticked = shapes.filter(
    ({ control, purpose }) => control === need.control && purpose === need.purpose,
  )
  const enough = ticked.filter(
    ({ fields, operations }) =>
      need.allFields.every((field) => fields.includes(field)) &&
      need.allOperations.every((operation) => operations.includes(operation)),
  )
  return { some: consents(need.isNew ? shapes : ticked), but: consents(enough) }
}

/** Those who gave every tick it stood on, for at least one of the fields; without a tick, whoever has the data. */
function whoseProcessingStops(world: World, stop: Stop): People {
  const any = stop.ticks.flatMap((set): readonly People[] => {
    if (set.length === 0) return [holders(world, stop.fields)]
    return together(world, stop, set)
  })
  return { any }
}

/** The same field has to be named by all the ticks; versions that fit the same others go together. */
function together({ shapes }: World, stop: Stop, controls: readonly string[]): readonly People[] {
  const [first, ...rest] = controls.map((control) =>
    shapes.filter((shape) => shape.control === control && shape.purpose === stop.purpose),
  )
  const found = new Map<string, { readonly firsts: Shape[]; readonly others: readonly People[] }>()
  for (const shape of first ?? []) {
    const shared = shape.fields.filter((field) => stop.fields.includes(field))
    const fits = (other: Shape) =>
      stop.fields.length === 0 || other.fields.some((field) => shared.includes(field))
    if (!fits(shape)) continue
    const others = rest.map((list) => consents(list.filter(fits)))
    const key = JSON.stringify(others)
    const known = found.get(key) ?? { firsts: [], others }
    found.set(key, known)
    known.firsts.push(shape)
  }
  return [...found.values()].map(({ firsts, others }) => ({ all: [consents(firsts), ...others] }))
}

/**
 * A value ends for whoever gave no live consent to another purpose that keeps it long enough. Fields with the
 * same keepers go together, so that each person is asked about each value.
 */
function whoseDataEnd(world: World, end: Destroy): People {
  const { next, at } = world
  const until = end.olderThanDays === 0 ? {} : { until: later(at, -end.olderThanDays * DAY) }
  const any = end.fields.flatMap((field): readonly People[] => {
    const keeping = next.purposes.filter(
      ({ id, everyStoredField, retentionDays }) =>
        everyStoredField !== true &&
        !end.purposes.includes(id) &&
        retentionDays > end.olderThanDays &&
        next.fields.some(
          (one) => one.id === field && one.default !== 'off' && one.purposes.includes(id),
        ),
    )
    if (keeping.some(({ ground }) => ground === 'statute')) return []
    const held: People = { ...holders(world, [field]), ...until }
    const kept = world.shapes.filter(
      (shape) =>
        shape.recipient === undefined &&
        shape.fields.includes(field) &&
        keeping.some(({ id }) => id === shape.purpose),
    )
    return [kept.length === 0 ? held : { some: held, but: consents(kept) }]
  })
  return { any: gathered(any) }
}

/** Holders of several fields with the same exception are asked for once. */
function gathered(parts: readonly People[]): readonly People[] {
  const found = new Map<string, People>()
  for (const part of parts) {
    const held = 'some' in part ? part.some : part
    if (!('from' in held) || held.from !== 'boxes') return parts
    const key = JSON.stringify([held.boxes, 'some' in part ? part.but : null])
    const known = found.get(key)
    const before = known !== undefined && 'some' in known ? known.some : known
    const fields =
      before !== undefined && 'from' in before && before.from === 'boxes' ? before.fields : []
    const wider: People = { ...held, fields: [...fields, ...held.fields] }
    found.set(key, 'some' in part ? { ...part, some: wider } : wider)
  }
  return [...found.values()]
}

function whoWasDisclosed({ recipient, fields }: Notify): People {
  return { from: 'disclosures', recipient, states: COPY_STATES, fields }
}

function consents(of: readonly Shape[]): People {
  return { from: 'consents', of: of.map(({ control, version }) => ({ control, version })) }
}

/** Whoever has one of these fields in a box; without fields, everybody. */
function holders({ before, next }: World, fields: readonly string[]): People {
  if (fields.length === 0) return { from: 'everybody' }
  const boxes = [...before.fields, ...next.fields]
    .filter(({ id }) => fields.includes(id))
    .map(({ box }) => box)
  return { from: 'boxes', boxes: [...new Set(boxes)], fields }
}
