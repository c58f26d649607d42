/**
 * The decision once more, slow and obvious: lists of words, no tables, no bits. For tests only.
 *
 * Written from the policy's model and the order of checks in `decide.ts`, sharing no code with the engine,
 * so that a mistake in the compiled form shows as a difference. Law: as `decide.ts`. I8, I9.
 */
import type { Policy, Purpose } from '@kelisim/policy'
import { OPERATIONS, startOfDay, DAY } from '@kelisim/terms'
import type { ConsentFact, Facts, Question } from './question.ts'

const TRANSFERS = ['transfer', 'provide', 'give_access']
const OUTLASTS = ['store', 'block', 'unblock', 'delete', 'destroy']
const CONTINUED = ['store', 'extract', 'use', 'clarify', 'update', 'change']

export interface Reading {
  readonly code: string
  readonly where?: string | undefined
}

/** `permit consent`, `permit statute`, `permit obligation`, or the code of the refusal. */
export function plainReading(policy: Policy, question: Question, facts: Facts): Reading {
  const { operation, fields } = question
  if (question.policy !== policy.hash) return { code: 'unknown_policy_version' }
  const role = policy.roles.find((one) => one.id === question.role)
  if (role === undefined) return { code: 'unknown_role' }
  if (!OPERATIONS.some((one) => one === operation)) return { code: 'unknown_operation' }
  const purpose = policy.purposes.find((one) => one.id === question.purpose)
  if (purpose === undefined) return { code: 'unknown_purpose' }

  const unknown = fields.find((field) => !policy.fields.some((one) => one.id === field))
  if (unknown !== undefined) return { code: 'unknown_field', where: unknown }
  const asked = policy.fields.filter((one) => fields.includes(one.id))
  const special = asked.find((one) => one.class === 'S' && !permitted(policy, one))
  if (special !== undefined) return { code: 'special_category', where: special.id }
  const off = asked.find((one) => one.default === 'off')
  if (off !== undefined) return { code: 'field_off', where: off.id }

  if (operation === 'distribute') return { code: 'distribution_forbidden' }
  const leaves = [...TRANSFERS, 'extract'].includes(operation)
  if (purpose.depersonalisedOnly && leaves) return { code: 'statistics_raw' }

  const categories = [...policy.subjectCategories.map((one) => one.id), 'client']
  if (!facts.subjectCategories.some((one) => categories.includes(one))) {
    return { code: 'fact_missing', where: 'subjectCategories' }
  }
  const obliged = facts.obligations.includes(purpose.id) && CONTINUED.includes(operation)
  const statute = purpose.ground === 'statute'
  if (facts.state === 'destroyed') return { code: 'subject_destroyed' }
  if (facts.state === 'blocked') {
    const own =
      (purpose.everyStoredField === true || purpose.letter === 'R') && operation === 'extract'
    if (!(['store', 'unblock'].includes(operation) || own)) return { code: 'subject_blocked' }
  }
  if (facts.state === 'restricted' && !(operation === 'store' || statute || obliged)) {
    return { code: 'subject_restricted' }
  }

  if (facts.suspendedPurposes.includes(purpose.id)) {
    const rights = purpose.everyStoredField === true || purpose.letter === 'R'
    const forThePerson = rights && ['applicant', 'system'].includes(role.id)
    if (!forThePerson && !OUTLASTS.includes(operation)) return { code: 'purpose_suspended' }
  }

  const grants = role.grants.filter(
    (grant) => grant.purpose === purpose.id && grant.operations.some((one) => one === operation),
  )
  if (grants.length === 0) return { code: 'operation_not_permitted' }
  const stray = asked.find((one) => !one.purposes.includes(purpose.id))
  if (stray !== undefined) return { code: 'field_not_for_purpose', where: stray.id }
  const denied = asked.find(
    (one) => !grants.some((grant) => grant.fields.includes('*') || grant.fields.includes(one.id)),
  )
  if (denied !== undefined) return { code: 'field_not_for_role', where: denied.id }

  return grounded(policy, question, facts, purpose, obliged)
}

