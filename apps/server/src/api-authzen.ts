/**
 * Decisions for other programs, in the words of OpenID AuthZEN Authorization API 1.0.
 *
 * `POST /access/v1/evaluation`, `/access/v1/evaluations`, `/access/v1/search/{subject,resource,action}`, and
 * `GET /.well-known/authzen-configuration`. A decision is always 200; 400 says that there was no question.
 * What the words mean: docs/authzen.md.
 *
 * Law: 94-V art. 10, 11(2). Requirements. Invariants I8, I11.
 */
import {
  DecisionPointMetadata,
  EvaluationAnswered,
  EvaluationsAnswered,
  EvaluationsWanted,
  EvaluationWanted,
  type Semantics,
} from '@kelisim/api'
import { failedEvaluation } from '@kelisim/rules'
import type { Fault } from '@kelisim/terms'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { z } from 'zod'
import { searches } from './api-authzen-search.ts'
import { type Api, AS_STAFF, PROBLEMS, SHORT_LIVED, TAG } from './api-route.ts'
import { badRequest, routeOf } from './authzen-route.ts'
import { type DecisionPoint, evaluate, type Evaluation } from './decision-point.ts'
import { faultsOf } from './form-faults.ts'

const REQUEST_ID = 'x-request-id'

export function authzenApi(app: FastifyInstance, point: DecisionPoint): void {
  metadata(app.withTypeProvider<ZodTypeProvider>(), point)
  void app.register(async (scope) => {
    readBodies(scope)
    scope.addHook('onRequest', async (request, reply) => {
      const id = request.headers[REQUEST_ID]
      if (typeof id === 'string') void reply.header(REQUEST_ID, id)
      void reply.header('cache-control', 'no-store')
    })
    scope.setErrorHandler(async (error, request, reply) => {
      const faults = faultsIn(error)
      // Whatever is no fault of the question is told as everywhere else.
      if (faults === undefined) throw error
      return await badRequest(point, request, reply, faults)
    })
    const api = scope.withTypeProvider<ZodTypeProvider>()
    evaluation(api, point)
    evaluations(api, point)
    searches(api, point)
  })
}

/** What is no JSON under its own name is a fault of the call, 400 in this API. */
function readBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(String(body)))
    } catch {
      done(new Unreadable('malformed_json'))
    }
  })
  scope.addContentTypeParser('*', (_request, _payload, done) => {
    done(new Unreadable('media_type'))
  })
}

class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly statusCode = 400
}

function faultsIn(error: unknown): readonly Fault[] | undefined {
  if (error instanceof Unreadable) return [{ pointer: '', code: error.message }]
  return hasZodFastifySchemaValidationErrors(error) ? faultsOf(error.validation) : undefined
}

function metadata(api: Api, point: DecisionPoint): void {
  const { url } = point
  const schema = {
    operationId: 'describeDecisionPoint',
    tags: [TAG.decisions],
    summary: 'Where this decision point answers (OpenID AuthZEN)',
    response: { 200: DecisionPointMetadata, ...PROBLEMS },
  }
  api.get('/.well-known/authzen-configuration', { schema }, async (_request, reply) => {
    void reply.header('cache-control', SHORT_LIVED)
    return {
      policy_decision_point: url,
      access_evaluation_endpoint: `${url}/access/v1/evaluation`,
      access_evaluations_endpoint: `${url}/access/v1/evaluations`,
      search_subject_endpoint: `${url}/access/v1/search/subject`,
      search_resource_endpoint: `${url}/access/v1/search/resource`,
      search_action_endpoint: `${url}/access/v1/search/action`,
    }
  })
}

function evaluation(api: Api, point: DecisionPoint): void {
  const schema = {
    operationId: 'evaluate',
    tags: [TAG.decisions],
    summary: 'May this be done? With reason, clause, article and obligations; a no is also 200',
    security: AS_STAFF,
    body: EvaluationWanted,
    response: { 200: EvaluationAnswered, ...PROBLEMS },
  }
  api.post('/access/v1/evaluation', { schema, ...routeOf(point) }, async (request, reply) => {
    const answer = await evaluate(point, request, request.body)
    return 'faults' in answer ? await badRequest(point, request, reply, answer.faults) : answer
  })
}

function evaluations(api: Api, point: DecisionPoint): void {
  const schema = {
    operationId: 'evaluateMany',
    tags: [TAG.decisions],
    summary: 'Many questions in one call, answered in their order; one without sense is a no',
    security: AS_STAFF,
    body: EvaluationsWanted,
    response: { 200: z.union([EvaluationsAnswered, EvaluationAnswered]), ...PROBLEMS },
  }
  api.post('/access/v1/evaluations', { schema, ...routeOf(point) }, async (request, reply) => {
    const { evaluations: items = [], options, ...above } = request.body
    if (items.length > 0) {
      const semantics = options?.evaluations_semantic ?? 'execute_all'
      return { evaluations: await answerEach(point, request, above, items, semantics) }
    }
    const one = EvaluationWanted.safeParse(above)
    const answer = one.success
      ? await evaluate(point, request, one.data)
      : {
          faults: one.error.issues.map(({ path }) => ({
            pointer: `/${path.join('/')}`,
            code: 'required',
          })),
        }
    return 'faults' in answer ? await badRequest(point, request, reply, answer.faults) : answer
  })
}

type Above = Omit<EvaluationsWanted, 'evaluations' | 'options'>

/** One after the other, so that an answer that ends the rest is really the first of its kind. */
async function answerEach(
  point: DecisionPoint,
  request: FastifyRequest,
  above: Above,
  items: readonly Readonly<Record<string, unknown>>[],
  semantics: Semantics,
) {
  const answers = []
  for (const item of items) {
    const answer = await answerItem(
      point,
      request,
      EvaluationWanted.safeParse(withAbove(above, item)),
    )
    answers.push(answer)
    if (semantics === 'deny_on_first_deny' && !answer.decision) break
    if (semantics === 'permit_on_first_permit' && answer.decision) break
  }
  return answers
}

async function answerItem(
  point: DecisionPoint,
  request: FastifyRequest,
  item: ReturnType<typeof EvaluationWanted.safeParse>,
) {
  if (!item.success) {
    const places = item.error.issues.map(({ path }) => `/${path.join('/')}`)
    return failedEvaluation(400, `not a question: ${[...new Set(places)].join(', ')}`)
  }
  const question: Evaluation = item.data
  const answer = await evaluate(point, request, question)
  if (!('faults' in answer)) return answer
  const places = answer.faults.map(({ pointer }) => pointer).join(', ')
  return failedEvaluation(400, `not a question: ${places}`)
}

const PARTS = ['subject', 'action', 'resource', 'context'] as const
const NAMING = ['type', 'id', 'name'] as const

/** A part that the item has replaces the one above as a whole; only its naming members fall back. */
function withAbove(above: Above, item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    PARTS.flatMap((part) => {
      const own = item[part]
      const shared: unknown = above[part]
      if (own === undefined) return shared === undefined ? [] : [[part, shared]]
      return [[part, part === 'context' ? own : named(own, shared)]]
    }),
  )
}

function named(own: unknown, shared: unknown): unknown {
  if (!isObject(own) || !isObject(shared)) return own
  const naming = NAMING.flatMap((key) =>
    own[key] === undefined && shared[key] !== undefined ? [[key, shared[key]]] : [],
  )
  return { ...own, ...Object.fromEntries(naming) }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
