/**
 * Who may be counted now, who was counted, and what stands of all of them?
 *
 * Whoever consented to it, whose data end before the next run and who was not counted yet. Figures lead back to nobody:
 * they are read without any person, and a person is read without them.
 *
 * Law: 94-V art. 1(7), 17(1). Requirements, O-15.
 */
import type { Moment, SubjectId } from '@kelisim/terms'
import type { Pool } from './database.ts'
import { iso } from './session.ts'
import type { AsideKind } from './statement.ts'
import type { AnyTable } from './table.ts'
import type { Unit } from './unit.ts'

/** One run: how many people in how many figures, under which policy. */
export const DEPERSONALISATION = {
  name: 'depersonalisation',
  key: ['act_id'],
  columns: {
    act_id: 'uuid',
    purpose: 'text',
    period: 'int',
    policy_hash: 'text',
    persons_min: 'int',
    fields: 'texts',
    persons: 'int',
    figures: 'int',
    made_at: 'moment',
  },
  passing: [],
} as const satisfies AnyTable

export const DEPERSONALISED_FIGURE = {
  name: 'depersonalised_figure',
  key: ['act_id', 'ordinal'],
  columns: { act_id: 'uuid', ordinal: 'int', step: 'int', traits: 'texts', persons: 'int' },
  passing: [],
} as const satisfies AnyTable

export interface Countable {
  readonly purpose: string
  readonly fields: readonly string[]
  readonly at: Moment
  /** Whose data end after this is left for a later run. */
  readonly endingBy: Moment
  readonly limit: number
}

const CONSENTED = `c.purpose = $1 and c.recipient is null and c.withdrawn_at is null and c.expires_at > $2
  and 'depersonalise' = any (c.operations) and c.fields @> $3`
const COUNTABLE = `
  select b.subject_id from (select distinct subject_id from box_outline
      where retain_until > $2 and retain_until <= $4 and fields && $3) b
    cross join lateral (select from consent c where c.subject_id = b.subject_id and ${CONSENTED} limit 1) c
    cross join lateral (select from subject s where s.subject_id = b.subject_id and s.state = 'live' limit 1) s
  where not exists (select from counted n where n.subject_id = b.subject_id and n.purpose = $1)
  limit $5`
const STILL = `
  select distinct c.subject_id from consent c join subject s using (subject_id)
  where c.subject_id = any ($4) and ${CONSENTED} and s.state = 'live'`
const LOCK = 'select from subject where subject_id = any ($1) order by subject_id for share'

export async function countablePeople(
  pool: Pool,
  { purpose, fields, at, endingBy, limit }: Countable,
): Promise<readonly SubjectId[]> {
  const { rows } = await pool.query<{ subject_id: SubjectId }>(COUNTABLE, [
    purpose,
    iso(at),
    fields,
    iso(endingBy),
    limit,
  ])
  return rows.map((row) => row.subject_id)
}

/** Of these, whose consent and state still stand; a withdrawal waits from here to the end of the unit (I6). */
export async function stillCountable(
  unit: Unit,
  { purpose, fields }: Pick<Countable, 'purpose' | 'fields'>,
  people: readonly SubjectId[],
): Promise<ReadonlySet<SubjectId>> {
  await unit.client.query(LOCK, [people])
  const { rows } = await unit.client.query<{ subject_id: SubjectId }>(STILL, [
    purpose,
    iso(unit.at),
    fields,
    people,
  ])
  return new Set(rows.map((row) => row.subject_id))
}

const COUNTED: AsideKind = {
  sql: 'insert into counted (subject_id, purpose) select r.subject_id, r.purpose from ROWS',
  columns: { subject_id: 'uuid', purpose: 'text' },
}

export function markCounted(unit: Unit, person: SubjectId, purpose: string): void {
  unit.aside({ kind: COUNTED, row: { subject_id: person, purpose } })
}

/** A figure over all runs under one wording: the same words, the people of all of them. */
export interface StandingFigure {
  readonly purpose: string
  readonly step: number
  readonly traits: readonly string[]
  readonly persons: number
  readonly runs: number
}

/** Nobody is counted in two runs, so people may be added up. */
export async function standingFigures(
  pool: Pool,
  limit: number,
): Promise<readonly StandingFigure[]> {
  const { rows } = await pool.query<StandingFigure>(
    `select d.purpose, f.step, f.traits, sum(f.persons)::int as persons, count(*)::int as runs
     from depersonalised_figure f join depersonalisation d using (act_id)
     group by 1, 2, 3 order by 1, 2, 3 limit $1`,
    [limit],
  )
  return rows
}
