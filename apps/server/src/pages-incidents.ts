/**
 * The desk's register of incidents: list, one incident, steps, people, notices.
 *
 * The use cases ask who may and record; here forms are read and answers shown.
 *
 * Law: 94-V art. 22(1)(3), 25(2)(8). Requirements: R-82, L-3. Deadline: DL-07.
 */
import { decoyPerson, type House } from '@kelisim/house'
import { workingDaysPassed } from '@kelisim/rules'
import {
  decoysPath,
  DESK,
  type DueView,
  type IncidentAbout,
  incidentPath,
  type IncidentRow,
  incidentScreen,
  incidentsScreen,
  type IncidentState,
  type IncidentView,
} from '@kelisim/screens'
import { HOUR, isLanguage, later, type Moment, parseId } from '@kelisim/terms'
import {
  type Answer,
  BY_RECIPIENT,
  Decoys,
  findIncident,
  findTouched,
  type Incident,
  isAccount,
  liftContainment,
  liftRecipient,
  listIncidents,
  listTouched,
  openByHand,
  type OpenedIncident,
  orderDecoys,
  STEPS,
  takeStep,
  tellPeople,
} from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { CONTAINED, INCIDENT_STEPS } from '@kelisim/messages'
import { type DeskRoutes, type DeskVisit, refusedPage } from './desk-visit.ts'
import { incidentPaper } from './incident-paper.ts'
import { seeOther, sendPage, textOf } from './page.ts'
import { recipientName } from './titles.ts'

const HOURS_MAX = 24 * 31

export function incidentPages(house: House, { page, act }: DeskRoutes): void {
  const { means, detection } = house
  page(DESK.incidents, async (seen, _request, reply) => await showList(house, seen, reply))
  act(
    DESK.incidents,
    () => DESK.incidents,
    async (seen, request, reply) => {
      const text = textOf(request.body, 'text')
      const staff = textOf(request.body, 'staff')
      const hours = Math.min(
        HOURS_MAX,
        Number(/^\d{1,4}$/.exec(textOf(request.body, 'hours'))?.[0] ?? 0),
      )
      const told = {
        text,
        ...(staff === '' ? {} : { staff, since: later(means.now(), -hours * HOUR) }),
      }
      const answer = await openByHand(means, detection, seen.staff, told)
      if (answer.effect === 'invalid') return await showList(house, seen, reply, { short: true })
      if (answer.effect !== 'done') return await refusedPage(reply, seen.frame, answer, true)
      return await seeOther(reply, incidentPath(answer.incident))
    },
  )
  act(
    decoysPath(),
    () => DESK.incidents,
    async (seen, request, reply) => {
      const answer = await orderDecoys(means, seen.staff, Number(textOf(request.body, 'count')))
      if (answer.effect === 'invalid')
        return await showList(house, seen, reply, { wrongCount: true })
      if (answer.effect !== 'done') return await refusedPage(reply, seen.frame, answer, true)
      return await seeOther(reply, DESK.incidents)
    },
  )
  page(incidentPath(':id'), async (seen, request, reply) => await show(house, seen, request, reply))
  const home = (request: FastifyRequest) => incidentPath(idOf(request))
  act(incidentPath(':id', 'step'), home, async (seen, request, reply) => {
    const step = STEPS.find((known) => known === textOf(request.body, 'step'))
    if (step === undefined) return await show(house, seen, request, reply, { fault: 'step' })
    const answer = await takeStep(
      means,
      seen.staff,
      idOf(request),
      step,
      textOf(request.body, 'text'),
    )
    if (answer.effect === 'invalid') {
      const fault = answer.faults[0]?.code === 'not_assessed' ? 'assessed' : 'step'
      return await show(house, seen, request, reply, { fault })
    }
    return await after(seen, request, reply, answer)
  })
  act(incidentPath(':id', 'lift'), home, async (seen, request, reply) => {
    const reason = textOf(request.body, 'reason')
    if (!isAccount(reason)) return await show(house, seen, request, reply, { fault: 'reason' })
    const recipient = textOf(request.body, 'recipient')
    const answer =
      recipient === ''
        ? await liftContainment(means, seen.staff, textOf(request.body, 'staff'), reason.trim())
        : await liftRecipient(means, seen.staff, recipient, reason.trim())
    return await after(seen, request, reply, answer)
  })
  peoplePages(house, { page, act }, home)
}

