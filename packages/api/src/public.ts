/**
 * What may anybody ask: offers with their cost, the texts of consents, the policy in short?
 *
 * Nothing here is about a person. Law: 94-V art. 8(4), 25(2)(1-1); advertising law art. 14.
 * Requirements: L-1, L-14, R-10.
 */
import { z } from 'zod'
import {
  AMOUNT_TENGE_MAX,
  ControlName,
  LanguageCode,
  PolicyName,
  Sha256,
  TERM_DAYS_MAX,
  TextsInThree,
} from './primitive.ts'

export const OffersQuery = z.object({
  amount: z.coerce.number().int().min(1).max(AMOUNT_TENGE_MAX).describe('Whole tenge'),
  term_days: z.coerce.number().int().min(1).max(TERM_DAYS_MAX),
})

export const QuotedOffer = z
  .object({
    id: z.string(),
    recipient: PolicyName,
    recipient_name: TextsInThree,
    product: z.string(),
    requirement: z.string(),
    checked_on: z.iso.date(),
    amount: z.int(),
    term_days: z.int(),
    pay_back: z.int().describe('Whole tenge'),
    overpayment: z.int().describe('Whole tenge'),
    payments: z.int(),
    daily_rate_percent: z.number(),
    apr_percent: z.number().describe('Annual effective rate (ГЭСВ), not rounded'),
  })
  .meta({ id: 'QuotedOffer' })
export type QuotedOffer = z.infer<typeof QuotedOffer>

export const QuotedOffers = z.object({ data: z.array(QuotedOffer) }).meta({ id: 'QuotedOffers' })

export const ConsentsQuery = z.object({ language: LanguageCode.default('kk') })

/** A control as it must be shown: never ticked beforehand, with every item of art. 8(4). */
export const ConsentForm = z
  .object({
    control: ControlName,
    language: LanguageCode,
    purpose: PolicyName,
    recipient: PolicyName.optional(),
    channel: z.string().optional(),
    operations: z.array(z.string()),
    fields: z.array(PolicyName),
    days: z.int(),
    required_to_apply: z.boolean(),
    heading: z.string(),
    statement: z.string(),
    terms: z.array(z.object({ item: z.string(), label: z.string(), value: z.string() })),
    agree: z.string(),
    otherwise: z.string(),
    verbatim: z.string().describe('The text exactly as it must be shown'),
    sha256: Sha256.describe('Of the UTF-8 bytes of `verbatim`; comes back with the tick'),
  })
  .meta({ id: 'ConsentForm' })
export type ConsentForm = z.infer<typeof ConsentForm>

export const ConsentForms = z
  .object({ policy_version: z.int(), policy_hash: Sha256, data: z.array(ConsentForm) })
  .meta({ id: 'ConsentForms' })

export const ConsentTextByHash = z
  .object({
    sha256: Sha256,
    control: ControlName,
    language: LanguageCode,
    verbatim: z.string(),
  })
  .meta({ id: 'ConsentText' })

const PolicyPurpose = z
  .object({
    id: PolicyName,
    clause: z.string(),
    title: TextsInThree,
    ground: z.enum(['consent', 'statute']),
    legal: z.array(z.string()),
    consent_days: z.int(),
    retention_days: z.int(),
    on_end: z.enum(['destroy', 'depersonalise']),
    channels: z.array(z.string()),
  })
  .meta({ id: 'PolicyPurpose' })

const PolicyField = z
  .object({
    id: PolicyName,
    number: z.string(),
    title: TextsInThree,
    type: z.string(),
    required: z.boolean(),
    max_length: z.int(),
    options: z.array(z.string()).optional(),
    purposes: z.array(PolicyName),
    why: TextsInThree,
  })
  .meta({ id: 'PolicyField' })

const PolicyRecipient = z
  .object({
    id: PolicyName,
    name: TextsInThree,
    bin: z.string(),
    kind: z.string(),
    licence: z.string(),
    fields: z.array(PolicyName).describe('The most that may be sent, under a consent naming it'),
    agreement_valid_to: z.iso.date().optional(),
  })
  .meta({ id: 'PolicyRecipient' })

export const PolicySummary = z
  .object({
    id: z.string(),
    version: z.int(),
    effective_from: z.iso.date(),
    hash: Sha256,
    demo: z.boolean(),
    operator: z.object({
      name: TextsInThree,
      bin: z.string(),
      phone: z.string(),
      email: z.string(),
    }),
    purposes: z.array(PolicyPurpose),
    fields: z.array(PolicyField).describe('Everything that may be given; nothing else is taken'),
    recipients: z.array(PolicyRecipient),
    limits: z.object({
      adult_years: z.int(),
      recipients_max: z.int(),
      code_minutes: z.int(),
      code_tries: z.int(),
      destruction_horizon_days: z.int(),
    }),
  })
  .meta({ id: 'PolicySummary' })
export type PolicySummary = z.infer<typeof PolicySummary>
