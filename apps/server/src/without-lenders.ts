/**
 * Where nobody lends there is nothing to compare and to apply for: the pages of offers lead to the policy.
 *
 * The booking of another kind of operator is not built; what is built for everybody stays where it is. Asked at each
 * request, because a version adopted meanwhile may name a lender. Requirement: R-10.
 */
import type { House } from '@kelisim/house'
import { hasLenders } from '@kelisim/policy'
import { PUBLIC } from '@kelisim/screens'
import type { FastifyInstance } from 'fastify'
import { seeOther } from './page.ts'

const ABOUT_OFFERS = /^\/(?:(?:apply|offers)(?:\/.*)?)?$/

export function withoutLenders(app: FastifyInstance, house: House): void {
  app.addHook('onRequest', async (request, reply) => {
    const [path = '', query] = request.url.split('?')
    if (!ABOUT_OFFERS.test(path) || hasLenders(house.means.policy)) return
    await seeOther(reply, query === undefined ? PUBLIC.policy : `${PUBLIC.policy}?${query}`)
  })
}
