/**
 * Lenders tell us what became of a lead, confirm that their copy is destroyed, and report an incident of theirs.
 *
 * Who calls is whose secret verifies the signature over the raw bytes, and whose key no incident has revoked; nothing is
 * parsed before that. A repeat is recognised by the id of its matter and answered like the first time (I12). What a
 * known caller asks of somebody it was never sent, or not in the agreed form, is refused and written down for the watch.
 *
 * Law: 94-V art. 8(7), 10, 18. Requirements. Source: Standard Webhooks 1.0.
 */
import {
  ConfirmationHeard,
  IncidentHeard,
  IncidentReport,
  NoticeConfirmation,
  Outcome,
  OutcomeHeard,
  Uuid,
  WebhookHeaders,
} from '@kelisim/api'
import type { House } from '@kelisim/house'
import { type ActionKind, refusal, toIso } from '@kelisim/terms'
import {
  type Answer,
  hearConfirmation,
  hearIncident,
  hearOutcome,
  invalid,
  type LenderCaller,
  refuseCall,
  whoCalls,
} from '@kelisim/work'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Api, AS_LENDER, PROBLEMS, TAG } from './api-route.ts'
import { tell } from './problem.ts'

const OUTCOMES = '/v1/partner/leads/:lead/outcomes'
const CONFIRMATIONS = '/v1/partner/notices/:notice/confirm'
const INCIDENTS = '/v1/partner/incidents'
/** What is asked for at each address. */
const ASKED: Readonly<Record<string, ActionKind>> = {
  [OUTCOMES]: 'outcome_received',
  [CONFIRMATIONS]: 'notice_answered',
  [INCIDENTS]: 'incident_opened',
}

const callers = new WeakMap<FastifyRequest['raw'], LenderCaller>()

export function partnerApi(app: FastifyInstance, house: House): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    )
    scope.addHook('preValidation', async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const named = Object.values(request.params as Readonly<Record<string, string>>)[0] ?? ''
      const { headers } = request
      const caller = await whoCalls(house.means, { headers, body, asked: askedOf(request), named })
      if (caller.effect !== 'done') {
        return await reply.send(tell({ house, request, reply }, caller, () => undefined))
      }
      callers.set(request.raw, caller)
      request.body = parsed(body)
      return undefined
    })
    // Signed and not of the agreed form: refused like any other, and written down first.
    scope.addHook('preHandler', async (request) => {
      if (request.validationError === undefined) return
      await note(house, request, refusal('invalid_input'))
      throw request.validationError
    })
    const api = scope.withTypeProvider<ZodTypeProvider>()
    outcomes(api, house)
    confirmations(api, house)
    incidents(api, house)
  })
}

function outcomes(api: Api, house: House): void {
  const schema = {
    operationId: 'tellOutcome',
    tags: [TAG.partner],
    summary: 'What became of a lead',
    security: AS_LENDER,
    headers: WebhookHeaders,
    params: z.object({ lead: Uuid }),
    body: Outcome,
    response: { 200: OutcomeHeard, ...PROBLEMS },
  }
  api.post(OUTCOMES, { schema, attachValidation: true }, async (request, reply) => {
    const { lender, matter } = theCaller(request)
    const outcome = request.body
    const answer =
      matter === outcome.event_id
        ? await hearOutcome(house.means, lender, request.params.lead, outcome)
        : invalid('/event_id', 'differs_from_webhook_id')
    await noteRefused(house, request, answer)
    return tell({ house, request, reply }, answer, ({ state, repeated }) => ({ state, repeated }))
  })
}

function confirmations(api: Api, house: House): void {
  const schema = {
    operationId: 'confirmDestruction',
    tags: [TAG.partner],
    summary: 'The copy of a recalled lead is destroyed, or was never held',
    security: AS_LENDER,
    headers: WebhookHeaders,
    params: z.object({ notice: Uuid }),
    body: NoticeConfirmation,
    response: { 200: ConfirmationHeard, ...PROBLEMS },
  }
  api.post(CONFIRMATIONS, { schema, attachValidation: true }, async (request, reply) => {
    const { lender, matter } = theCaller(request)
    const confirmation = request.body
    const same = matter === confirmation.notice_id && matter === request.params.notice
    const answer = same
      ? await hearConfirmation(house.means, lender, confirmation)
      : invalid('/notice_id', 'differs_from_webhook_id_or_path')
    await noteRefused(house, request, answer)
    return tell({ house, request, reply }, answer, ({ repeated }) => ({ repeated }))
  })
}

function incidents(api: Api, house: House): void {
  const schema = {
    operationId: 'reportIncident',
    tags: [TAG.partner],
    summary: 'An incident with our data in the lender’s own house',
    security: AS_LENDER,
    headers: WebhookHeaders,
    body: IncidentReport,
    response: { 200: IncidentHeard, ...PROBLEMS },
  }
  api.post(INCIDENTS, { schema, attachValidation: true }, async (request, reply) => {
    const { lender, matter } = theCaller(request)
    const report = request.body
    const answer =
      matter === report.report_id
        ? await hearIncident(house.means, house.detection, lender, report)
        : invalid('/report_id', 'differs_from_webhook_id')
    await noteRefused(house, request, answer)
    return tell({ house, request, reply }, answer, ({ number, dueAt, repeated }) => ({
      incident: number,
      due: toIso(dueAt),
      repeated,
    }))
  })
}

function askedOf(request: Pick<FastifyRequest, 'routeOptions'>): ActionKind {
  return ASKED[request.routeOptions.url ?? ''] ?? 'outcome_received'
}

type Refused = Parameters<typeof refuseCall>[3]

async function note(house: House, request: FastifyRequest, refused: Refused): Promise<void> {
  const { lender } = theCaller(request)
  await refuseCall(house.means, lender, askedOf(request), refused)
}

/** What the rules refused stands in the ledger already, with its question. */
async function noteRefused(
  house: House,
  request: FastifyRequest,
  answer: Answer<object>,
): Promise<void> {
  if (answer.effect === 'invalid') await note(house, request, refusal('invalid_input'))
  if (answer.effect === 'refuse' && answer.code === 'not_found') await note(house, request, answer)
}

function theCaller(request: Pick<FastifyRequest, 'raw'>): LenderCaller {
  const caller = callers.get(request.raw)
  if (caller === undefined) throw new Error('a route of lenders without its hook')
  return caller
}

/** Signed, but perhaps not JSON: the schema then says so. */
function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return undefined
  }
}
