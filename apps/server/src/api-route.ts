/**
 * What do all routes of the API have in common: their types, their problems, who may call.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem, PROBLEM_MEDIA_TYPE } from '@kelisim/api'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

const problem = {
  description: 'A problem (RFC 9457): code, article, clause and places; never a value',
  content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } },
}
/** Every route may answer these. */
export const PROBLEMS = { '4xx': problem, '5xx': problem }

export const AS_PERSON = [{ person: [] }]
export const AS_STAFF = [{ staff: [] }]
export const AS_LENDER = [{ lender: [] }]

/** Names of the parts of the document. */
export const TAG = {
  open: 'Open to everyone',
  entry: 'Applying',
  own: 'One’s own data',
  partner: 'Lenders',
  desk: 'Desk',
  decisions: 'Decisions for other programs',
} as const

/** Answers about nobody that change with the policy or the offers. */
export const SHORT_LIVED = 'public, max-age=60'
/** Addressed by its hash: never another content. */
export const IMMUTABLE = 'public, max-age=31536000, immutable'
