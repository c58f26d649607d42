/**
 * The officer's page of the protection, and the gate before every page that takes somebody in.
 *
 * The gate asks what the last look found and looks at nothing itself. Pages of people who are here already stay open. The reviews
 * of the controls are entered on the officer's page.
 *
 * Law: 94-V art. 20(2), 25(2)(2). Requirements.
 */
import type { House } from '@kelisim/house'
import {
  type ControlsView,
  DESK,
  protectionScreen,
  PUBLIC,
  refusedPage as refusedScreen,
  type ReviewFault,
} from '@kelisim/screens'
import { CODES } from '@kelisim/terms'
import { collectionStopped, reviewControl, seeControls, seeProtection } from '@kelisim/work'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type DeskRoutes, type DeskVisit, refusedPage } from './desk-visit.ts'
import { frameOf, seeOther, sendPage, textOf } from './page.ts'

/** Under the address of applying, and taking nothing in: what was sent, and leaving. */
const OPEN: readonly string[] = [PUBLIC.sent, PUBLIC.leave]

export function guardCollection(app: FastifyInstance, house: House): void {
  app.addHook('onRequest', async (request, reply) => {
    const url = request.routeOptions.url ?? ''
    const isApplying = url === PUBLIC.apply || url.startsWith(`${PUBLIC.apply}/`)
    if (!isApplying || OPEN.includes(url)) return
    const refusal = collectionStopped(house.means)
    if (refusal === undefined) return
    const frame = await frameOf(house, request, reply, PUBLIC.home)
    void reply.header('retry-after', '60')
    const page = refusedScreen({ frame, refusal })
    return await sendPage(reply, page, 'private', CODES[refusal.code].status)
  })
}

const PLACES: readonly ReviewFault[] = ['control', 'outcome', 'words']

export function protectionPages(house: House, { page, act }: DeskRoutes): void {
  const home = () => DESK.protection
  page(DESK.protection, async (seen, _request, reply) => await show(house, seen, reply))
  act(DESK.protection, home, async (seen, { body }, reply) => {
    const [control, outcome, words] = [
      textOf(body, 'control'),
      textOf(body, 'outcome'),
      textOf(body, 'words'),
    ]
    const typed = { control, outcome, words }
    const answer = await reviewControl(house.means, seen.staff, typed)
    if (answer.effect === 'refuse') return await refusedPage(reply, seen.frame, answer, true)
    if (answer.effect === 'done') return await seeOther(reply, DESK.protection)
    const fault = PLACES.find((place) => answer.faults[0]?.pointer === `/${place}`) ?? 'control'
    return await show(house, seen, reply, { typed, fault })
  })
}

async function show(
  house: House,
  { staff, frame }: DeskVisit,
  reply: FastifyReply,
  returned: Pick<ControlsView, 'typed' | 'fault'> = {},
): Promise<FastifyReply> {
  const answer = await seeProtection(house.means, staff)
  if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
  const controls = await seeControls(house.means, staff)
  if (controls.effect !== 'done') return await refusedPage(reply, frame, controls, true)
  const { lines, at } = answer
  const view = { frame, lines, at, controls: { lines: controls.controls, ...returned } }
  const status = returned.fault === undefined ? 200 : 422
  return await sendPage(reply, protectionScreen(view), 'private', status)
}
