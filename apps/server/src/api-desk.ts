/**
 * The desk's API: sessions of the staff, applications with masked names, one field for one purpose.
 *
 * Each look goes through the door and shows in the person's own story; a refusal comes back with its
 * clause and article and shows there, too.
 *
 * Law: 94-V art. 10, 11(2), 22(1)(5). Requirements.
 */
import {
  DeskCard,
  DeskList,
  DeskListQuery,
  DeskSession,
  DeskSessionWanted,
  FieldRevealed,
  PaperWanted,
  RevealWanted,
  Uuid,
} from '@kelisim/api'
import type { House } from '@kelisim/house'
import { STAFF_SESSION_MS } from '@kelisim/store'
import { later, toIso } from '@kelisim/terms'
import {
  listApplications,
  openCard,
  recordPaper,
  revealField,
  signInStaff,
  signOut,
} from '@kelisim/work'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Api, AS_STAFF, PROBLEMS, TAG } from './api-route.ts'
import { deskRequestsApi } from './api-desk-requests.ts'
import { policyEditionsApi } from './api-desk-policy.ts'
import { purposesApi } from './api-purposes.ts'
import { supervisionApi } from './api-supervision.ts'
import { asStaff, memberOf, tokenOf } from './bearer.ts'
import { cardBody, listRow } from './desk-words.ts'
import { placed, tell } from './problem.ts'

const OneOf = z.object({ id: Uuid })

export function deskApi(app: FastifyInstance, house: House): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  sessions(api, house)
  sessionEnd(api, house)
  list(api, house)
  card(api, house)
  reveal(api, house)
  paper(api, house)
  supervisionApi(api, house)
  purposesApi(api, house)
  deskRequestsApi(api, house)
  policyEditionsApi(api, house)
}

function sessions(api: Api, house: House): void {
  const schema = {
    operationId: 'openDeskSession',
    tags: [TAG.desk],
    summary: 'Password and time code; one answer for every wrong combination',
    body: DeskSessionWanted,
    response: { 201: DeskSession, ...PROBLEMS },
  }
  api.post('/v1/desk/sessions', { schema }, async (request, reply) => {
    const { login, password, time_code: timeCode } = request.body
    const answer = await signInStaff(house.means, login, password, timeCode)
    const expires = toIso(later(house.means.now(), STAFF_SESSION_MS))
    return tell(
      { house, request, reply },
      answer,
      ({ session, staff }) => ({
        token: session,
        expires_at: expires,
        staff: { id: staff.id, role: staff.role },
      }),
      201,
    )
  })
}

function sessionEnd(api: Api, house: House): void {
  const schema = {
    operationId: 'closeDeskSession',
    tags: [TAG.desk],
    summary: 'Ends the session of the token',
    security: AS_STAFF,
    response: { 204: z.undefined().describe('Ended'), ...PROBLEMS },
  }
  const onRequest = asStaff(house)
  api.delete('/v1/desk/sessions', { schema, onRequest }, async (request, reply) => {
    await signOut(house.means, tokenOf(request) ?? '')
    return await reply.code(204).send()
  })
}

function list(api: Api, house: House): void {
  const schema = {
    operationId: 'listApplications',
    tags: [TAG.desk],
    summary: 'Applications, newest first, with masked names; each row is a recorded look',
    security: AS_STAFF,
    querystring: DeskListQuery,
    response: { 200: DeskList, ...PROBLEMS },
  }
  const onRequest = asStaff(house)
  api.get('/v1/desk/applications', { schema, onRequest }, async (request, reply) => {
    const { state, after } = request.query
    const answer = await listApplications(house.means, memberOf(request), state, after)
    return tell({ house, request, reply }, answer, ({ rows, next }) => ({
      data: rows.map(listRow),
      next,
    }))
  })
}

function card(api: Api, house: House): void {
  const schema = {
    operationId: 'getApplication',
    tags: [TAG.desk],
    summary:
      'One application: masked values, consents, disclosures, its story, who could receive it',
    security: AS_STAFF,
    params: OneOf,
    response: { 200: DeskCard, ...PROBLEMS },
  }
  const onRequest = asStaff(house)
  api.get('/v1/desk/applications/:id', { schema, onRequest }, async (request, reply) => {
    const answer = await openCard(house.means, memberOf(request), request.params.id)
    return tell({ house, request, reply }, answer, (opened) => cardBody(opened.card))
  })
}

function reveal(api: Api, house: House): void {
  const schema = {
    operationId: 'revealField',
    tags: [TAG.desk],
    summary: 'Opens one field for a named purpose; recorded before it is read, refused or not',
    security: AS_STAFF,
    params: OneOf,
    body: RevealWanted,
    response: { 200: FieldRevealed, ...PROBLEMS },
  }
  const path = '/v1/desk/applications/:id/reveal'
  api.post(path, { schema, onRequest: asStaff(house) }, async (request, reply) => {
    const { field, purpose } = request.body
    const { id } = request.params
    const answer = placed(
      await revealField(house.means, memberOf(request), id, field, purpose),
      (name) => (name === field ? '/field' : name === purpose ? '/purpose' : undefined),
    )
    return tell({ house, request, reply }, answer, (revealed) => ({
      field: revealed.field,
      value: revealed.value,
      until: toIso(revealed.until),
    }))
  })
}

function paper(api: Api, house: House): void {
  const schema = {
    operationId: 'recordPaper',
    tags: [TAG.desk],
    summary: 'Records what was done on paper; the rules are asked, and a refusal is recorded too',
    security: AS_STAFF,
    params: OneOf,
    body: PaperWanted,
    response: { 204: z.undefined().describe('Recorded'), ...PROBLEMS },
  }
  const path = '/v1/desk/applications/:id/paper'
  api.post(path, { schema, onRequest: asStaff(house) }, async (request, reply) => {
    const { body, params } = request
    const answer = placed(
      await recordPaper(house.means, memberOf(request), params.id, body),
      (name) =>
        body.fields.includes(name) ? '/fields' : name === body.purpose ? '/purpose' : undefined,
    )
    if (answer.effect === 'done') return await reply.code(204).send()
    return tell({ house, request, reply }, answer, () => undefined)
  })
}
