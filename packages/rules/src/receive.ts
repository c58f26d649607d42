/**
 * May this recipient be given anything at all, and these fields for this purpose in particular?
 *
 * The agreement's half of I9; the person's half (a consent naming the recipient) is `ground.ts`.
 * Suspension by the officer is a fact, not the policy: `standing.ts`.
 * Law: 94-V art. 7(6), 10(1), 10(3), 12(2), 14. Requirements, L-6.
 */
import type { AgreementTable, Tables } from '@kelisim/policy'
import type { Code } from '@kelisim/terms'
import { firstField, has } from './answer.ts'

export interface RecipientFault {
  readonly code: Code
  readonly where: string | undefined
}

/** What is put before the agreement, as numbers of the tables. */
export interface Addressed {
  readonly operation: number
  readonly purpose: number
  readonly lo: number
  readonly hi: number
  readonly recipient: number
  readonly at: number
}

/** The first fault in the order: known, agreement in force, operation, purpose, fields, storage. */
export function recipientFault(
  tables: Tables,
  question: Addressed,
  transfer: boolean,
): RecipientFault | undefined {
  const recipient = tables.recipients[question.recipient]
  if (recipient === undefined) return { code: 'unknown_recipient', where: undefined }
  const { agreement } = recipient
  if (agreement === undefined || question.at < agreement.from) {
    return { code: 'no_agreement', where: undefined }
  }
  if (question.at > agreement.to) return { code: 'agreement_expired', where: undefined }
  // The agreement lists what may be done towards the recipient; what he does for us (an outcome) is our own record.
  if (transfer && !has(agreement.operations, question.operation)) {
    return { code: 'operation_outside_agreement', where: undefined }
  }
  if (!has(agreement.purposes, question.purpose)) {
    return { code: 'purpose_outside_agreement', where: undefined }
  }
  const field = fieldOutside(tables, question, agreement)
  if (field !== undefined) return { code: 'field_outside_agreement', where: field }
  if (!agreement.inKazakhstan) return { code: 'storage_abroad', where: undefined }
  return undefined
}

function fieldOutside(
  tables: Tables,
  question: Addressed,
  agreement: AgreementTable,
): string | undefined {
  const lo = question.lo & ~agreement.fields.lo
  const hi = question.hi & ~agreement.fields.hi
  return lo === 0 && hi === 0 ? undefined : firstField(tables, lo, hi)
}
