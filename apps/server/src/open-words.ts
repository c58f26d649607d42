/**
 * How are offers, consents and the policy said in the API's words?
 *
 * Translation only: nothing is decided and nothing left out but what is no one's business outside.
 */
import type { ConsentForm, PolicySummary, QuotedOffer } from '@kelisim/api'
import type { ConsentText, Policy, Recipient } from '@kelisim/policy'
import { quote } from '@kelisim/rules'
import type { Offer } from '@kelisim/work'

/** A list of one, or of none when the offer does not reach this amount or term. */
export function quotedOffer(
  policy: Policy,
  offer: Offer,
  amount: number,
  days: number,
): QuotedOffer[] {
  const cost = quote(offer, amount, days)
  const recipient = policy.recipients.find((known) => known.id === offer.recipient)
  if (cost === undefined || recipient === undefined) return []
  return [
    {
      id: offer.id,
      recipient: offer.recipient,
      recipient_name: recipient.name,
      product: offer.product,
      requirement: offer.requirement,
      checked_on: offer.checkedOn,
      amount,
      term_days: days,
      pay_back: cost.payBackTenge,
      overpayment: cost.overpaymentTenge,
      payments: cost.payments,
      daily_rate_percent: cost.dailyRatePercent,
      apr_percent: cost.aprPercent,
    },
  ]
}

export function consentForm(text: ConsentText): ConsentForm {
  return {
    control: text.control,
    language: text.language,
    purpose: text.purpose,
    recipient: text.recipient,
    channel: text.channel,
    operations: [...text.operations],
    fields: [...text.fields],
    days: text.days,
    required_to_apply: text.requiredToApply,
    heading: text.heading,
    statement: text.statement,
    terms: text.terms.map(({ item, label, value }) => ({ item, label, value })),
    agree: text.agree,
    otherwise: text.otherwise,
    verbatim: text.verbatim,
    sha256: text.sha256,
  }
}

export function policySummary(policy: Policy): PolicySummary {
  const { operator, limits } = policy
  return {
    id: policy.id,
    version: policy.version,
    effective_from: policy.effectiveFrom,
    hash: policy.hash,
    demo: policy.demo,
    operator: { name: operator.name, bin: operator.bin, ...operator.officer },
    purposes: policy.purposes.map((purpose) => ({
      id: purpose.id,
      clause: purpose.clause,
      title: purpose.title,
      ground: purpose.ground,
      legal: [...purpose.legal],
      consent_days: purpose.consentDays,
      retention_days: purpose.retentionDays,
      on_end: purpose.onEnd,
      channels: [...purpose.channels],
    })),
    fields: fieldsOf(policy),
    recipients: policy.recipients.map(recipientOf),
    limits: {
      adult_years: limits.adultYears,
      recipients_max: limits.recipientsMax,
      code_minutes: limits.codeMinutes,
      code_tries: limits.codeTries,
      destruction_horizon_days: limits.destructionHorizonDays,
    },
  }
}

/** What is off or special is never asked, so it is not offered. */
function fieldsOf(policy: Policy): PolicySummary['fields'] {
  return policy.fields
    .filter((field) => field.default !== 'off' && field.class !== 'S')
    .map((field) => ({
      id: field.id,
      number: field.number,
      title: field.title,
      type: field.type,
      required: field.requiredToApply,
      max_length: field.maxLength,
      options: field.options === undefined ? undefined : Object.keys(field.options),
      purposes: [...field.purposes],
      why: field.why,
    }))
}

function recipientOf(recipient: Recipient): PolicySummary['recipients'][number] {
  return {
    id: recipient.id,
    name: recipient.name,
    bin: recipient.bin,
    kind: recipient.kind,
    licence: recipient.licence.number,
    fields: [...(recipient.agreement?.fields ?? [])],
    agreement_valid_to: recipient.agreement?.validTo,
  }
}