function peoplePages(
  house: House,
  { page, act }: DeskRoutes,
  home: (request: FastifyRequest) => string,
): void {
  const { means } = house
  act(incidentPath(':id', 'people'), home, async (seen, request, reply) => {
    const answer = await findTouched(means, seen.staff, idOf(request))
    if (answer.effect !== 'done') return await refusedPage(reply, seen.frame, answer, true)
    const { applications, gone } = answer.touched
    const named = applications.map((row) => ({ id: row.application_id, number: row.number }))
    return await show(house, seen, request, reply, { touched: { applications: named, gone } })
  })
  act(incidentPath(':id', 'tell'), home, async (seen, request, reply) => {
    const answer = await tellPeople(means, seen.staff, idOf(request), textOf(request.body, 'why'))
    if (answer.effect === 'invalid')
      return await show(house, seen, request, reply, { fault: 'tell' })
    return await after(seen, request, reply, answer)
  })
  act(incidentPath(':id', 'list'), home, async (seen, request, reply) => {
    const answer = await listTouched(means, seen.staff, idOf(request))
    if (answer.effect !== 'done') return await refusedPage(reply, seen.frame, answer, true)
    const lines = answer.people.map(({ lastName, firstName, iin, phone }) =>
      [lastName, firstName, iin, phone].map(cell).join(';'),
    )
    return await sendText(reply, 'text/csv', 'subjects.csv', `\ufeff${lines.join('\r\n')}\r\n`)
  })
  page(incidentPath(':id', 'notice'), async (seen, request, reply) => {
    const found = await findIncident(means, seen.staff, idOf(request))
    if (found.effect !== 'done') return await refusedPage(reply, seen.frame, found, true)
    // Not `lang`: a paper in Russian does not turn the desk into Russian.
    const asked = textOf(request.query, 'in')
    const language = isLanguage(asked) ? asked : 'kk'
    const name = `notice-${found.incident.number}-${language}.txt`
    return await sendText(reply, 'text/plain', name, await incidentPaper(house, language, found))
  })
}

