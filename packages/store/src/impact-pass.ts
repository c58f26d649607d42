/**
 * In which of some sets is each person, counted for all sets in one pass?
 *
 * Each set has a bit; a person's bits are put together from the rows that put somebody into a set, and people
 * with the same bits are counted. The people are taken in slices by identifier, several slices at a time on
 * connections that see the same snapshot. Every row is read from an index alone, and none that no set needs.
 *
 * Law: 94-V art. 22. Requirements. Invariant I1. Does not know what the sets are for.
 */
import { type Moment, toIso } from '@kelisim/terms'
import { besideSnapshot, type Client } from './database.ts'
import type { Store } from './store.ts'

/** Rows that put their person into the sets of `mask`. */
export type Rows =
  | { readonly of: 'consents'; readonly control: string; readonly version: number }
  | { readonly of: 'boxes'; readonly box: string; readonly fields: string; readonly until: string }
  | {
      readonly of: 'disclosures'
      readonly recipient: string
      readonly state: string
      readonly fields: string
    }
  | { readonly of: 'everybody' }

export type Masked = Rows & { readonly mask: number }

/** How many people have exactly these bits. */
export interface Masks {
  readonly mask: number
  readonly people: number
}

/** A number holds so many bits exactly. */
export const BITS_MAX = 50
/** Small enough that the people of a slice are told apart within a processor's cache. */
const SLICES = 16
/** More would take the database from those who work. */
const LANES = 2

/** Compiling a query costs more than running it; only a walk along the index of each part is quick. */
const SETTINGS = `
  set local work_mem = '256MB'; set local jit = off; set local max_parallel_workers_per_gather = 0;
  set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_bitmapscan = off`

const PASS = `
  select mask, count(*) as people from (
    select subject_id, bit_or(mask) as mask from (
      select row.subject_id, part.mask
      from unnest($3::text[], $4::int[], $5::bigint[]) as part (control, version, mask),
        lateral (select subject_id from consent
          where withdrawn_at is null and control = part.control and policy_version = part.version
            and subject_id between $1 and $2 and expires_at > $6) row
      union all
      select row.subject_id, part.mask
      from unnest($7::text[], $8::text[], $9::timestamptz[], $10::bigint[])
          as part (box, fields, until, mask),
        lateral (select subject_id from box_outline
          where box = part.box and fields = part.fields::text[]
            and subject_id between $1 and $2 and written_at <= part.until) row
      union all
      select row.subject_id, part.mask
      from unnest($11::text[], $12::text[], $13::text[], $14::bigint[])
          as part (recipient, state, fields, mask),
        lateral (select subject_id from disclosure
          where recipient = part.recipient and state = part.state
            and fields = part.fields::text[] and subject_id between $1 and $2) row
      union all
      select row.subject_id, part.mask
      from unnest($15::bigint[]) as part (mask),
        lateral (select subject_id from subject
          where state <> 'destroyed' and subject_id between $1 and $2) row
    ) each_row group by subject_id
  ) each_person group by mask`

export async function passOver(
  store: Pick<Store, 'pool'>,
  client: Client,
  at: Moment,
  parts: readonly Masked[],
): Promise<readonly Masks[]> {
  if (parts.length === 0) return []
  const values = valuesOf(at, parts)
  const slices = Array.from({ length: SLICES }, (_, slice) => [...boundsOf(slice), ...values])
  const found = new Map<number, number>()
  const walk = async (lane: Client): Promise<void> => {
    await lane.query(SETTINGS)
    for (let slice = slices.pop(); slice !== undefined; slice = slices.pop()) {
      const { rows } = await lane.query<Masks>(PASS, slice)
      for (const { mask, people } of rows) found.set(mask, (found.get(mask) ?? 0) + people)
    }
  }
  const beside = Array.from(
    { length: LANES - 1 },
    async () => await besideSnapshot(client, store.pool, walk),
  )
  await Promise.all([walk(client), ...beside])
  return [...found].map(([mask, people]) => ({ mask, people }))
}

/** Identifiers are random, so the slices are about equal; where they are not, it only takes longer. */
function boundsOf(slice: number): readonly [string, string] {
  const digit = slice.toString(SLICES)
  return [
    `${digit}0000000-0000-0000-0000-000000000000`,
    `${digit}fffffff-ffff-ffff-ffff-ffffffffffff`,
  ]
}

function valuesOf(at: Moment, parts: readonly Masked[]): readonly unknown[] {
  const consents = parts.filter((part) => part.of === 'consents')
  const boxes = parts.filter((part) => part.of === 'boxes')
  const disclosures = parts.filter((part) => part.of === 'disclosures')
  const everybody = parts.filter((part) => part.of === 'everybody')
  const masks = (some: readonly Masked[]) => some.map(({ mask }) => mask)
  return [
    consents.map(({ control }) => control),
    consents.map(({ version }) => version),
    masks(consents),
    toIso(at),
    boxes.map(({ box }) => box),
    boxes.map(({ fields }) => fields),
    boxes.map(({ until }) => until),
    masks(boxes),
    disclosures.map(({ recipient }) => recipient),
    disclosures.map(({ state }) => state),
    disclosures.map(({ fields }) => fields),
    masks(disclosures),
    masks(everybody),
  ]
}
