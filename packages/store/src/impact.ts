/**
 * How many people is something true of? Sets of people over consents, boxes and disclosures, counted.
 *
 * No box is opened and no identifier leaves: only numbers come out, all of one snapshot. Which field a box
 * holds, and what a consent named, stand beside the sealed values.
 * Consents of one control and version all say the same, because each is made from that version's text: they
 * are looked at once (`shapes`) and then told apart by those two names. So are boxes and disclosures of one list of
 * fields (`Forms`). The rows that remain are walked once for all sets together (`impact-pass.ts`).
 *
 * Law: 94-V art. 22. Requirements. Invariants I1, I11. Does not know policies.
 */
import { type Moment, toIso } from '@kelisim/terms'
import { type Client, inSnapshot } from './database.ts'
import { BITS_MAX, type Masked, passOver, type Rows } from './impact-pass.ts'
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
  everybody(): Promise<number>
  shapes(): Promise<readonly Shape[]>
  /** For each of the sets, in their order. */
  counts(sets: readonly People[]): Promise<readonly number[]>
}

export async function weigh<T>(
  store: Pick<Store, 'pool'>,
  at: Moment,
  work: (scales: Scales) => Promise<T>,
): Promise<T> {
  return await inSnapshot(store.pool, async (client) => {
    const counts = async (sets: readonly People[]) => {
      const forms = await formsOf(client)
      const counted: number[] = []
      for (const some of batches(sets)) {
        const { parts, bits } = partsOf(some, forms)
        const masks = await passOver(store, client, at, parts)
        for (const people of some) {
          const within = masks.filter(({ mask }) => isIn(people, mask, bits))
          counted.push(within.reduce((sum, one) => sum + one.people, 0))
        }
      }
      return counted
    }
    return await work({
      everybody: async () => await everybody(client),
      shapes: async () => await shapesOf(client),
      counts,
    })
  })
}

async function everybody(client: Client): Promise<number> {
  const { rows } = await client.query<{ people: number }>(
    "select count(*) as people from subject where state <> 'destroyed'",
  )
  return rows[0]?.people ?? 0
}

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

/** The lists of fields that stand in boxes and in disclosures, each once; the database writes them. */
interface Forms {
  readonly boxes: readonly { box: string; fields: readonly string[]; written: string }[]
  readonly disclosures: readonly {
    recipient: string
    state: string
    fields: readonly string[]
    written: string
  }[]
}

const BOX_FORMS = `
  with recursive form as (
    (select box, fields from box_outline order by box, fields limit 1)
    union all
    select next.box, next.fields from form, lateral (
      select b.box, b.fields from box_outline b where (b.box, b.fields) > (form.box, form.fields)
      order by b.box, b.fields limit 1) next)
  select box, fields, fields::text as written from form`

const DISCLOSURE_FORMS = `
  with recursive form as (
    (select recipient, state, fields from disclosure order by recipient, state, fields limit 1)
    union all
    select next.recipient, next.state, next.fields from form, lateral (
      select d.recipient, d.state, d.fields from disclosure d
      where (d.recipient, d.state, d.fields) > (form.recipient, form.state, form.fields)
      order by d.recipient, d.state, d.fields limit 1) next)
  select recipient, state, fields, fields::text as written from form`

async function formsOf(client: Client): Promise<Forms> {
  const boxes = await client.query<Forms['boxes'][number]>(BOX_FORMS)
  const disclosures = await client.query<Forms['disclosures'][number]>(DISCLOSURE_FORMS)
  return { boxes: boxes.rows, disclosures: disclosures.rows }
}

type Leaf = Extract<People, { from: string }>

function leavesOf(people: People): readonly Leaf[] {
  if ('any' in people) return people.any.flatMap(leavesOf)
  if ('all' in people) return people.all.flatMap(leavesOf)
  if ('some' in people) return [...leavesOf(people.some), ...leavesOf(people.but)]
  return [people]
}

/** As many sets together as there are bits for their parts. */
function batches(sets: readonly People[]): readonly (readonly People[])[] {
  const found: People[][] = []
  let names = new Set<string>()
  for (const people of sets) {
    const own = leavesOf(people).map(nameOf)
    const together = new Set([...names, ...own])
    const last = found.at(-1)
    if (last === undefined || together.size > BITS_MAX) found.push([people])
    else last.push(people)
    names = last === undefined || together.size > BITS_MAX ? new Set(own) : together
    if (names.size > BITS_MAX) throw new Error(`a set has more than ${BITS_MAX} parts`)
  }
  return found
}

function nameOf(leaf: Leaf): string {
  return JSON.stringify(leaf)
}

type Bits = ReadonlyMap<string, number>

function partsOf(sets: readonly People[], forms: Forms) {
  const leaves = new Map(sets.flatMap(leavesOf).map((leaf) => [nameOf(leaf), leaf] as const))
  const bits: Bits = new Map([...leaves.keys()].map((name, index) => [name, 2 ** index]))
  const found = new Map<string, Masked>()
  for (const [name, leaf] of leaves) {
    const bit = bits.get(name) ?? 0
    // The same rows may be meant twice by one set; its bit is counted once.
    const own = new Map(rowsOf(leaf, forms).map((rows) => [JSON.stringify(rows), rows] as const))
    for (const [key, rows] of own) {
      found.set(key, { ...rows, mask: (found.get(key)?.mask ?? 0) + bit })
    }
  }
  return { parts: [...found.values()], bits }
}

function rowsOf(leaf: Leaf, forms: Forms): readonly Rows[] {
  const holds = (fields: readonly string[], wanted: readonly string[]) =>
    wanted.some((field) => fields.includes(field))
  switch (leaf.from) {
    case 'everybody':
      return [{ of: 'everybody' }]
    case 'consents':
      return leaf.of.map(({ control, version }) => ({ of: 'consents', control, version }))
    case 'boxes': {
      const until = leaf.until === undefined ? 'infinity' : toIso(leaf.until)
      return forms.boxes
        .filter(({ box, fields }) => leaf.boxes.includes(box) && holds(fields, leaf.fields))
        .map(({ box, written }) => ({ of: 'boxes', box, fields: written, until }))
    }
    case 'disclosures':
      return forms.disclosures
        .filter((one) => one.recipient === leaf.recipient && leaf.states.includes(one.state))
        .filter(({ fields }) => holds(fields, leaf.fields))
        .map(({ recipient, state, written }) => ({
          of: 'disclosures',
          recipient,
          state,
          fields: written,
        }))
  }
}

function isIn(people: People, mask: number, bits: Bits): boolean {
  const asked = (one: People) => isIn(one, mask, bits)
  if ('any' in people) return people.any.some(asked)
  if ('all' in people) return people.all.every(asked)
  if ('some' in people) return asked(people.some) && !asked(people.but)
  return Math.floor(mask / (bits.get(nameOf(people)) ?? Number.POSITIVE_INFINITY)) % 2 === 1
}
