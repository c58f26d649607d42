/**
 * What does a lender read after it told us an outcome, confirmed a destruction or reported an incident?
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

export const IncidentHeard = z
  .object({
    incident: z.string().describe('Number under which the operator handles it'),
    due: z.iso.datetime().describe('Until when the operator notifies the authorised body'),
    repeated: z.boolean().describe('True when this report id was heard before'),
  })
  .meta({ id: 'IncidentHeard' })

/** Standard Webhooks; the signature covers `<id>.<timestamp>.<raw body>`. */
export const WebhookHeaders = z.looseObject({
  'webhook-id': z.string().max(100).describe('The id of the event, notice or report'),
  'webhook-timestamp': z.string().max(20).describe('Seconds since 1970; five minutes either way'),
  'webhook-signature': z.string().max(1_000).describe('`v1,<base64>`, several separated by spaces'),
})
