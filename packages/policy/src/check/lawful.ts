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
  const fault = (code: string, key: string, message: string): void => {
    found.push(error(code, places.of('special', category.id, 'exception', key), '3.2', message))
  }
  const lawful = LAWFUL[category.id]
  if (lawful === undefined || policy.operator.kind !== lawful.kind) {
    const message = 'No statute that the checker knows makes this exception for such an operator.'
    fault('special_exception_unlawful', 'legal', message)
  } else if (!stated.legal.some((place) => place.startsWith(`${lawful.act} art. `))) {
    const message = `The exception must stand on an article of ${lawful.act}.`
    fault('special_exception_unlawful', 'legal', message)
  }
  const { number, date, approver } = stated.approval
  const licence = policy.operator.licence?.number ?? ''
  if ([number, date, approver, licence].includes('')) {
    const message = 'An exception has an approval of its own, and the operator a licence.'
    fault('special_exception_unapproved', 'approval', message)
  }
  return found
}

function asked(policy: Policy, field: Field, places: Places): readonly Finding[] {
  if (exceptionOf(policy, field) === undefined || field.default === 'off') return []
  const found: Finding[] = []
  const fault = (code: string, key: string, message: string): void => {
    found.push(error(code, places.of('field', field.id, key), '3.2', message))
  }
  if (field.type !== 'enum') {
    fault('special_exception_free_text', 'type', 'Of a special category only a choice is asked.')
  }
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
    const message = 'It needs a purpose and a tick of its own, which nothing requires.'
    fault('special_exception_bundled', 'purposes', message)
  }
  return found
}
