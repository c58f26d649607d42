/**
 * The operations of processing: eighteen of the policy's appendix and `unblock`, the inverse of O-16.
 *
 * Law: 94-V art. 1(3)-(7), 1(12)-(15). Requirements: R-94, section 9.
 */
export const OPERATIONS = [
  'collect',
  'record',
  'systematise',
  'accumulate',
  'store',
  'clarify',
  'update',
  'change',
  'extract',
  'use',
  'transfer',
  'distribute',
  'provide',
  'give_access',
  'depersonalise',
  'block',
  'delete',
  'destroy',
  'unblock',
] as const
export type Operation = (typeof OPERATIONS)[number]

/**
 * What may be entered as done on paper. Nothing that hands data to a recipient: to whom a copy went, and that its
 * holder is told of a withdrawal, the house knows of its own transfers alone. Nothing that only a program does.
 */
export const PAPER_OPERATIONS = [
  'collect',
  'record',
  'systematise',
  'store',
  'clarify',
  'change',
  'extract',
  'use',
  'destroy',
] as const satisfies readonly Operation[]
export type PaperOperation = (typeof PAPER_OPERATIONS)[number]

export function isOperation(value: unknown): value is Operation {
  return OPERATIONS.some((operation) => operation === value)
}
