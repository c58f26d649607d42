/**
 * Which fields could go to this recipient now: consent ∩ agreement ∩ purpose (I9).
 *
 * A list to ask with, not an answer: the question itself is put to `decide` at the moment of sending.
 * Empty when any of the three is missing, withdrawn or over. Law: 94-V art. 7(6), 10(3), 14.
 */
import { fieldsIn, type Tables } from '@kelisim/policy'
import type { Moment } from '@kelisim/terms'
import type { ConsentFact, Facts } from './question.ts'

export function disclosableFields(
  tables: Tables,
  recipient: string,
  purpose: string,
  facts: Facts,
  at: Moment,
): readonly string[] {
  const live = facts.consents.filter((consent) => isLiveFor(consent, purpose, at))
  const named = fieldsOf(live.filter((consent) => consent.recipient === recipient))
  const processing = fieldsOf(live.filter(isProcessing))
  const agreement = tables.recipients[tables.recipientOf.get(recipient) ?? -1]?.agreement
  if (agreement === undefined || at < agreement.from || at > agreement.to) return []
  const agreed = fieldsIn(tables, agreement.fields)
  return agreed.filter((field) => named.has(field) && processing.has(field))
}

function isLiveFor(consent: ConsentFact, purpose: string, at: Moment): boolean {
  return consent.purpose === purpose && consent.withdrawnAt === undefined && consent.expiresAt > at
}

function isProcessing(consent: ConsentFact): boolean {
  return consent.recipient === undefined && consent.channel === undefined
}

function fieldsOf(consents: readonly ConsentFact[]): ReadonlySet<string> {
  return new Set(consents.flatMap((consent) => consent.fields))
}
