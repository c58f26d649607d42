/**
 * May an item of a special category be asked of anybody at all?
 *
 * Default: no. Yes only for an item that names its category, where the policy states the exception: an article
 * of a statute other than the law on personal data, and an approval of its own. That the operator is of the kind
 * that the statute speaks of, the checker holds by a table of its own (check/lawful.ts), so no folder can grant
 * itself one. Such an item is never sent to anybody. Law: 94-V art. 7(9). Requirements: R-19(d), R-20. Invariant I9.
 */
import type { Field, Policy, SpecialException } from './model.ts'

type Says = Pick<Policy, 'specialCategories'>

/** The exception that an item stands on; undefined for every other item. */
export function exceptionOf(policy: Says, field: Field): SpecialException | undefined {
  if (field.class !== 'S') return undefined
  return policy.specialCategories.find(({ id }) => id === field.special)?.exception
}

/** In use at all: not off, and not of a special category unless a stated exception permits it. */
export function mayBeAsked(policy: Says, field: Field): boolean {
  if (field.default === 'off') return false
  return field.class !== 'S' || exceptionOf(policy, field) !== undefined
}
