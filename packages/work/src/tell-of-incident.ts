/**
 * Whom does an incident touch, and are they told?
 *
 * The ledger names nobody, so the people are found by their keys when the officer asks; their values stay closed. To tell
 * them is the officer's decision, once: each gets a row, which the cabinet shows at once, and a message when
 * the row is due. The phone comes through the door for the person's own rights. A message that left before a
 * crash may leave again; none is forgotten.
 *
 * Law: 94-V art. 24(1)(1), 25(2)(8). Requirements: R-82, L-3.
 */
import { fieldMeaning, fieldOfType, rightsPurpose } from '@kelisim/policy'
import {
  APPLICATION,
  handlesSeen,
  INCIDENT,
  INCIDENT_PERSON,
  INCIDENT_REPORT,
  handlesSpokenOf,
  know,
  load,
  loadOne,
  type Stored,
  subjectsOf,
} from '@kelisim/store'
import { HOUR, later, type Moment, refusal, type SubjectId, toIso } from '@kelisim/terms'
import { isAccount, putStep } from './handle-incident.ts'
import { type PeopleSent, peopleSent } from './hear-incident.ts'
import { type Incident, isHandle, isStaffId } from './incident.ts'
import { type Answer, invalid, type Means } from './means.ts'
import { unlessPlain } from './plain-words.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

/** People in one unit: their commitments stand in one entry, and an entry has a limit. */
const CHUNK = 100
/** Messages in one round. */
const TOLD_AT_ONCE_MAX = 32
const TRY_AGAIN_MS = HOUR
const PROGRAM = { role: 'system', id: 'self' } as const

export interface Touched {
  readonly subjects: readonly SubjectId[]
  /** Their newest application, by which staff know people. */
  readonly applications: readonly Stored<typeof APPLICATION>[]
  /** Looked at then and destroyed since: nobody can be found. */
  readonly gone: number
}

export async function findTouched(
  means: Means,
  officer: StaffMember,
  id: string,
): Promise<Answer<{ readonly touched: Touched }>> {
  const refused = await unlessSupervisor(means, officer, 'incident_step')
  if (refused !== undefined) return refused
  const incident = await loadOne(means.store.pool, INCIDENT, 'incident_id = $1', [id])
  if (incident === undefined) return refusal('not_found')
  return { effect: 'done', touched: await touchedBy(means, incident) }
}

async function touchedBy(means: Means, incident: Incident): Promise<Touched> {
  const { subjects, gone } = await peopleTouched(means, incident)
  const where = 'subject_id = any ($1::uuid[]) order by submitted_at desc'
  const all = await load(means.store.pool, APPLICATION, where, [subjects])
  const applications = [...Map.groupBy(all, (row) => row.subject_id).values()].flatMap((rows) =>
    rows.slice(0, 1),
  )
  return { subjects, applications, gone }
}

/** What a recipient reports touches whom it was sent; what was done here touches whom it was done about. */
async function peopleTouched(means: Means, incident: Incident): Promise<PeopleSent> {
  const { pool } = means.store
  const report = await loadOne(pool, INCIDENT_REPORT, 'incident_id = $1', [incident.incident_id])
  if (report !== undefined) return await peopleSent(pool, report.recipient, report.leads)
  const handles = new Set(await handlesOf(means, incident))
  const found = await subjectsOf(means.store, handles)
  return { subjects: [...new Set(found.values())], gone: handles.size - found.size }
}

async function handlesOf(means: Means, incident: Incident): Promise<readonly string[]> {
  const { actor_id: actor, actor_role: role, about, first_at: from, last_at: to } = incident
  if (actor !== undefined && role === 'recipient')
    return await handlesSpokenOf(means.store.pool, actor, from, to)
  if (actor !== undefined && isStaffId(actor))
    return await handlesSeen(means.store.pool, actor, from, to)
  return about !== undefined && isHandle(about) ? [about] : []
}

/** Everybody touched gets a row; who has one already keeps it. The number of new ones. */
export async function tellPeople(
  means: Means,
  officer: StaffMember,
  id: string,
  text: string,
): Promise<Answer<{ readonly people: number }>> {
  const found = await findTouched(means, officer, id)
  if (found.effect !== 'done') return found
  const unfit = await unlessPlain(means, officer, 'incident_step', text)
  if (unfit !== undefined) return unfit
  if (!isAccount(text)) return invalid('/text', 'length')
  const told = await load(means.store.pool, INCIDENT_PERSON, 'incident_id = $1', [id])
  const known = new Set(told.map((row) => row.subject_id))
  const fresh = found.touched.subjects.filter((subject) => !known.has(subject))
  for (let from = 0; from === 0 || from < fresh.length; from += CHUNK) {
    await planChunk(means, officer, id, text, fresh.slice(from, from + CHUNK))
  }
  return { effect: 'done', people: fresh.length }
}

