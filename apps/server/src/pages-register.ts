/**
 * The desk's register of actions: reads a question from the address, shows a page of answers.
 *
 * What is not of the policy in force or no date is not asked; a wrong date is said at its field.
 *
 * Law: 94-V art. 22(1)(5). Requirements.
 */
import type { House } from '@kelisim/house'
import {
  DESK,
  REGISTER_QUESTIONS,
  type RegisterQuestion,
  registerPath,
  registerScreen,
} from '@kelisim/screens'
import type { RegisterPlace } from '@kelisim/store'
import { addDays, isIsoDate, isOperation, moment, parseId, startOfDay } from '@kelisim/terms'
import { type RegisterAsked, searchRegister } from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DeskRoutes, type DeskVisit, refusedPage } from './desk-visit.ts'
import { sendPage, textOf } from './page.ts'
import { actionView, folded, tellerOf } from './said.ts'

type Asked = Partial<Record<RegisterQuestion, string>>

export function registerPages(house: House, { page }: DeskRoutes): void {
  page(DESK.register, async (seen, request, reply) => await show(house, seen, request, reply))
}

async function show(
  house: House,
  { staff, frame, checkpoint }: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = askedIn(request)
  const faults = (['from', 'to'] as const).filter((name) => !isDay(asked[name]))
  const before = placeIn(textOf(request.query, 'before'))
  const wish = wishOf(house, faults.length === 0 ? asked : {})
  const answer = await searchRegister(house.means, staff, wish, before)
  if (answer.effect === 'invalid') throw new Error('a question cannot be invalid here')
  if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
  const { rows, next, person } = answer.found
  const teller = await tellerOf(house, 'staff')
  const isShown = faults.length === 0
  const view = {
    frame,
    policy: house.means.policy,
    staff: [...teller.staffNames].map(([id, name]) => ({ id, name })),
    all: checkpoint ?? 0,
    asked,
    faults,
    person,
    actions: isShown ? folded(rows.map((row) => actionView(teller, row))) : [],
    isFirstPage: before === undefined,
    ...(next === undefined || !isShown
      ? {}
      : { older: registerPath(asked, `${next.at}.${next.index}`) }),
  }
  return await sendPage(reply, registerScreen(view), 'private', isShown ? 200 : 422)
}

function askedIn(request: FastifyRequest): Asked {
  return Object.fromEntries(
    REGISTER_QUESTIONS.flatMap((name) => {
      const text = textOf(request.query, name).trim()
      return text === '' ? [] : [[name, text]]
    }),
  )
}

function isDay(text: string | undefined): boolean {
  return text === undefined || isIsoDate(text)
}

function wishOf(house: House, asked: Asked): RegisterAsked {
  const { policy } = house.means
  const known = (items: readonly { readonly id: string }[], id: string | undefined) =>
    items.find((item) => item.id === id)?.id
  return {
    application: asked.person?.toUpperCase(),
    actor: parseId(asked.staff ?? '') === undefined ? undefined : asked.staff,
    recipient: known(policy.recipients, asked.recipient),
    purpose: known(policy.purposes, asked.purpose),
    operation: isOperation(asked.operation) ? asked.operation : undefined,
    refused: asked.answer === 'refused' ? true : undefined,
    from: asked.from === undefined ? undefined : startOfDay(asked.from),
    to: asked.to === undefined ? undefined : startOfDay(addDays(asked.to, 1)),
  }
}

/** `1795339200000.5731`: a moment and a place in the ledger; anything else begins at the newest. */
function placeIn(text: string): RegisterPlace | undefined {
  const [, at, index] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? []
  return at === undefined ? undefined : { at: moment(Number(at)), index: Number(index) }
}
