/**
 * How do data of a person enter, word by word: phone, code, application, session?
 *
 * Objects are strict: a member nobody asked for is a fault. `values` alone is open by name, because
 * the policy and not this schema says which fields exist; an unknown one is refused with its article.
 *
 * Law: 94-V art. 7, 8(4), 12; DC art. 47. Requirements, L-1, L-4.
 */
import { z } from 'zod'
import {
  At,
  ControlName,
  LanguageCode,
  PolicyName,
  Sha256,
  Tenge,
  TermDays,
  Uuid,
} from './primitive.ts'

const PHONE_CHARS_MAX = 40
const VALUE_CHARS_MAX = 500
const VALUES_MAX = 100
const CONTROLS_MAX = 50
/** More than any policy permits: the rule itself is the policy's (`too_many_recipients`). */
const RECIPIENTS_MAX = 50
const TOKEN_CHARS_MAX = 1_000

const PhoneText = z.string().min(1).max(PHONE_CHARS_MAX)
const PhoneToken = z.string().min(1).max(TOKEN_CHARS_MAX)

export const CodeWanted = z
  .strictObject({ phone: PhoneText, language: LanguageCode.default('kk') })
  .meta({ id: 'CodeWanted' })
export const CodeSent = z.object({ challenge: Uuid }).meta({ id: 'CodeSent' })

export const CodeTyped = z
  .strictObject({ phone: PhoneText, code: z.string().min(1).max(20) })
  .meta({ id: 'CodeTyped' })
export const PhoneConfirmed = z
  .object({ phone_token: PhoneToken, expires_at: At })
  .meta({ id: 'PhoneConfirmed' })

export const Tick = z
  .strictObject({
    control: ControlName,
    text_sha256: Sha256.describe('Of the text that was shown; another version is refused'),
  })
  .meta({ id: 'Tick' })

export const Application = z
  .strictObject({
    phone_token: PhoneToken,
    amount: Tenge,
    term_days: TermDays,
    language: LanguageCode.default('kk'),
    values: z
      .record(z.string(), z.string().max(VALUE_CHARS_MAX))
      .refine((values) => Object.keys(values).length <= VALUES_MAX, 'too_many_fields')
      .describe('By field of the policy; the phone comes from its token'),
    consents: z.array(Tick).max(CONTROLS_MAX),
    recipients: z.array(PolicyName).max(RECIPIENTS_MAX).describe('In the order of the person'),
  })
  .meta({ id: 'Application' })
export type Application = z.infer<typeof Application>

export const ApplicationTaken = z
  .object({
    application_id: Uuid,
    number: z.string(),
    consents: z.array(Uuid).describe('Ids of the consents given with this call'),
  })
  .meta({ id: 'ApplicationTaken' })

export const SessionWanted = z
  .strictObject({ phone_token: PhoneToken })
  .meta({ id: 'SessionWanted' })
export const Session = z
  .object({
    token: z.string().describe('Goes into `Authorization: Bearer …`'),
    expires_at: At,
  })
  .meta({ id: 'Session' })
