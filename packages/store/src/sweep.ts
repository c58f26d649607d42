/**
 * Which passing rows have had their time? Sessions, codes, idempotency keys, attempts to sign in.
 *
 * They prove nothing, so no action is recorded. Requirements.
 */
import { CODES_COUNTED_MS } from './challenge.ts'
import { iso } from './session.ts'
import type { Store } from './store.ts'

/** Longer than any pause after failures and than any time code is good for. */
const ATTEMPT_MS = 24 * 3_600_000

export async function sweepPassing(store: Store, idempotencyMs: number): Promise<void> {
  const now = store.means.now()
  const sweep = async (sql: string, before: number) => {
    await store.pool.query(sql, [iso(before)])
  }
  await sweep('delete from session where expires_at <= $1', now)
  await sweep('delete from code_challenge where created_at <= $1', now - CODES_COUNTED_MS)
  await sweep('delete from idempotency where created_at <= $1', now - idempotencyMs)
  // Logins that nobody has go, too: whoever tries a million must not fill the table for good.
  await sweep('delete from staff_attempt where last_at <= $1', now - ATTEMPT_MS)
}
