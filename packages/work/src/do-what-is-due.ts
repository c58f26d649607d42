/**
 * What a clock does: hands over what is due, tells recipients, destroys what has run out, sweeps.
 *
 * Rows carry a state and a due moment; there is no queue beside them that could disagree. Any number
 * of processes may run this: a row two of them reach is changed once.
 *
 * Law: 94-V art. 8(6), 12(2), 18(1). Requirements. Invariant I12.
 */
import { IDEMPOTENCY_MS, sweepPassing } from '@kelisim/store'
import { later, MINUTE, type SubjectId, toIso } from '@kelisim/terms'
import { destroyData } from './destroy-data.ts'
import { disclose } from './disclose.ts'
import type { Means } from './means.ts'
import { tellRecipient } from './tell-recipients.ts'

/** Rows of one kind taken at once, and calls under way at once. */
const DUE_MAX = 64
const AT_ONCE_MAX = 8

/** What cannot be handed over now makes room: a row that always fails must not hold up those behind it. */
const TROUBLE_MS = MINUTE

/**
 * Subjects none of whose boxes has time left. Who is blocked waits: the rules forbid to destroy then,
 * and each refusal would be written down every minute.
 */
const RUN_OUT = `
  select distinct ended.subject_id from box ended join subject using (subject_id)
  where ended.retain_until <= $1 and subject.state <> 'blocked'
    and not exists (select from box kept
      where kept.subject_id = ended.subject_id and kept.retain_until > $1)
  limit ${DUE_MAX}`

export interface Worked {
  readonly disclosures: number
  readonly notices: number
}

export async function doWhatIsDue(
  means: Means,
  trouble: (what: string, error: unknown) => void,
): Promise<Worked> {
  const disclosures = await due(means, 'disclosure', 'disclosure_id')
  await each(
    disclosures,
    async (id) => {
      try {
        await disclose(means, id)
      } catch (error) {
        await standBack(means, id)
        throw error
      }
    },
    (error) => trouble('disclose', error),
  )
  const notices = await due(means, 'notice', 'notice_id')
  await each(
    notices,
    async (id) => await tellRecipient(means, id),
    (error) => trouble('notify', error),
  )
  return { disclosures: disclosures.length, notices: notices.length }
}

/** The slower round: what has reached the end of its term, and what has merely expired. */
export async function endWhatHasRunOut(
  means: Means,
  trouble: (what: string, error: unknown) => void,
): Promise<number> {
  const { rows } = await means.store.pool.query<{ subject_id: SubjectId }>(RUN_OUT, [
    toIso(means.now()),
  ])
  const by = { role: 'system', id: 'self' } as const
  const subjects = rows.map((row) => row.subject_id)
  const end = async (subject: SubjectId) => {
    await destroyData(means, subject, by, 'term')
  }
  await each(subjects, end, (error) => trouble('retention', error))
  await sweepPassing(means.store, IDEMPOTENCY_MS)
  return subjects.length
}

async function standBack(means: Means, disclosure: string): Promise<void> {
  const now = means.now()
  const sql = 'update disclosure set due_at = $2 where disclosure_id = $1 and due_at <= $3'
  // The database itself may be the trouble; the row is then as due as before.
  await means.store.pool
    .query(sql, [disclosure, toIso(later(now, TROUBLE_MS)), toIso(now)])
    .catch(() => undefined)
}

async function due(
  means: Means,
  table: 'disclosure' | 'notice',
  id: string,
): Promise<readonly string[]> {
  const { rows } = await means.store.pool.query<{ id: string }>({
    text: `select ${id} as id from ${table} where due_at <= $1 order by due_at limit ${DUE_MAX}`,
    values: [toIso(means.now())],
    name: `due_${table}`,
  })
  return rows.map((row) => row.id)
}

async function each<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  trouble: (error: unknown) => void,
): Promise<void> {
  const rest = [...items]
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) {
      // One row's trouble must not stop the others; its due moment brings it back.
      try {
        await work(item)
      } catch (error) {
        trouble(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE_MAX, items.length) }, worker))
}
