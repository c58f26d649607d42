/**
 * The act: what was destroyed, of how many people, on what ground and by which article, by what method, until when
 * copies may still exist. One act covers one demand, or one run of the program.
 *
 * An act names fields and counts, never a value or a person; its parts are one person each, and each part is a
 * certificate for that person. An act that a killed run began is taken up by the next one, with its parts.
 *
 * Law: 94-V art. 12(2), 18, 25(2)(4), 25(2)(8). Requirements, O-18. Invariants I5, I12.
 */
import {
  DESTROYED_PART,
  DESTRUCTION_ACT,
  loadOne,
  MEDIUM,
  load,
  type Stored,
  type Unit,
} from '@kelisim/store'
import { almatyDate, DAY, later, type Moment, type SubjectId, toIso } from '@kelisim/terms'
import type { Means } from './means.ts'

export type Act = Stored<typeof DESTRUCTION_ACT>
export type ActPart = Stored<typeof DESTROYED_PART>
export type DestructionGround = 'request' | 'term' | 'hold_ended'

/** Numbers are given one after another. */
const NUMBERS_LOCK = 7_305_118

/** The article that orders it: on demand, when the term is over, and when what put it off is over. */
export const GROUND_LAW: Readonly<Record<DestructionGround, string>> = {
  request: '94-V art. 25(2)(8)',
  term: '94-V art. 18(1)',
  hold_ended: '94-V art. 18(1)',
}

/** `2026/17`: as it is written on paper and asked for. */
export function actNumber(act: Pick<Act, 'year' | 'ordinal'>): string {
  return `${act.year}/${act.ordinal}`
}

export function horizonFrom(means: Pick<Means, 'policy'>, at: Moment): Moment {
  return later(at, means.policy.limits.destructionHorizonDays * DAY)
}

interface Destroyer {
  readonly role: string
  readonly id: string
}

/** A row to begin with; the caller records the action. */
async function newAct(unit: Unit, id: string, by: Destroyer): Promise<Omit<Act, 'salt'>> {
  await unit.client.query('select pg_advisory_xact_lock($1)', [NUMBERS_LOCK])
  const year = Number(almatyDate(unit.at).slice(0, 4))
  const { rows } = await unit.client.query<{ last: number }>(
    'select coalesce(max(ordinal), 0)::int as last from destruction_act where year = $1',
    [year],
  )
  return {
    act_id: id,
    year,
    ordinal: (rows[0]?.last ?? 0) + 1,
    grounds: [],
    laws: [],
    persons: 0,
    boxes: 0,
    records: 0,
    fields: [],
    media: [],
    by_role: by.role,
    by_id: by.id,
    began_at: unit.at,
    made_at: undefined,
    horizon_at: undefined,
  }
}

/** The act of a run: the one that a killed run left open, or a new one. One run at a time. */
export async function beginAct(means: Means, by: Destroyer): Promise<Act> {
  return await means.store.transaction(async (unit) => {
    const open = await loadOne(
      unit.client,
      DESTRUCTION_ACT,
      'made_at is null order by began_at limit 1',
      [],
    )
    if (open !== undefined) return open
    const id: string = unit.newId()
    unit.put(DESTRUCTION_ACT, await newAct(unit, id, by))
    unit.record({ kind: 'act_begun', actor: by, detail: { begun: id } })
    await unit.flush()
    const begun = await loadOne(unit.client, DESTRUCTION_ACT, 'act_id = $1', [id])
    if (begun === undefined) throw new Error('an act that was not written')
    return begun
  })
}

