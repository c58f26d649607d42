/**
 * What does a lender read after it told us an outcome or confirmed a destruction?
 *
 * Requirements. Invariant I12: a repeat is answered like the first time.
 */
import { z } from 'zod'

export const OutcomeHeard = z
  .object({
    state: z.string().describe('State of the disclosure after all outcomes'),
    repeated: z.boolean().describe('True when this event id was heard before'),
  })
  .meta({ id: 'OutcomeHeard' })

export const ConfirmationHeard = z
  .object({ repeated: z.boolean() })
  .meta({ id: 'ConfirmationHeard' })

/** Standard Webhooks; the signature covers `<id>.<timestamp>.<raw body>`. */
export const WebhookHeaders = z.looseObject({
  'webhook-id': z.string().max(100).describe('The event id or the notice id'),
  'webhook-timestamp': z.string().max(20).describe('Seconds since 1970; five minutes either way'),
  'webhook-signature': z.string().max(1_000).describe('`v1,<base64>`, several separated by spaces'),
})
