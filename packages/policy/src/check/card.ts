/**
 * Is it said who the operator is and who approved this version?
 *
 * A blank here would go into every consent, so it forbids the start: nothing is ever filled in for the operator.
 * Law: 94-V art. 8(4)(1), 25(2)(10). Requirements, L-2, X-8.
 */
import { checkBin, isIsoDate } from '@kelisim/terms'
import { error } from '../fault.ts'
import type { Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'

const FILE = 'policy.yaml'

export function checkCard(policy: Policy, places: Places): readonly Finding[] {
  return [...operator(policy, places), ...approval(policy, places)]
}

function operator({ operator: card }: Policy, places: Places): readonly Finding[] {
  const at = (...path: string[]): string => places.in(FILE, 'operator', ...path)
  const found: Finding[] = []
  if (card.bin === '') {
    const message = 'The operator’s BIN is missing; a consent must name it (94-V art. 8(4)(1)).'
    found.push(error('operator_bin_missing', at('bin'), 'A.1', message))
  } else if (!checkBin(card.bin).valid) {
    const message = 'The operator’s BIN is not a possible number: look at its control digit.'
    found.push(error('operator_bin_invalid', at('bin'), 'A.1', message))
  }
  const blank = { brand: card.brand, site: card.site }
  for (const [key, value] of Object.entries(blank)) {
    if (value !== '') continue
    found.push(error('operator_card_blank', at(key), 'A.1', `The operator’s ${key} is missing.`))
  }
  for (const [key, value] of Object.entries(card.officer)) {
    if (value !== '') continue
    const message = `The ${key} of the person responsible for personal data is missing.`
    found.push(error('officer_contact_missing', at('officer', key), 'A.1', message))
  }
  if (card.site !== '' && !card.site.startsWith('https://')) {
    const message = 'The address of publication must begin with https://.'
    found.push(error('operator_site_invalid', at('site'), '8.2', message))
  }
  return found
}

function approval(policy: Policy, places: Places): readonly Finding[] {
  const found: Finding[] = []
  for (const [key, value] of Object.entries(policy.approval)) {
    const dated = key !== 'date' || isIsoDate(value)
    if (value !== '' && dated) continue
    const message = `The approval’s ${key} is missing; an unapproved policy is not published.`
    found.push(error('approval_missing', places.in(FILE, 'approval', key), 'A.1', message))
  }
  if (policy.id === '' || policy.version < 1) {
    const message = 'A version is known by its id and a number from 1.'
    found.push(error('version_missing', places.in(FILE, 'version'), '1.1', message))
  }
  const from = policy.effectiveFrom
  if (!isIsoDate(from) || (isIsoDate(policy.approval.date) && from < policy.approval.date)) {
    const message = 'The first day in force must be a date, and not before the approval.'
    found.push(error('effective_from_invalid', places.in(FILE, 'effectiveFrom'), '1.1', message))
  }
  return found
}
