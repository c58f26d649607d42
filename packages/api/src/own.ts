/**
 * What does a person get who asks what is held about them, takes a consent back or has it all destroyed?
 *
 * Everything, in one answer; values stand in it, so it is never stored and never cached.
 *
 * Law: 94-V art. 8(1), 8(7), 18, 24(1), 25(2)(6). Requirements.
 */
import { z } from 'zod'
import { At, ControlName, LanguageCode, PolicyName, Sha256, Uuid } from './primitive.ts'

export const ActionsQuery = z.object({ before: Uuid.optional().describe('Id of an action') })

/** One line of the ledger that is about the reader. Names fields, never values. */
export const OwnAction = z
  .object({
    id: Uuid,
    at: At,
    kind: z.string(),
    actor: z.object({ role: z.string(), id: z.string() }),
    decision: z.enum(['permit', 'refuse']).optional(),
    operation: z.string().optional(),
    purpose: z.string().optional(),
    fields: z.array(z.string()).optional(),
    recipient: z.string().optional(),
    code: z.string().optional(),
    clause: z.string().optional(),
    law: z.string().optional(),
    ground: z.string().optional(),
    consents: z.array(z.string()).optional(),
    policy: z.string().optional(),
    paper: z
      .object({ day: z.string(), document: z.string() })
      .optional()
      .describe('Done on paper: the day, and the number of the document'),
    index: z
      .int()
      .optional()
      .describe('Place in the ledger; absent for the moment before it has one'),
  })
  .meta({ id: 'OwnAction' })
export type OwnAction = z.infer<typeof OwnAction>

export const OwnActions = z
  .object({
    data: z.array(OwnAction).describe('Newest first'),
    before: Uuid.optional().describe('For the next page; absent when this one was empty'),
  })
  .meta({ id: 'OwnActions' })

const OwnConsent = z
  .object({
    id: Uuid,
    control: ControlName,
    purpose: PolicyName,
    operations: z.array(z.string()),
    fields: z.array(z.string()),
    recipient: z.string().optional(),
    channel: z.string().optional(),
    language: LanguageCode,
    text_sha256: Sha256,
    policy_version: z.int(),
    granted_at: At,
    expires_at: At,
    withdrawn_at: At.optional(),
  })
  .meta({ id: 'OwnConsent' })

const OwnApplication = z
  .object({
    id: Uuid,
    number: z.string(),
    amount: z.int(),
    term_days: z.int(),
    state: z.string(),
    reason: z.string().optional(),
    submitted_at: At,
    changed_at: At,
  })
  .meta({ id: 'OwnApplication' })

const OwnDisclosure = z
  .object({
    id: Uuid,
    application_id: Uuid,
    recipient: z.string(),
    consent_id: Uuid,
    fields: z.array(z.string()),
    state: z.string(),
    reason: z.string().optional(),
    place: z.int(),
    planned_at: At,
    sent_at: At.optional(),
    changed_at: At,
    outcomes: z.array(z.object({ event: z.string(), occurred_at: At, received_at: At })),
    notices: z.array(
      z.object({
        kind: z.string(),
        state: z.string(),
        planned_at: At,
        deadline: At,
        confirmed_at: At.optional(),
      }),
    ),
  })
  .meta({ id: 'OwnDisclosure' })

const OwnBox = z
  .object({
    box: z.string(),
    fields: z.array(z.string()),
    source: z.string(),
    written_at: At,
    retain_until: At,
  })
  .meta({ id: 'OwnBox' })

const OwnRequest = z
  .object({
    id: Uuid,
    kind: z.string(),
    field: z.string().optional(),
    state: z.string(),
    ground: z.string().optional(),
    received_at: At,
    deadline: At,
    decided_at: At.optional(),
  })
  .meta({ id: 'OwnRequest' })

const OwnContract = z
  .object({
    id: Uuid,
    number: z.string(),
    side: z.string().describe('A recipient, or `operator`'),
    role: z.string().describe('What the person is by it (`principal`, `beneficiary`, `guarantor`)'),
    starts_at: At,
    until: At,
    ended_at: At.optional(),
  })
  .meta({ id: 'OwnContract' })

export const OwnEverything = z
  .object({
    state: z.string(),
    categories: z.array(z.string()),
    values: z.record(z.string(), z.string()),
    boxes: z.array(OwnBox).describe('Where values came from and until when they are kept'),
    consents: z.array(OwnConsent),
    applications: z.array(OwnApplication),
    disclosures: z.array(OwnDisclosure),
    requests: z.array(OwnRequest).describe('What was demanded: to block, to correct'),
    contracts: z.array(OwnContract).describe('Contracts the person stands in, as entered (R-36)'),
    actions: z.array(OwnAction).describe('The newest; older ones under /v1/me/actions'),
    actions_count: z.int(),
  })
  .meta({ id: 'OwnEverything' })
export type OwnEverything = z.infer<typeof OwnEverything>

const Told = z
  .array(z.object({ recipient: z.string(), deadline: At }))
  .describe('Recipients who hold a copy, and until when they must confirm that it is gone')

export const ConsentWithdrawn = z
  .object({
    at: At,
    now: z.boolean().describe('False when it had been withdrawn before'),
    told: Told,
  })
  .meta({ id: 'ConsentWithdrawn' })

export const DataDestroyed = z
  .object({
    act: z.string(),
    destroyed_at: At,
    fields: z.array(z.string()),
    horizon: At.describe('From then on no backup holds the key either'),
    told: Told,
  })
  .meta({ id: 'DataDestroyed' })

export const DisclosurePlanned = z
  .object({ disclosure_id: Uuid, recipient: z.string() })
  .meta({ id: 'DisclosurePlanned' })

/** Why a demand is made. Law: 94-V art. 24(1), 14. */
export const BlockWanted = z
  .strictObject({
    ground: z
      .enum(['incomplete', 'outdated', 'inaccurate', 'unlawful', 'not_needed', 'other_purpose'])
      .optional()
      .describe('May be left out: blocking needs no reason'),
  })
  .meta({ id: 'BlockWanted' })

const Recipients = z.array(z.string())

export const DataBlocked = z
  .object({
    at: At,
    now: z.boolean().describe('False when the data were blocked before'),
    stopped: Recipients.describe('Recipients whose planned transfer stopped'),
    told: Told,
  })
  .meta({ id: 'DataBlocked' })

export const DataUnblocked = z
  .object({
    at: At,
    blocked_at: At,
    resumed: Recipients.describe('Recipients whose transfer goes on'),
    told: Told,
  })
  .meta({ id: 'DataUnblocked' })

const CORRECTED_CHARS_MAX = 500

export const CorrectionWanted = z
  .strictObject({ value: z.string().min(1).max(CORRECTED_CHARS_MAX) })
  .meta({ id: 'CorrectionWanted' })

export const ValueCorrected = z
  .object({
    state: z.enum(['done', 'asked']).describe('asked: a document must prove it'),
    at: At,
    told: Told.optional(),
    request_id: Uuid.optional(),
    due: At.optional().describe('Were the document to come today'),
  })
  .meta({ id: 'ValueCorrected' })
