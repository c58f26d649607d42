/**
 * Which actions were there, by person, member of staff, recipient, operation, purpose and time?
 *
 * Newest first, a page at a time, at any size of the ledger: the narrowest wish is asked of its own index, and no
 * more than `SCANNED_MAX` entries under it are held against the others. Where that does not fill a page the answer
 * says how far it looked, and the next question goes on from there. Nothing that stands is left out.
 *
 * The columns are made by the database from the entry's bytes (migration 0050); what is shown is the entry itself.
 *
 * Law: 94-V art. 22(1)(5). Requirements.
 */
import type { Moment } from '@kelisim/terms'
import { readEntry } from './entry.ts'
import type { FeedRow } from './ledger-read.ts'
import { iso } from './session.ts'
import type { Store } from './store.ts'
import { named } from './unit.ts'

/** Entries under the narrowest wish that one question looks at: some ten milliseconds. */
const SCANNED_MAX = 5_000

/** Place in the order of the register: older than this. */
export interface RegisterPlace {
  readonly at: Moment
  readonly index: number
}

export interface RegisterWish {
  /** Handle of the person, made by their own key. */
  readonly handle?: string | undefined
  /** Id of the member of staff, or of another actor. */
  readonly actor?: string | undefined
  readonly recipient?: string | undefined
  readonly purpose?: string | undefined
  readonly operation?: string | undefined
  readonly refused?: boolean | undefined
  /** From this moment on, up to and without that one. */
  readonly from?: Moment | undefined
  readonly to?: Moment | undefined
}

export interface RegisterPage {
  readonly rows: readonly FeedRow[]
  /** Where the next page begins; undefined when nothing older can match. */
  readonly next: RegisterPlace | undefined
}

interface Found {
  readonly leaf_index: number
  readonly at: Moment
  /** Only of those that match. */
  readonly entry: Uint8Array | null
}

export async function searchRegister(
  store: Store,
  wish: RegisterWish,
  limit: number,
  before?: RegisterPlace,
): Promise<RegisterPage> {
  const { text, values, scanned } = question(wish, limit, before)
  const { rows } = await store.pool.query<Found>({ text, values, ...named(text) })
  const matching = rows.flatMap(({ entry, at, leaf_index: index }) =>
    entry === null ? [] : [{ at, index, entry }],
  )
  const page = matching.slice(0, limit)
  const last = matching.length > limit ? page.at(-1) : undefined
  const looked = rows.length === scanned ? rows.at(-1) : undefined
  return {
    rows: page.map(({ entry, index }) => ({ entry: readEntry(entry), index })),
    next: last ?? (looked && { at: looked.at, index: looked.leaf_index }),
  }
}

/** From the narrowest to the widest: the first that is wished for is asked of its index. */
const COLUMNS = ['handle', 'actor', 'recipient', 'purpose', 'operation'] as const

function question(
  wish: RegisterWish,
  limit: number,
  before: RegisterPlace | undefined,
): { readonly text: string; readonly values: (string | number)[]; readonly scanned: number } {
  const values: (string | number)[] = []
  const value = (one: string | number) => `$${values.push(one)}`
  const wishes = COLUMNS.flatMap((column) => {
    const wanted = wish[column]
    return wanted === undefined ? [] : [`${column} = ${value(wanted)}`]
  })
  if (wish.refused === true) wishes.push("kind = 'refused'")
  const [narrowest = 'true', ...others] = wishes
  // Both ends as places in the order of the index, so that a page is read from it and nothing is sorted.
  const end = earlier(before, wish.to === undefined ? undefined : { at: wish.to, index: 0 })
  const place = ({ at, index }: RegisterPlace) => `(${value(iso(at))}, ${value(index)})`
  const within = [
    ...(wish.from === undefined
      ? []
      : [`(at, leaf_index) >= ${place({ at: wish.from, index: 0 })}`]),
    ...(end === undefined ? [] : [`(at, leaf_index) < ${place(end)}`]),
  ]
  const isAlone = others.length === 0
  const scanned = isAlone ? limit + 1 : SCANNED_MAX
  const entry = isAlone ? 'entry' : `case when ${others.join(' and ')} then entry end as entry`
  return {
    text: `select leaf_index, at, ${entry} from ledger_entry
           where ${[narrowest, ...within].join(' and ')}
           order by at desc, leaf_index desc limit ${scanned}`,
    values,
    scanned,
  }
}

function earlier(
  one: RegisterPlace | undefined,
  other: RegisterPlace | undefined,
): RegisterPlace | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return one.at < other.at ? one : other
}
