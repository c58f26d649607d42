/**
 * What robots may read, and what we do about the signal of a reader who opts out.
 *
 * The public pages are open to robots, the policy above all; pages of one person or of staff are not for
 * them. `/.well-known/gpc.json` says that `Sec-GPC` is honoured: with it no consent to messages is asked.
 *
 * Source: RFC 9309 (robots), Global Privacy Control. Requirements.
 */
import type { House } from '@kelisim/house'
import { CABINET, DESK, PUBLIC } from '@kelisim/screens'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const DAY = 'public, max-age=86400'

const ROBOTS = `User-agent: *
Allow: ${PUBLIC.policy}
Allow: ${PUBLIC.policyPdf}
Allow: ${PUBLIC.policyJson}
Disallow: ${CABINET.overview}
Disallow: ${DESK.applications.split('/').slice(0, 2).join('/')}
Disallow: /u/
Disallow: ${PUBLIC.apply}
Disallow: ${PUBLIC.login}
Disallow: ${PUBLIC.demo}
`

export function robots(app: FastifyInstance, house: House): void {
  app.get('/robots.txt', async (_request, reply) => {
    return await reply.header('cache-control', DAY).type('text/plain; charset=utf-8').send(ROBOTS)
  })
  app.get('/.well-known/gpc.json', async (_request, reply) => {
    // The signal is a rule of the policy: what is said about it is as old as the version in force.
    const body = { gpc: true, lastUpdate: house.means.policy.effectiveFrom }
    return await reply.header('cache-control', DAY).type('application/json').send(body)
  })
}

/** True when the reader's browser asks not to be sold or followed. */
export function optsOut(request: FastifyRequest): boolean {
  return request.headers['sec-gpc'] === '1'
}
