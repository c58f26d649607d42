/**
 * May this member of staff take part in the life of a policy version?
 *
 * The policy itself says who answers to the law: the role that it grants to block data for a person's
 * rights. The program acts for the first adoption, at the terminal and when a date has come; its moves
 * are recorded as its own.
 *
 * Law: 94-V art. 10(1), 25(2)(1-1), 25(3). Requirements. Invariant I8.
 */
import type { Policy } from '@kelisim/policy'
import { type Refusal, refusal } from '@kelisim/terms'

export interface Governor {
  readonly role: string
  readonly id: string
}

export const HOUSE: Governor = { role: 'system', id: 'self' }

/** Who did a step, as an edition keeps it. */
export function nameOf(by: Governor): string {
  return `${by.role}:${by.id}`
}

export function notGovernor(policy: Policy, by: Governor): Refusal | undefined {
  if (by.role === HOUSE.role && by.id === HOUSE.id) return undefined
  const role = policy.roles.find((known) => known.id === by.role)
  if (role === undefined) return refusal('unknown_role')
  const may = role.id !== HOUSE.role && role.grants.some((one) => one.operations.includes('block'))
  return may ? undefined : refusal('operation_not_permitted', role.clause)
}
