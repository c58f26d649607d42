/**
 * The officer's page of the protection, and the gate before every page that takes somebody in.
 *
 * The gate asks what the last look found and looks at nothing itself. Pages of people who are here already stay open.
 *
 * Law: 94-V art. 20(2). Requirement: R-30.
 */
import type { House } from '@kelisim/house'
import { DESK, protectionScreen, PUBLIC, refusedPage as refusedScreen } from '@kelisim/screens'
import { CODES } from '@kelisim/terms'
import { collectionStopped, seeProtection } from '@kelisim/work'
import type { FastifyInstance } from 'fastify'
import { type DeskRoutes, refusedPage } from './desk-visit.ts'
import { frameOf, sendPage } from './page.ts'

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

export function protectionPages(house: House, { page }: DeskRoutes): void {
  page(DESK.protection, async ({ staff, frame }, _request, reply) => {
    const answer = await seeProtection(house.means, staff)
    if (answer.effect !== 'done') return await refusedPage(reply, frame, answer, true)
    return await sendPage(reply, protectionScreen({ frame, lines: answer.lines, at: answer.at }))
  })
}
