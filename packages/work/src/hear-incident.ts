/**
 * A recipient tells us of an incident in its own house: it is ours from that moment, with its clock.
 *
 * The moment of discovery is the moment we hear of it; what happened when is the recipient's word. Idempotent by the
 * recipient's report id. The people are those whose application it was sent, or those among them whose leads it names.
 * A suspended recipient may report like any other; one whose key is revoked calls the person responsible.
 *
 * Law: 94-V art. 10(3), 25(2)(8). Requirements, L-3. Deadline: DL-07. Invariant I12.
 */
import type { IncidentReport } from '@kelisim/api'
import type { Detection } from '@kelisim/policy'
import {
  INCIDENT,
  INCIDENT_REPORT,
  loadOne,
  type Pool,
  type Stored,
  type Unit,
} from '@kelisim/store'
import { type Moment, moment, parseMoment, type SubjectId } from '@kelisim/terms'
import { putStep } from './handle-incident.ts'
import { BY_RECIPIENT, openIncident } from './incident.ts'
import type { Answer, Means } from './means.ts'
import { betrays } from './plain-words.ts'

export interface IncidentTold {
  readonly number: string
  /** Until when the authorised body is to be notified. */
  readonly dueAt: Moment
  readonly repeated: boolean
}

export async function hearIncident(
  means: Means,
  detection: Pick<Detection, 'clock'>,
  recipient: string,
  report: IncidentReport,
): Promise<Answer<IncidentTold>> {
  return await means.store.transaction(async (unit): Promise<Answer<IncidentTold>> => {
    const where = 'recipient = $1 and report_id = $2'
    const known = await loadOne(unit.client, INCIDENT_REPORT, where, [recipient, report.report_id])
    if (known !== undefined) {
      const told = await loadOne(unit.client, INCIDENT, 'incident_id = $1', [known.incident_id])
      if (told === undefined) throw new Error('an incident is never removed')
      return toldOf(told, true)
    }
    const occurredAt = moment(Math.min(parseMoment(report.occurred_at) ?? unit.at, unit.at))
    const by = { role: 'recipient', id: recipient }
    const leads = report.leads ?? []
    const { subjects } = await peopleSent(unit.client, recipient, leads)
    const sighting = {
      rule: BY_RECIPIENT,
      actor: by,
      about: `report:${report.report_id}`,
      firstAt: occurredAt,
      at: unit.at,
      found: leads.length,
      people: subjects.length,
    }
    const found = await openIncident(unit, detection, sighting, by)
    if (found === undefined) throw new Error('a report that was not heard opens an incident')
    unit.put(INCIDENT_REPORT, {
      recipient,
      report_id: report.report_id,
      incident_id: found.incident.incident_id,
      leads,
      occurred_at: occurredAt,
      received_at: unit.at,
    })
    // The clock runs from here, so the report is taken; of words that may not be kept nothing is.
    putStep(unit, found.incident, by, 'note', betrays(unit.policy, report.text) ? '–' : report.text)
    return toldOf(found.incident, false)
  })
}

function toldOf(
  incident: Pick<Stored<typeof INCIDENT>, 'number' | 'body_due_at'>,
  repeated: boolean,
): Answer<IncidentTold> {
  const { number, body_due_at: dueAt } = incident
  return { effect: 'done', number, dueAt, repeated }
}

export interface PeopleSent {
  readonly subjects: readonly SubjectId[]
  /** Destroyed since: nobody can be found. */
  readonly gone: number
}

/** Whose application left for it: all of them, or those of these leads. */
export async function peopleSent(
  client: Pick<Unit['client'] | Pool, 'query'>,
  recipient: string,
  leads: readonly string[],
): Promise<PeopleSent> {
  const isAll = leads.length === 0
  const { rows } = await client.query<{ subject_id: SubjectId; gone: boolean }>(
    `select distinct d.subject_id, s.state = 'destroyed' as gone
     from disclosure d join subject s using (subject_id)
     where d.recipient = $1 and d.sent_at is not null
       ${isAll ? '' : 'and d.application_id = any ($2::uuid[])'}`,
    isAll ? [recipient] : [recipient, leads],
  )
  const subjects = rows.filter((row) => !row.gone).map((row) => row.subject_id)
  return { subjects, gone: rows.length - subjects.length }
}
