/**
 * Whose term is over, whose destruction waits, and what falls due next? Asked by index, oldest first.
 *
 * Who is blocked waits: the rules forbid to destroy then. Who is held waits as well, once their data are restricted.
 * `except`: people whom this round could not finish; they must not hold up those behind them.
 *
 * Requirements. Law: 94-V art. 1(3), 12(2), 18(1).
 */
import type { Moment, SubjectId } from '@kelisim/terms'
import type { Pool } from './database.ts'
import { iso } from './session.ts'

/** Boxes read for one batch of people: a person has a handful. */
const BOXES_EACH = 8

const HELD = `exists (select from hold where hold.subject_id = subject.subject_id
    and hold.lifted_at is null and hold.until_at > $1)`
const DUE = `
  select ended.subject_id from box_outline ended join subject using (subject_id)
  where ended.retain_until <= $1 and ended.subject_id <> all ($2::uuid[])
    and subject.state = 'live'
  order by ended.retain_until limit $3`
const RELEASED = `
  select subject_id from subject
  where state = 'restricted' and subject_id <> all ($2::uuid[]) and not ${HELD} limit $3`
const OVER = `
  select contract.subject_id from contract join subject using (subject_id)
  where until_at <= $1 and contract.subject_id <> all ($2::uuid[]) and subject.state = 'live'
    and not ${HELD} order by until_at limit $3`
const REMAINS = `
  select remains.subject_id from remains
  where due_at <= $1 and subject_id <> all ($2::uuid[]) order by due_at limit $3`

export interface DueBatch {
  readonly at: Moment
  readonly except: readonly SubjectId[]
  readonly limit: number
}

/** People some of whose values have no time left. Who is restricted waits for the end of the last hold. */
export async function dueSubjects(pool: Pool, batch: DueBatch): Promise<readonly SubjectId[]> {
  const rows = await asked(pool, DUE, { ...batch, limit: batch.limit * BOXES_EACH })
  return [...new Set(rows)].slice(0, batch.limit)
}

/** People whose hold has ended: the destruction that it put off is due. */
export async function releasedSubjects(pool: Pool, batch: DueBatch): Promise<readonly SubjectId[]> {
  return await asked(pool, RELEASED, batch)
}

/** People a contract of whom is over, and whose other data live on: it ends by itself. */
export async function subjectsOfEndedContracts(
  pool: Pool,
  batch: DueBatch,
): Promise<readonly SubjectId[]> {
  return await asked(pool, OVER, batch)
}

/** People destroyed of whom something was kept for recipients who had still to confirm. */
export async function dueRemains(pool: Pool, batch: DueBatch): Promise<readonly SubjectId[]> {
  return await asked(pool, REMAINS, batch)
}

async function asked(
  pool: Pool,
  text: string,
  { at, except, limit }: DueBatch,
): Promise<readonly SubjectId[]> {
  const { rows } = await pool.query<{ subject_id: SubjectId }>(text, [iso(at), except, limit])
  return rows.map((row) => row.subject_id)
}

export interface Arrears {
  /** Boxes past their term that nothing excuses; 0 while the program does its work. */
  readonly overdue: number
  /** The oldest of them. */
  readonly since: Moment | undefined
  /** Boxes past their term whose person is blocked, and whose destruction is put off by a hold. */
  readonly blocked: number
  readonly held: number
}

const ARREARS = `
  select count(*) filter (where excuse is null and retain_until <= $2)::int as overdue,
    min(retain_until) filter (where excuse is null and retain_until <= $2) as since,
    count(*) filter (where excuse = 'blocked')::int as blocked,
    count(*) filter (where excuse = 'held')::int as held
  from (select retain_until, case when subject.state = 'blocked' then 'blocked'
      when ${HELD} then 'held' end as excuse
    from box_outline join subject using (subject_id) where retain_until <= $1) ended`

/** `graceMs`: how long a round may take to come round. */
export async function arrears(pool: Pool, at: Moment, graceMs: number): Promise<Arrears> {
  const { rows } = await pool.query<{
    overdue: number
    since: Moment | null
    blocked: number
    held: number
  }>(ARREARS, [iso(at), iso(at - graceMs)])
  const { overdue = 0, since = null, blocked = 0, held = 0 } = rows[0] ?? {}
  return { overdue, since: since ?? undefined, blocked, held }
}

export interface DueDay {
  /** Local date, Asia/Almaty. */
  readonly date: string
  readonly purpose: string
  readonly persons: number
}

const CALENDAR = `
  select to_char(expires_at at time zone 'Asia/Almaty', 'YYYY-MM-DD') as date, purpose,
    count(distinct subject_id)::int as persons
  from consent where withdrawn_at is null and expires_at > $1 and expires_at <= $2
    and recipient is null and 'store' = any (operations)
  group by 1, 2 order by 1, 2`
const SHORTENED = `
  select to_char(retain_until at time zone 'Asia/Almaty', 'YYYY-MM-DD') as date, '' as purpose,
    count(distinct subject_id)::int as persons
  from box_outline where retain_until > $1 and retain_until <= $2 group by 1 order by 1`

/** What ends on which day: consents that keep data, by purpose. */
export async function endingByPurpose(
  pool: Pool,
  from: Moment,
  to: Moment,
): Promise<readonly DueDay[]> {
  return (await pool.query<DueDay>(CALENDAR, [iso(from), iso(to)])).rows
}

/** On which days the program has somebody's values to look at, withdrawals included. */
export async function dueByDay(pool: Pool, from: Moment, to: Moment): Promise<readonly DueDay[]> {
  return (await pool.query<DueDay>(SHORTENED, [iso(from), iso(to)])).rows
}
