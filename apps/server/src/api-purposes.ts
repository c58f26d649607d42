/**
 * The person responsible suspends and resumes the processing for one purpose, by API as at the desk.
 *
 * Law: 94-V art. 5, 25(3). Requirements. Invariants I6, I12.
 */
import { IdempotencyHeaders, PolicyName, PurposeState, PurposeSuspensionWanted } from '@kelisim/api'
import type { House } from '@kelisim/house'
import { supervisePurpose } from '@kelisim/work'
import { z } from 'zod'
import { type Api, AS_STAFF, PROBLEMS, TAG } from './api-route.ts'
import { asStaff, memberOf } from './bearer.ts'
import { once } from './once.ts'
import { tell } from './problem.ts'

const COMMON = {
  tags: [TAG.desk],
  security: AS_STAFF,
  headers: IdempotencyHeaders,
  params: z.object({ id: PolicyName }),
  response: { 200: PurposeState, ...PROBLEMS },
}

export function purposesApi(api: Api, house: House): void {
  suspension(api, house)
  resumption(api, house)
}

function suspension(api: Api, house: House): void {
  const schema = {
    ...COMMON,
    operationId: 'suspendPurpose',
    summary: 'Every question of this purpose is denied, from the next decision on',
    body: PurposeSuspensionWanted,
  }
  const onRequest = asStaff(house)
  api.post('/v1/desk/purposes/:id/suspend', { schema, onRequest }, async (request, reply) => {
    const { id } = request.params
    const staff = memberOf(request)
    const change = async () => await supervisePurpose(house.means, staff, id, request.body.reason)
    const answer = await once(house, request, `suspend purpose ${id} ${staff.id}`, change)
    return tell({ house, request, reply }, answer, () => ({ purpose: id, suspended: true }))
  })
}

function resumption(api: Api, house: House): void {
  const summary = 'Ends the suspension of a purpose'
  const schema = { ...COMMON, operationId: 'resumePurpose', summary }
  const onRequest = asStaff(house)
  api.post('/v1/desk/purposes/:id/resume', { schema, onRequest }, async (request, reply) => {
    const { id } = request.params
    const staff = memberOf(request)
    const change = async () => await supervisePurpose(house.means, staff, id, undefined)
    const answer = await once(house, request, `resume purpose ${id} ${staff.id}`, change)
    return tell({ house, request, reply }, answer, () => ({ purpose: id, suspended: false }))
  })
}
