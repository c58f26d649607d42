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
  const where = places.of('role', role.id, 'clause')
  return [error('role_without_clause', where, '7.3(8)', { role: role.id })]
}

function checkGrant(
  policy: Policy,
  role: Role,
  grant: Grant,
  index: number,
  places: Places,
): readonly Finding[] {
  const found: Finding[] = []
  const fault = (code: string, path: readonly (string | number)[], field = ''): void => {
    const where = places.of('role', role.id, 'grants', index, ...path)
    const params = { role: role.id, purpose: grant.purpose, field }
    found.push(error(code, where, role.clause, params))
  }
  if (!policy.purposes.some(({ id }) => id === grant.purpose)) {
    fault('role_purpose_unknown', ['purpose'])
    return found
  }
  if (grant.operations.length === 0) fault('role_without_operation', ['operations'])
  if (grant.operations.includes('distribute')) fault('role_may_distribute', ['operations'])
  if (grant.fields.includes('*')) {
    if (grant.fields.length > 1) fault('role_field_unknown', ['fields'], '*')
    return found
  }
  grant.fields.forEach((id, at) => {
    const field = policy.fields.find((candidate) => candidate.id === id)
    const path = ['fields', at] as const
    if (field === undefined) return fault('role_field_unknown', path, id)
    if (field.default === 'off') return fault('role_field_off', path, id)
    if (!field.purposes.includes(grant.purpose)) fault('role_field_outside_purpose', path, id)
  })
  return found
}
