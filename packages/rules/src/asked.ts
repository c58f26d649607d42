/**
 * What the question alone already answers: checks 1 to 7, 9 to 11 and most of 13 and 14 of `decide`, which need no facts.
 *
 * They depend on nothing but the tables and the question, so they are answered once, when a question is
 * interned. Law: 94-V art. 7(3), 7(8), 7(9), 10(1), 11(2), 14, 17(1). Requirements.
 */
import { cellIndex, type PurposeTable, type RoleTable, type Tables } from '@kelisim/policy'
import { type Moment, OPERATIONS, type Refusal } from '@kelisim/terms'
import { firstField, has, OUTPUTS, refuse, TRANSFERS } from './answer.ts'
import { NONE } from './need.ts'
import { recipientFault } from './receive.ts'

const DISTRIBUTE = OPERATIONS.indexOf('distribute')
const USE = OPERATIONS.indexOf('use')

/** A question as numbers; -1 or less where nothing known is named. */
export interface Asked {
  /** The policy version that the asker believes in force. */
  readonly hash: string
  readonly role: number
  readonly operation: number
  readonly purpose: number
  readonly lo: number
  readonly hi: number
  readonly unknownField: string | undefined
  readonly recipient: number
  readonly channel: number
  readonly at: Moment
}

/** Who asks, and what for, when both are known. */
export interface Named {
  readonly role: RoleTable
  readonly purpose: PurposeTable
}

/** Checks 1 to 7: names that are unknown, and what is never done, whoever asks. */
export function namedOrNever(tables: Tables, asked: Asked): Named | Refusal {
  if (asked.hash !== tables.hash) return refuse('unknown_policy_version')
  const role = tables.roles[asked.role]
  if (role === undefined) return refuse('unknown_role')
  if (asked.operation < 0) return refuse('unknown_operation')
  const purpose = tables.purposes[asked.purpose]
  if (purpose === undefined) return refuse('unknown_purpose')
  const field = fieldFault(tables, asked, purpose)
  if (field !== undefined) return field
  if (asked.operation === DISTRIBUTE) return refuse('distribution_forbidden', purpose.clause)
  if (purpose.depersonalisedOnly && has(OUTPUTS, asked.operation)) {
    return refuse('statistics_raw', purpose.clause)
  }
  return { role, purpose }
}

/** Check 5. */
function fieldFault(tables: Tables, asked: Asked, purpose: PurposeTable): Refusal | undefined {
  const { lo, hi } = asked
  const { special, off } = tables
  if (asked.unknownField !== undefined) {
    return refuse('unknown_field', purpose.clause, asked.unknownField)
  }
  if ((lo & special.lo) !== 0 || (hi & special.hi) !== 0) {
    const where = firstField(tables, lo & special.lo, hi & special.hi)
    return refuse('special_category', purpose.clause, where)
  }
  if ((lo & off.lo) !== 0 || (hi & off.hi) !== 0) {
    return refuse('field_off', purpose.clause, firstField(tables, lo & off.lo, hi & off.hi))
  }
  return undefined
}

/** Checks 9 to 11: the operation is granted, the fields serve the purpose, the role may touch them. */
export function notGranted(
  tables: Tables,
  asked: Asked,
  { role, purpose }: Named,
): Refusal | undefined {
  const { lo, hi, operation } = asked
  const row = asked.role * tables.purposes.length + asked.purpose
  if (!has(tables.granted[row] ?? 0, operation)) {
    return refuse('operation_not_permitted', role.clause)
  }
  const strayLo = lo & ~purpose.fields.lo
  const strayHi = hi & ~purpose.fields.hi
  if (strayLo !== 0 || strayHi !== 0) {
    const where = firstField(tables, strayLo, strayHi)
    return refuse('field_not_for_purpose', purpose.clause, where)
  }
  const cell = cellIndex(tables, asked.role, asked.purpose, operation) * 2
  const deniedLo = lo & ~(tables.allowed[cell] ?? 0)
  const deniedHi = hi & ~(tables.allowed[cell + 1] ?? 0)
  if (deniedLo !== 0 || deniedHi !== 0) {
    return refuse('field_not_for_role', role.clause, firstField(tables, deniedLo, deniedHi))
  }
  return undefined
}

/** Check 13 as far as the policy answers it: a recipient is named where data leave, and may be given them. */
export function notReceived(
  tables: Tables,
  asked: Asked,
  purpose: PurposeTable,
): Refusal | undefined {
  const transfer = has(TRANSFERS, asked.operation)
  if (asked.recipient === NONE) {
    return transfer ? refuse('fact_missing', purpose.clause, 'recipient') : undefined
  }
  const fault = recipientFault(tables, asked, transfer)
  return fault === undefined ? undefined : refuse(fault.code, purpose.clause, fault.where)
}

/** Check 14 as far as the policy answers it: a message names its channel, and one that the purpose knows. */
export function noChannel(asked: Asked, purpose: PurposeTable): Refusal | undefined {
  if (asked.channel === NONE) {
    const unnamed = purpose.channels !== 0 && asked.operation === USE
    return unnamed ? refuse('fact_missing', purpose.clause, 'channel') : undefined
  }
  const free = purpose.statute || purpose.channels === 0
  const known = asked.channel >= 0 && (free || has(purpose.channels, asked.channel))
  return known ? undefined : refuse('channel_not_consented', purpose.clause, 'channel')
}
