/**
 * How many people is something true of? Sets of people over consents, boxes and disclosures, counted.
 *
 * No box is opened and no identifier leaves: only numbers come out, all of one snapshot. Which field a box
 * holds, and what a consent named, stand beside the sealed values. Every set is read from an index alone, so a
 * million people are counted in seconds.
 * Consents of one control and version all say the same, because each is made from that version's text: they
 * are looked at once (`shapes`) and then told apart by those two names.
 *
 * Law: 94-V art. 22. Requirements. Invariants I1, I11. Does not know policies.
 */
import { type Moment, toIso } from '@kelisim/terms'
import { type Client, inSnapshot } from './database.ts'
import type { Store } from './store.ts'

/** What the live consents of one control and version name. */
export interface Shape {
  readonly control: string
  readonly version: number
  readonly purpose: string
  readonly operations: readonly string[]
  readonly fields: readonly string[]
  readonly recipient: string | undefined
}

/** A set of people; `any`, `all` and `but` are union, intersection and difference. */
export type People =
  | { readonly from: 'everybody' }
  | { readonly from: 'consents'; readonly of: readonly Pick<Shape, 'control' | 'version'>[] }
  | {
      readonly from: 'boxes'
      readonly boxes: readonly string[]
      readonly fields: readonly string[]
      /** Only boxes last written before it. */
      readonly until?: Moment
    }
  | {
      readonly from: 'disclosures'
      readonly recipient: string
      readonly states: readonly string[]
      readonly fields: readonly string[]
    }
  | { readonly any: readonly People[] }
  | { readonly all: readonly [People, ...People[]] }
  | { readonly some: People; readonly but: People }

export interface Scales {
  shapes(): Promise<readonly Shape[]>
  count(people: People): Promise<number>
}

export async function weigh<T>(
  store: Pick<Store, 'pool'>,
  at: Moment,
  work: (scales: Scales) => Promise<T>,
): Promise<T> {
  return await inSnapshot(store.pool, async (client) => {
    await client.query(SETTINGS)
    const known = new Map<string, Promise<number>>()
    const count = async (people: People) => {
      const key = JSON.stringify(people)
      const counted = known.get(key) ?? countPeople(client, at, people)
      known.set(key, counted)
      return await counted
    }
    return await work({ shapes: async () => await shapesOf(client), count })
  })
}

/** A million identifiers are told apart in memory, and compiling a query costs more than running it. */
const SETTINGS = "set local work_mem = '256MB'; set local jit = off"

/** Jumps from one pair to the next in the index: as many steps as pairs, however many rows. */
const SHAPES = `
  with recursive pair as (
    (select control, policy_version from consent where withdrawn_at is null
      order by control, policy_version limit 1)
    union all
    select next.control, next.policy_version from pair, lateral (
      select c.control, c.policy_version from consent c
      where c.withdrawn_at is null
        and (c.control, c.policy_version) > (pair.control, pair.policy_version)
      order by c.control, c.policy_version limit 1) next)
  select one.* from pair, lateral (
    select c.control, c.policy_version as version, c.purpose, c.operations, c.fields, c.recipient
    from consent c
    where c.withdrawn_at is null
      and c.control = pair.control and c.policy_version = pair.policy_version
    limit 1) one`

interface ShapeRow extends Omit<Shape, 'recipient'> {
  readonly recipient: string | null
}

async function shapesOf(client: Client): Promise<readonly Shape[]> {
  const { rows } = await client.query<ShapeRow>(SHAPES)
  return rows.map((row) => ({ ...row, recipient: row.recipient ?? undefined }))
}

async function countPeople(client: Client, at: Moment, people: People): Promise<number> {
  const values: unknown[] = []
  const text = `select count(*) as people from (${sqlOf(people, at, values)}) set_of_people`
  const { rows } = await client.query<{ people: number }>(text, values)
  return rows[0]?.people ?? 0
}

const NOBODY = 'select null::uuid as subject_id where false'

/** Known without asking: then nothing has to be put together or taken away. */
function isNobody(people: People): boolean {
  if ('any' in people) return people.any.every(isNobody)
  if ('all' in people) return people.all.some(isNobody)
  if ('some' in people) return isNobody(people.some)
  if (people.from === 'consents') return people.of.length === 0
  return people.from === 'boxes' && people.boxes.length === 0
}

/** Each part gives every person once, so that a count is of people. */
function sqlOf(people: People, at: Moment, values: unknown[]): string {
  const next = (value: unknown) => `$${values.push(value)}`
  const part = (one: People) => `(${sqlOf(one, at, values)})`
  if (isNobody(people)) return NOBODY
  if ('any' in people) {
    return people.any
      .filter((one) => !isNobody(one))
      .map(part)
      .join(' union ')
  }
  if ('all' in people) return people.all.map(part).join(' intersect ')
  if ('some' in people) {
    const some = part(people.some)
    return isNobody(people.but) ? some : `${some} except ${part(people.but)}`
  }
  switch (people.from) {
    case 'everybody':
      return `select subject_id from subject where state <> 'destroyed'`
    case 'consents': {
      const now = next(toIso(at))
      const controls = [...new Set(people.of.map(({ control }) => control))]
      const each = controls.map((control) => {
        const versions = people.of.filter((one) => one.control === control)
        return `select distinct subject_id from consent
          where withdrawn_at is null and expires_at > ${now} and control = ${next(control)}
            and policy_version = any(${next(versions.map(({ version }) => version))}::int[])`
      })
      return each.join(' union ')
    }
    case 'boxes': {
      const until =
        people.until === undefined ? '' : `and written_at <= ${next(toIso(people.until))}`
      const fields = next(people.fields)
      // A person has one box of a name, so one box needs no further look at who is in it twice.
      return people.boxes
        .map(
          (box) => `select subject_id from box
            where box = ${next(box)} and fields && ${fields}::text[] ${until}`,
        )
        .join(' union ')
    }
    case 'disclosures':
      return `select distinct subject_id from disclosure
        where recipient = ${next(people.recipient)} and state = any(${next(people.states)}::text[])
          and fields && ${next(people.fields)}::text[]`
  }
}
