/**
 * Which marks lead to a person beside their boxes: their number, search marks of phone and IIN, open sessions, codes of the
 * last hour?
 *
 * A mark shows no value and is personal data all the same (decisions 0125, 0154): the person sees it and takes it away, and
 * all but the number go with them. A refusal of messages has no link to a person: whoever has opened the address asks for
 * it (work/suppression).
 *
 * Law: 94-V art. 1(2), 24(1)(1). Requirements.
 */
import { type Moment, type SubjectId, type Trace } from '@kelisim/terms'
import { CODES_COUNTED_MS } from './challenge.ts'
import type { Pool } from './database.ts'

type MarkKind = 'number' | 'phone' | 'iin' | 'session' | 'code' | 'network' | 'refusal'

export interface HeldMark {
  readonly kind: MarkKind
  readonly mark: Uint8Array
  readonly from?: Moment
  /** Absent where the mark stands as long as the data do. */
  readonly until?: Moment
  /** Of a refusal: the consent it takes back, `purpose:channel`. */
  readonly control?: string
}

/** Under which label of decision 0125 each stands. */
export const TRACE_OF_MARK = {
  number: 'subject_id',
  phone: 'search_mark',
  iin: 'search_mark',
  session: 'subject_id',
  code: 'search_mark',
  network: 'search_mark',
  refusal: 'refusal_mark',
} as const satisfies Record<MarkKind, Trace>

interface Row {
  readonly kind: MarkKind
  readonly mark: Buffer
  readonly from_at: Moment | null
  readonly until_at: Moment | null
}

const CODES = `code_challenge where phone_index in
  (select blind_index from identity_link where subject_id = $1 and kind = 'phone')`
const MARKS = `
  select kind, blind_index as mark, null::timestamptz as from_at, null::timestamptz as until_at
    from identity_link where subject_id = $1
  union all select 'number', uuid_send(subject_id), created_at, null from subject where subject_id = $1
  union all select 'session', token_hash, created_at, expires_at
    from session where kind = 'subject' and holder = $1
  union all select 'code', phone_index, created_at, created_at + $2 * interval '1 ms' from ${CODES}
  union all select 'network', network_index, created_at, created_at + $2 * interval '1 ms'
    from ${CODES} and network_index is not null
  order by kind, from_at`

export async function marksOf(pool: Pool, subject: SubjectId): Promise<readonly HeldMark[]> {
  const { rows } = await pool.query<Row>(MARKS, [subject, CODES_COUNTED_MS])
  return rows.map(({ kind, mark, from_at: from, until_at: until }) => ({
    kind,
    mark,
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
  }))
}
