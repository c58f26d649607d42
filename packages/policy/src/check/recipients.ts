/**
 * Does every agreement say what the law wants, and no more than the policy allows?
 *
 * Law: 94-V art. 7(6), 8(7), 10(1), 10(3), 12(2), 25(2)(8). Requirements, L-6, X-28.
 */
import { checkBin, isIsoDate } from '@kelisim/terms'
import { error, type Params, warning } from '../fault.ts'
import type { Agreement, Finding, Policy, Recipient } from '../model.ts'
import type { Places } from '../read.ts'

/** A breach at the recipient must reach us before our own day is over (art. 25(2)(8)). */
const BREACH_NOTICE_WORKING_DAYS_MAX = 1
/** A withdrawal binds the recipient for the same term as us (art. 8(7)). */
const ERASURE_WORKING_DAYS_MAX = 15

type Fault = (code: string, path: readonly (string | number)[], params?: Params) => void

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
    found.push(error('recipient_bin_invalid', at('bin'), '6.2', { recipient: recipient.id }))
  }
  const { number, checkedAt } = recipient.licence
  if (recipient.kind === 'mfo' && (number === '' || !isIsoDate(checkedAt))) {
    found.push(
      error('recipient_licence_missing', at('licence'), '6.2', { recipient: recipient.id }),
    )
  }
  return found
}

function agreementOf(policy: Policy, recipient: Recipient, places: Places): readonly Finding[] {
  const { agreement } = recipient
  if (agreement === undefined) {
    const where = places.of('recipient', recipient.id)
    return [warning('agreement_missing', where, '6.2', { recipient: recipient.id })]
  }
  const found: Finding[] = []
  const file = `agreements/${recipient.id}.yaml`
  const fault: Fault = (code, path, params) => {
    found.push(error(code, places.in(file, ...path), '6.2', params))
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
    fault('agreement_dates_invalid', ['validFrom'])
  }
}

function protection(agreement: Agreement, fault: Fault): void {
  const { clauses } = agreement
  for (const [key, value] of Object.entries(clauses)) {
    if (value !== false) continue
    fault('agreement_clause_missing', ['clauses', key], { key })
  }
  const breach = clauses.breachNoticeWorkingDays
  if (breach < 1 || breach > BREACH_NOTICE_WORKING_DAYS_MAX) {
    const params = { max: BREACH_NOTICE_WORKING_DAYS_MAX }
    fault('agreement_breach_notice_late', ['clauses', 'breachNoticeWorkingDays'], params)
  }
  const erasure = clauses.erasureWorkingDays
  if (erasure < 1 || erasure > ERASURE_WORKING_DAYS_MAX) {
    const params = { max: ERASURE_WORKING_DAYS_MAX }
    fault('agreement_erasure_late', ['clauses', 'erasureWorkingDays'], params)
  }
  if (agreement.storageCountry !== 'KZ') {
    fault('agreement_storage_abroad', ['storageCountry'], { country: agreement.storageCountry })
  }
}

/** An agreement covers what a recipient's control asks consent for, and nothing else. */
function operations(policy: Policy, agreement: Agreement, fault: Fault): void {
  const controls = policy.controls.filter((control) => control.kind === 'recipient')
  const asked = new Set<string>(controls.flatMap((control) => control.operations))
  if (agreement.operations.length === 0) fault('agreement_operation_missing', ['operations'])
  agreement.operations.forEach((operation, index) => {
    if (asked.has(operation)) return
    fault('agreement_operation_outside', ['operations', index], { operation })
  })
}

function purposes(policy: Policy, agreement: Agreement, fault: Fault): void {
  if (agreement.purposes.length === 0) fault('agreement_purpose_missing', ['purposes'])
  agreement.purposes.forEach((id, index) => {
    const say = (code: string) => fault(code, ['purposes', index], { purpose: id })
    if (!policy.purposes.some((purpose) => purpose.id === id)) say('agreement_purpose_unknown')
    else if (!policy.controls.some((one) => one.kind === 'recipient' && one.purpose === id)) {
      say('agreement_purpose_outside')
    }
  })
}

function fields(policy: Policy, agreement: Agreement, fault: Fault): void {
  if (agreement.fields.length === 0) fault('agreement_field_missing', ['fields'])
  agreement.fields.forEach((id, index) => {
    const say = (code: string) => fault(code, ['fields', index], { field: id })
    const field = policy.fields.find((candidate) => candidate.id === id)
    if (field === undefined) say('agreement_field_unknown')
    else if (field.default === 'off') say('agreement_field_off')
    else if (!agreement.purposes.some((purpose) => field.purposes.includes(purpose))) {
      say('agreement_field_outside_purpose')
    } else if (!isAsked(policy, id)) say('agreement_field_not_asked')
  })
}

function isAsked(policy: Policy, field: string): boolean {
  return policy.controls.some(
    (control) =>
      control.kind === 'processing' &&
      (control.fields === undefined || control.fields.includes(field)),
  )
}
