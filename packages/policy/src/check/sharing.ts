/**
 * May the purposes that share a field share it, and do the purposes themselves stand apart?
 *
 * Data kept for one purpose are not used for another one that does not go with it (art. 14, 15(2)). Two purposes
 * go together when one names the other in `compatible`; where they do not, each field they share says why
 * (`sharedBecause`). What a statute orders for every stored field needs no reason at each.
 *
 * Law: 94-V art. 14, 15(2). Requirements.
 */
import { LANGUAGES } from '@kelisim/terms'
import { error } from '../fault.ts'
import type { Finding, Policy, Purpose } from '../model.ts'
import type { Places } from '../read.ts'

export function checkSharing(policy: Policy, places: Places): readonly Finding[] {
  return [
    ...policy.purposes.flatMap((purpose) => declared(policy, purpose, places)),
    ...shared(policy, places),
    ...overlapping(policy, places),
  ]
}

function declared(policy: Policy, purpose: Purpose, places: Places): readonly Finding[] {
  return (purpose.compatible ?? []).flatMap((id, index) => {
    if (id !== purpose.id && policy.purposes.some((other) => other.id === id)) return []
    const where = places.of('purpose', purpose.id, 'compatible', index)
    const params = { purpose: purpose.id, other: id }
    return [error('compatible_unknown', where, purpose.clause, params)]
  })
}

function shared(policy: Policy, places: Places): readonly Finding[] {
  return policy.fields.flatMap((field) => {
    if (field.default === 'off' || field.sharedBecause !== undefined) return []
    const users = policy.purposes.filter(
      ({ id, everyStoredField }) => everyStoredField !== true && field.purposes.includes(id),
    )
    const apart = users.flatMap((one, index) =>
      users
        .slice(index + 1)
        .filter((other) => !goTogether(one, other))
        .map((other) => ({ field: field.id, purpose: one.id, other: other.id })),
    )
    const [pair] = apart
    if (pair === undefined) return []
    const where = places.of('field', field.id, 'purposes')
    return [error('purposes_incompatible', where, '4.1(6)', pair)]
  })
}

function goTogether(one: Purpose, other: Purpose): boolean {
  return one.compatible?.includes(other.id) === true || other.compatible?.includes(one.id) === true
}

/** Two purposes that say the same cannot be consented to apart. */
function overlapping(policy: Policy, places: Places): readonly Finding[] {
  return policy.purposes.flatMap((purpose, index) =>
    policy.purposes.slice(0, index).flatMap((other): readonly Finding[] => {
      const same = (['title', 'inConsent'] as const)
        .flatMap((part) => LANGUAGES.map((language) => [part, language] as const))
        .find(
          ([part, language]) =>
            purpose[part][language] !== '' && purpose[part][language] === other[part][language],
        )
      const clause = purpose.clause !== '' && purpose.clause === other.clause
      if (same === undefined && !clause) return []
      const where = places.of('purpose', purpose.id, ...(same ?? ['clause']))
      const params = { purpose: purpose.id, other: other.id }
      return [error('purposes_overlap', where, purpose.clause, params)]
    }),
  )
}
