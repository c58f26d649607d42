/**
 * Argon2id (RFC 9106): a secret that people remember becomes a key, slowly on purpose.
 *
 * Costs are kept next to the result and can come from an altered file, so both ends are limited:
 * below them it would be cheap to guess, above them one start or one login would stop the machine.
 */
import { argon2Sync } from 'node:crypto'

export interface Cost {
  readonly memoryKib: number
  readonly passes: number
  readonly lanes: number
}

const LIMITS = {
  memoryKib: { from: 19_456, to: 1_048_576 },
  passes: { from: 2, to: 12 },
  lanes: { from: 1, to: 8 },
} as const

export function isCostLawful({ memoryKib, passes, lanes }: Cost): boolean {
  return (
    isBetween(memoryKib, LIMITS.memoryKib) &&
    isBetween(passes, LIMITS.passes) &&
    isBetween(lanes, LIMITS.lanes)
  )
}

/** So many bytes from a secret and a salt. Throws on costs out of the limits. */
export function slowHash(
  secret: Uint8Array,
  salt: Uint8Array,
  cost: Cost,
  bytes: number,
): Uint8Array {
  if (!isCostLawful(cost)) throw new Error('the costs of argon2id are out of their limits')
  return argon2Sync('argon2id', {
    message: secret,
    nonce: salt,
    memory: cost.memoryKib,
    passes: cost.passes,
    parallelism: cost.lanes,
    tagLength: bytes,
  })
}

function isBetween(value: number, limit: { readonly from: number; readonly to: number }): boolean {
  return Number.isInteger(value) && value >= limit.from && value <= limit.to
}
