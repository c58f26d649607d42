/**
 * Somebody comes with a phone, an IIN and the key of their call: what is known of them, for units that
 * share a commit (together.ts).
 *
 * Seen in the transaction that will hold what is written: whether this call was answered before, whom
 * the identifiers lead to, that person's facts and boxes under an exclusive lock, what they asked for
 * lately, and the offers that stand. Two first visits of one person in two processes end as one subject:
 * the index is unique, the loser goes again and finds what the winner left (I12).
 *
 * Requirements: R-34. Invariants I6, I12.
 */
import type { Moment, SubjectId } from '@kelisim/terms'
import { blindIndex } from '@kelisim/vault'
import { bytesOf, columnsText, toldRow } from './cell.ts'
import { columnArray } from './column.ts'
import type { Ask } from './database.ts'
import type { Asked } from './exchange.ts'
import { askHoldings, type Holding, holdings } from './holding.ts'
import { type Answered, answeredCalls, askCalls, type Call } from './idempotency.ts'
import { iso } from './session.ts'
import type { Store } from './store.ts'
import { ASK_SUSPENDED, type Suspended, suspendedIn } from './suspended.ts'
import type { IdentityKind } from './subject.ts'
import { APPLICATION, OFFER, type Stored } from './table.ts'
import { Together } from './together.ts'
import type { Writing } from './writing.ts'

export interface Arriving {
  readonly call: Call
  /** Normalised; undefined where what was typed is none: then nobody is looked for. */
  readonly phone: string | undefined
  readonly iin: string | undefined
  /** How far back `recent` goes. */
  readonly recentMs: number
}

export interface Arrival {
  /** undefined when this call was not answered before. */
  readonly answered: Answered | undefined
  /** `conflict`: phone and IIN lead to two people, or only one of them to somebody. */
  readonly who: Holding | 'nobody' | 'conflict' | 'gone'
  /** The person is known by the phone alone: their IIN was destroyed when its term was over. */
  readonly isIinNew: boolean
  /** What this person asked for lately; perhaps more than was asked. */
  readonly recent: readonly Stored<typeof APPLICATION>[]
  readonly offers: readonly Stored<typeof OFFER>[]
  /** For whom nobody knows yet; whoever is known has the same among their facts. */
  readonly suspended: Suspended
}

/** Somebody who arrives, as the database would know them. */
interface Comer {
  readonly phone: Uint8Array | undefined
  readonly iin: Uint8Array | undefined
}

export class Arrivals {
  readonly #together: Together<Arriving, Arrival>

  constructor(store: Store) {
    this.#together = new Together(store, {
      marks: ({ call, phone, iin }) =>
        [mark(call.key), phone, iin].filter((one) => one !== undefined),
      see: async (ask, arriving, at) => await seeAll(store, ask, arriving, at),
    })
  }

  async arrive<Answer>(
    arriving: Arriving,
    act: (writing: Writing, arrival: Arrival) => Answer,
  ): Promise<Answer> {
    return await this.#together.run(arriving, act)
  }
}

/** Asked for at each try: the keys may have been read anew since the last. */
function comerOf({ keys }: Store, { phone, iin }: Arriving): Comer {
  const index = (kind: IdentityKind, value: string | undefined) =>
    value === undefined ? undefined : blindIndex(keys.keyring, kind, value)
  return { phone: index('phone', phone), iin: index('iin', iin) }
}

