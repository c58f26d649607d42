/**
 * What is true of many subjects and what is held about them, for units that share a commit.
 *
 * The same facts as `facts.ts` reads for one: under a lock that is a statement of its own before the
 * question (I6), in the order of the ids, so that two batches never wait for each other in a circle.
 * The boxes come sealed; the door opens them.
 */
import type { Facts } from '@kelisim/rules'
import type { ConsentId, Moment, SubjectId } from '@kelisim/terms'
import type { SubjectKey } from '@kelisim/vault'
import { columnArray } from './column.ts'
import type { Client } from './database.ts'
import { asSeenAt, keyOf } from './facts.ts'
import { jsonRow } from './load.ts'
import type { Store } from './store.ts'
import { BOX, type Stored } from './table.ts'
import { named } from './unit.ts'

export interface Holding {
  readonly facts: Facts
  /** undefined after destruction, or when the key's row was tampered with. */
  readonly key: SubjectKey | undefined
  readonly boxes: readonly Stored<typeof BOX>[]
}

const LOCK = {
  use: 'select from subject where subject_id = any($1::uuid[]) order by subject_id for share',
  change: 'select from subject where subject_id = any($1::uuid[]) order by subject_id for update',
} as const
const MS = (column: string) => `(extract(epoch from c.${column}) * 1000)::bigint`
const HOLDINGS = `
  select s.subject_id, s.state, s.categories, k.key_version, k.epoch, k.wrapped,
    (select coalesce(json_agg(json_build_array(c.consent_id, c.purpose, c.operations, c.fields,
        c.recipient, c.channel, ${MS('granted_at')}, ${MS('expires_at')}, ${MS('withdrawn_at')})), '[]')
      from consent c where c.subject_id = s.subject_id) as consents,
    (select coalesce(json_agg(b), '[]') from box b where b.subject_id = s.subject_id) as boxes
  from subject s left join keys.subject_key k using (subject_id)
  where s.subject_id = any($1::uuid[])`
const SUSPENDED = 'select recipient from recipient_state where suspended_at is not null'

interface Row {
  readonly subject_id: SubjectId
  readonly state: Facts['state']
  readonly categories: readonly string[]
  readonly key_version: number | null
  readonly epoch: number | null
  readonly wrapped: Uint8Array | null
  readonly consents: readonly ConsentRow[]
  readonly boxes: readonly Record<string, unknown>[]
}

/** id, purpose, operations, fields, recipient, channel, granted, expires, withdrawn (ms). */
type ConsentRow = readonly [
  ConsentId,
  string,
  readonly string[],
  readonly string[],
  string | null,
  string | null,
  number,
  number,
  number | null,
]

export async function holdingsOf(
  store: Store,
  client: Client,
  subjects: readonly SubjectId[],
  why: keyof typeof LOCK,
  at: Moment,
): Promise<ReadonlyMap<SubjectId, Holding>> {
  const ids = columnArray('uuid', [...new Set(subjects)])
  const [, { rows }, suspended] = await Promise.all([
    client.query({ text: LOCK[why], values: [ids], ...named(LOCK[why]) }),
    client.query<Row>({ text: HOLDINGS, values: [ids], ...named(HOLDINGS) }),
    client.query<{ recipient: string }>({ text: SUSPENDED, values: [], ...named(SUSPENDED) }),
  ])
  // Rotated by another process a moment ago: its keyring is ours from here on.
  const isRotated = ({ epoch }: Row) => epoch !== null && !store.keys.knows(epoch)
  if (rows.some(isRotated)) await store.keys.renew()
  const stopped = suspended.rows.map((row) => row.recipient)
  return new Map(rows.map((row) => [row.subject_id, holdingOf(store, row, stopped, at)]))
}

function holdingOf(store: Store, row: Row, suspended: readonly string[], at: Moment): Holding {
  return {
    facts: factsOf(row, suspended, at),
    key: keyOf(store, row.subject_id, row),
    boxes: row.boxes.map((box) => jsonRow(BOX, box)),
  }
}

function factsOf(row: Row, suspendedRecipients: readonly string[], at: Moment): Facts {
  return {
    subject: row.subject_id,
    state: row.state,
    subjectCategories: row.categories,
    consents: row.consents.map(
      ([id, purpose, operations, fields, recipient, channel, granted, expires, withdrawn]) =>
        asSeenAt(at, {
          id,
          purpose,
          operations,
          fields,
          grantedAt: granted as Moment,
          expiresAt: expires as Moment,
          ...(recipient === null ? {} : { recipient }),
          ...(channel === null ? {} : { channel }),
          ...(withdrawn === null ? {} : { withdrawnAt: withdrawn as Moment }),
        }),
    ),
    suspendedRecipients,
    obligations: [],
  }
}
