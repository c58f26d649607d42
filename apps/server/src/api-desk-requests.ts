/**
 * Requests at the desk over the API: the list by its last days, the two values to compare, the decision.
 *
 * The same use cases as the pages (`pages-requests.ts`), so the same answers. Two values of a person are never
 * stored for a repeat: comparing again is a second look and is recorded as one.
 *
 * Law: 94-V art. 24(1)(2), 24(1)(3), 25(2)(8). Requirements.
 */
import {
  DataUnblocked,
  DeskRequest,
  DeskRequests,
  IdempotencyHeaders,
  RequestCompared,
  RequestConfirmed,
  RequestDecided,
  RequestRefused,
  Uuid,
} from '@kelisim/api'
import type { House } from '@kelisim/house'
import { type SubjectId, toIso } from '@kelisim/terms'
import {
  type Answer,
  compareCorrection,
  type Decided,
  decideCorrection,
  findRequest,
  type ListedRequest,
  listRequests,
  type Settle,
  unblockData,
  type Verdict,
} from '@kelisim/work'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Api, AS_STAFF, PROBLEMS, TAG } from './api-route.ts'
import { asStaff, memberOf } from './bearer.ts'
import { once } from './once.ts'
import { toldLines } from './own-words.ts'
import { refuse, tell } from './problem.ts'

const OneOf = z.object({ id: Uuid })
const HOME = '/v1/desk/requests'

export function deskRequestsApi(api: Api, house: House): void {
  list(api, house)
  comparison(api, house)
  confirmation(api, house)
  refusal(api, house)
  unblocking(api, house)
}

function list(api: Api, house: House): void {
  const schema = {
    operationId: 'listRequests',
    tags: [TAG.desk],
    summary: 'Open requests by their last days, then the newest decided; no value of a person',
    security: AS_STAFF,
    response: { 200: DeskRequests, ...PROBLEMS },
  }
  api.get(HOME, { schema, onRequest: asStaff(house) }, async (request, reply) => {
    const answer = await listRequests(house.means, memberOf(request))
    return tell({ house, request, reply }, answer, ({ requests }) => ({
      data: requests.map(lineOf),
    }))
  })
}

function comparison(api: Api, house: House): void {
  const schema = {
    operationId: 'compareCorrection',
    tags: [TAG.desk],
    summary: 'The value held and the value wanted, to lay beside the document; a recorded look',
    security: AS_STAFF,
    params: OneOf,
    response: { 200: RequestCompared, ...PROBLEMS },
  }
  const onRequest = asStaff(house)
  api.post(`${HOME}/:id/open`, { schema, onRequest }, async (request, reply) => {
    const answer = await compareCorrection(house.means, memberOf(request), request.params.id)
    return tell({ house, request, reply }, answer, ({ held, wanted }) => ({ held, wanted }))
  })
}

function confirmation(api: Api, house: House): void {
  const schema = {
    operationId: 'confirmCorrection',
    tags: [TAG.desk],
    summary: 'A document of this kind shows it: the waiting value takes the place of the held one',
    security: AS_STAFF,
    headers: IdempotencyHeaders,
    params: OneOf,
    body: RequestConfirmed,
    response: { 200: RequestDecided, ...PROBLEMS },
  }
  const onRequest = asStaff(house)
  api.post(`${HOME}/:id/confirm`, { schema, onRequest }, async (request, reply) => {
    const answer = await decide(house, request, { confirm: request.body.evidence })
    return tell({ house, request, reply }, answer, decidedBody)
  })
}

function refusal(api: Api, house: House): void {
  const schema = {
    operationId: 'refuseCorrection',
    tags: [TAG.desk],
    summary: 'Refuses with a ground; the waiting value leaves with the decision',
    security: AS_STAFF,
    headers: IdempotencyHeaders,
    params: OneOf,
    body: RequestRefused,
    response: { 200: RequestDecided, ...PROBLEMS },
  }
  const onRequest = asStaff(house)
  api.post(`${HOME}/:id/refuse`, { schema, onRequest }, async (request, reply) => {
    const answer = await decide(house, request, { refuse: request.body.ground })
    return tell({ house, request, reply }, answer, decidedBody)
  })
}

function unblocking(api: Api, house: House): void {
  const schema = {
    operationId: 'liftBlock',
    tags: [TAG.desk],
    summary: 'Lifts the block that a request stands for, as its ground was looked into',
    security: AS_STAFF,
    headers: IdempotencyHeaders,
    params: OneOf,
    response: { 200: DataUnblocked, ...PROBLEMS },
  }
  const onRequest = asStaff(house)
  api.post(`${HOME}/:id/unblock`, { schema, onRequest }, async (request, reply) => {
    const staff = memberOf(request)
    const { id } = request.params
    const found = await findRequest(house.means, staff, id)
    if (found.effect === 'refuse') return refuse({ house, request, reply }, found)
    const subject = found.effect === 'done' ? (found.request.subject_id as SubjectId) : undefined
    if (subject === undefined) throw new Error('a request that is neither found nor refused')
    const by = { role: 'officer', id: staff.id } as const
    const lift = async (settle: Settle) => await unblockData(house.means, subject, by, settle)
    const answer = await once(house, request, `lift ${id} ${staff.id}`, lift)
    return tell({ house, request, reply }, answer, ({ at, blockedAt, resumed, told }) => ({
      at: toIso(at),
      blocked_at: toIso(blockedAt),
      resumed: [...resumed],
      told: toldLines(told),
    }))
  })
}

async function decide(
  house: House,
  request: FastifyRequest<{ Params: { id: string } }>,
  verdict: Verdict,
): Promise<Answer<Decided>> {
  const staff = memberOf(request)
  const { id } = request.params
  const work = async (settle: Settle) =>
    await decideCorrection(house.means, staff, id, verdict, settle)
  return await once(house, request, `decide ${id} ${staff.id}`, work)
}

function decidedBody({ state, requests, told }: Decided) {
  return { state, requests: [...requests], told: toldLines(told) }
}

function lineOf({ request, application }: ListedRequest): z.input<typeof DeskRequest> {
  const { kind, state } = DeskRequest.pick({ kind: true, state: true }).parse(request)
  return {
    id: request.request_id,
    kind,
    state,
    field: request.field,
    ground: request.ground,
    evidence: request.evidence,
    received_at: toIso(request.received_at),
    due: toIso(request.deadline_at),
    decided_at: request.decided_at === undefined ? undefined : toIso(request.decided_at),
    application: application && { ...application },
  }
}
