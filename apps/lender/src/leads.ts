/**
 * A lead comes in, is answered, and later becomes an outcome; the operator may ask what became of it.
 *
 * Contract: `@kelisim/api` lender.ts. What is stored is stored before the answer leaves, so a lead that
 * timed out on the way back is found by the status query.
 */
import { createHash } from 'node:crypto'
import { type Outcome, POST_STATUS, type Post, type PostAnswer, postFor } from '@kelisim/api'
import { addDays, almatyDate, moment, recordId } from '@kelisim/terms'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Conduct, conduct } from './behaviour.ts'
import type { Lead } from './book.ts'
import { enter, enterWithoutBody, fallSilent, refuse } from './door.ts'
import type { Desk } from './lender.ts'
import { BLOCKED_LOOK_MS } from './limits.ts'
import { examine, type ReceiptVerdict } from './receipt.ts'
import { pause, tell } from './tell.ts'

export function leadRoutes(app: FastifyInstance, desk: Desk): void {
  const Agreed = postFor(desk.config.fields)

  app.post('/leads', async (request, reply) => {
    const entered = enter(desk, request, reply, Agreed)
    if (!entered.ok) return reply
    const post = entered.value
    const key = request.headers['idempotency-key']
    if (entered.id !== post.disclosure_id || key !== post.disclosure_id) {
      refuse(reply, 422, 'invalid_input', 'The ids of message, key and disclosure differ')
      return reply
    }
    await receive(desk, post, reply)
    return reply
  })

  app.get<{ Params: { id: string } }>('/leads/:id', async (request, reply) => {
    const id = enterWithoutBody(desk, request, reply)
    if (id === undefined) return reply
    if (id !== request.params.id) {
      refuse(reply, 422, 'invalid_input', 'The ids of message and address differ')
      return reply
    }
    const lead = desk.book.lead(id)
    if (lead) return reply.code(200).send(lead.answer)
    refuse(reply, 404, 'never_seen', 'This disclosure never arrived', { disclosure_id: id })
    return reply
  })
}

async function receive(desk: Desk, post: Post, reply: FastifyReply): Promise<void> {
  const id = post.disclosure_id
  const planned = conduct(desk.config.seed, id, post.request.amount, desk.behaviour)
  const known = desk.book.lead(id)
  if (!known && planned.reply.status === 'broken') {
    return refuse(reply, 500, 'outage', 'The lender broke down')
  }
  if (known) desk.book.again(id)
  const lead = known ?? store(desk, post, planned)
  await pause(planned.latencyMs, desk.signal)
  if (planned.isSilent && !known) return fallSilent(reply)
  const answer: PostAnswer = lead.isDestroyed
    ? { status: 'refused', reason: 'blocked' }
    : lead.answer
  void reply.code(POST_STATUS[answer.status]).send(answer)
}

function store(desk: Desk, post: Post, planned: Conduct): Lead {
  const receipt = examine(post, desk.config.id, desk.logVkey, Date.now())
  if (receipt.ok) desk.logVkey ??= receipt.vkey
  const answer = answerOf(post, planned, receipt)
  const isHeld = answer.status !== 'refused'
  const lead: Lead = {
    leadId: post.lead_id,
    disclosureId: post.disclosure_id,
    receivedAt: Date.now(),
    arrivals: 1,
    answer,
    receipt,
    ...(isHeld
      ? {
          applicant: post.applicant,
          request: post.request,
          destroyBy: post.restrictions.destroy_by,
        }
      : {}),
    isDestroyed: false,
    told: [],
  }
  desk.book.keep(lead)
  if (isHeld) desk.later(tellFate(desk, lead, planned))
  return lead
}

function answerOf(post: Post, { reply }: Conduct, receipt: ReceiptVerdict): PostAnswer {
  if (!receipt.ok) return { status: 'refused', reason: 'other' }
  if (reply.status === 'refused') return reply
  if (reply.status === 'pending') return { status: 'pending' }
  return acceptedAs({ disclosureId: post.disclosure_id })
}

function acceptedAs(lead: Pick<Lead, 'disclosureId'>): PostAnswer {
  return { status: 'accepted', partner_ref: referenceOf(lead.disclosureId) }
}

/** One outcome after the other, each after the delay; ends with the lender or with the data. */
async function tellFate(desk: Desk, lead: Lead, { fate }: Conduct): Promise<void> {
  const { config, signal } = desk
  for (const [index, event] of fate.entries()) {
    if (!(await pause(desk.behaviour.outcome_delay_ms, signal))) return
    if (!(await unblocked(desk, lead))) return
    const held = desk.book.lead(lead.disclosureId)
    if (!held?.applicant) return
    if (held.answer.status === 'pending') desk.book.keep({ ...held, answer: acceptedAs(held) })
    const outcome = outcomeOf(lead, event, index)
    const url = `${config.operatorUrl}/v1/partner/leads/${lead.leadId}/outcomes`
    const letter = { url, id: outcome.event_id, body: outcome }
    const result = await tell(letter, { secrets: config.secrets, retryMs: config.retryMs, signal })
    if (result === 'stopped') return
    desk.book.tell(lead.disclosureId, { event, result })
  }
}

/** A blocked copy rests: nothing is decided on it. False when the lender stops meanwhile. */
async function unblocked(desk: Desk, { disclosureId }: Lead): Promise<boolean> {
  while (desk.book.lead(disclosureId)?.isBlocked === true) {
    if (!(await pause(BLOCKED_LOOK_MS, desk.signal))) return false
  }
  return true
}

function outcomeOf(lead: Lead, event: Outcome['event'], index: number): Outcome {
  const at = Date.now()
  const isMoney = event === 'approved' || event === 'issued'
  return {
    event_id: recordId(at, digestOf(`${lead.disclosureId}|${index}`)),
    lead_id: lead.leadId,
    disclosure_id: lead.disclosureId,
    event,
    occurred_at: new Date(at).toISOString(),
    partner_ref: referenceOf(lead.disclosureId),
    ...(isMoney && lead.request ? { amount: lead.request.amount } : {}),
    ...(event === 'issued' && lead.request ? { contract: contractOf(lead, lead.request, at) } : {}),
  }
}

/** Requisites alone: the sum and the terms stay here. */
function contractOf(
  { disclosureId }: Lead,
  { term_days: days }: NonNullable<Lead['request']>,
  at: number,
): Outcome['contract'] {
  const from = almatyDate(moment(at))
  return { number: referenceOf(disclosureId), from, until: addDays(from, days) }
}

function referenceOf(disclosureId: string): string {
  return `L-${digestOf(disclosureId).toString('hex').slice(0, 12).toUpperCase()}`
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
