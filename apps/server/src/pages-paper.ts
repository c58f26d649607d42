/**
 * The page behind a card where staff record what they did on paper; the use case asks the rules and records.
 *
 * Law: 94-V art. 1(12), 22(1)(5). Requirements.
 */
import type { House } from '@kelisim/house'
import {
  applicationPath,
  DESK,
  type PaperFault,
  paperPath,
  paperScreen,
  type PaperView,
} from '@kelisim/screens'
import { CODES, type Fault, parseId, refusal } from '@kelisim/terms'
import {
  PAPER_DAYS_MAX,
  PAPER_REFERENCE_CHARS_MAX,
  type PaperWanted,
  paperChoices,
  paperOf,
  recordPaper,
} from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DeskRoutes, type DeskVisit, refusedPage } from './desk-visit.ts'
import { seeOther, sendPage, textOf, textsOf } from './page.ts'

export function paperPages(house: House, { page, act }: DeskRoutes): void {
  const path = `${DESK.applications}/:id/paper`
  page(path, async (seen, request, reply) => await show(house, seen, request, reply, {}))
  act(
    path,
    (request) => paperPath(idOf(request)),
    async (seen, request, reply) => {
      const id = idOf(request)
      if (parseId(id) === undefined) return await seeOther(reply, DESK.applications)
      const typed = read(request.body)
      const answer = await recordPaper(house.means, seen.staff, id, typed)
      if (answer.effect === 'done') return await seeOther(reply, applicationPath(id))
      if (answer.effect === 'invalid') {
        return await show(house, seen, request, reply, { typed, fault: faultOf(answer.faults[0]) })
      }
      return await show(house, seen, request, reply, { typed, refusal: answer })
    },
  )
}

async function show(
  house: House,
  { staff, frame }: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
  rest: Pick<PaperView, 'typed' | 'fault' | 'refusal'>,
): Promise<FastifyReply> {
  const id = idOf(request)
  if (parseId(id) === undefined) return await seeOther(reply, DESK.applications)
  const application = await paperOf(house.means, id)
  if (application === undefined) return await refusedPage(reply, frame, refusal('not_found'))
  const { policy } = house.means
  const choices = paperChoices(house.means, staff.role)
  const among = <One extends { readonly id: string }>(
    all: readonly One[],
    ids: readonly string[],
  ) => all.filter((one) => ids.includes(one.id))
  const view: PaperView = {
    frame,
    id,
    number: application.number,
    daysMax: PAPER_DAYS_MAX,
    referenceCharsMax: PAPER_REFERENCE_CHARS_MAX,
    operations: among(policy.operations, choices.operations),
    purposes: among(policy.purposes, choices.purposes),
    fields: among(policy.fields, choices.fields),
    ...rest,
  }
  const code = rest.refusal?.code
  const status = code === undefined ? (rest.fault === undefined ? 200 : 422) : CODES[code].status
  return await sendPage(reply, paperScreen(view), 'private', status)
}

function read(body: unknown): PaperWanted {
  const of = (name: string) => textOf(body, name)
  return {
    operation: of('operation'),
    purpose: of('purpose'),
    fields: textsOf(body, 'fields'),
    day: of('day'),
    document: of('document'),
  }
}

const DAY_FAULTS: Readonly<Record<string, PaperFault>> = { future: 'future', too_old: 'tooOld' }
const REFERENCE_FAULTS: Readonly<Record<string, PaperFault>> = {
  special_category: 'special',
  identifier: 'identifier',
}

function faultOf(fault: Fault | undefined): PaperFault {
  const { pointer = '', code = '' } = fault ?? {}
  if (pointer === '/day') return DAY_FAULTS[code] ?? 'day'
  if (pointer === '/document') return REFERENCE_FAULTS[code] ?? 'document'
  return (['purpose', 'fields'] as const).find((one) => pointer === `/${one}`) ?? 'operation'
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id?: string }).id ?? ''
}
