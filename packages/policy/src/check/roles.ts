/**
 * Is every grant of a role about things that exist, and within the purpose?
 *
 * Law: 94-V art. 10(1), 11(2), 14. Requirements.
 */
import { error } from '../fault.ts'
import type { Finding, Grant, Policy, Role } from '../model.ts'
import type { Places } from '../read.ts'

export function checkRoles(policy: Policy, places: Places): readonly Finding[] {
  return policy.roles.flatMap((role) => [
    ...clause(role, places),
    ...role.grants.flatMap((grant, index) => checkGrant(policy, role, grant, index, places)),
  ])
}

function clause(role: Role, places: Places): readonly Finding[] {
  if (role.clause !== '') return []
  const message = 'A role stands on a clause of the policy.'
  return [error('role_without_clause', places.of('role', role.id, 'clause'), '7.3(8)', message)]
}

function checkGrant(
  policy: Policy,
  role: Role,
  grant: Grant,
  index: number,
  places: Places,
): readonly Finding[] {
  const found: Finding[] = []
  const fault = (code: string, path: readonly (string | number)[], message: string): void => {
    found.push(
      error(code, places.of('role', role.id, 'grants', index, ...path), role.clause, message),
    )
  }
  if (!policy.purposes.some(({ id }) => id === grant.purpose)) {
    fault('role_purpose_unknown', ['purpose'], `There is no purpose "${grant.purpose}".`)
    return found
  }
  if (grant.operations.length === 0) {
    fault('role_without_operation', ['operations'], 'A grant of nothing: take it out.')
  }
  if (grant.operations.includes('distribute')) {
    const message = 'Nobody may distribute to an indefinite circle (R-69).'
    fault('role_may_distribute', ['operations'], message)
  }
  if (grant.fields.includes('*')) {
    if (grant.fields.length > 1) fault('role_field_unknown', ['fields'], '"*" stands alone.')
    return found
  }
  grant.fields.forEach((id, at) => {
    const field = policy.fields.find((candidate) => candidate.id === id)
    const path = ['fields', at] as const
    if (field === undefined) return fault('role_field_unknown', path, `There is no field "${id}".`)
    if (field.default === 'off') return fault('role_field_off', path, `The field "${id}" is off.`)
    if (!field.purposes.includes(grant.purpose)) {
      fault('role_field_outside_purpose', path, `"${id}" does not serve ${grant.purpose}.`)
    }
  })
  return found
}
