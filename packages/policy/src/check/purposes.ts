/**
 * Does every purpose have a term, an end and a ground that the law of Kazakhstan knows?
 *
 * `ground_not_in_law` and `purpose_without_ground` are found by the parser: a contract and a legitimate interest
 * cannot even be written down.
 * Law: 94-V art. 7(1), 7(8), 8(5), 9, 12(2), 17(1). Requirements.
 */
import { error, warning } from '../fault.ts'
import type { Finding, Policy, Purpose } from '../model.ts'
import type { Places } from '../read.ts'

/** Over this a term is no term any more: five years, the longest that tax documents are kept (law §4.10). */
export const TERM_DAYS_MAX = 1_827

export function checkPurposes(policy: Policy, places: Places): readonly Finding[] {
  const letters = new Set<string>()
  return policy.purposes.flatMap((purpose) => {
    const found = [
      ...term(purpose, places),
      ...end(purpose, places),
      ...asked(policy, purpose, places),
    ]
    if (purpose.letter === '' || letters.has(purpose.letter)) {
      const where = places.of('purpose', purpose.id, 'letter')
      found.push(error('purpose_letter_twice', where, purpose.clause, { purpose: purpose.id }))
    }
    letters.add(purpose.letter)
    return found
  })
}

function term(purpose: Purpose, places: Places): Finding[] {
  const { id, clause, consentDays, retentionDays } = purpose
  const at = places.of('purpose', id, 'consentDays')
  const params = { purpose: id, max: TERM_DAYS_MAX, consentDays, retentionDays }
  const fault = (code: string) => [error(code, at, clause, params)]
  if (purpose.ground === 'statute') {
    return consentDays === 0 ? [] : fault('statute_with_consent_term')
  }
  if (consentDays === 0) return fault('consent_term_missing')
  if (consentDays > TERM_DAYS_MAX) return fault('consent_term_unlimited')
  return consentDays > retentionDays ? fault('consent_term_too_long') : []
}

function end(purpose: Purpose, places: Places): Finding[] {
  const { id, clause, retentionDays } = purpose
  const at = places.of('purpose', id, 'retentionDays')
  const reads = purpose.everyStoredField === true
  const found: Finding[] = []
  const fault = (code: string, where = at) => {
    found.push(error(code, where, clause, { purpose: id, max: TERM_DAYS_MAX }))
  }
  if (reads && retentionDays !== 0) fault('retention_of_every_field')
  if (reads && purpose.ground !== 'statute') fault('every_field_by_consent')
  if (!reads && retentionDays === 0) fault('retention_missing')
  if (retentionDays > TERM_DAYS_MAX) fault('retention_unlimited')
  if (purpose.depersonalisedOnly && purpose.onEnd !== 'depersonalise') {
    fault('statistics_not_depersonalised', places.of('purpose', id, 'onEnd'))
  }
  return found
}

/** A purpose on consent that no control asks for is lawful and idle: nothing may be done for it. */
function asked(policy: Policy, purpose: Purpose, places: Places): Finding[] {
  if (purpose.ground !== 'consent') return []
  if (policy.controls.some((control) => control.purpose === purpose.id)) return []
  const where = places.of('purpose', purpose.id)
  return [warning('purpose_without_control', where, purpose.clause, { purpose: purpose.id })]
}
