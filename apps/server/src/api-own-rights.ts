/**
 * What a person demands of us over the API: to block and unblock their data, to correct a value.
 *
 * Law: 94-V art. 1(3), 24(1)(2), 24(1)(3), 25(2)(8). Requirements.
 */
import {
  BlockWanted,
  CorrectionWanted,
  DataBlocked,
  DataUnblocked,
  IdempotencyHeaders,
  PolicyName,
  ValueCorrected,
} from '@kelisim/api'
import type { House } from '@kelisim/house'
import { toIso } from '@kelisim/terms'
import { blockData, correctValue, type Settle, unblockData } from '@kelisim/work'
import { z } from 'zod'
import { type Api, AS_PERSON, PROBLEMS, TAG } from './api-route.ts'
import { asPerson, personOf } from './bearer.ts'
import { once } from './once.ts'
import { toldLines } from './own-words.ts'
import { tell } from './problem.ts'

const SELF = { role: 'applicant', id: 'self' } as const

export function ownRightsApi(api: Api, house: House): void {
  blocking(api, house)
  unblocking(api, house)
  correction(api, house)
}

function blocking(api: Api, house: House): void {
  const schema = {
    operationId: 'blockOwnData',
    tags: [TAG.own],
    summary: 'Stops everything but storage and the person’s own access, before the answer arrives',
    security: AS_PERSON,
    headers: IdempotencyHeaders,
    body: BlockWanted,
    response: { 200: DataBlocked, ...PROBLEMS },
  }
  api.post('/v1/me/block', { schema, onRequest: asPerson(house) }, async (request, reply) => {
    const subject = personOf(request)
    const { ground } = request.body
    const block = async (settle: Settle) =>
      await blockData(house.means, subject, SELF, ground, settle)
    const answer = await once(house, request, `block ${subject}`, block)
    return tell({ house, request, reply }, answer, ({ at, now, stopped, told }) => ({
      at: toIso(at),
      now,
      stopped: [...stopped],
      told: toldLines(told),
    }))
  })
}

function unblocking(api: Api, house: House): void {
  const schema = {
    operationId: 'unblockOwnData',
    tags: [TAG.own],
    summary: 'Lifts one’s own block; what it stopped goes on as far as its consent lives',
    security: AS_PERSON,
    headers: IdempotencyHeaders,
    response: { 200: DataUnblocked, ...PROBLEMS },
  }
  const onRequest = asPerson(house)
  api.post('/v1/me/unblock', { schema, onRequest }, async (request, reply) => {
    const subject = personOf(request)
    const unblock = async (settle: Settle) => await unblockData(house.means, subject, SELF, settle)
    const answer = await once(house, request, `unblock ${subject}`, unblock)
    return tell({ house, request, reply }, answer, ({ at, blockedAt, resumed, told }) => ({
      at: toIso(at),
      blocked_at: toIso(blockedAt),
      resumed: [...resumed],
      told: toldLines(told),
    }))
  })
}

const OneField = z.object({ field: PolicyName })

function correction(api: Api, house: House): void {
  const schema = {
    operationId: 'correctOwnValue',
    tags: [TAG.own],
    summary: 'Corrects one value at once, or asks for it where a document must prove it',
    security: AS_PERSON,
    headers: IdempotencyHeaders,
    params: OneField,
    body: CorrectionWanted,
    response: { 200: ValueCorrected, ...PROBLEMS },
  }
  const path = '/v1/me/data/:field/correct'
  api.post(path, { schema, onRequest: asPerson(house) }, async (request, reply) => {
    const subject = personOf(request)
    const { field } = request.params
    const { value } = request.body
    const correct = async (settle: Settle) =>
      await correctValue(house.means, subject, field, value, settle)
    const answer = await once(house, request, `correct ${subject} ${field}`, correct)
    return tell({ house, request, reply }, answer, (done) =>
      done.state === 'done'
        ? { state: done.state, at: toIso(done.at), told: toldLines(done.told) }
        : { state: done.state, at: toIso(done.at), request_id: done.request, due: toIso(done.due) },
    )
  })
}
