/**
 * The desk's page of purposes: what each may do to people, and the two acts of the person responsible.
 *
 * Who may is asked by the use case, which also writes a refusal down.
 *
 * Law: 94-V art. 5, 25(3). Requirements.
 */
import { PurposeSuspensionWanted } from '@kelisim/api'
import type { House } from '@kelisim/house'
import { DESK, purposesScreen, purposeStatePath } from '@kelisim/screens'
import { listPurposes, supervisePurpose } from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DeskRoutes, type DeskVisit, refusedPage } from './desk-visit.ts'
import { seeOther, sendPage, textOf } from './page.ts'

export function purposesPages(house: House, { page, act }: DeskRoutes): void {
  const home = () => DESK.purposes
  page(DESK.purposes, async (seen, _request, reply) => await show(house, seen, reply))
  act(purposeStatePath(':id', 'suspend'), home, async (seen, request, reply) => {
    const reason = textOf(request.body, 'reason').trim()
    const wanted = PurposeSuspensionWanted.safeParse({ reason })
    if (!wanted.success) return await show(house, seen, reply, idOf(request))
    return await supervise(house, seen, request, reply, reason)
  })
  act(purposeStatePath(':id', 'resume'), home, async (seen, request, reply) => {
    return await supervise(house, seen, request, reply, undefined)
  })
}

async function supervise(
  house: House,
  seen: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
  reason: string | undefined,
): Promise<FastifyReply> {
  const answer = await supervisePurpose(house.means, seen.staff, idOf(request), reason)
  if (answer.effect !== 'done') return await refusedPage(reply, seen.frame, answer, true)
  return await seeOther(reply, DESK.purposes)
}

async function show(
  house: House,
  { staff, frame }: DeskVisit,
  reply: FastifyReply,
  unreasoned?: string,
): Promise<FastifyReply> {
  const answer = await listPurposes(house.means, staff)
  if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
  const states = answer.purposes.map((one) => ({ ...one, unreasoned: one.purpose === unreasoned }))
  const { policy } = house.means
  const status = unreasoned === undefined ? 200 : 422
  return await sendPage(reply, purposesScreen({ frame, policy, states }), 'private', status)
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id?: string }).id ?? ''
}
