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
    found.push(error('operator_bin_missing', at('bin'), 'A.1'))
  } else if (!checkBin(card.bin).valid) {
    found.push(error('operator_bin_invalid', at('bin'), 'A.1'))
  }
  const blank = { brand: card.brand, site: card.site }
  for (const [key, value] of Object.entries(blank)) {
    if (value !== '') continue
    found.push(error('operator_card_blank', at(key), 'A.1', { key }))
  }
  for (const [key, value] of Object.entries(card.officer)) {
    if (value !== '') continue
    found.push(error('officer_contact_missing', at('officer', key), 'A.1', { key }))
  }
  if (card.site !== '' && !card.site.startsWith('https://')) {
    found.push(error('operator_site_invalid', at('site'), '8.2'))
  }
  return found
}

function approval(policy: Policy, places: Places): readonly Finding[] {
  const found: Finding[] = []
  for (const [key, value] of Object.entries(policy.approval)) {
    const dated = key !== 'date' || isIsoDate(value)
    if (value !== '' && dated) continue
    found.push(error('approval_missing', places.in(FILE, 'approval', key), 'A.1', { key }))
  }
  if (policy.id === '' || policy.version < 1) {
    found.push(error('version_missing', places.in(FILE, 'version'), '1.1'))
  }
  const from = policy.effectiveFrom
  if (!isIsoDate(from) || (isIsoDate(policy.approval.date) && from < policy.approval.date)) {
    found.push(error('effective_from_invalid', places.in(FILE, 'effectiveFrom'), '1.1'))
  }
  return found
}