async function planChunk(
  means: Means,
  officer: StaffMember,
  id: string,
  text: string,
  subjects: readonly SubjectId[],
): Promise<void> {
  await means.store.transaction(async (unit) => {
    const incident = await loadOne(unit.client, INCIDENT, 'incident_id = $1 for update', [id])
    if (incident === undefined) throw new Error('an incident is never removed')
    for (const subject of subjects) {
      const row = { subject_id: subject, incident_id: id, planned_at: unit.at }
      unit.put(INCIDENT_PERSON, { ...row, told_at: undefined, due_at: unit.at })
    }
    if (incident.people_notified_at === undefined) {
      unit.put(INCIDENT, { ...incident, people_notified_at: unit.at }, incident)
    }
    putStep(unit, incident, officer, 'people_notified', text)
  })
}

/** Sends what is due; the number sent. Part of the rounds. */
export async function tellOfIncidents(
  means: Means,
  messageOf: (language: string) => string,
  trouble: (what: string, error: unknown) => void,
): Promise<number> {
  const where = `due_at <= $1 order by due_at limit ${TOLD_AT_ONCE_MAX}`
  const due = await load(means.store.pool, INCIDENT_PERSON, where, [toIso(means.now())])
  let sent = 0
  for (const row of due) {
    try {
      sent += await tellOne(means, row, messageOf)
    } catch (error) {
      trouble('incident notice', error)
      await putOff(means, row, later(means.now(), TRY_AGAIN_MS))
    }
  }
  return sent
}

async function tellOne(
  means: Means,
  row: Stored<typeof INCIDENT_PERSON>,
  messageOf: (language: string) => string,
): Promise<number> {
  const subject = row.subject_id as SubjectId
  const phone = await phoneOf(means, subject)
  // Destroyed or blocked since: the cabinet, where there is one, still tells it.
  if (phone === undefined) {
    await putOff(means, row, undefined)
    return 0
  }
  const where = 'subject_id = $1 order by submitted_at desc limit 1'
  const application = await loadOne(means.store.pool, APPLICATION, where, [subject])
  await means.sms.send({
    to: phone,
    text: messageOf(application?.language ?? 'kk'),
    class: 'service',
  })
  await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, subject, 'use')
    unit.put(INCIDENT_PERSON, { ...row, told_at: unit.at, due_at: undefined }, row)
    const detail = { incident: row.incident_id }
    unit.record({ kind: 'incident_told', actor: PROGRAM, detail }, known?.key)
  })
  return 1
}

async function phoneOf(means: Means, subject: SubjectId): Promise<string | undefined> {
  const field = fieldOfType(means.policy, 'phone')?.id
  if (field === undefined) return undefined
  const purpose = rightsPurpose(means.policy).id
  const released = await means.store.look({
    subject,
    question: { role: PROGRAM.role, operation: 'use', purpose, fields: [field] },
    opening: { kind: 'values_opened', actor: PROGRAM, detail: { what: 'incident' } },
  })
  return released.effect === 'released' ? released.values[field] : undefined
}

/** Only when it is due: nothing that the ledger vouches for. */
async function putOff(
  means: Means,
  row: Stored<typeof INCIDENT_PERSON>,
  until: Moment | undefined,
): Promise<void> {
  await means.store.pool.query(
    'update incident_person set due_at = $3 where subject_id = $1 and incident_id = $2',
    [row.subject_id, row.incident_id, until === undefined ? null : toIso(until)],
  )
}

/** Incidents that the person was told of, newest first. */
export async function incidentsOf(
  means: Means,
  subject: SubjectId,
): Promise<readonly { readonly discoveredAt: Moment }[]> {
  const { pool } = means.store
  const rows = await load(pool, INCIDENT_PERSON, 'subject_id = $1', [subject])
  const ids = rows.map((row) => row.incident_id)
  const where = 'incident_id = any ($1::uuid[]) order by discovered_at desc'
  return (await load(pool, INCIDENT, where, [ids])).map((one) => ({
    discoveredAt: one.discovered_at,
  }))
}

export interface ListedPerson {
  readonly lastName: string
  readonly firstName: string
  readonly iin: string
  readonly phone: string
}

/** What the authorised body needs to reach the people; each look goes through the door and is the person's to see. */
export async function listTouched(
  means: Means,
  officer: StaffMember,
  id: string,
): Promise<Answer<{ readonly people: readonly ListedPerson[] }>> {
  const found = await findTouched(means, officer, id)
  if (found.effect !== 'done') return found
  const { policy } = means
  const names = [
    fieldMeaning(policy, 'last_name'),
    fieldMeaning(policy, 'first_name'),
    fieldOfType(policy, 'iin')?.id,
    fieldOfType(policy, 'phone')?.id,
  ].map((field) => field ?? '')
  const fields = names.filter((field) => field !== '')
  const purpose = rightsPurpose(policy).id
  const people: ListedPerson[] = []
  for (const subject of found.touched.subjects) {
    const actor = { role: officer.role, id: officer.id }
    const released = await means.store.look({
      subject,
      question: { role: officer.role, operation: 'extract', purpose, fields },
      opening: { kind: 'incident_listed', actor, detail: { incident: id } },
    })
    if (released.effect !== 'released') continue
    const [lastName = '', firstName = '', iin = '', phone = ''] = names.map(
      (field) => released.values[field] ?? '',
    )
    people.push({ lastName, firstName, iin, phone })
  }
  return { effect: 'done', people }
}
