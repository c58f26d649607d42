/**
 * What people demanded and how the person responsible decides it, over the desk's API.
 *
 * No value of a person stands in a list: the two values of a correction are asked for one request at a time, and
 * that look is recorded. Law: 94-V art. 24(1)(2), 24(1)(3), 25(2)(8). Requirements.
 */
import { z } from 'zod'
import { At, Uuid } from './primitive.ts'

export const DeskRequest = z
  .object({
    id: Uuid,
    kind: z.enum(['block', 'correct']),
    field: z.string().optional().describe('The item to correct'),
    state: z.enum(['open', 'done', 'refused']),
    ground: z.string().optional().describe('Of a demand to block, or of a refusal'),
    evidence: z.string().optional(),
    received_at: At,
    due: At,
    decided_at: At.optional(),
    application: z.object({ id: Uuid, number: z.string() }).optional(),
  })
  .meta({ id: 'DeskRequest' })
export const DeskRequests = z.object({ data: z.array(DeskRequest) }).meta({ id: 'DeskRequests' })

export const RequestCompared = z
  .object({ held: z.string(), wanted: z.string() })
  .meta({ id: 'RequestCompared' })

/** Which kind of document was seen; nothing of what stands in it is kept. */
export const RequestConfirmed = z
  .strictObject({
    evidence: z.enum([
      'identity_card',
      'passport',
      'residence_permit',
      'digital_document',
      'bank_letter',
      'other_document',
    ]),
  })
  .meta({ id: 'RequestConfirmed' })
export const RequestRefused = z
  .strictObject({ ground: z.enum(['no_proof', 'proof_disagrees', 'identity_conflict']) })
  .meta({ id: 'RequestRefused' })
export const RequestDecided = z
  .object({
    state: z.enum(['done', 'refused']),
    requests: z.array(Uuid).describe('Two where a birth date was confirmed with its IIN'),
    told: z.array(z.object({ recipient: z.string(), deadline: At })),
  })
  .meta({ id: 'RequestDecided' })
