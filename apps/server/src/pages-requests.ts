/**
 * The desk's pages of requests: the list by its last days, one request, and the decision.
 *
 * The use cases ask who may, open and record; here forms are read and answers shown.
 *
 * Law: 94-V art. 24(1)(2), 24(1)(3), 25(2)(8). Requirements. Deadlines: DL-03, DL-06.
 */
import type { House } from '@kelisim/house'
import { due, workingDaysPassed } from '@kelisim/rules'
import { DESK, requestPath, type RequestRow, requestScreen, requestsScreen } from '@kelisim/screens'
import { parseId, type SubjectId } from '@kelisim/terms'
import {
  type Answer,
  compareCorrection,
  CORRECTION_REFUSALS,
  DEMAND_GROUNDS,
  decideCorrection,
  EVIDENCE,
  findRequest,
  type ListedRequest,
  listRequests,
  unblockData,
} from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DeskRoutes, type DeskVisit, refusedPage } from './desk-visit.ts'
import { seeOther, sendPage, textOf } from './page.ts'
import { stateOf } from './pages-cabinet-correct.ts'
import { shownValue } from './shown-value.ts'

type Shown = Pick<Parameters<typeof requestScreen>[0], 'values' | 'missing'>

export function requestPages(house: House, { page, act }: DeskRoutes): void {
  page(DESK.requests, async ({ staff, frame }, _request, reply) => {
    const answer = await listRequests(house.means, staff)
    if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
    const rows = answer.requests.map((one) => rowOf(house, one))
    return await sendPage(reply, requestsScreen({ frame, rows }))
  })
  page(requestPath(':id'), async (seen, request, reply) => await show(house, seen, request, reply))
  const home = (request: FastifyRequest) => requestPath(idOf(request))
  act(requestPath(':id', 'open'), home, async (seen, request, reply) => {
    const answer = await compareCorrection(house.means, seen.staff, idOf(request))
    if (answer.effect !== 'done') return await refusedPage(reply, seen.frame, answer)
    const { held, wanted } = answer
    return await show(house, seen, request, reply, { values: { held, wanted } })
  })
  act(requestPath(':id', 'confirm'), home, async (seen, request, reply) => {
    const evidence = EVIDENCE.find((known) => known === textOf(request.body, 'evidence'))
    if (evidence === undefined)
      return await show(house, seen, request, reply, { missing: 'evidence' })
    const decided = await decideCorrection(house.means, seen.staff, idOf(request), {
      confirm: evidence,
    })
    return await after(seen, request, reply, decided)
  })
  act(requestPath(':id', 'refuse'), home, async (seen, request, reply) => {
    const ground = CORRECTION_REFUSALS.find((known) => known === textOf(request.body, 'ground'))
    if (ground === undefined) return await show(house, seen, request, reply, { missing: 'ground' })
    const decided = await decideCorrection(house.means, seen.staff, idOf(request), {
      refuse: ground,
    })
    return await after(seen, request, reply, decided)
  })
  act(requestPath(':id', 'unblock'), home, async (seen, request, reply) => {
    const found = await findRequest(house.means, seen.staff, idOf(request))
    if (found.effect !== 'done') return await refusedPage(reply, seen.frame, found)
    const subject = found.request.subject_id as SubjectId
    const by = { role: 'officer', id: seen.staff.id } as const
    return await after(seen, request, reply, await unblockData(house.means, subject, by))
  })
}

async function after(
  seen: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer<object>,
): Promise<FastifyReply> {
  if (answer.effect === 'done') return await seeOther(reply, requestPath(idOf(request)))
  return await refusedPage(reply, seen.frame, answer)
}

async function show(
  house: House,
  { staff, frame }: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Shown = {},
): Promise<FastifyReply> {
  const id = idOf(request)
  if (parseId(id) === undefined) return await seeOther(reply, DESK.requests)
  const answer = await findRequest(house.means, staff, id)
  if (answer.effect !== 'done') return await refusedPage(reply, frame, answer)
  const row = rowOf(house, { request: answer.request, application: undefined })
  const field = house.means.policy.fields.find((known) => known.id === answer.request.field)
  const { values } = shown
  const view = {
    frame,
    row,
    ...shown,
    ...(values === undefined
      ? {}
      : {
          values: {
            held: shownValue(field, values.held, frame.language),
            wanted: shownValue(field, values.wanted, frame.language),
          },
        }),
    ...(field === undefined
      ? { unblockBy: due(house.means.policy, 'DL-06', house.means.now()) }
      : {}),
  }
  return await sendPage(
    reply,
    requestScreen(view),
    'private',
    shown.missing === undefined ? 200 : 422,
  )
}

function rowOf(house: House, { request, application }: ListedRequest): RequestRow {
  const field = house.means.policy.fields.find((known) => known.id === request.field)
  const ground = DEMAND_GROUNDS.find((known) => known === request.ground)
  return {
    id: request.request_id,
    ...(field === undefined ? {} : { field: field.title }),
    ...(ground === undefined ? {} : { ground }),
    ...(application === undefined ? {} : { application }),
    receivedAt: request.received_at,
    due: dueOf(house, request),
    state: stateOf(request.state),
  }
}

function dueOf(house: House, request: ListedRequest['request']): RequestRow['due'] {
  const { calendar } = house.means.policy
  const { received_at: from, deadline_at: at } = request
  const until = request.decided_at ?? house.means.now()
  const days = workingDaysPassed(calendar, from, at)
  const passed = Math.min(days, workingDaysPassed(calendar, from, until))
  const isDone = request.decided_at !== undefined || request.kind === 'block'
  const state = isDone ? 'done' : until > at ? 'late' : days - passed <= 1 ? 'near' : 'calm'
  return { at, days, passed, state }
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id?: string }).id ?? ''
}
