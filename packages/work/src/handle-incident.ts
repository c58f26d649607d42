/**
 * The person responsible looks after an incident: opens one by hand, takes its steps, closes it.
 *
 * Steps are texts in a row and actions in the ledger; the ledger holds the commitment to the text, not the text. An
 * incident is closed when it was assessed, and when the authorised body was notified or the assessment
 * says why no notice was owed: a program does not know that, so it only asks for the words.
 *
 * Law: 94-V art. 22(1)(3), 25(2)(8). Requirements: R-82, L-3. Deadline: DL-07.
 */
import type { Detection } from '@kelisim/policy'
import {
  CONTAINMENT,
  INCIDENT,
  INCIDENT_PERSON,
  INCIDENT_STEP,
  load,
  loadOne,
  RECIPIENT_CONTAINMENT,
  STAFF,
  type Stored,
  type Unit,
} from '@kelisim/store'
import { type Moment, refusal } from '@kelisim/terms'
import { BY_HAND, type Incident, openIncident } from './incident.ts'
import { type Answer, invalid, type Means } from './means.ts'
import { unlessPlain } from './plain-words.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

export const STEPS = ['note', 'contained', 'assessed', 'body_notified', 'closed'] as const
export type IncidentStep = (typeof STEPS)[number]
export const STEP_CHARS_MAX = 2_000
/** A step says something: one word is no account of what was done. */
export const STEP_CHARS_MIN = 10
const LISTED_MAX = 200

export interface OpenedIncident {
  readonly incident: Incident
  readonly steps: readonly Stored<typeof INCIDENT_STEP>[]
  readonly containments: readonly Stored<typeof CONTAINMENT>[]
  readonly stopped: readonly Stored<typeof RECIPIENT_CONTAINMENT>[]
  /** Names of staff by id, for whoever stands in rows and steps. */
  readonly names: ReadonlyMap<string, string>
  readonly told: { readonly planned: number; readonly sent: number }
}

export async function listIncidents(
  means: Means,
  staff: StaffMember,
): Promise<
  Answer<{
    readonly incidents: readonly Incident[]
    readonly staff: readonly Stored<typeof STAFF>[]
  }>
> {
  const refused = await unlessSupervisor(means, staff, 'incident_step')
  if (refused !== undefined) return refused
  const order = `true order by closed_at is not null, discovered_at desc limit ${LISTED_MAX}`
  const incidents = await load(means.store.pool, INCIDENT, order, [])
  return {
    effect: 'done',
    incidents,
    staff: await load(means.store.pool, STAFF, 'true order by name', []),
  }
}

/** How many wait for somebody: the desk's first page and the metrics show it. */
export async function countOpenIncidents(means: Means): Promise<number> {
  const { rows } = await means.store.pool.query<{ count: number }>(
    'select count(*) as count from incident where closed_at is null',
  )
  return rows[0]?.count ?? 0
}

export async function findIncident(
  means: Means,
  staff: StaffMember,
  id: string,
): Promise<Answer<OpenedIncident>> {
  const refused = await unlessSupervisor(means, staff, 'incident_step')
  if (refused !== undefined) return refused
  const { pool } = means.store
  const incident = await loadOne(pool, INCIDENT, 'incident_id = $1', [id])
  if (incident === undefined) return refusal('not_found')
  const mine = 'incident_id = $1'
  const [steps, containments, stopped, people, everybody] = await Promise.all([
    load(pool, INCIDENT_STEP, `${mine} order by at, step_id`, [id]),
    load(pool, CONTAINMENT, `${mine} order by at, containment_id`, [id]),
    load(pool, RECIPIENT_CONTAINMENT, `${mine} order by at, containment_id`, [id]),
    load(pool, INCIDENT_PERSON, mine, [id]),
    load(pool, STAFF, 'true', []),
  ])
  const told = {
    planned: people.length,
    sent: people.filter((one) => one.told_at !== undefined).length,
  }
  const names = new Map(everybody.map((one) => [one.staff_id, one.name]))
  return { effect: 'done', incident, steps, containments, stopped, names, told }
}

