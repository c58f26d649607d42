/**
 * What exactly may one recipient be sent, and in which form?
 *
 * The names are agreement ∩ purpose; the JSON Schema (draft 2020-12) is what the recipient can check a post
 * with: it knows these names, no others, and requires those a person must give to apply.
 * Whether a given person's data may go is another question: consent and the moment decide it (`@kelisim/rules`).
 *
 * Law: 94-V art. 7(6), 7(9), 10(3). Requirements, I9.
 */
import type { Json } from '@kelisim/terms'
import { transferFields } from './consent.ts'
import type { Field, FieldType, Policy } from './model.ts'

export interface RecipientPost {
  readonly recipient: string
  readonly purpose: string
  readonly fields: readonly string[]
  readonly schema: JsonSchema
}

export type JsonSchema = { readonly [name: string]: Json }

const CALENDAR_DATE = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'

/** What every value of a type looks like, besides its length. */
const FORMS: Readonly<Record<FieldType, JsonSchema>> = {
  name: { minLength: 1 },
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

/** undefined when the recipient is unknown or has no agreement for the purpose: then nothing may be sent. */
export function recipientPost(
  policy: Policy,
  recipientId: string,
  purpose = 'contract',
): RecipientPost | undefined {
  const recipient = policy.recipients.find(({ id }) => id === recipientId)
  if (recipient === undefined) return undefined
  const ids = transferFields(policy, recipient, purpose)
  const fields = policy.fields.filter(({ id }) => ids.includes(id))
  if (fields.length === 0) return undefined
  return { recipient: recipientId, purpose, fields: ids, schema: schemaOf(policy, fields) }
}

function schemaOf(policy: Policy, fields: readonly Field[]): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $comment: `policy ${policy.id} ${policy.version} ${policy.hash}`,
    type: 'object',
    additionalProperties: false,
    required: fields.filter(({ requiredToApply }) => requiredToApply).map(({ id }) => id),
    properties: Object.fromEntries(fields.map((field) => [field.id, propertyOf(field)])),
  }
}

function propertyOf(field: Field): JsonSchema {
  const codes = field.options === undefined ? {} : { enum: Object.keys(field.options) }
  return {
    title: field.title.en,
    type: 'string',
    maxLength: field.maxLength,
    ...FORMS[field.type],
    ...codes,
  }
}
