/**
 * The officer's pages of terms: what is overdue and falls due, the register of acts, and holds set and lifted.
 *
 * The use cases ask who may and record; here forms are read and answers shown.
 *
 * Law: 94-V art. 12(2), 18; DC art. 41(3). Requirements.
 */
import type { House } from '@kelisim/house'
import {
  type ActRow,
  contractPath,
  DESK,
  type FigureRow,
  type HoldFault,
  holdPath,
  type HoldRow,
  holdsScreen,
  type HoldsView,
  retentionScreen,
} from '@kelisim/screens'
import { messages } from '@kelisim/messages'
import type { StandingFigure } from '@kelisim/store'
import { almatyDate, isHoldKind, type Language, type Moment } from '@kelisim/terms'
import {
  actNumber,
  calendarDays,
  endContract,
  enterContract,
  liftHold,
  type ListedHold,
  listHolds,
  seeTerms,
  setHold,
  type TermsSeen,
} from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { contractFault, contractsView, readContract } from './contract-views.ts'
import { type DeskRoutes, type DeskVisit, refusedPage } from './desk-visit.ts'
import { seeOther, sendPage, textOf } from './page.ts'

const GROUNDS = ['request', 'term', 'hold_ended'] as const

export function termsPages(house: House, { page, act }: DeskRoutes): void {
  page(DESK.retention, async ({ staff, frame }, request, reply) => {
    const find = textOf(request.query, 'find')
    const answer = await seeTerms(house.means, staff, find)
    if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
    const { arrears, acts } = answer.seen
    const dates = calendarDays(almatyDate(house.means.now()))
    const view = {
      frame,
      ...arrears,
      dates,
      purposes: strips(house, answer.seen, dates),
      looks: answer.seen.looks.filter(({ date }) => dates.includes(date)),
      find,
      unstated: answer.seen.unstated,
      acts: acts.flatMap(actRow),
      personsMin: house.means.policy.depersonalisation?.personsMin,
      figures: answer.seen.figures.map((one) => figureRow(house, frame.language, one)),
    }
    return await sendPage(reply, retentionScreen(view))
  })
  page(DESK.holds, async (seen, _request, reply) => await holds(house, seen, reply, {}))
  act(
    DESK.holds,
    () => DESK.holds,
    async (seen, request, reply) => {
      return await set(house, seen, request, reply)
    },
  )
  act(
    holdPath(':id', 'lift'),
    () => DESK.holds,
    async ({ staff, frame }, request, reply) => {
      const { id = '' } = request.params as { id?: string }
      const answer = await liftHold(house.means, staff, id)
      if (answer.effect === 'refuse') return await refusedPage(reply, frame, answer)
      return await seeOther(reply, DESK.holds)
    },
  )
  act(
    DESK.contracts,
    () => DESK.holds,
    async (seen, request, reply) => {
      const wanted = readContract(request.body)
      const answer = await enterContract(house.means, seen.staff, wanted)
      if (answer.effect === 'refuse') return await refusedPage(reply, seen.frame, answer, true)
      if (answer.effect === 'done') return await seeOther(reply, DESK.holds)
      return await holds(house, seen, reply, {}, contractFault(wanted, answer.faults[0]))
    },
  )
  act(
    contractPath(':id', 'end'),
    () => DESK.holds,
    async ({ staff, frame }, request, reply) => {
      const { id = '' } = request.params as { id?: string }
      const answer = await endContract(house.means, staff, id)
      if (answer.effect === 'refuse') return await refusedPage(reply, frame, answer)
      return await seeOther(reply, DESK.holds)
    },
  )
}

function strips(house: House, { ending }: TermsSeen, dates: readonly string[]) {
  return house.means.policy.purposes.flatMap(({ id, title }) => {
    const days = ending.filter((one) => one.purpose === id && dates.includes(one.date))
    return days.length === 0 ? [] : [{ title, days }]
  })
}

function actRow(act: TermsSeen['acts'][number]): readonly ActRow[] {
  const { made_at: madeAt, horizon_at: horizonAt, persons, boxes } = act
  if (madeAt === undefined || horizonAt === undefined) return []
  const grounds = GROUNDS.filter((ground) => act.grounds.includes(ground))
  return [{ id: act.act_id, number: actNumber(act), madeAt, grounds, persons, boxes, horizonAt }]
}

function figureRow(
  house: House,
  language: Language,
  { traits, persons }: StandingFigure,
): FigureRow {
  const words = messages(language).destruction.retention
  const told = traits.map((trait) => {
    const [id = '', value = ''] = trait.split('=')
    const field = house.means.policy.fields.find((known) => known.id === id)
    const [, from, to] = /^(\d+)-(\d+)$/.exec(value) ?? []
    const isAge = field?.type === 'date' && from !== undefined && to !== undefined
    if (isAge) return words.ages(Number(from), Number(to))
    const said = field?.options?.[value]?.[language] ?? value
    return `${field?.title[language] ?? id}: ${said === '' ? words.notTold : said}`
  })
  return { traits: told, persons }
}

async function holds(
  house: House,
  { staff, frame }: DeskVisit,
  reply: FastifyReply,
  rest: Pick<HoldsView, 'typed' | 'fault'>,
  ofContract: Pick<HoldsView['contracts'], 'typed' | 'fault'> = {},
): Promise<FastifyReply> {
  const answer = await listHolds(house.means, staff)
  if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
  const contracts = await contractsView(house, { staff, frame }, ofContract)
  const view = { frame, rows: answer.holds.flatMap(holdRow), ...rest, contracts }
  const isFaulty = (rest.fault ?? ofContract.fault) !== undefined
  return await sendPage(reply, holdsScreen(view), 'private', isFaulty ? 422 : 200)
}

function holdRow({ hold, application, state, waiting }: ListedHold): readonly HoldRow[] {
  if (!isHoldKind(hold.kind)) return []
  const dates: Readonly<Record<'reviewAt' | 'untilAt', Moment>> = {
    reviewAt: hold.review_at,
    untilAt: hold.until_at,
  }
  const { hold_id: id, kind, law, document } = hold
  const row = { id, kind, law, document, ...dates, state, waiting }
  return [application === undefined ? row : { ...row, application }]
}

async function set(
  house: House,
  seen: DeskVisit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { body } = request
  const typed = {
    kind: textOf(body, 'kind'),
    document: textOf(body, 'document'),
    until: textOf(body, 'until'),
    review: textOf(body, 'review'),
  }
  const answer = await setHold(house.means, seen.staff, { ...typed, who: textOf(body, 'who') })
  if (answer.effect === 'refuse') return await refusedPage(reply, seen.frame, answer, true)
  if (answer.effect === 'done') return await seeOther(reply, DESK.holds)
  return await holds(house, seen, reply, { typed, fault: faultOf(answer.faults[0]) })
}

function faultOf(
  fault: { readonly pointer: string; readonly code: string } | undefined,
): HoldFault {
  if (fault?.code === 'too_long') return 'tooLong'
  const places = ['who', 'kind', 'document', 'until', 'review'] as const
  return places.find((place) => fault?.pointer === `/${place}`) ?? 'who'
}
