/**
 * Who may do this, with what may it be done, and what may be done? The three searches of OpenID AuthZEN.
 *
 * Each candidate is put to the rules as a question of its own, so whatever is found is permitted when it is
 * asked. Candidates are names of the policy, at most some thousands; people are never listed.
 *
 * Requirements. Invariant I8.
 */
import {
  ActionSearchWanted,
  ActionsFound,
  EntitiesFound,
  PAGE_MAX,
  ResourceSearchWanted,
  SubjectSearchWanted,
} from '@kelisim/api'
import { actionsToTry, type Entity, resourcesToTry, subjectsToTry } from '@kelisim/rules'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Api, AS_STAFF, PROBLEMS, TAG } from './api-route.ts'
import { badRequest, routeOf } from './authzen-route.ts'
import { type DecisionPoint, type Evaluation, evaluate } from './decision-point.ts'

export function searches(api: Api, point: DecisionPoint): void {
  subjects(api, point)
  resources(api, point)
  actions(api, point)
}

const shared = { tags: [TAG.decisions], security: AS_STAFF }

function subjects(api: Api, point: DecisionPoint): void {
  const schema = {
    ...shared,
    operationId: 'searchSubjects',
    summary: 'Who may do this: roles, or the names that the policy gives them',
    body: SubjectSearchWanted,
    response: { 200: EntitiesFound, ...PROBLEMS },
  }
  api.post('/access/v1/search/subject', { schema, ...routeOf(point) }, async (request, reply) => {
    const { subject, page, ...rest } = request.body
    const tried = subjectsToTry(point.policy(), subject.type).map((one) => ({
      found: withProperties(one, subject.properties),
      asked: { ...rest, subject: withProperties(one, subject.properties) },
    }))
    return await found(point, request, reply, tried, page)
  })
}

function resources(api: Api, point: DecisionPoint): void {
  const schema = {
    ...shared,
    operationId: 'searchResources',
    summary:
      'With what may this be done: fields, purposes, or the names that the policy gives them',
    body: ResourceSearchWanted,
    response: { 200: EntitiesFound, ...PROBLEMS },
  }
  api.post('/access/v1/search/resource', { schema, ...routeOf(point) }, async (request, reply) => {
    const { resource, page, ...rest } = request.body
    const tried = resourcesToTry(point.policy(), resource.type, resource.properties).map((one) => ({
      found: one,
      asked: { ...rest, resource: one },
    }))
    return await found(point, request, reply, tried, page)
  })
}

function actions(api: Api, point: DecisionPoint): void {
  const schema = {
    ...shared,
    operationId: 'searchActions',
    summary: 'What may be done: operations, or the names that the policy gives them',
    body: ActionSearchWanted,
    response: { 200: ActionsFound, ...PROBLEMS },
  }
  api.post('/access/v1/search/action', { schema, ...routeOf(point) }, async (request, reply) => {
    const { page, ...rest } = request.body
    const tried = actionsToTry(point.policy(), rest.resource).map((name) => ({
      found: { name },
      asked: { ...rest, action: { name } },
    }))
    return await found(point, request, reply, tried, page)
  })
}

interface Tried<Found> {
  readonly found: Found
  readonly asked: Evaluation
}

interface Page {
  readonly token?: string | undefined
  readonly limit?: number | undefined
}

async function found<Found>(
  point: DecisionPoint,
  request: FastifyRequest,
  reply: FastifyReply,
  tried: readonly Tried<Found>[],
  page: Page | undefined,
) {
  const begin = page?.token === undefined || page.token === '' ? 0 : placeIn(page.token)
  if (begin === undefined) {
    return await badRequest(point, request, reply, [{ pointer: '/page/token', code: 'format' }])
  }
  const results: Found[] = []
  for (const { found: one, asked } of tried) {
    const answer = await evaluate(point, request, asked, 'search')
    // What is wrong with the rest of the question is wrong with each candidate.
    if ('faults' in answer) return await badRequest(point, request, reply, answer.faults)
    if (answer.decision) results.push(one)
  }
  const limit = Math.min(page?.limit ?? PAGE_MAX, PAGE_MAX)
  const shown = results.slice(begin, begin + limit)
  const end = begin + shown.length
  const next = end < results.length ? tokenOf(end) : ''
  return { results: shown, page: { next_token: next, count: shown.length, total: results.length } }
}

function withProperties(
  entity: Entity,
  properties: Entity['properties'],
): Entity & Evaluation['subject'] {
  const { type, id } = entity
  return properties === undefined ? { type, id } : { type, id, properties: { ...properties } }
}

/** A page begins after so many results; the search is made anew, so the token holds no more. */
function tokenOf(place: number): string {
  return `after-${place}`
}

function placeIn(token: string): number | undefined {
  const read = /^after-(\d{1,6})$/.exec(token)
  return read === null ? undefined : Number(read[1])
}
