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

/** What each part is for. */
export const TAG_SAYS: Readonly<Record<keyof typeof TAG, string>> = {
  open: 'Offers, consent texts, the policy: about nobody, for anybody, without a token.',
  entry: 'From a phone number to an application: codes, consents, the application itself.',
  own: 'What a person sees of their own data, and what they may do with it.',
  partner:
    'Calls of lenders, each signed: outcomes of leads, confirmations of notices, reports of incidents.',
  desk: 'What the operator’s staff may look at and do; each look is recorded.',
  decisions: 'May this be done? Asked in the words of OpenID AuthZEN 1.0.',
}

/** Answers about nobody that change with the policy or the offers. */
export const SHORT_LIVED = 'public, max-age=60'
/** Addressed by its hash: never another content. */
export const IMMUTABLE = 'public, max-age=31536000, immutable'
