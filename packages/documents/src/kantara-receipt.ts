/**
 * A given consent as a receipt of the Kantara Initiative, version 1.1.
 *
 * For wallets and tools that know this older form; the 27560 record says more. One service, one purpose, because one
 * tick is one matter here. Law: 94-V art. 8(4), 25(2)(5). Requirements: L-1, R-45.
 */
import type { Policy } from '@kelisim/policy'
import { type Json, SECOND } from '@kelisim/terms'
import {
  type GivenConsent,
  momentOf,
  purposeOf,
  recipientOf,
  type Standing,
  titleIn,
} from './given-consent.ts'

const VERSION = 'KI-CR-v1.1.0'

export function kantaraReceipt(
  policy: Policy,
  consent: GivenConsent,
  of: Standing,
): { readonly [name: string]: Json } {
  const { language } = consent
  const { operator } = policy
  const special = consent.fields.filter((id) =>
    policy.fields.some((field) => field.id === id && field.class === 'S'),
  )
  return {
    version: VERSION,
    jurisdiction: 'KZ',
    consentTimestamp: Math.floor(momentOf(consent.grantedAt) / SECOND),
    collectionMethod: 'web form, confirmed by a one-time code',
    consentReceiptID: consent.id,
    language,
    piiPrincipalId: of.principal,
    piiControllers: [
      {
        piiController: operator.name[language],
        onBehalf: false,
        contact: operator.officer.email,
        address: { streetAddress: operator.address[language], addressCountry: 'KZ' },
        email: operator.officer.email,
        phone: operator.officer.phone,
        piiControllerUrl: operator.site,
      },
    ],
    policyUrl: `${of.publicUrl}/policy`,
    services: [{ service: operator.brand, purposes: [purpose(policy, consent)] }],
    sensitive: special.length > 0,
    spiCat: special.map((id) => titleIn(policy.fields, id, language)),
  }
}

function purpose(policy: Policy, consent: GivenConsent): { readonly [name: string]: Json } {
  const { language } = consent
  const recipient = recipientOf(policy, consent)
  const named = recipient?.legalName?.[language] ?? recipient?.name[language] ?? consent.recipient
  const onEnd = purposeOf(policy, consent)?.onEnd ?? 'destroy'
  return {
    purpose: titleIn(policy.purposes, consent.purpose, language),
    purposeCategory: policy.vocabulary?.purposes[consent.purpose] ?? [consent.purpose],
    consentType: 'EXPLICIT',
    piiCategory: consent.fields.map((id) => titleIn(policy.fields, id, language)),
    primaryPurpose: consent.recipient === undefined && consent.channel === undefined,
    termination: `${consent.withdrawnAt ?? consent.expiresAt}: ${policy.wording[language].onEnd[onEnd]}`,
    thirdPartyDisclosure: consent.recipient !== undefined,
    ...(named === undefined ? {} : { thirdPartyName: named }),
  }
}
