/**
 * Does every agreement say what the law wants, and no more than the policy allows?
 *
 * Law: 94-V art. 7(6), 8(7), 10(1), 10(3), 12(2), 25(2)(8). Requirements, L-6, X-28.
 */
import { checkBin, isIsoDate } from '@kelisim/terms'
import { error, warning } from '../fault.ts'
import type { Agreement, Finding, Policy, Recipient } from '../model.ts'
import type { Places } from '../read.ts'

/** A breach at the recipient must reach us before our own day is over (art. 25(2)(8)). */
const BREACH_NOTICE_WORKING_DAYS_MAX = 1
/** A withdrawal binds the recipient for the same term as us (art. 8(7)). */
const ERASURE_WORKING_DAYS_MAX = 15

type Fault = (code: string, path: readonly (string | number)[], message: string) => void

export function checkRecipients(policy: Policy, places: Places): readonly Finding[] {
  return policy.recipients.flatMap((recipient) => [
    ...card(recipient, places),
    ...agreementOf(policy, recipient, places),
  ])
}

function card(recipient: Recipient, places: Places): readonly Finding[] {
  const at = (...path: string[]): string => places.of('recipient', recipient.id, ...path)
  const found: Finding[] = []
  if (!checkBin(recipient.bin).valid) {
    const message = 'The recipient’s BIN is missing or not a possible number.'
    found.push(error('recipient_bin_invalid', at('bin'), '6.2', message))
  }
  const { number, checkedAt } = recipient.licence
  if (recipient.kind === 'mfo' && (number === '' || !isIsoDate(checkedAt))) {
    const message = 'A lender has a licence and the day on which we checked it.'
    found.push(error('recipient_licence_missing', at('licence'), '6.2', message))
  }
  return found
}

function agreementOf(policy: Policy, recipient: Recipient, places: Places): readonly Finding[] {
  const { agreement } = recipient
  if (agreement === undefined) {
    const message = 'Without an agreement nothing goes to this recipient.'
    const where = places.of('recipient', recipient.id)
    return [warning('agreement_missing', where, '6.2', message)]
  }
  const found: Finding[] = []
  const file = `agreements/${recipient.id}.yaml`
  const fault: Fault = (code, path, message) => {
    found.push(error(code, places.in(file, ...path), '6.2', message))
  }
  dates(agreement, fault)
  protection(agreement, fault)
  operations(policy, agreement, fault)
  purposes(policy, agreement, fault)
  fields(policy, agreement, fault)
  return found
}

function dates(agreement: Agreement, fault: Fault): void {
  const { number, signedOn, validFrom, validTo } = agreement
  const dated = [signedOn, validFrom, validTo].every(isIsoDate)
  if (number === '' || !dated || validFrom > validTo || signedOn > validFrom) {
    const message = 'An agreement has a number and is signed, begins and ends, in this order.'
    fault('agreement_dates_invalid', ['validFrom'], message)
  }
}

function protection(agreement: Agreement, fault: Fault): void {
  const { clauses } = agreement
  for (const [key, value] of Object.entries(clauses)) {
    if (value !== false) continue
    fault('agreement_clause_missing', ['clauses', key], `The clause "${key}" is missing.`)
  }
  const breach = clauses.breachNoticeWorkingDays
  if (breach < 1 || breach > BREACH_NOTICE_WORKING_DAYS_MAX) {
    const message = 'The recipient tells us of a breach within 1 working day.'
    fault('agreement_breach_notice_late', ['clauses', 'breachNoticeWorkingDays'], message)
  }
  const erasure = clauses.erasureWorkingDays
  if (erasure < 1 || erasure > ERASURE_WORKING_DAYS_MAX) {
    const message = 'The recipient carries out a withdrawal within 15 working days (8(7)).'
    fault('agreement_erasure_late', ['clauses', 'erasureWorkingDays'], message)
  }
  if (agreement.storageCountry !== 'KZ') {
    const message = 'The recipient stores in Kazakhstan (94-V art. 12(2)).'
    fault('agreement_storage_abroad', ['storageCountry'], message)
  }
}

/** An agreement covers what a recipient's control asks consent for, and nothing else. */
function operations(policy: Policy, agreement: Agreement, fault: Fault): void {
  const controls = policy.controls.filter((control) => control.kind === 'recipient')
  const asked = new Set<string>(controls.flatMap((control) => control.operations))
  if (agreement.operations.length === 0) {
    fault('agreement_operation_missing', ['operations'], 'List the operations (10(3)).')
  }
  agreement.operations.forEach((operation, index) => {
    if (asked.has(operation)) return
    const message = `No consent is asked for "${operation}" by a recipient.`
    fault('agreement_operation_outside', ['operations', index], message)
  })
}

function purposes(policy: Policy, agreement: Agreement, fault: Fault): void {
  if (agreement.purposes.length === 0) {
    fault('agreement_purpose_missing', ['purposes'], 'List the purposes (94-V art. 14).')
  }
  agreement.purposes.forEach((id, index) => {
    const purpose = policy.purposes.find((candidate) => candidate.id === id)
    if (purpose === undefined) {
      fault('agreement_purpose_unknown', ['purposes', index], `There is no purpose "${id}".`)
    } else if (!policy.controls.some((one) => one.kind === 'recipient' && one.purpose === id)) {
      const message = `No consent to a transfer for "${id}" is ever asked.`
      fault('agreement_purpose_outside', ['purposes', index], message)
    }
  })
}

function fields(policy: Policy, agreement: Agreement, fault: Fault): void {
  if (agreement.fields.length === 0) {
    fault('agreement_field_missing', ['fields'], 'List the data that go (94-V art. 10(3)).')
  }
  agreement.fields.forEach((id, index) => {
    const path = ['fields', index] as const
    const field = policy.fields.find((candidate) => candidate.id === id)
    if (field === undefined) {
      fault('agreement_field_unknown', path, `There is no field "${id}".`)
    } else if (field.default === 'off') {
      fault('agreement_field_off', path, `The field "${id}" is off.`)
    } else if (!agreement.purposes.some((purpose) => field.purposes.includes(purpose))) {
      fault('agreement_field_outside_purpose', path, `"${id}" serves none of the purposes.`)
    } else if (!isAsked(policy, id)) {
      fault('agreement_field_not_asked', path, `Nobody is ever asked for "${id}".`)
    }
  })
}

function isAsked(policy: Policy, field: string): boolean {
  return policy.controls.some(
    (control) =>
      control.kind === 'processing' &&
      (control.fields === undefined || control.fields.includes(field)),
  )
}
