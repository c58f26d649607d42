/**
 * How does the answer of a use case become HTTP?
 *
 * Done: the status of the route and its body. Refusal: a problem with the status, the article and the
 * clause it stands on, in the caller's language. Faults of the input: 422 with every place at once.
 * A problem names codes and places and never repeats a value (I11).
 *
 * Source: RFC 9457, RFC 6901. Invariant I8.
 */
import { PROBLEM_MEDIA_TYPE, type Problem } from '@kelisim/api'
import type { House } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import {
  CODES,
  type Code,
  type Fault,
  isCode,
  type Language,
  type Refusal,
  refusal,
} from '@kelisim/terms'
import type { Answer } from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from './caller.ts'

const ERRORS_MAX = 100
const RETRY_SECONDS: Partial<Record<Code, number>> = {
  too_many_calls: 60,
  code_waits: 300,
  idempotency_key_busy: 2,
  outage: 5,
  ledger_unavailable: 5,
  collection_stopped: 60,
}

export interface Call {
  readonly house: House
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** The body of the answer; status and headers are already on the reply. */
export function tell<T, Body>(
  call: Call,
  answer: Answer<T>,
  bodyOf: (done: T) => Body,
  status: number | ((done: T) => number) = 200,
): Body | Problem {
  if (answer.effect === 'refuse') return refuse(call, answer)
  if (answer.effect === 'invalid') return findFault(call, answer.faults)
  void call.reply.code(typeof status === 'number' ? status : status(answer))
  return bodyOf(answer)
}

export function refuse(call: Call, refused: Refusal): Problem {
  return putProblem(call.reply, problemOf(callLanguage(call), refused))
}

/** 422, or another status when the form of the whole is at fault and not a value in it. */
export function findFault(call: Call, faults: readonly Fault[], status = 422): Problem {
  const problem = problemOf(callLanguage(call), refusal('invalid_input'))
  const errors = faults.slice(0, ERRORS_MAX).map(({ pointer, code }) => ({ pointer, code }))
  return putProblem(call.reply, { ...problem, status, errors })
}

/** The rules name what they refused (`employer`); a route knows where in its body that stands. */
export function placed<T>(
  answer: Answer<T>,
  pointerOf: (name: string) => string | undefined,
): Answer<T> {
  if (answer.effect !== 'refuse' || answer.where === undefined) return answer
  if (answer.where.startsWith('/')) return answer
  const { where, ...rest } = answer
  const pointer = pointerOf(where)
  return pointer === undefined ? rest : { ...rest, where: pointer }
}

export function problemOf(language: Language, refused: Refusal): Problem {
  const { text, way } = messages(language).refusals[refused.code]
  const { code, law, clause, where } = refused
  return {
    type: `/docs#${code}`,
    title: text,
    status: CODES[code].status,
    detail: way,
    code,
    ...(law === '' ? {} : { law }),
    ...(clause === '' ? {} : { clause }),
    ...(where?.startsWith('/') === true ? { errors: [{ pointer: where, code }] } : {}),
  }
}

export function putProblem(reply: FastifyReply, problem: Problem): Problem {
  const seconds = isCode(problem.code) ? RETRY_SECONDS[problem.code] : undefined
  if (seconds !== undefined && !reply.hasHeader('retry-after')) {
    void reply.header('retry-after', seconds)
  }
  void reply.code(problem.status).header('cache-control', 'no-store').type(PROBLEM_MEDIA_TYPE)
  return problem
}

/** Trouble may come before cookies were read: then nothing is known of the caller. */
export function callLanguage({ house, request, reply }: Call): Language {
  const language = request.cookies === undefined ? 'kk' : languageOf(house, request, reply)
  void reply.header('content-language', language).header('vary', 'accept-language')
  return language
}