export interface ByHand {
  readonly text: string
  /** Whose looks are to be counted; absent where nobody of the staff is known. */
  readonly staff?: string
  /** Since when; the looks from then on count. */
  readonly since?: Moment
}

export async function openByHand(
  means: Means,
  detection: Pick<Detection, 'clock'>,
  officer: StaffMember,
  told: ByHand,
): Promise<Answer<{ readonly incident: string }>> {
  const refused =
    (await unlessSupervisor(means, officer, 'incident_opened')) ??
    (await unlessPlain(means, officer, 'incident_opened', told.text))
  if (refused !== undefined) return refused
  if (!isAccount(told.text)) return invalid('/text', 'length')
  const { pool } = means.store
  const member =
    told.staff === undefined
      ? undefined
      : await loadOne(pool, STAFF, 'staff_id::text = $1', [told.staff])
  if (told.staff !== undefined && member === undefined) return invalid('/staff', 'unknown')
  return await means.store.transaction(
    async (unit): Promise<Answer<{ readonly incident: string }>> => {
      const since = told.since === undefined || told.since > unit.at ? unit.at : told.since
      const sighting = {
        rule: BY_HAND,
        ...(member === undefined ? {} : { actor: { role: member.role, id: member.staff_id } }),
        firstAt: since,
        at: unit.at,
        found: 0,
      }
      const by = { role: officer.role, id: officer.id }
      const found = await openIncident(unit, detection, sighting, by)
      if (found === undefined) throw new Error('an incident opened by hand is always new')
      putStep(unit, found.incident, officer, 'note', told.text)
      return { effect: 'done', incident: found.incident.incident_id }
    },
  )
}

export async function takeStep(
  means: Means,
  officer: StaffMember,
  id: string,
  step: IncidentStep,
  text: string,
): Promise<Answer<object>> {
  const refused =
    (await unlessSupervisor(means, officer, 'incident_step')) ??
    (await unlessPlain(means, officer, 'incident_step', text))
  if (refused !== undefined) return refused
  if (!isAccount(text)) return invalid('/text', 'length')
  return await means.store.transaction(async (unit): Promise<Answer<object>> => {
    const incident = await loadOne(unit.client, INCIDENT, 'incident_id = $1 for update', [id])
    if (incident === undefined) return refusal('not_found')
    if (incident.closed_at !== undefined) return invalid('/step', 'closed')
    if (step === 'closed' && incident.assessed_at === undefined)
      return invalid('/step', 'not_assessed')
    const marked = markedBy(incident, step, unit.at)
    if (marked !== undefined) unit.put(INCIDENT, marked, incident)
    putStep(unit, incident, officer, step, text)
    return { effect: 'done' }
  })
}

/** A step that was taken keeps the moment of its first time; a note marks nothing. */
function markedBy(incident: Incident, step: IncidentStep, at: Moment): Incident | undefined {
  if (step === 'note') return undefined
  const column = `${step}_at` as const
  return incident[column] === undefined ? { ...incident, [column]: at } : undefined
}

/** Records the action, with every change of the unit before it. */
export function putStep(
  unit: Unit,
  incident: Incident,
  by: { readonly role: string; readonly id: string },
  step: IncidentStep | 'people_notified',
  text: string,
): void {
  unit.put(INCIDENT_STEP, {
    incident_id: incident.incident_id,
    step_id: String(unit.newId()),
    step,
    text: text.trim(),
    by_role: by.role,
    by_id: by.id,
    at: unit.at,
  })
  const actor = { role: by.role, id: by.id }
  unit.record({ kind: 'incident_step', actor, detail: { incident: incident.incident_id, step } })
}

export function isAccount(text: string): boolean {
  const { length } = text.trim()
  return length >= STEP_CHARS_MIN && length <= STEP_CHARS_MAX
}
