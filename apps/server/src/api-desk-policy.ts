/**
 * Policy versions over HTTP: the list, one with its findings, and the steps of its life.
 *
 * The same use cases as the pages, so the same refusals: a clerk by clause, the proposer as approver, a
 * revision that is gone. Editing is the desk's and the folder's. A step names the revision it was looked
 * at, so a repeated call finds the step done and is refused, and nothing happens twice.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements. Invariant I12.
 */
import {
  PolicyEdition,
  PolicyEditionRead,
  PolicyEditions,
  PolicyStepWanted,
  Uuid,
} from '@kelisim/api'
import type { House } from '@kelisim/house'
import { refusal, toIso } from '@kelisim/terms'
import {
  type Answer,
  approvePolicy,
  discardEdition,
  type Edition,
  editionById,
  listEditions,
  notGovernor,
  proposePolicy,
  publishPolicy,
  type Step,
  takeBack,
} from '@kelisim/work'
import { z } from 'zod'
import { type Api, AS_STAFF, PROBLEMS, TAG } from './api-route.ts'
import { asStaff, memberOf } from './bearer.ts'
import { openedEdition, stateOf } from './desk-policy-views.ts'
import { refuse, tell } from './problem.ts'

const OneOf = z.object({ id: Uuid })

type Take = (house: House, step: Step) => Promise<Answer<{ readonly edition: Edition }>>

const STEPS: readonly (readonly [path: string, operationId: string, about: string, take: Take])[] =
  [
    ['propose', 'proposePolicy', 'Checks a draft and lays it before a second person', propose],
    ['take-back', 'takePolicyBack', 'Takes a proposed version back to draft', back],
    ['approve', 'approvePolicy', 'Approves what another person proposed', approve],
    [
      'publish',
      'publishPolicy',
      'Publishes an approved version; on its date it is in force',
      publish,
    ],
    ['discard', 'discardPolicy', 'Gives a version up before it is in force', discard],
  ]

export function policyEditionsApi(api: Api, house: House): void {
  list(api, house)
  one(api, house)
  for (const [path, operationId, summary, take] of STEPS) {
    const schema = {
      operationId,
      tags: [TAG.desk],
      summary,
      security: AS_STAFF,
      params: OneOf,
      body: PolicyStepWanted,
      response: { 200: PolicyEdition, ...PROBLEMS },
    }
    const address = `/v1/desk/policies/:id/${path}`
    api.post(address, { schema, onRequest: asStaff(house) }, async (request, reply) => {
      const { revision } = request.body
      const step = { by: memberOf(request), edition: request.params.id, revision }
      const answer = await take(house, step)
      return tell({ house, request, reply }, answer, ({ edition }) => editionBody(edition))
    })
  }
}

function list(api: Api, house: House): void {
  const schema = {
    operationId: 'listPolicyVersions',
    tags: [TAG.desk],
    summary: 'Policy versions and drafts, newest first',
    security: AS_STAFF,
    response: { 200: PolicyEditions, ...PROBLEMS },
  }
  const onRequest = asStaff(house)
  api.get('/v1/desk/policies', { schema, onRequest }, async (request, reply) => {
    const refused = notGovernor(house.means.policy, memberOf(request))
    if (refused !== undefined) return refuse({ house, request, reply }, refused)
    return { data: (await listEditions(house.means)).map(editionBody) }
  })
}

function one(api: Api, house: House): void {
  const schema = {
    operationId: 'getPolicyVersion',
    tags: [TAG.desk],
    summary: 'One version or draft with what the checker finds in it now',
    security: AS_STAFF,
    params: OneOf,
    response: { 200: PolicyEditionRead, ...PROBLEMS },
  }
  const onRequest = asStaff(house)
  api.get('/v1/desk/policies/:id', { schema, onRequest }, async (request, reply) => {
    const refused = notGovernor(house.means.policy, memberOf(request))
    if (refused !== undefined) return refuse({ house, request, reply }, refused)
    const opened = await openedEdition(house, request.params.id)
    if (opened === undefined) return refuse({ house, request, reply }, refusal('not_found'))
    const findings = opened.findings.map((finding) => ({ ...finding }))
    return { ...editionBody(opened.edition), findings }
  })
}

function editionBody(edition: Edition): z.output<typeof PolicyEdition> {
  return {
    id: edition.edition_id,
    version: edition.version,
    state: stateOf(edition),
    revision: edition.revision,
    folder_hash: edition.folder_hash,
    drafted_by: edition.drafted_by,
    changed_at: toIso(edition.changed_at),
    ...(edition.policy_hash === undefined ? {} : { policy_hash: edition.policy_hash }),
    ...(edition.effective_from === undefined ? {} : { effective_from: edition.effective_from }),
    ...(edition.checked_by === undefined ? {} : { checked_by: edition.checked_by }),
    ...(edition.approved_by === undefined ? {} : { approved_by: edition.approved_by }),
    ...(edition.adopted_at === undefined ? {} : { adopted_at: toIso(edition.adopted_at) }),
  }
}

async function propose({ means }: House, step: Step) {
  return await proposePolicy(means, step)
}

async function back({ means }: House, step: Step) {
  return await takeBack(means, step)
}

async function approve({ means }: House, step: Step) {
  return await approvePolicy(means, step)
}

/** Read anew: a version whose day is today is in force by now. */
async function publish({ means }: House, step: Step) {
  const answer = await publishPolicy(means, step)
  if (answer.effect !== 'done') return answer
  const edition = await editionById(means, step.edition)
  return { ...answer, edition: edition ?? answer.edition }
}

async function discard({ means }: House, step: Step) {
  return await discardEdition(means, step)
}
