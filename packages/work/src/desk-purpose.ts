/** Under which purposes may a role look at a field? Read from the policy's grants; decided by the rules. */
import { type Refusal, refusal } from '@kelisim/terms'
import type { Means } from './means.ts'

/** The purpose a role works under at the desk: that of its first grant to extract. */
export function deskPurpose(means: Means, role: string): string | undefined {
  return extractGrants(means, role)[0]?.purpose
}

/** What the rules answer whoever has no such purpose: the same code and clause, without a subject to ask of. */
export function noDeskPurpose(means: Means, role: string): Refusal {
  const known = means.policy.roles.find((one) => one.id === role)
  return known === undefined
    ? refusal('unknown_role')
    : refusal('operation_not_permitted', known.clause)
}

export function purposesFor(means: Means, role: string, field: string): readonly string[] {
  return extractGrants(means, role)
    .filter((grant) => grant.fields.includes('*') || grant.fields.includes(field))
    .map((grant) => grant.purpose)
}

function extractGrants(means: Means, role: string) {
  const grants = means.policy.roles.find((known) => known.id === role)?.grants ?? []
  return grants.filter((grant) => grant.operations.includes('extract'))
}
