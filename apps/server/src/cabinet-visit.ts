/**
 * One visit to the cabinet: whose it is, what stands about them without a value opened, and the frame.
 *
 * A page that shows values opens exactly those, itself; every other page opens none, so the person's
 * story holds no looks that nobody took. Without a session every address leads to the login.
 *
 * Law: 94-V art. 24. Requirements.
 */
import type { House } from '@kelisim/house'
import { CABINET, type CabinetFrame, type Frame, PUBLIC, refusedPage } from '@kelisim/screens'
import { CODES, type Refusal, type SubjectId } from '@kelisim/terms'
import { type OwnRecord, seeOwnRecord } from '@kelisim/work'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { cabinetFrame } from './cabinet-views.ts'
import { formToken, isOwnForm, subjectOf } from './caller.ts'
import { frameOf, seeOther, sendPage } from './page.ts'

export interface Visit {
  readonly subject: SubjectId
  readonly data: OwnRecord
  readonly frame: CabinetFrame
}

export type Show = (
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>

export interface CabinetRoutes {
  readonly page: (path: string, show: Show) => void
  readonly act: (path: string, show: Show) => void
}

export function cabinetRoutes(app: FastifyInstance, house: House): CabinetRoutes {
  return {
    page: (path, show) =>
      app.get(path, async (request, reply) => await visit(house, request, reply, show)),
    act: (path, show) =>
      app.post(path, async (request, reply) => {
        return isOwnForm(house, request)
          ? await visit(house, request, reply, show)
          : await seeOther(reply, CABINET.overview)
      }),
  }
}

async function visit(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  show: Show,
): Promise<FastifyReply> {
  const subject = await subjectOf(house, request)
  if (subject === undefined) return await seeOther(reply, PUBLIC.login)
  const frame = await frameOf(house, request, reply)
  const seen = await seeOwnRecord(house.means, subject)
  if (seen.effect === 'refuse') return await refused(reply, frame, seen)
  if (seen.effect === 'invalid') return await seeOther(reply, PUBLIC.login)
  const csrf = formToken(house, request, reply)
  const inside = cabinetFrame(frame, seen.data, csrf)
  return await show({ subject, data: seen.data, frame: inside }, request, reply)
}

export async function refused(
  reply: FastifyReply,
  frame: Frame,
  refusal: Refusal,
): Promise<FastifyReply> {
  const page = refusedPage({ frame, refusal })
  return await sendPage(reply, page, 'private', CODES[refusal.code].status)
}

export function idOf(request: FastifyRequest): string {
  return (request.params as { id?: string }).id ?? ''
}
