/**
 * A given consent as a record and receipt in a profile of ISO/IEC TS 27560:2023.
 *
 * The members follow the public tables of the guide for that standard by the W3C Data Privacy Vocabularies group:
 * header, processing, parties, events; every member that is mandatory there is here. The text of the standard
 * itself was not used, so this is a profile of it and says so. A receipt is a copy of the record.
 *
 * Law: 94-V art. 8(4), 8(7), 25(2)(5). Requirements: L-1, R-45, R-55, R-58. Proves nothing by itself: the proof
 * is the ledger's receipt of the same consent, by the same id.
 */
import type { Policy } from '@kelisim/policy'
import type { Json } from '@kelisim/terms'
import {
  daysBetween,
  duration,
  type GivenConsent,
  isKnownOperation,
  purposeOf,
  recipientOf,
  type Standing,
  titleIn,
} from './given-consent.ts'

export const RECORD_SCHEMA = 'urn:kelisim:consent-record:1'
export const RECEIPT_SCHEMA = 'urn:kelisim:consent-receipt:1'
const PROFILE = 'profile of ISO/IEC TS 27560:2023'

type Node = { readonly [name: string]: Json }

export function consentReceipt27560(policy: Policy, consent: GivenConsent, of: Standing): Node {
  return {
    schema_version: RECEIPT_SCHEMA,
    profile: PROFILE,
    receipt_id: `urn:uuid:${consent.id}#receipt`,
    pii_principal_id: of.principal,
    record: consentRecord(policy, consent, of),
  }
}

export function consentRecord(policy: Policy, consent: GivenConsent, of: Standing): Node {
  return {
    schema_version: RECORD_SCHEMA,
    profile: PROFILE,
    record_id: `urn:uuid:${consent.id}`,
    pii_principal_id: of.principal,
    pii_processing: processing(policy, consent, of),
    parties: parties(policy, consent),
    events: events(consent, of),
  }
}

function processing(policy: Policy, consent: GivenConsent, of: Standing): Node {
  const { language } = consent
  const purpose = purposeOf(policy, consent)
  return {
    privacy_notice: `${of.publicUrl}/t/${consent.textSha256}`,
    privacy_notice_sha256: consent.textSha256,
    policy_version: consent.policyVersion,
    policy_hash: consent.policyHash,
    language,
    service: policy.operator.brand,
    jurisdictions: ['KZ'],
    purposes: [
      {
        purpose: titleIn(policy.purposes, consent.purpose, language),
        purpose_type: publicTerms(policy, 'purposes', consent.purpose),
        lawful_basis: 'dpv:Consent',
        pii_information: consent.fields.map((id) => pii(policy, id, consent)),
        pii_controllers: ['operator'],
        collection_method: 'dpv:DataSubjectDataSource',
        processing_method: consent.operations.map((id) => ({
          operation: isKnownOperation(policy, id) ? titleIn(policy.operations, id, language) : id,
          operation_type: publicTerms(policy, 'operations', id),
        })),
        ...(consent.channel === undefined ? {} : { channel: consent.channel }),
        storage_locations: ['KZ'],
        processing_locations: ['KZ'],
        geographic_restrictions: ['KZ'],
        retention_period: duration(
          purpose?.retentionDays ?? daysBetween(consent.grantedAt, consent.expiresAt),
        ),
        recipient_third_parties: consent.recipient === undefined ? [] : [consent.recipient],
        withdrawal_method: `${of.publicUrl}/cabinet/consents`,
        privacy_rights: policy.rights.map(({ title }) => title[language]),
      },
    ],
  }
}

function pii(policy: Policy, id: string, { language }: GivenConsent): Node {
  const field = policy.fields.find((known) => known.id === id)
  return {
    pii_type: titleIn(policy.fields, id, language),
    pii_attribute_id: id,
    pii_category: publicTerms(policy, 'fields', id),
    pii_optional: field?.requiredToApply !== true,
    sensitive_pii: field?.class === 'S',
  }
}

function parties(policy: Policy, consent: GivenConsent): Json {
  const { language } = consent
  const { operator } = policy
  const recipient = recipientOf(policy, consent)
  const controller = {
    party_id: 'operator',
    party_type: 'pii_controller',
    party_name: operator.name[language],
    party_identifier: operator.bin,
    party_address: operator.address[language],
    party_contact: `${operator.officer.phone}, ${operator.officer.email}`,
    party_url: operator.site,
  }
  if (consent.recipient === undefined) return [controller]
  const named = recipient?.legalName?.[language] ?? recipient?.name[language] ?? consent.recipient
  // We hold no address of a recipient: the person reaches it through us.
  const third = {
    party_id: consent.recipient,
    party_type: 'third_party',
    party_name: named,
    party_identifier: recipient?.bin ?? '',
    party_address: operator.address[language],
    party_contact: `${operator.officer.phone}, ${operator.officer.email}`,
  }
  return [controller, third]
}

function events(consent: GivenConsent, of: Standing): Json {
  const validity = duration(daysBetween(consent.grantedAt, consent.expiresAt))
  const given = {
    event_time: consent.grantedAt,
    validity_duration: validity,
    entity_id: of.principal,
    event_type: 'explicit',
    event_state: 'given',
  }
  if (consent.withdrawnAt === undefined) return [given]
  const withdrawn = { ...given, event_time: consent.withdrawnAt, event_state: 'withdrawn' }
  return [given, withdrawn]
}

function publicTerms(
  policy: Policy,
  part: 'purposes' | 'operations' | 'fields',
  id: string,
): readonly string[] {
  return policy.vocabulary?.[part][id] ?? []
}