/** A cell that a spreadsheet takes for a formula is a door into the reader's machine. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

async function sendText(
  reply: FastifyReply,
  type: string,
  name: string,
  text: string,
): Promise<FastifyReply> {
  return await reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(`${type}; charset=utf-8`)
    .send(text)
}

async function after(
  seen: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer<object>,
): Promise<FastifyReply> {
  if (answer.effect === 'done') return await seeOther(reply, incidentPath(idOf(request)))
  return await refusedPage(reply, seen.frame, answer, true)
}

async function showList(
  house: House,
  { staff, frame }: DeskVisit,
  reply: FastifyReply,
  fault: { readonly short?: boolean; readonly wrongCount?: boolean } = {},
): Promise<FastifyReply> {
  const answer = await listIncidents(house.means, staff)
  if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
  const names = new Map(answer.staff.map((row) => [row.staff_id, row.name]))
  const rows = answer.incidents.map((incident) => rowOf(house, incident, names))
  const members = answer.staff.map((row) => ({ id: row.staff_id, name: row.name }))
  const status = fault.short === true || fault.wrongCount === true ? 422 : 200
  const decoys = await new Decoys(house.means, decoyPerson).count()
  const view = { frame, rows, staff: members, decoys, ...fault }
  return await sendPage(reply, incidentsScreen(view), 'private', status)
}

async function show(
  house: House,
  { staff, frame }: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Pick<IncidentView, 'touched' | 'fault'> = {},
): Promise<FastifyReply> {
  const id = idOf(request)
  if (parseId(id) === undefined) return await seeOther(reply, DESK.incidents)
  const answer = await findIncident(house.means, staff, id)
  if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
  const view = { frame, ...viewOf(house, answer), ...shown }
  return await sendPage(
    reply,
    incidentScreen(view),
    'private',
    shown.fault === undefined ? 200 : 422,
  )
}

function viewOf(house: House, opened: OpenedIncident): Omit<IncidentView, 'frame'> {
  const { incident, names } = opened
  const name = (id: string, role: string) =>
    role === 'recipient' ? recipientName(house, id) : (names.get(id) ?? id)
  return {
    row: rowOf(house, incident, names),
    firstAt: incident.first_at,
    lastAt: incident.last_at,
    ...(incident.body_strict_at === undefined ? {} : { strictAt: incident.body_strict_at }),
    duePeople: dueOf(
      house,
      incident.discovered_at,
      incident.people_due_at,
      incident.people_notified_at,
    ),
    steps: opened.steps.flatMap(({ at, step, text, by_role: role, by_id: by }) => {
      const known = INCIDENT_STEPS.find((one) => one === step)
      return known === undefined
        ? []
        : [{ at, step: known, text, ...(role === 'system' ? {} : { who: name(by, role) }) }]
    }),
    ...stoppedOf(house, opened),
    told: opened.told,
  }
}

function stoppedOf(
  house: House,
  { containments, stopped, names }: OpenedIncident,
): Pick<IncidentView, 'containments' | 'lift'> {
  const all = [
    ...containments.map((row) => ({
      row,
      whose: 'staff' as const,
      id: row.staff_id,
      name: names.get(row.staff_id) ?? row.staff_id,
    })),
    ...stopped.map((row) => ({
      row,
      whose: 'recipient' as const,
      id: row.recipient,
      name: recipientName(house, row.recipient),
    })),
  ]
  const standing = all.find(({ row }) => row.lifted_at === undefined)
  return {
    containments: all.flatMap(({ row, name }) => {
      const kind = CONTAINED.find((known) => known === row.kind)
      const { at, lifted_at: until, lifted_by: by = '', reason = '' } = row
      const who = names.get(by) ?? by
      const lifted = until === undefined ? {} : { lifted: { at: until, who, reason } }
      return kind === undefined ? [] : [{ kind, at, whose: name, ...lifted }]
    }),
    ...(standing === undefined
      ? {}
      : { lift: { whose: standing.whose, id: standing.id, name: standing.name } }),
  }
}

function rowOf(house: House, incident: Incident, names: ReadonlyMap<string, string>): IncidentRow {
  const rule = house.detection.rules.find(({ id }) => id === incident.rule)
  const { actor_id: actor, actor_role: role, about } = incident
  const who =
    actor === undefined
      ? undefined
      : role === 'recipient'
        ? recipientName(house, actor)
        : (names.get(actor) ?? actor)
  const [what, called = ''] = about?.split(':') ?? []
  return {
    id: incident.incident_id,
    number: incident.number,
    ...(rule === undefined ? {} : { rule: rule.title }),
    ...(who === undefined ? {} : { who }),
    ...(incident.rule === BY_RECIPIENT ? { isReported: true } : {}),
    ...(about === undefined ? {} : { about: aboutOf(about) }),
    ...(what === 'signature' && called !== '' ? { inNameOf: recipientName(house, called) } : {}),
    people: incident.people,
    discoveredAt: incident.discovered_at,
    due: dueOf(house, incident.discovered_at, incident.body_due_at, incident.body_notified_at),
    state: stateOf(incident),
  }
}

const ABOUT: readonly IncidentAbout[] = [
  'witness',
  'login',
  'check',
  'keys',
  'sequencer',
  'signature',
]

function aboutOf(about: string): IncidentAbout {
  return ABOUT.find((known) => about.startsWith(`${known}:`)) ?? 'person'
}

function stateOf(incident: Incident): IncidentState {
  if (incident.closed_at !== undefined) return 'closed'
  if (incident.body_notified_at !== undefined) return 'notified'
  if (incident.assessed_at !== undefined) return 'assessed'
  return incident.contained_at === undefined ? 'open' : 'contained'
}

function dueOf(house: House, from: Moment, at: Moment, done: Moment | undefined): DueView {
  const { calendar } = house.means.policy
  const until = done ?? house.means.now()
  const days = workingDaysPassed(calendar, from, at)
  const passed = Math.min(days, workingDaysPassed(calendar, from, until))
  const isLate = until > at
  const state = isLate ? 'late' : done !== undefined ? 'done' : days - passed <= 1 ? 'near' : 'calm'
  return { at, days, passed, state }
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id?: string }).id ?? ''
}
