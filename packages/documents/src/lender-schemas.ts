/**
 * What exactly may a lender be told, first without the person and then about the person? Two JSON Schemas.
 *
 * `post` names the fields of consent ∩ agreement ∩ purpose and no others, in the shape of the partner's call
 * (`@kelisim/api`); `ping` has bands of the same fields only, so that it holds no personal data: no name, no number, no
 * free text, no date. Both refuse unknown members everywhere. The bytes change only when what may be sent does.
 *
 * Format: JSON Schema draft 2020-12. Law: 94-V art. 7(6), 7(9), 10(3), 14. Requirements, I9.
 * Whether a given person's data may go is another question (`@kelisim/rules`).
 */
import type { Field, FieldType, Policy, Recipient } from '@kelisim/policy'
import type { Json } from '@kelisim/terms'
import { type Document, documentOf, fileName, readableJson } from './document.ts'
import { sentFields } from './reading.ts'

type Schema = { readonly [name: string]: Json }

const DRAFT = 'https://json-schema.org/draft/2020-12/schema'
const MEDIA_TYPE = 'application/schema+json'
/** What the partner's call allows for any value, whatever the field's own bound. */
const VALUE_CHARS_MAX = 500
const RECEIPT_PART_CHARS_MAX = 32 * 1_024
const AMOUNT_TENGE_MAX = 100_000_000
const TERM_DAYS_MAX = 3_650

/** Of the age a date of birth gives; the same as a mask shows (`maskValue`). */
export const AGE_BANDS = ['<18', '18–24', '25–34', '35–44', '45–54', '55–64', '65+'] as const
/** Thousands of tenge asked for. */
export const AMOUNT_BANDS = [
  '0-50',
  '50-100',
  '100-150',
  '150-200',
  '200-300',
  '300-500',
  '500+',
] as const

const CALENDAR_DATE = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'

/** What a value of a type looks like, besides its length. */
const FORMS: Readonly<Record<FieldType, Schema>> = {
  name: {},
  date: { format: 'date', pattern: CALENDAR_DATE },
  iin: { pattern: '^[0-9]{12}$' },
  phone: { pattern: '^\\+7[0-9]{10}$' },
  email: { format: 'email' },
  text: {},
  enum: {},
  region: {},
  document: {},
  iban: { pattern: '^KZ[0-9]{5}[A-Z0-9]{13}$' },
  technical: {},
}

export function lenderSchemas(policy: Policy): readonly Document[] {
  return policy.recipients.flatMap((recipient) =>
    (recipient.agreement?.purposes ?? []).flatMap((purpose) => {
      const ids = new Set(sentFields(policy, recipient, purpose))
      const fields = policy.fields.filter(({ id }) => ids.has(id))
      if (fields.length === 0) return []
      return [
        schemaDocument('ping-schema', policy, recipient, purpose, ping(purpose, fields)),
        schemaDocument('post-schema', policy, recipient, purpose, post(purpose, fields)),
      ]
    }),
  )
}

function schemaDocument(
  kind: 'ping-schema' | 'post-schema',
  policy: Policy,
  recipient: Recipient,
  purpose: string,
  schema: Schema,
): Document {
  const call = kind === 'ping-schema' ? 'ping' : 'post'
  const title = `${call}: ${recipient.name.en}, ${purpose}`
  const id = `urn:kelisim:${policy.id}:${call}:${recipient.id}:${purpose}`
  return documentOf({
    kind,
    name: `${fileName(call, recipient.id, purpose)}.schema.json`,
    title,
    mediaType: MEDIA_TYPE,
    text: readableJson({ $schema: DRAFT, $id: id, title, ...schema }),
  })
}

/** Every member is named, and needed unless listed as optional. */
function closed(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', additionalProperties: false, required, properties }
}

const UUID = { type: 'string', format: 'uuid' }
const MOMENT = { type: 'string', format: 'date-time' }
const SHA256 = { type: 'string', pattern: '^[0-9a-f]{64}$' }
const ADDRESS = { type: 'string', format: 'uri', pattern: '^https?://', maxLength: VALUE_CHARS_MAX }
const TERM_DAYS = { type: 'integer', minimum: 1, maximum: TERM_DAYS_MAX }

function ping(purpose: string, fields: readonly Field[]): Schema {
  const bands = fields.flatMap((field) => {
    const band = bandOf(field)
    return band === undefined ? [] : [band]
  })
  return closed({
    ping_id: UUID,
    expires_at: MOMENT,
    purpose: { const: purpose },
    request: closed({
      amount_band: { enum: [...AMOUNT_BANDS] },
      currency: { const: 'KZT' },
      term_days: TERM_DAYS,
    }),
    // Nobody need give an optional item, and then there is no band of it.
    bands: { ...closed(Object.fromEntries(bands)), required: [] },
  })
}

/** A closed list of codes is its own band; a date becomes an age; everything else could name the person. */
function bandOf(field: Field): readonly [string, Schema] | undefined {
  if (field.type === 'date') return ['age', { enum: [...AGE_BANDS] }]
  if (field.type !== 'enum' && field.type !== 'region') return undefined
  const codes = Object.keys(field.options ?? {})
  return codes.length === 0 ? undefined : [field.id, { enum: codes }]
}

function post(purpose: string, fields: readonly Field[]): Schema {
  return closed({
    lead_id: UUID,
    disclosure_id: UUID,
    purpose: { const: purpose },
    applicant: applicant(fields),
    request: closed({
      amount: { type: 'integer', minimum: 1, maximum: AMOUNT_TENGE_MAX },
      currency: { const: 'KZT' },
      term_days: TERM_DAYS,
    }),
    consent: closed({
      consent_id: UUID,
      granted_at: MOMENT,
      expires_at: MOMENT,
      locale: { enum: ['kk', 'ru', 'en'] },
      text_sha256: SHA256,
      text_url: ADDRESS,
      receipt: receipt(),
    }),
    restrictions: closed({
      use_only_for: { const: purpose },
      no_onward_transfer: { const: true },
      destroy_by: MOMENT,
    }),
    callback: ADDRESS,
  })
}

function receipt(): Schema {
  const part = { type: 'string', maxLength: RECEIPT_PART_CHARS_MAX }
  const name = { type: 'string', maxLength: VALUE_CHARS_MAX }
  return closed(
    {
      format: { const: 'kelisim-receipt/1' },
      log: closed({ origin: name, vkey: name }),
      entry: { ...part, contentEncoding: 'base64' },
      proof: part,
      text: part,
      textSha256: SHA256,
    },
    ['text', 'textSha256'],
  )
}

/** What a person must give to apply is always there; the rest if the person gave it. */
function applicant(fields: readonly Field[]): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    required: fields.filter(({ requiredToApply }) => requiredToApply).map(({ id }) => id),
    properties: Object.fromEntries(fields.map((field) => [field.id, valueOf(field)])),
  }
}

function valueOf(field: Field): Schema {
  const codes = Object.keys(field.options ?? {})
  return {
    title: field.title.en,
    type: 'string',
    minLength: 1,
    maxLength: Math.min(field.maxLength, VALUE_CHARS_MAX),
    ...FORMS[field.type],
    ...(codes.length === 0 ? {} : { enum: codes }),
  }
}
