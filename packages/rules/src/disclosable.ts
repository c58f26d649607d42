/**
 * Which fields could go to this recipient now: consent ∩ agreement ∩ purpose (I9).
 *
 * A list to ask with, not an answer: the question itself is put to `decide` at the moment of sending,
 * and gets a permit there for every role that may provide them. Empty when any of the three is missing,
 * withdrawn or over, when the recipient or the purpose is suspended, when the recipient stores abroad, and unless the subject is live.
 *
 * Law: 94-V art. 7(6), 10(3), 12(2), 14. Requirements.
 */
import { type FieldMask, fieldsIn, NO_FIELDS, type Tables } from '@kelisim/policy'
import { type Moment, OPERATIONS } from '@kelisim/terms'
import { has } from './answer.ts'
import { isLive } from './ground.ts'
import { type InternedConsent, type InternedFacts, internFacts } from './intern.ts'
import { NONE } from './need.ts'
import type { Facts } from './question.ts'

const PROVIDE = OPERATIONS.indexOf('provide')

export function disclosableFields(
  tables: Tables,
  recipient: string,
  purpose: string,
  facts: Facts,
  at: Moment,
): readonly string[] {
  const to = tables.recipientOf.get(recipient)
  const why = tables.purposeOf.get(purpose)
  if (to === undefined || why === undefined || facts.state !== 'live') return []
  const interned = internFacts(tables, facts)
  if (interned.suspended.includes(to) || has(interned.stopped, why)) return []
  const agreed = agreedFields(tables, to, why, at)
  return fieldsIn(tables, both(agreed, consentedFields(tables, interned, to, why, at)))
}

/** Agreement ∩ purpose, without what is off or special. */
function agreedFields(tables: Tables, to: number, why: number, at: Moment): FieldMask {
  const agreement = tables.recipients[to]?.agreement
  const purpose = tables.purposes[why]
  if (agreement === undefined || purpose === undefined || purpose.depersonalisedOnly) {
    return NO_FIELDS
  }
  const inForce = agreement.from <= at && at <= agreement.to && agreement.inKazakhstan
  const covers = has(agreement.operations, PROVIDE) && has(agreement.purposes, why)
  if (!inForce || !covers) return NO_FIELDS
  const { off, special } = tables
  const open = { lo: ~(off.lo | special.lo), hi: ~(off.hi | special.hi) }
  return both(both(agreement.fields, purpose.fields), open)
}

/** What the person gave to this recipient, as far as the processing itself is still consented to. */
function consentedFields(
  tables: Tables,
  facts: InternedFacts,
  to: number,
  why: number,
  at: Moment,
): FieldMask {
  const live = facts.consents.filter((consent) => consent.purpose === why && isLive(consent, at))
  const named = together(
    live.filter((consent) => consent.recipient === to && has(consent.operations, PROVIDE)),
  )
  if (tables.purposes[why]?.hasProcessingControl !== true) return named
  const processing = together(
    live.filter((consent) => consent.recipient === NONE && consent.channel === NONE),
  )
  return both(named, processing)
}

function together(consents: readonly InternedConsent[]): FieldMask {
  return consents.reduce<FieldMask>(
    (mask, { lo, hi }) => ({ lo: mask.lo | lo, hi: mask.hi | hi }),
    NO_FIELDS,
  )
}

function both(one: FieldMask, other: FieldMask): FieldMask {
  return { lo: one.lo & other.lo, hi: one.hi & other.hi }
}
