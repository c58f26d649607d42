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
      const message = 'The letter of a purpose is missing or taken by another one.'
      const where = places.of('purpose', purpose.id, 'letter')
      found.push(error('purpose_letter_twice', where, purpose.clause, message))
    }
    letters.add(purpose.letter)
    return found
  })
}

function term(purpose: Purpose, places: Places): Finding[] {
  const { id, clause, consentDays, retentionDays } = purpose
  const at = places.of('purpose', id, 'consentDays')
  if (purpose.ground === 'statute') {
    const message = 'A purpose on a statute asks no consent, so it has no term of consent.'
    return consentDays === 0 ? [] : [error('statute_with_consent_term', at, clause, message)]
  }
  if (consentDays === 0) {
    const message = 'A consent needs a term; without one it never ends (94-V art. 8(5)).'
    return [error('consent_term_missing', at, clause, message)]
  }
  if (consentDays > TERM_DAYS_MAX) {
    const message = `A consent of over ${TERM_DAYS_MAX} days is a consent without a term.`
    return [error('consent_term_unlimited', at, clause, message)]
  }
  if (consentDays > retentionDays) {
    const message = 'A consent may not outlive its purpose: consentDays is over retentionDays.'
    return [error('consent_term_too_long', at, clause, message)]
  }
  return []
}

function end(purpose: Purpose, places: Places): Finding[] {
  const { id, clause, retentionDays } = purpose
  const at = places.of('purpose', id, 'retentionDays')
  const reads = purpose.everyStoredField === true
  const found: Finding[] = []
  if (reads && retentionDays !== 0) {
    const message = 'A purpose that reaches every field keeps none: its retention is 0.'
    found.push(error('retention_of_every_field', at, clause, message))
  }
  if (reads && purpose.ground !== 'statute') {
    const message = 'Only a statute may reach every field; a consent names its fields.'
    found.push(error('every_field_by_consent', at, clause, message))
  }
  if (!reads && retentionDays === 0) {
    const message = 'Say for how many days data are kept (94-V art. 12(2)).'
    found.push(error('retention_missing', at, clause, message))
  }
  if (retentionDays > TERM_DAYS_MAX) {
    const message = `Data kept for over ${TERM_DAYS_MAX} days are kept without a term.`
    found.push(error('retention_unlimited', at, clause, message))
  }
  if (purpose.depersonalisedOnly && purpose.onEnd !== 'depersonalise') {
    const message = 'Statistics end in depersonalised data, so onEnd is depersonalise (17(1)).'
    const where = places.of('purpose', id, 'onEnd')
    found.push(error('statistics_not_depersonalised', where, clause, message))
  }
  return found
}

/** A purpose on consent that no control asks for is lawful and idle: nothing may be done for it. */
function asked(policy: Policy, purpose: Purpose, places: Places): Finding[] {
  if (purpose.ground !== 'consent') return []
  if (policy.controls.some((control) => control.purpose === purpose.id)) return []
  const message = 'No control asks consent to this purpose, so nothing is done for it.'
  const where = places.of('purpose', purpose.id)
  return [warning('purpose_without_control', where, purpose.clause, message)]
}
