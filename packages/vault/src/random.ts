/**
 * Where do nonces and keys come from?
 *
 * From a function that the caller passes, so that a test can count them. `pooledRandom` is the one
 * for the real world: the system's generator, asked in large pieces because a call costs some
 * microseconds whatever its size. Bytes are handed out once and wiped from the pool at that moment.
 * Limit: a machine restored from a snapshot of its running memory would hand out the rest of the
 * pool twice. Running memory must not be cloned (decision 0020).
 */
import { randomFillSync } from 'node:crypto'

/** Fresh unpredictable bytes. They belong to the caller, who may wipe them. */
export type Random = (bytes: number) => Uint8Array

const POOL_BYTES = 12_288

export function pooledRandom(): Random {
  const pool = new Uint8Array(POOL_BYTES)
  let next = POOL_BYTES
  return (bytes) => {
    if (!Number.isSafeInteger(bytes) || bytes < 0)
      throw new Error('a count of bytes is a whole number')
    if (bytes > POOL_BYTES) return randomFillSync(new Uint8Array(bytes))
    if (next + bytes > POOL_BYTES) {
      randomFillSync(pool)
      next = 0
    }
    const taken = pool.slice(next, next + bytes)
    pool.fill(0, next, next + bytes)
    next += bytes
    return taken
  }
}

/** Exactly so many bytes, whatever the function passed by the caller does. */
export function take(random: Random, bytes: number): Uint8Array {
  const taken = random(bytes)
  if (taken.length !== bytes)
    throw new Error('the source of randomness gave a wrong count of bytes')
  return taken
}