async function seeAll(
  store: Store,
  ask: Ask,
  arriving: readonly Arriving[],
  at: Moment,
): Promise<readonly Arrival[]> {
  const calls = arriving.map(({ call }) => call)
  const comers = arriving.map((one) => comerOf(store, one))
  const [told, links, offered, stopped] = await ask(
    askCalls(calls),
    askLinks(comers),
    ASK_OFFERS,
    ASK_SUSPENDED,
  )
  const suspended = suspendedIn(stopped?.rows)
  const answered = answeredCalls(calls, told?.rows ?? [], at)
  const found = new Map(
    links?.rows.map(([index, subject]) => [mark(bytesOf(index ?? '')), subject as SubjectId]),
  )
  const unlinked = new Set(
    links?.rows.flatMap(([, subject, has]) => (has === 't' ? [] : [subject])),
  )
  const offers = offered?.rows.map((row) => toldRow(OFFER, row)) ?? []
  const leads = comers.map(({ phone, iin }) => leadOf(found, unlinked, phone, iin))
  const subjects = leads.flatMap((lead) => (typeof lead === 'string' ? [] : [lead.subject]))
  const since = at - Math.max(...arriving.map(({ recentMs }) => recentMs))
  const { held, recent } = await heldAndRecent(store, ask, subjects, at, since)
  return calls.map((call, place) => {
    const lead = leads[place] ?? 'conflict'
    return {
      answered: answered.get(mark(call.key)),
      who: typeof lead === 'string' ? lead : (held.get(lead.subject) ?? 'gone'),
      isIinNew: typeof lead !== 'string' && lead.isNew,
      recent: typeof lead === 'string' ? [] : (recent.get(lead.subject) ?? []),
      offers,
      suspended,
    }
  })
}

type Lead = { readonly subject: SubjectId; readonly isNew: boolean } | 'nobody' | 'conflict'

/** Who has no IIN on record any more (its term was over) is found by the phone, and brings the IIN anew. */
function leadOf(
  found: ReadonlyMap<string, SubjectId>,
  unlinked: ReadonlySet<string | null | undefined>,
  phone: Uint8Array | undefined,
  iin: Uint8Array | undefined,
): Lead {
  const [byPhone, byIin] = [phone, iin].map((bytes) => bytes && found.get(mark(bytes)))
  if (byPhone === undefined && byIin === undefined) return 'nobody'
  if (byPhone === undefined) return 'conflict'
  const isNew = byIin === undefined && unlinked.has(byPhone)
  return byPhone === byIin || isNew ? { subject: byPhone, isNew } : 'conflict'
}

const LINKS = `
  select blind_index, subject_id, exists (select from identity_link mine
    where mine.subject_id = identity_link.subject_id and mine.kind = 'iin')
  from identity_link where (kind, blind_index) in (select * from unnest($1::text[], $2::bytea[]))`

function askLinks(comers: readonly Comer[]): Asked {
  const kinds: string[] = []
  const indexes: Uint8Array[] = []
  const add = (kind: IdentityKind, index: Uint8Array | undefined) => {
    if (index === undefined) return
    kinds.push(kind)
    indexes.push(index)
  }
  for (const { phone, iin } of comers) {
    add('phone', phone)
    add('iin', iin)
  }
  return { text: LINKS, values: [columnArray('text', kinds), columnArray('bytes', indexes)] }
}

const ASK_OFFERS: Asked = {
  text: `select ${columnsText(OFFER)} from offer where withdrawn_at is null`,
  values: [],
}
const RECENT = `select ${columnsText(APPLICATION)} from application
  where subject_id = any($1::uuid[]) and submitted_at > $2`

interface HeldAndRecent {
  readonly held: ReadonlyMap<SubjectId, Holding>
  readonly recent: ReadonlyMap<string, readonly Stored<typeof APPLICATION>[]>
}

/** Nothing is asked when nobody is known, which is what first visits look like. */
async function heldAndRecent(
  store: Store,
  ask: Ask,
  subjects: readonly SubjectId[],
  at: Moment,
  since: number,
): Promise<HeldAndRecent> {
  if (subjects.length === 0) return { held: new Map(), recent: new Map() }
  const values = [columnArray('uuid', subjects), iso(since)]
  const answers = await ask(...askHoldings(subjects, 'change'), { text: RECENT, values })
  const applications = answers.at(-1)?.rows.map((row) => toldRow(APPLICATION, row)) ?? []
  return {
    held: await holdings(store, answers, at),
    recent: Map.groupBy(applications, (row) => row.subject_id),
  }
}

function mark(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}
