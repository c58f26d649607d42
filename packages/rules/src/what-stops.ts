/**
 * The person is about to take a consent back: what stops, what remains, and who must be told?
 *
 * Shown before the withdrawal and true after it: computed from the same tables and the same reading of
 * consents as the answers of `decide`. What remains stands on another live consent, on an obligation not
 * yet fulfilled, or on a statute, and says which.
 *
 * Law: 94-V art. 8(2), 8(7), 24(1)(5). Requirements. Does not withdraw anything.
 */
import { type FieldMask, fieldsIn, NO_FIELDS, type Tables } from '@kelisim/policy'
import { type ConsentId, type Moment, OPERATIONS } from '@kelisim/terms'
import { CONTINUED, has } from './answer.ts'
import { isLive } from './ground.ts'
import { type InternedConsent, type InternedFacts, internFacts, NONE } from './intern.ts'
import type { ConsentFact, Facts } from './question.ts'

export interface WhatStops {
  /** Operations that this consent carries and nothing else does. */
  readonly operations: readonly string[]
  /** Fields that lose their last consent for the purpose. */
  readonly fields: readonly string[]
  /** Recipients who hold data under the purpose or by name: they are told to stop as well (art. 8(7)). */
  readonly recipients: readonly string[]
  /** Other consents that stay on paper but cannot be used without this one. */
  readonly dependent: readonly ConsentId[]
  readonly remains: readonly Remainder[]
}

export interface Remainder {
  readonly ground: 'consent' | 'obligation' | 'statute'
  readonly purpose: string
  readonly operations: readonly string[]
  readonly fields: readonly string[]
}

/** undefined when there is no such consent or nothing left of it to take back. */
export function whatStops(
  tables: Tables,
  facts: Facts,
  consent: ConsentId,
  at: Moment,
): WhatStops | undefined {
  const before = internFacts(tables, facts)
  const index = facts.consents.findIndex((one) => one.id === consent)
  const taken = before.consents[index]
  const words = facts.consents[index]
  if (taken === undefined || words === undefined || !isLive(taken, at)) return undefined
  const others = before.consents.filter((one, place) => place !== index && isLive(one, at))
  const same = others.filter((one) => isSameTick(one, taken))
  const lost = without(taken, together(same))
  const dependent =
    isBase(tables, taken) && same.length === 0
      ? facts.consents.filter((_, place) => {
          const one = before.consents[place]
          return one !== undefined && others.includes(one) && isAddressed(one, taken)
        })
      : []
  return {
    operations: operationsIn(taken.operations & ~operationBits(same)),
    fields: fieldsIn(tables, lost),
    recipients: recipientsOf(words, dependent),
    dependent: dependent.map((one) => one.id),
    remains: remainders(
      tables,
      before,
      others,
      taken,
      dependent.map((one) => one.id),
    ),
  }
}

function remainders(
  tables: Tables,
  facts: InternedFacts,
  others: readonly InternedConsent[],
  taken: InternedConsent,
  dependent: readonly ConsentId[],
): readonly Remainder[] {
  const alive = others.filter((one) => !one.standing.consents.some((id) => dependent.includes(id)))
  const consents = alive.flatMap((one) =>
    remainder(tables, 'consent', one.purpose, one.operations, one),
  )
  const continues = has(facts.obligations, taken.purpose) && taken.recipient === NONE
  const obligation = continues
    ? remainder(tables, 'obligation', taken.purpose, taken.operations & CONTINUED, taken)
    : []
  const statutes = tables.purposes.flatMap((purpose, index) =>
    purpose.statute ? remainder(tables, 'statute', index, ALL, purpose.fields) : [],
  )
  return [...consents, ...obligation, ...statutes]
}
/** A statute's operations are limited by the roles' grants, not by a consent. */
const ALL = 0

function remainder(
  tables: Tables,
  ground: Remainder['ground'],
  purpose: number,
  operations: number,
  fields: FieldMask,
): readonly Remainder[] {
  const name = tables.purposes[purpose]?.id
  if (name === undefined) return []
  return [
    {
      ground,
      purpose: name,
      operations: operationsIn(operations),
      fields: fieldsIn(tables, fields),
    },
  ]
}

function isSameTick(one: InternedConsent, other: InternedConsent): boolean {
  return (
    one.purpose === other.purpose &&
    one.recipient === other.recipient &&
    one.channel === other.channel
  )
}

/** The tick that recipients' and channels' ticks of the purpose rest on (`standing.ts`). */
function isBase(tables: Tables, consent: InternedConsent): boolean {
  const purpose = tables.purposes[consent.purpose]
  return purpose?.hasProcessingControl === true && !isAddressed(consent, consent)
}

function isAddressed(one: InternedConsent, of: InternedConsent): boolean {
  return one.purpose === of.purpose && (one.recipient !== NONE || one.channel !== NONE)
}

function recipientsOf(words: ConsentFact, dependent: readonly ConsentFact[]): readonly string[] {
  const named = [words, ...dependent].flatMap((one) => one.recipient ?? [])
  return [...new Set(named)]
}

function together(consents: readonly InternedConsent[]): FieldMask {
  return consents.reduce<FieldMask>(
    (mask, { lo, hi }) => ({ lo: mask.lo | lo, hi: mask.hi | hi }),
    NO_FIELDS,
  )
}

function without(one: FieldMask, other: FieldMask): FieldMask {
  return { lo: one.lo & ~other.lo, hi: one.hi & ~other.hi }
}

function operationBits(consents: readonly InternedConsent[]): number {
  return consents.reduce((bits, consent) => bits | consent.operations, 0)
}

function operationsIn(bits: number): readonly string[] {
  return OPERATIONS.filter((_, index) => has(bits, index))
}
