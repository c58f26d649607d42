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

export function isOperation(value: unknown): value is Operation {
  return OPERATIONS.some((operation) => operation === value)
}
