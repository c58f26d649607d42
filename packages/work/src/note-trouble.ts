/**
 * Was it an accident, or did somebody alter what is sealed?
 *
 * A box or a key that does not open fails the call at once; here it is also kept for the watch, because no action tells of it.
 * Whatever else fails is not its business. Requirement: R-82. Invariant I4.
 */
import { noteSignal } from '@kelisim/store'
import type { Means } from './means.ts'

const ID_BYTES = 10

/** Does not wait and does not fail: the caller has trouble enough. */
export function noteTrouble(means: Means, error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'Tampered') return
  void noteSignal(means.store.pool, 'tampered', means.now(), means.random(ID_BYTES))
}
