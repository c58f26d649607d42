/**
 * Is an exception for a special category one that the law makes, for an operator of this kind?
 *
 * The table below is the checker's own: a folder can state an exception and cannot make one lawful. An operator
 * whose kind the table does not name has none, whatever its folder says. The person gives a separate consent: a
 * tick of its own, never required, for a purpose in which nothing else is asked. Nothing is written freely.
 * Law: 94-V art. 7(8), 7(9), 8(4). Requirements: R-19(d), R-20, R-47. Invariant I9.
 */
import { error } from '../fault.ts'
import { exceptionOf } from '../lawful.ts'
import type { Field, Finding, OperatorKind, Policy, SpecialCategory } from '../model.ts'
import type { Places } from '../read.ts'

/** Category → kind of operator → the act that orders or permits it. */
const LAWFUL: Readonly<Record<string, { readonly kind: OperatorKind; readonly act: string }>> = {
  health: { kind: 'medical_organisation', act: '360-VI' },
}

export function checkLawful(policy: Policy, places: Places): readonly Finding[] {
  return [
    ...policy.specialCategories.flatMap((one) => exception(policy, one, places)),
    ...policy.fields.flatMap((field) => asked(policy, field, places)),
  ]
}

function exception(policy: Policy, category: SpecialCategory, places: Places): readonly Finding[] {
  const stated = category.exception
  if (stated === undefined) return []
  const found: Finding[] = []
  const fault = (code: string, key: string): void => {
    const where = places.of('special', category.id, 'exception', key)
    found.push(error(code, where, '3.2', { category: category.id }))
  }
  const lawful = LAWFUL[category.id]
  const isMade =
    lawful !== undefined &&
    policy.operator.kind === lawful.kind &&
    stated.legal.some((place) => place.startsWith(`${lawful.act} art. `))
  if (!isMade) fault('special_exception_unlawful', 'legal')
  const { number, date, approver } = stated.approval
  const licence = policy.operator.licence?.number ?? ''
  if ([number, date, approver, licence].includes('')) {
    fault('special_exception_unapproved', 'approval')
  }
  return found
}

function asked(policy: Policy, field: Field, places: Places): readonly Finding[] {
  if (exceptionOf(policy, field) === undefined || field.default === 'off') return []
  const found: Finding[] = []
  const fault = (code: string, key: string): void => {
    found.push(error(code, places.of('field', field.id, key), '3.2', { field: field.id }))
  }
  if (field.type !== 'enum') fault('special_exception_free_text', 'type')
  const purposes = policy.purposes.filter(
    ({ id, everyStoredField }) => field.purposes.includes(id) && everyStoredField !== true,
  )
  const isAlone = purposes.every(
    ({ id, ground }) =>
      ground === 'consent' &&
      policy.fields.every(
        (other) => !other.purposes.includes(id) || exceptionOf(policy, other) !== undefined,
      ),
  )
  const ticks = policy.controls.filter(({ purpose }) => purposes.some(({ id }) => id === purpose))
  const isFree = ticks.every((tick) => tick.kind === 'processing' && !tick.requiredToApply)
  if (!isAlone || !isFree || ticks.length === 0) {
    fault('special_exception_bundled', 'purposes')
  }
  return found
}
