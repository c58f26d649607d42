/**
 * Lenders tell us what became of a lead, and confirm that their copy is destroyed.
 *
 * Who calls is whose secret verifies the signature over the raw bytes; nothing is parsed before that.
 * A repeat is recognised by the event's or notice's id and answered like the first time (I12).
 *
 * Law: 94-V art. 8(7), 10, 18. Requirements. Source: Standard Webhooks 1.0.
 */
import {
  ConfirmationHeard,
  NoticeConfirmation,
  Outcome,
  OutcomeHeard,
  Uuid,
  WebhookHeaders,
} from '@kelisim/api'
import type { House } from '@kelisim/house'
import { verifyWebhook } from '@kelisim/outside'
import { refusal } from '@kelisim/terms'
import { hearConfirmation, hearOutcome, invalid } from '@kelisim/work'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Api, AS_LENDER, PROBLEMS, TAG } from './api-route.ts'
import { refuse, tell } from './problem.ts'

interface Caller {
  readonly lender: string
  /** `webhook-id`: covered by the signature, so it must be the id of the matter told. */
  readonly matter: string
}
const callers = new WeakMap<FastifyRequest['raw'], Caller>()

export function partnerApi(app: FastifyInstance, house: House): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    )
    scope.addHook('preValidation', async (request, reply) => {
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const caller = callerOf(house, request, raw)
      if (caller === undefined) {
        return await reply.send(refuse({ house, request, reply }, refusal('signature_wrong')))
      }
      callers.set(request.raw, caller)
      request.body = parsed(raw)
      return undefined
    })
    outcomes(scope.withTypeProvider<ZodTypeProvider>(), house)
    confirmations(scope.withTypeProvider<ZodTypeProvider>(), house)
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
  api.post('/v1/partner/leads/:lead/outcomes', { schema }, async (request, reply) => {
    const { lender, matter } = theCaller(request)
    const outcome = request.body
    const answer =
      matter === outcome.event_id
        ? await hearOutcome(house.means, lender, request.params.lead, outcome)
        : invalid('/event_id', 'differs_from_webhook_id')
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
  api.post('/v1/partner/notices/:notice/confirm', { schema }, async (request, reply) => {
    const { lender, matter } = theCaller(request)
    const confirmation = request.body
    const same = matter === confirmation.notice_id && matter === request.params.notice
    const answer = same
      ? await hearConfirmation(house.means, lender, confirmation)
      : invalid('/notice_id', 'differs_from_webhook_id_or_path')
    return tell({ house, request, reply }, answer, ({ repeated }) => ({ repeated }))
  })
}

function callerOf(house: House, request: FastifyRequest, raw: Uint8Array): Caller | undefined {
  for (const [lender, { key }] of house.means.lenders) {
    const secrets = typeof key === 'string' ? [key] : key
    const matter = verifyWebhook(request.headers, raw, secrets)
    if (matter !== undefined) return { lender, matter }
  }
  return undefined
}

function theCaller(request: Pick<FastifyRequest, 'raw'>): Caller {
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
