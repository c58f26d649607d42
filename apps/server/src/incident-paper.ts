/**
 * The notice to the authorised body, as a text: made from the incident, for a person to read and send.
 *
 * Rules 481/НҚ ask for the contacts of the person responsible, the measures taken and the subjects; the list of
 * subjects is a file of its own. Numbers and kinds of data only: no value stands here.
 *
 * Law: 94-V art. 25(2)(8). Requirement: L-3. Deadline: DL-07.
 */
import type { House } from '@kelisim/house'
import { CONTAINED, dateTime, dueBy, INCIDENT_STEPS, messages, number } from '@kelisim/messages'
import { fieldsSeen } from '@kelisim/store'
import type { Language } from '@kelisim/terms'
import { BY_RECIPIENT, type OpenedIncident } from '@kelisim/work'
import { titlesOf } from './titles.ts'

export async function incidentPaper(
  house: House,
  language: Language,
  { incident, steps, containments, stopped: organisations }: OpenedIncident,
): Promise<string> {
  const { policy, store } = house.means
  const all = messages(language).incidents
  const words = all.paper
  const rule = house.detection.rules.find(({ id }) => id === incident.rule)
  const isReported = incident.rule === BY_RECIPIENT
  const fields = isReported
    ? (policy.recipients.find(({ id }) => id === incident.actor_id)?.agreement?.fields ?? [])
    : incident.actor_id?.length === 36
      ? await fieldsSeen(store.pool, incident.actor_id, incident.first_at, incident.last_at)
      : []
  const data = titlesOf(house, fields).map((title) => title[language])
  const clock = policy.deadlines.find(({ id }) => id === house.detection.clock.body)
  const when = (at: typeof incident.discovered_at) => dateTime(language, at)
  const done = steps.flatMap(({ step, at, text }) => {
    const known = INCIDENT_STEPS.find((one) => one === step)
    return known === undefined ? [] : [`  - ${when(at)}. ${all.steps.name[known]}: ${text}`]
  })
  const stopped = [...containments, ...organisations].flatMap(({ kind, at }) => {
    const known = CONTAINED.find((one) => one === kind)
    return known === undefined ? [] : [`  - ${when(at)}. ${all.contained.kind[known]}`]
  })
  const { operator } = policy
  return [
    words.to,
    '',
    words.heading.toUpperCase(),
    '',
    `${words.operator}: ${operator.name[language]}`,
    `${words.bin}: ${operator.bin}`,
    `${words.address}: ${operator.address[language]}`,
    `${words.officer}: ${operator.officer.phone}, ${operator.officer.email}`,
    '',
    `${words.number}: ${incident.number}`,
    `${words.kind}: ${rule?.title[language] ?? (isReported ? all.byRecipient : all.byHand)}`,
    `${words.period}: ${when(incident.first_at)} – ${when(incident.last_at)}`,
    `${words.discovered}: ${when(incident.discovered_at)}`,
    `${words.due}: ${dueBy(language, incident.body_due_at)}`,
    `${words.people}: ${number(language, incident.people)}`,
    `${words.data}: ${data.length === 0 ? words.unknown : data.join(', ')}`,
    `${words.measures}:`,
    ...stopped,
    ...done,
    '',
    words.ground(clock?.legal ?? ''),
    ...(incident.people === 0 ? [] : [words.list]),
    '',
  ].join('\n')
}
