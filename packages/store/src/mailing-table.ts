/**
 * The audited tables of messages that nobody asked for: mailings, one row for each person, and addresses that said no.
 *
 * Law: 94-V art. 14, 15(2), 25(2)(5). Requirements, I7. Decisions 0112, 0115.
 */
import type { SubjectId } from '@kelisim/terms'
import type { Client, Pool } from './database.ts'
import { iso } from './session.ts'
import type { AnyTable } from './table.ts'

/** A text in three languages for one purpose by one channel, and who stands behind it; `texts` holds all three. */
export const MAILING = {
  name: 'mailing',
  key: ['mailing_id'],
  columns: {
    mailing_id: 'uuid',
    purpose: 'text',
    kind: 'text',
    channel: 'text',
    texts: 'text',
    text_sha256: 'text',
    state: 'text',
    written_by: 'text',
    written_at: 'moment',
    approved_by: 'text?',
    approved_at: 'moment?',
    /** People whom it was to reach when it was approved. */
    audience: 'int?',
    /** When everybody who is to get it had a row. */
    listed_at: 'moment?',
    ended_by: 'text?',
    ended_at: 'moment?',
  },
  passing: [],
} as const satisfies AnyTable

/** What became of one message; `reason` says why somebody was passed over. */
export const MAILING_PERSON = {
  name: 'mailing_person',
  key: ['subject_id', 'mailing_id'],
  columns: {
    subject_id: 'uuid',
    mailing_id: 'uuid',
    state: 'text',
    reason: 'text?',
    consent_id: 'uuid?',
    language: 'text?',
    token_sha256: 'text?',
    planned_at: 'moment',
    sent_at: 'moment?',
    changed_at: 'moment',
  },
  passing: [],
} as const satisfies AnyTable

/** An address that said no to messages of a purpose: a keyed hash, and when. Leads to no person. */
export const SUPPRESSION = {
  name: 'suppression',
  key: ['channel', 'purpose', 'keyed_hash'],
  columns: { channel: 'text', purpose: 'text', keyed_hash: 'bytes', at: 'moment' },
  passing: [],
} as const satisfies AnyTable

export interface Audience {
  readonly purpose: string
  readonly channel: string
  /** The field that holds the address. */
  readonly field: string
  readonly at: number
}

const LIVE = `
  from consent c join subject s using (subject_id)
  where c.purpose = $1 and c.channel = $2 and c.recipient is null and c.withdrawn_at is null
    and c.granted_at <= $3 and c.expires_at > $3 and s.state = 'live'
    and exists (select from box_outline b where b.subject_id = c.subject_id and $4 = any (b.fields))`

/** How many people consented to such messages and have an address; names nobody. */
export async function countAudience(pool: Pool, audience: Audience): Promise<number> {
  const { rows } = await pool.query<{ people: number }>(
    `select count(distinct c.subject_id)::int as people ${LIVE}`,
    values(audience),
  )
  return rows[0]?.people ?? 0
}

/** The next of them who have no row in the mailing yet, in the order of their ids. */
export async function nextOfAudience(
  client: Client,
  audience: Audience,
  mailing: string,
  limit: number,
): Promise<readonly SubjectId[]> {
  const { rows } = await client.query<{ subject_id: SubjectId }>(
    `select distinct c.subject_id ${LIVE}
       and c.subject_id > coalesce((select p.subject_id from mailing_person p where p.mailing_id = $5
         order by p.subject_id desc limit 1), '00000000-0000-0000-0000-000000000000')
     order by c.subject_id limit $6`,
    [...values(audience), mailing, limit],
  )
  return rows.map((row) => row.subject_id)
}

function values({ purpose, channel, field, at }: Audience): unknown[] {
  return [purpose, channel, iso(at), field]
}

export interface MailingCount {
  readonly mailing: string
  readonly state: string
  readonly reason: string | undefined
  readonly people: number
}

/** How many people stand where, by mailing. */
export async function countMailings(
  pool: Pool,
  mailings: readonly string[],
): Promise<readonly MailingCount[]> {
  const { rows } = await pool.query<{
    mailing_id: string
    state: string
    reason: string | null
    people: number
  }>(
    `select mailing_id, state, reason, count(*)::int as people from mailing_person
     where mailing_id = any ($1::uuid[]) group by 1, 2, 3 order by 2, 3`,
    [mailings],
  )
  return rows.map(({ mailing_id, reason, ...row }) => ({
    ...row,
    mailing: mailing_id,
    reason: reason ?? undefined,
  }))
}

/** Messages that left for a person, or may have, since the moment. */
export async function messagesSince(
  client: Client,
  subject: SubjectId,
  since: number,
): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from mailing_person
     where subject_id = $1 and sent_at > $2 and state in ('sending', 'sent', 'unknown')`,
    [subject, iso(since)],
  )
  return rows[0]?.count ?? 0
}
