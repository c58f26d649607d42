/**
 * What have the routes of OpenID AuthZEN in common: who may ask, how often, and how a bad question is told.
 *
 * That standard wants 400 where the rest of this API answers 422. Source: RFC 9457. Invariant I11.
 */
import { PROBLEM_MEDIA_TYPE } from '@kelisim/api'
import { type Fault, refusal } from '@kelisim/terms'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { DecisionPoint } from './decision-point.ts'
import { problemOf } from './problem.ts'

/** A program asks for every page it shows: ten times what a browser may. */
const CALLS_PER_MINUTE_MAX = 6_000
const ERRORS_MAX = 100

export async function badRequest(
  point: DecisionPoint,
  request: FastifyRequest,
  reply: FastifyReply,
  faults: readonly Fault[],
): Promise<FastifyReply> {
  const language = point.language(request, reply)
  const problem = problemOf(language, refusal('invalid_input'))
  const errors = faults.slice(0, ERRORS_MAX)
  return await reply
    .code(400)
    .header('content-language', language)
    .type(PROBLEM_MEDIA_TYPE)
    // Past the schema of the answer, which is that of a decision.
    .serializer(JSON.stringify)
    .send({ ...problem, status: 400, errors })
}

/** What every route that answers questions has in common. */
export function routeOf(point: DecisionPoint) {
  return {
    onRequest: point.onRequest,
    config: { rateLimit: { max: CALLS_PER_MINUTE_MAX, timeWindow: 60_000 } },
  }
}
