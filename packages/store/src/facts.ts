/**
 * What is true of one subject, read in the transaction that will use it.
 *
 * One round trip: the subject, their key, every consent, the suspended recipients and purposes. The subject's row
 * is locked (shared for a use, exclusive for a change), so a withdrawal waits for answers under way
 * and every later answer sees it (I6). The lock is a statement of its own, before the question: a
 * statement that waits for a lock still reads what stood before it began to wait.
 */
import type { ConsentFact, Facts } from '@kelisim/rules'
import type { ConsentId, Moment, SubjectId } from '@kelisim/terms'
import type { SubjectKey } from '@kelisim/vault'
import { announcement } from './announce.ts'
import { type Client, inTransaction } from './database.ts'
import { jsonRow } from './load.ts'
import type { Store } from './store.ts'
import { CONSENT, type Stored, SUBJECT } from './table.ts'
import { named, type Unit } from './unit.ts'

/** Client status: an application stands or stood (definition 48; gates R-14). */
const QUERY = `
  select to_json(s) as subject, k.key_version, k.epoch, k.wrapped,
    (select coalesce(json_agg(c), '[]') from consent c where c.subject_id = s.subject_id) as consents,
    (select coalesce(array_agg(r.recipient), '{}') from recipient_state r
      where r.suspended_at is not null) as suspended,
    (select coalesce(array_agg(p.purpose), '{}') from purpose_state p
      where p.suspended_at is not null) as stopped
  from subject s left join keys.subject_key k using (subject_id)
  where s.subject_id = $1`
const LOCK = {
  use: 'select from subject where subject_id = $1 for share',
  change: 'select from subject where subject_id = $1 for update',
} as const

export interface Known {
  readonly facts: Facts
  readonly subject: Stored<typeof SUBJECT>
  readonly consents: readonly Stored<typeof CONSENT>[]
  /** undefined after destruction, or when the key's row was tampered with. */
  readonly key: SubjectKey | undefined
}

interface Answer {
  readonly subject: Record<string, unknown>
  readonly key_version: number | null
  readonly epoch: number | null
  readonly wrapped: Uint8Array | null
  readonly consents: readonly Record<string, unknown>[]
  readonly suspended: readonly string[]
  readonly stopped: readonly string[]
}

export async function know(
  store: Store,
  unit: Unit,
  subject: SubjectId,
  why: 'use' | 'change',
): Promise<Known | undefined> {
  // All leave at once; the connection answers them one after the other.
  unit.announce(subject)
  const locked = unit.client.query({ text: LOCK[why], values: [subject], ...named(LOCK[why]) })
  const [answer] = await Promise.all([asked(store, unit.client, subject), locked])
  return answer && knownOf(store, subject, answer, unit.at)
}

/** The same without a lock and outside any unit: for what decides nothing and writes nothing. */
export async function recall(store: Store, subject: SubjectId): Promise<Known | undefined> {
  const answer = await inTransaction(store.pool, async (client) => {
    const announced = client.query(announcement([subject]))
    const [told] = await Promise.all([asked(store, client, subject), announced])
    return told
  })
  return answer && knownOf(store, subject, answer, store.means.now())
}

async function asked(
  store: Store,
  client: Client,
  subject: SubjectId,
): Promise<Answer | undefined> {
  const query = { text: QUERY, values: [subject], ...named(QUERY) }
  const answer = (await client.query<Answer>(query)).rows[0]
  if (typeof answer?.epoch !== 'number' || store.keys.knows(answer.epoch)) return answer
  // Rotated since: the keyring is read anew, and the row, too, in case it is the older of the two.
  await store.keys.renew()
  return (await client.query<Answer>(query)).rows[0]
}

function knownOf(store: Store, subject: SubjectId, answer: Answer, at: Moment): Known {
  const row = jsonRow(SUBJECT, answer.subject)
  const consents = answer.consents.map((consent) => jsonRow(CONSENT, consent))
  const facts: Facts = {
    subject,
    state: row.state as Facts['state'],
    subjectCategories: row.categories,
    consents: consents.map((consent) => asSeenAt(at, consentFact(consent))),
    suspendedRecipients: answer.suspended,
    suspendedPurposes: answer.stopped,
    obligations: [],
  }
  return { facts, subject: row, consents, key: keyOf(store, subject, answer) }
}

/** undefined when there is no key, or none that a keyring opens. */
export function keyOf(
  store: Store,
  subject: SubjectId,
  answer: Pick<Answer, 'key_version' | 'epoch' | 'wrapped'>,
): SubjectKey | undefined {
  const { wrapped, epoch, key_version: keyVersion } = answer
  if (wrapped === null || epoch === null || keyVersion === null) return undefined
  return store.keys.unwrap(subject, { keyVersion, epoch, wrapped })
}

/**
 * What stands withdrawn is withdrawn for whoever reads it, also for a unit that began a moment earlier
 * and waited, or whose clock is behind: the order of transactions decides, not the order of clocks (I6).
 */
export function asSeenAt(at: Moment, fact: ConsentFact): ConsentFact {
  const isLater = fact.withdrawnAt !== undefined && fact.withdrawnAt > at
  return isLater ? { ...fact, withdrawnAt: at } : fact
}

export function consentFact(consent: Stored<typeof CONSENT>): ConsentFact {
  return {
    id: consent.consent_id as ConsentId,
    purpose: consent.purpose,
    operations: consent.operations,
    fields: consent.fields,
    grantedAt: consent.granted_at,
    expiresAt: consent.expires_at,
    ...(consent.recipient === undefined ? {} : { recipient: consent.recipient }),
    ...(consent.channel === undefined ? {} : { channel: consent.channel }),
    ...(consent.withdrawn_at === undefined ? {} : { withdrawnAt: consent.withdrawn_at }),
  }
}