/** The parts are counted as they stand: a run that died after some of them loses none. */
export async function closeAct(means: Means, act: string, by: Destroyer): Promise<Act | undefined> {
  await means.store.transaction(async (unit) => {
    const open = await loadOne(
      unit.client,
      DESTRUCTION_ACT,
      'act_id = $1 and made_at is null for update',
      [act],
    )
    if (open === undefined) return
    const sum = await countParts(unit, act)
    // Nothing came of it: the next run goes on with the same number.
    if (sum.persons === 0) return
    const media = await mediaNames(unit)
    const made = {
      ...open,
      ...sum,
      media,
      made_at: unit.at,
    }
    unit.put(DESTRUCTION_ACT, made, open)
    keepProof(unit, act, unit.record({ kind: 'act_made', actor: by, detail: detailOf(made) }))
  })
  return await loadOne(means.store.pool, DESTRUCTION_ACT, 'act_id = $1', [act])
}

/** The act of one person's demand, whole in the unit that destroys; the caller records it. */
export async function putOwnAct(
  means: Means,
  unit: Unit,
  part: Omit<ActPart, 'salt'>,
  by: Destroyer,
): Promise<string> {
  const act = await newAct(unit, part.act_id, by)
  unit.put(DESTRUCTION_ACT, {
    ...act,
    grounds: [part.ground],
    laws: [part.law],
    persons: 1,
    boxes: part.boxes,
    records: part.records,
    fields: [...new Set(part.fields)].toSorted(),
    media: await mediaNames(unit),
    made_at: unit.at,
    horizon_at: horizonFrom(means, unit.at),
  })
  return actNumber(act)
}

function detailOf(act: Omit<Act, 'salt'>) {
  return {
    act: act.act_id,
    number: actNumber(act),
    grounds: [...act.grounds],
    persons: act.persons,
    boxes: act.boxes,
    records: act.records,
    fields: [...act.fields],
    horizon: toIso(act.horizon_at ?? act.began_at),
  }
}

type Sum = Pick<Act, 'grounds' | 'laws' | 'persons' | 'boxes' | 'records' | 'fields' | 'horizon_at'>

async function countParts(unit: Unit, act: string): Promise<Sum> {
  const { rows } = await unit.client.query<Sum>(
    `select count(distinct subject_id)::int as persons, coalesce(sum(boxes), 0)::int as boxes,
       coalesce(sum(records), 0)::int as records, max(horizon_at) as horizon_at,
       coalesce(array_agg(distinct ground), '{}') as grounds, coalesce(array_agg(distinct law), '{}') as laws,
       coalesce((select array_agg(distinct field order by field) from destroyed_part p, unnest(p.fields) field
         where p.act_id = $1), '{}') as fields
     from destroyed_part where act_id = $1`,
    [act],
  )
  const none = { grounds: [], laws: [], persons: 0, boxes: 0, records: 0, fields: [] }
  return rows[0] ?? { ...none, horizon_at: undefined }
}

/** Media whose copies the horizon is about: what the account of media says is still there. */
async function mediaNames(unit: Unit): Promise<readonly string[]> {
  const media = await load(unit.client, MEDIUM, "state <> 'destroyed' order by name", [])
  return media.map(({ name, region }) => `${name} (${region})`)
}

const PROOF: Parameters<Unit['aside']>[0]['kind'] = {
  sql: 'insert into act_action (act_id, action_id) select r.act_id, r.action_id from ROWS',
  columns: { act_id: 'uuid', action_id: 'uuid' },
}

/** Which action tells of it, so that its proof is found by the act. */
export function keepProof(unit: Unit, act: string, action: string): void {
  unit.aside({ kind: PROOF, row: { act_id: act, action_id: action } })
}

export interface PartMade {
  readonly subject: SubjectId
  readonly part: string
  readonly act: string
  readonly ground: DestructionGround
  readonly whole: boolean
  readonly fields: readonly string[]
  readonly boxes: number
  readonly records: number
  readonly horizonAt: Moment
}

export function partRow(unit: Unit, made: PartMade): Omit<ActPart, 'salt'> {
  return {
    subject_id: made.subject,
    part_id: made.part,
    act_id: made.act,
    ground: made.ground,
    law: GROUND_LAW[made.ground],
    whole: made.whole,
    fields: made.fields,
    boxes: made.boxes,
    records: made.records,
    destroyed_at: unit.at,
    horizon_at: made.horizonAt,
  }
}
