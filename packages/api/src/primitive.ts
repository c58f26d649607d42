/**
 * Which small forms do all schemas of the API share?
 *
 * One form for an id, a moment, a sum and a name of the policy, each with a limit.
 */
import { z } from 'zod'

export const AMOUNT_TENGE_MAX = 100_000_000
export const TERM_DAYS_MAX = 3_650

export const Uuid = z.uuid()
/** RFC 3339 in UTC. */
export const At = z.iso.datetime()
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const LanguageCode = z.enum(['kk', 'ru', 'en'])
/** A name in the policy: field, purpose, role, recipient. An unknown one is refused by the rules. */
export const PolicyName = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/)
/** `contract`, `recipient:samal`, `direct_marketing:sms`. */
export const ControlName = z.string().regex(/^[a-z][a-z0-9_]{0,49}(?::[a-z][a-z0-9_]{0,49})?$/)
export const Tenge = z.int().min(1).max(AMOUNT_TENGE_MAX)
export const TermDays = z.int().min(1).max(TERM_DAYS_MAX)

/** One text in the three languages. */
export const TextsInThree = z
  .object({ kk: z.string(), ru: z.string(), en: z.string() })
  .meta({ id: 'Texts' })

/** What every repeatable call carries; draft-ietf-httpapi-idempotency-key-header-07. */
export const IDEMPOTENCY_KEY = 'idempotency-key'
export const IdempotencyHeaders = z.looseObject({
  [IDEMPOTENCY_KEY]: z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/)
    .describe('A fresh UUID for each new call; the same one when a call is repeated.'),
})
