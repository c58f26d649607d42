/**
 * How does a lead reach the lender, and what do we know afterwards?
 *
 * Protocol: `@kelisim/api` lender.ts. A post carries `Idempotency-Key` = disclosure id, and Standard
 * Webhooks headers whose `webhook-id` is the same id. 201 accepted, 200 refused, 202 pending.
 *
 * Guarantees: one call is one attempt. Whatever is not an answer of the contract (silence, a lost
 * connection, 3xx, 4xx, 5xx, another body) is `unknown`, because the data may have arrived; only
 * `askStatus` resolves it. `not_sent` among the reasons says that no connection was made at all.
 * Nothing of the post is in errors or addresses (I11). The time of a signature is this machine's clock
 * and not the caller's moment: the lender holds it against its own clock.
 *
 * It does not check consent, agreement or permit, and writes no ledger row: the use case has done both
 * before it calls (market invariants I1 to I3, I6).
 *
 * Law: 94-V art. 10(1), 10(3). Requirements.
 */
import {
  NeverSeen,
  type Notice,
  NoticeReceived,
  POST_BYTES_MAX,
  POST_STATUS,
  type Post,
  PostAnswer,
  type RefusalReason,
  StatusAnswer,
} from '@kelisim/api'
import { type CallAnswer, type CallLimits, type CallTrouble, call, jsonOf } from './egress.ts'
import { sign } from './webhook-signature.ts'

export interface LenderEndpoint {
  readonly leadsUrl: string
  /** Without a final slash; the disclosure id is appended. */
  readonly statusUrl: string
  readonly noticesUrl: string
}

/** The `whsec_…` shared with the lender; several while it is being rotated. */
export type LenderKey = string | readonly string[]

export interface Unknown {
  readonly state: 'unknown'
  readonly why: CallTrouble | 'malformed' | 'status'
  /** HTTP status, when one came. */
  readonly status?: number
}

export type LeadAnswer =
  | { readonly state: 'accepted'; readonly ref: string }
  | { readonly state: 'refused'; readonly reason: RefusalReason }
  | { readonly state: 'pending' }
  | Unknown

export type LeadStatus = LeadAnswer | { readonly state: 'never_seen' }

export type NoticeAnswer = { readonly state: 'acknowledged'; readonly at: string } | Unknown

/** Hands one disclosure over, once. */
export async function postLead(
  endpoint: LenderEndpoint,
  key: LenderKey,
  post: Post,
  limits: CallLimits,
): Promise<LeadAnswer> {
  const body = JSON.stringify(post)
  if (Buffer.byteLength(body) > POST_BYTES_MAX) {
    throw new Error(`couldn’t post a lead of more than ${POST_BYTES_MAX} bytes`)
  }
  const answer = await send(endpoint.leadsUrl, key, post.disclosure_id, body, limits)
  if (!answer.came) return { state: 'unknown', why: answer.why }
  const parsed = PostAnswer.safeParse(jsonOf(answer.body))
  if (parsed.success && POST_STATUS[parsed.data.status] === answer.status) {
    return asLeadAnswer(parsed.data)
  }
  return notAnAnswer(answer)
}

/** Asks what became of a disclosure whose post was `unknown` or `pending`. */
export async function askStatus(
  endpoint: LenderEndpoint,
  key: LenderKey,
  disclosureId: string,
  limits: CallLimits,
): Promise<LeadStatus> {
  const url = `${endpoint.statusUrl}/${encodeURIComponent(disclosureId)}`
  const answer = await call(
    { method: 'GET', url, headers: signedHeaders(key, disclosureId, '') },
    limits,
  )
  if (!answer.came) return { state: 'unknown', why: answer.why }
  const body = jsonOf(answer.body)
  if (answer.status === 404) {
    const problem = NeverSeen.safeParse(body)
    const isAboutIt = problem.success && problem.data.disclosure_id === disclosureId
    return isAboutIt ? { state: 'never_seen' } : notAnAnswer(answer)
  }
  const parsed = StatusAnswer.safeParse(body)
  return answer.status === 200 && parsed.success ? asLeadAnswer(parsed.data) : notAnAnswer(answer)
}

/** Tells the lender that a consent is withdrawn or data are to be destroyed. Law: 94-V art. 8(7), 18. */
export async function sendNotice(
  endpoint: LenderEndpoint,
  key: LenderKey,
  notice: Notice,
  limits: CallLimits,
): Promise<NoticeAnswer> {
  const body = JSON.stringify(notice)
  const answer = await send(endpoint.noticesUrl, key, notice.notice_id, body, limits)
  if (!answer.came) return { state: 'unknown', why: answer.why }
  const parsed = NoticeReceived.safeParse(jsonOf(answer.body))
  const isReceived = (answer.status === 200 || answer.status === 202) && parsed.success
  return isReceived
    ? { state: 'acknowledged', at: parsed.data.acknowledged_at }
    : notAnAnswer(answer)
}

function send(
  url: string,
  key: LenderKey,
  id: string,
  body: string,
  limits: CallLimits,
): Promise<CallAnswer> {
  const headers = {
    ...signedHeaders(key, id, body),
    'content-type': 'application/json',
    'idempotency-key': id,
  }
  return call({ method: 'POST', url, headers, body }, limits)
}

function signedHeaders(key: LenderKey, id: string, body: string): Record<string, string> {
  const secrets = typeof key === 'string' ? [key] : key
  return { ...sign({ id, body, at: Date.now() }, secrets), accept: 'application/json' }
}

function asLeadAnswer(answer: PostAnswer): LeadAnswer {
  if (answer.status === 'accepted') return { state: 'accepted', ref: answer.partner_ref }
  if (answer.status === 'refused') return { state: 'refused', reason: answer.reason }
  return { state: 'pending' }
}

function notAnAnswer(answer: { readonly status: number }): Unknown {
  const isExpected = answer.status >= 200 && answer.status < 300
  return { state: 'unknown', why: isExpected ? 'malformed' : 'status', status: answer.status }
}
