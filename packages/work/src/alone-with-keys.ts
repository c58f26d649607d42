/**
 * Who may replace the key file now? One process at a time, under a lock of the database that goes with its holder.
 *
 * Two that began from one keyring would each undo what the other wrote. Requirement: R-99. Invariant I5.
 */
import { ROTATION_LOCK, type Unit } from '@kelisim/store'
import type { Means } from './means.ts'

/** Waiting for another process that rotates; a million keys take longer, and then there is no hurry. */
const LOCK_MS_MAX = 20_000
const LOCK_RETRY_MS = 100

/** undefined, and nothing done, while another process is at it. */
export async function ifAloneWithKeys<T>(
  means: Means,
  work: () => Promise<T>,
): Promise<T | undefined> {
  return await means.store.transaction(async (unit) =>
    (await isAlone(unit)) ? await work() : undefined,
  )
}

/** Waits for its turn; throws when that takes too long. */
export async function aloneWithKeys<T extends object>(
  means: Means,
  work: () => Promise<T>,
): Promise<T> {
  const until = performance.now() + LOCK_MS_MAX
  while (performance.now() < until) {
    const done = await ifAloneWithKeys(means, work)
    if (done !== undefined) return done
    await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS))
  }
  throw new Error("couldn't turn to the keys: another process is rotating or moving them")
}

/** True when no other process is at the keys until this unit ends. */
async function isAlone(unit: Unit): Promise<boolean> {
  const { rows } = await unit.client.query<{ mine: boolean }>(
    'select pg_try_advisory_xact_lock($1) as mine',
    [ROTATION_LOCK],
  )
  return rows[0]?.mine === true
}
