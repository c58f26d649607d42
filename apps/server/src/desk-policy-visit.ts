/**
 * A visit to the policy's editor: who may come, which edition is asked for, and how an answer becomes a page.
 *
 * Requirements. Decides nothing: `notGovernor` asks the rules.
 */
import type { House } from '@kelisim/house'
import { parseId, refusal, type Refusal } from '@kelisim/terms'
import type { Html } from '@kelisim/ui'
import { notGovernor } from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type OpenedEdition, openedEdition } from './desk-policy-views.ts'
import { type DeskVisit, refusedPage, type ShowDesk } from './desk-visit.ts'
import { sendPage } from './page.ts'

/** `undefined`: there is no such place; `sent`: the reply has gone another way. */
export type Shown =
  | Html
  | undefined
  | 'sent'
  | { readonly page: Html | undefined; readonly status: number }

export function edition(
  house: House,
  show: (
    seen: DeskVisit,
    opened: OpenedEdition,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => Promise<Shown>,
): ShowDesk {
  return governors(house, async (seen, request, reply) => {
    const id = editionOf(request)
    const opened = parseId(id) !== undefined ? await openedEdition(house, id) : undefined
    if (opened === undefined) return await refusedPage(reply, seen.frame, refusal('not_found'))
    const shown = await show(seen, opened, request, reply)
    if (shown === 'sent') return reply
    const { page, status } =
      typeof shown === 'object' && 'status' in shown ? shown : { page: shown, status: 200 }
    if (page === undefined) return await refusedPage(reply, seen.frame, refusal('not_found'))
    return await sendPage(reply, page, 'private', status)
  })
}

export function governors(house: House, then: ShowDesk): ShowDesk {
  return async (seen, request, reply) => {
    const refused: Refusal | undefined = notGovernor(house.means.policy, seen.staff)
    return refused === undefined
      ? await then(seen, request, reply)
      : await refusedPage(reply, seen.frame, refused)
  }
}

export function editionOf(request: FastifyRequest): string {
  return parameter(request, 'edition')
}

export function idOf(request: FastifyRequest): string {
  return parameter(request, 'id')
}

function parameter(request: FastifyRequest, name: string): string {
  const value: unknown = Reflect.get(Object(request.params), name)
  return typeof value === 'string' ? value : ''
}
