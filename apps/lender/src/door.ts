/**
 * What every message of the operator must pass before it is looked at: outage, signature, form.
 *
 * Refusals are RFC 9457 problems that name places and codes, never values (I11).
 */
import { PROBLEM_MEDIA_TYPE, type Problem } from '@kelisim/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Desk } from './lender.ts'
import { SILENCE_MS } from './limits.ts'
import { signedId } from './signature.ts'

export type Entered<T> =
  | { readonly ok: true; readonly value: T; readonly id: string }
  | { readonly ok: false }

/** The signed id of a message without a body, or nothing and an answer already on its way. */
export function enterWithoutBody(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
): string | undefined {
  if (isOut(desk, reply)) return undefined
  const id = signedId(request.headers, Buffer.alloc(0), desk.config.secrets)
  if (id === undefined) refuse(reply, 401, 'signature_wrong', 'The signature does not hold')
  return id
}

/** The parsed message and its signed id, or nothing and an answer already on its way. */
export function enter<T>(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  schema: z.ZodType<T>,
): Entered<T> {
  if (isOut(desk, reply)) return { ok: false }
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const id = signedId(request.headers, body, desk.config.secrets)
  if (id === undefined) {
    refuse(reply, 401, 'signature_wrong', 'The signature does not hold')
    return { ok: false }
  }
  const parsed = schema.safeParse(jsonOf(body))
  if (parsed.success) return { ok: true, value: parsed.data, id }
  const errors = parsed.error.issues.slice(0, 20).map((issue) => ({
    pointer: issue.path.map((step) => `/${String(step)}`).join(''),
    code: issue.code,
  }))
  refuse(reply, 422, 'invalid_input', 'The message is not of the agreed form', { errors })
  return { ok: false }
}

export function refuse(
  reply: FastifyReply,
  status: number,
  code: string,
  title: string,
  more: Partial<Problem> & { readonly disclosure_id?: string } = {},
): void {
  const problem = { type: 'about:blank', title, status, code, ...more }
  void reply.code(status).type(PROBLEM_MEDIA_TYPE).send(problem)
}

/** Takes the connection over and says nothing until the other side leaves or the limit is reached. */
export function fallSilent(reply: FastifyReply): void {
  reply.hijack()
  const timer = setTimeout(() => reply.raw.destroy(), SILENCE_MS)
  reply.raw.once('close', () => clearTimeout(timer))
}

function isOut(desk: Desk, reply: FastifyReply): boolean {
  const { outage } = desk.behaviour
  if (outage === 'error') refuse(reply, 503, 'outage', 'The lender is out of order')
  if (outage === 'silent') fallSilent(reply)
  return outage !== 'none'
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    // No JSON is no message: the schema refuses undefined.
    return undefined
  }
}
