/**
 * One's own data: everything held, every action, consents taken back, the end of it all.
 *
 * Law: 94-V art. 8(1), 8(7), 18, 24(1), 25(2)(6). Requirements, L-1.
 */
import {
  ActionsQuery,
  ConsentWithdrawn,
  DataDestroyed,
  DisclosurePlanned,
  IdempotencyHeaders,
  OwnActions,
  OwnEverything,
  Receipt,
  Uuid,
} from '@kelisim/api'
import type { House } from '@kelisim/house'
import { refusal, toIso } from '@kelisim/terms'
import {
  askNext,
  consentReceipt,
  destroyData,
  seeOwnActions,
  seeOwnData,
  type Settle,
  withdrawConsent,
} from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ownRightsApi } from './api-own-rights.ts'
import { type Api, AS_PERSON, PROBLEMS, TAG } from './api-route.ts'
import { asPerson, personOf, tokenOf } from './bearer.ts'
import { once, wasAnswered } from './once.ts'
import { actionLine, everything, toldLines } from './own-words.ts'
import { refuse, tell } from './problem.ts'

const OneOf = z.object({ id: Uuid })
const SELF = { role: 'applicant', id: 'self' } as const

export function ownApi(api: Api, house: House): void {
  all(api, house)
  actions(api, house)
  withdrawals(api, house)
  receipts(api, house)
  sending(api, house)
  destruction(api, house)
  ownRightsApi(api, house)
}

function all(api: Api, house: House): void {
  const schema = {
    operationId: 'getOwnData',
    tags: [TAG.own],
    summary: 'Everything held about the person; this look is recorded like any other',
    security: AS_PERSON,
    response: { 200: OwnEverything, ...PROBLEMS },
  }
  api.get('/v1/me', { schema, onRequest: asPerson(house) }, async (request, reply) => {
    const answer = await seeOwnData(house.means, personOf(request))
    return tell({ house, request, reply }, answer, ({ data }) => everything(data))
  })
}

function actions(api: Api, house: House): void {
  const schema = {
    operationId: 'listOwnActions',
    tags: [TAG.own],
    summary: 'What was done with the person’s data, refusals too',
    security: AS_PERSON,
    querystring: ActionsQuery,
    response: { 200: OwnActions, ...PROBLEMS },
  }
  api.get('/v1/me/actions', { schema, onRequest: asPerson(house) }, async (request) => {
    const rows = await seeOwnActions(house.means, personOf(request), request.query.before)
    return { data: rows.map(actionLine), before: rows.at(-1)?.entry.id }
  })
}

function withdrawals(api: Api, house: House): void {
  const schema = {
    operationId: 'withdrawConsent',
    tags: [TAG.own],
    summary: 'Takes a consent back; in force before the answer arrives',
    security: AS_PERSON,
    headers: IdempotencyHeaders,
    params: OneOf,
    response: { 200: ConsentWithdrawn, ...PROBLEMS },
  }
  const path = '/v1/me/consents/:id/withdraw'
  api.post(path, { schema, onRequest: asPerson(house) }, async (request, reply) => {
    const subject = personOf(request)
    const { id } = request.params
    const answer = await once(
      house,
      request,
      `withdraw ${subject} ${id}`,
      async (settle) => await withdrawConsent(house.means, subject, id, settle),
    )
    return tell({ house, request, reply }, answer, ({ at, now, told }) => ({
      at: toIso(at),
      now,
      told: toldLines(told),
    }))
  })
}

function receipts(api: Api, house: House): void {
  const schema = {
    operationId: 'getConsentReceipt',
    tags: [TAG.own],
    summary:
      'Proof of a consent that verifies without this server; 404 until the ledger has placed it',
    security: AS_PERSON,
    params: OneOf,
    response: { 200: Receipt, ...PROBLEMS },
  }
  const path = '/v1/me/consents/:id/receipt'
  api.get(path, { schema, onRequest: asPerson(house) }, async (request, reply) => {
    const receipt = await consentReceipt(house.means, personOf(request), request.params.id)
    return receipt ?? refuse({ house, request, reply }, refusal('not_found'))
  })
}

function sending(api: Api, house: House): void {
  const schema = {
    operationId: 'sendToNext',
    tags: [TAG.own],
    summary: 'Has the application sent to the next organisation the person named',
    security: AS_PERSON,
    headers: IdempotencyHeaders,
    params: OneOf,
    response: { 202: DisclosurePlanned, ...PROBLEMS },
  }
  const path = '/v1/me/disclosures/:id/send'
  api.post(path, { schema, onRequest: asPerson(house) }, async (request, reply) => {
    const subject = personOf(request)
    const { id } = request.params
    const answer = await once(
      house,
      request,
      `send ${subject} ${id}`,
      async () => await askNext(house.means, subject, id),
    )
    const bodyOf = ({ recipient }: { readonly recipient: string }) => ({
      disclosure_id: id,
      recipient,
    })
    return tell({ house, request, reply }, answer, bodyOf, 202)
  })
}

function destruction(api: Api, house: House): void {
  const schema = {
    operationId: 'destroyOwnData',
    tags: [TAG.own],
    summary: 'Destroys everything; the session ends with it and recipients are told',
    security: AS_PERSON,
    headers: IdempotencyHeaders,
    response: { 200: DataDestroyed, ...PROBLEMS },
  }
  const known = asPerson(house)
  // The session goes with the person, so a repeat has none; its token names the call that it made.
  const scopeOf = (request: FastifyRequest) => `destroy ${tokenOf(request) ?? ''}`
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) =>
    (await wasAnswered(house, request, scopeOf(request))) ? undefined : await known(request, reply)
  api.post('/v1/me/destroy', { schema, onRequest }, async (request, reply) => {
    const destroy = async (settle: Settle) =>
      await destroyData(house.means, personOf(request), SELF, 'request', settle)
    const answer = await once(house, request, scopeOf(request), destroy)
    return tell({ house, request, reply }, answer, ({ act, told }) => ({
      act: act.act,
      destroyed_at: toIso(act.at),
      fields: [...act.fields],
      horizon: toIso(act.horizonAt),
      told: toldLines(told),
    }))
  })
}