function grounded(
  policy: Policy,
  question: Question,
  facts: Facts,
  purpose: Purpose,
  obliged: boolean,
): Reading {
  const { operation, fields, at, recipient, channel } = question
  const order = policy.fields.map((one) => one.id)
  const transfer = TRANSFERS.includes(operation)
  const message = channel !== undefined && purpose.channels.length > 0
  let ground = 'statute'

  if (purpose.ground === 'consent') {
    ground = 'consent'
    const hasTick = policy.controls.some(
      (one) => one.kind === 'processing' && one.purpose === purpose.id,
    )
    const mine = facts.consents.filter((one) => one.purpose === purpose.id && one.grantedAt <= at)
    const named = mine.filter((one) => one.recipient === undefined)
    const base = hasTick
      ? named.filter(
          (one) => one.channel === undefined && (transfer || message || can(one, operation)),
        )
      : named.filter((one) => can(one, operation))
    if (hasTick || !(transfer || message)) {
      const lacking = lacks(
        base.filter((one) => lives(one, at)),
        fields,
        order,
      )
      const dead = facts.state === 'restricted' && operation !== 'store'
      if (dead || lacking !== undefined) {
        const once = lacks(base, fields, order) === undefined
        if (obliged && once) ground = 'obligation'
        else if (dead) return { code: 'subject_restricted' }
        else return why(facts, question, base, lacking ?? [], 'no_consent')
      }
    }
  }

  if (recipient === undefined && transfer) return { code: 'fact_missing', where: 'recipient' }
  if (recipient !== undefined) {
    const fault = receiving(policy, question, facts)
    if (fault !== undefined) return fault
    if (purpose.ground === 'consent') {
      const ticks = facts.consents.filter(
        (one) =>
          one.purpose === purpose.id &&
          one.recipient === recipient &&
          one.grantedAt <= at &&
          (!transfer || can(one, operation)),
      )
      const lacking = lacks(
        ticks.filter((one) => lives(one, at)),
        fields,
        order,
      )
      if (lacking !== undefined)
        return why(facts, question, ticks, lacking, 'recipient_not_consented')
    }
  }

  if (channel === undefined) {
    const unnamed = purpose.channels.length > 0 && operation === 'use'
    if (unnamed) return { code: 'fact_missing', where: 'channel' }
  } else {
    const anyKnown = policy.purposes.some((one) => one.channels.includes(channel))
    const free = purpose.ground === 'statute' || purpose.channels.length === 0
    if (!anyKnown || !(free || purpose.channels.includes(channel))) {
      return { code: 'channel_not_consented', where: 'channel' }
    }
    if (!free) {
      const ticks = facts.consents.filter(
        (one) =>
          one.purpose === purpose.id &&
          one.channel === channel &&
          one.recipient === undefined &&
          one.grantedAt <= at &&
          can(one, operation),
      )
      const lacking = lacks(
        ticks.filter((one) => lives(one, at)),
        fields,
        order,
      )
      if (lacking !== undefined)
        return why(facts, question, ticks, lacking, 'channel_not_consented')
    }
  }

  if (purpose.clientsOnly && !facts.subjectCategories.includes('client')) {
    return { code: 'purpose_mismatch', where: 'subjectCategories' }
  }
  return { code: `permit ${ground}` }
}

function receiving(policy: Policy, question: Question, facts: Facts): Reading | undefined {
  const recipient = policy.recipients.find((one) => one.id === question.recipient)
  if (recipient === undefined) return { code: 'unknown_recipient' }
  const { agreement } = recipient
  if (agreement === undefined || question.at < startOfDay(agreement.validFrom)) {
    return { code: 'no_agreement' }
  }
  if (question.at >= startOfDay(agreement.validTo) + DAY) return { code: 'agreement_expired' }
  const transfer = TRANSFERS.includes(question.operation)
  if (transfer && !agreement.operations.some((one) => one === question.operation)) {
    return { code: 'operation_outside_agreement' }
  }
  if (!agreement.purposes.includes(question.purpose)) return { code: 'purpose_outside_agreement' }
  const outside = policy.fields.find(
    (one) => question.fields.includes(one.id) && !agreement.fields.includes(one.id),
  )
  if (outside !== undefined) return { code: 'field_outside_agreement', where: outside.id }
  if (agreement.storageCountry !== 'KZ') return { code: 'storage_abroad' }
  const suspended = facts.suspendedRecipients.includes(recipient.id)
  return suspended ? { code: 'recipient_suspended' } : undefined
}

function can(consent: ConsentFact, operation: string): boolean {
  return consent.operations.includes(operation)
}

function lives(consent: ConsentFact, at: number): boolean {
  const withdrawn = consent.withdrawnAt !== undefined && consent.withdrawnAt <= at
  return consent.grantedAt <= at && at < consent.expiresAt && !withdrawn
}

/** The fields that no consent covers, in the policy's order; undefined when they are all covered. */
function lacks(
  consents: readonly ConsentFact[],
  fields: readonly string[],
  order: readonly string[],
): readonly string[] | undefined {
  const left = order.filter(
    (field) => fields.includes(field) && !consents.some((one) => one.fields.includes(field)),
  )
  if (left.length > 0) return left
  return consents.length === 0 ? [] : undefined
}

function why(
  facts: Facts,
  question: Question,
  given: readonly ConsentFact[],
  lacking: readonly string[],
  otherwise: string,
): Reading {
  const { at } = question
  const [where] = lacking
  const touching = given.filter(
    (one) =>
      !lives(one, at) &&
      (lacking.length === 0 || one.fields.some((field) => lacking.includes(field))),
  )
  if (touching.some((one) => one.withdrawnAt !== undefined && one.withdrawnAt <= at)) {
    return { code: 'consent_withdrawn', where }
  }
  if (touching.length > 0) return { code: 'consent_expired', where }
  if (otherwise !== 'no_consent') return { code: otherwise, where }
  const elsewhere = facts.consents.filter(
    (one) => one.purpose !== question.purpose && one.recipient === undefined && lives(one, at),
  )
  const covered =
    lacking.length > 0 &&
    lacking.every((field) => elsewhere.some((one) => one.fields.includes(field)))
  return { code: covered ? 'purpose_mismatch' : 'no_consent', where }
}

/** R-19(d): only where the item names its category and the policy states the exception for that category. */
function permitted(policy: Policy, field: Policy['fields'][number]): boolean {
  const category = policy.specialCategories.filter((one) => one.id === field.special)
  return category.some((one) => one.exception !== undefined)
}
