/**
 * The JSON Schemas of our consent record and receipt: what a program may rely on when it reads one.
 *
 * Every member that the guide's tables call mandatory is required; unknown members are refused, so that nothing of a
 * person slips in. Format: JSON Schema draft 2020-12. Law: 94-V art. 25(2)(5). Requirement: L-1.
 */
import type { Json } from '@kelisim/terms'
import { RECEIPT_SCHEMA, RECORD_SCHEMA } from './consent-record.ts'
import { type Document, documentOf, readableJson } from './document.ts'

type Schema = { readonly [name: string]: Json }

const DRAFT = 'https://json-schema.org/draft/2020-12/schema'
const TEXT = { type: 'string', minLength: 1, maxLength: 2_000 }
const ID = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,49}$' }
const PRINCIPAL = { type: 'string', pattern: '^[A-Za-z0-9_=-]{16,128}$' }
const MOMENT = { type: 'string', format: 'date-time' }
const DURATION = { type: 'string', pattern: '^P[0-9]+D$' }
const ADDRESS = { type: 'string', format: 'uri', pattern: '^https?://' }
const COUNTRIES = { type: 'array', minItems: 1, items: { const: 'KZ' } }
const SHA256 = { type: 'string', pattern: '^[0-9a-f]{64}$' }
const TERMS = { type: 'array', items: { type: 'string', pattern: '^(?:dpv|pd|kz):[A-Za-z0-9]+$' } }

function closed(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', additionalProperties: false, required, properties }
}

function list(items: Schema, minItems = 0): Schema {
  return { type: 'array', minItems, items }
}

const PII = closed({
  pii_type: TEXT,
  pii_attribute_id: ID,
  pii_category: TERMS,
  pii_optional: { type: 'boolean' },
  sensitive_pii: { type: 'boolean' },
})

const PURPOSE = closed(
  {
    purpose: TEXT,
    purpose_type: TERMS,
    lawful_basis: { const: 'dpv:Consent' },
    pii_information: list(PII, 1),
    pii_controllers: list(ID, 1),
    collection_method: TEXT,
    processing_method: list(closed({ operation: TEXT, operation_type: TERMS }), 1),
    channel: ID,
    storage_locations: COUNTRIES,
    processing_locations: COUNTRIES,
    geographic_restrictions: COUNTRIES,
    retention_period: DURATION,
    recipient_third_parties: list(ID),
    withdrawal_method: ADDRESS,
    privacy_rights: list(TEXT, 1),
  },
  ['channel'],
)

const PARTY = closed(
  {
    party_id: ID,
    party_type: { enum: ['pii_controller', 'third_party'] },
    party_name: TEXT,
    party_identifier: { type: 'string', maxLength: 50 },
    party_address: TEXT,
    party_contact: TEXT,
    party_url: ADDRESS,
  },
  ['party_url'],
)

const EVENT = closed({
  event_time: MOMENT,
  validity_duration: DURATION,
  entity_id: PRINCIPAL,
  event_type: { const: 'explicit' },
  event_state: { enum: ['given', 'withdrawn'] },
})

const RECORD = closed({
  schema_version: { const: RECORD_SCHEMA },
  profile: TEXT,
  record_id: { type: 'string', pattern: '^urn:uuid:[0-9a-f-]{36}$' },
  pii_principal_id: PRINCIPAL,
  pii_processing: closed({
    privacy_notice: ADDRESS,
    privacy_notice_sha256: SHA256,
    policy_version: { type: 'integer', minimum: 1 },
    policy_hash: SHA256,
    language: { enum: ['kk', 'ru', 'en'] },
    service: TEXT,
    jurisdictions: COUNTRIES,
    purposes: list(PURPOSE, 1),
  }),
  parties: list(PARTY, 1),
  events: list(EVENT, 1),
})

const RECEIPT = closed({
  schema_version: { const: RECEIPT_SCHEMA },
  profile: TEXT,
  receipt_id: { type: 'string', pattern: '^urn:uuid:[0-9a-f-]{36}#receipt$' },
  pii_principal_id: PRINCIPAL,
  record: RECORD,
})

/** The same for every policy; they stand among its documents so that one address leads to them. */
export function consentSchemas(): readonly Document[] {
  return [
    schema('consent-record', RECORD_SCHEMA, RECORD),
    schema('consent-receipt', RECEIPT_SCHEMA, RECEIPT),
  ]
}

function schema(name: string, id: string, content: Schema): Document {
  return documentOf({
    kind: 'consent-schema',
    name: `${name}.schema.json`,
    mediaType: 'application/schema+json',
    text: readableJson({ $schema: DRAFT, $id: id, title: name, ...content }),
  })
}
