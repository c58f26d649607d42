/**
 * How many people are held now, and what follows from it for notifying the authorised body?
 *
 * Law: 94-V art. 10-1, 25-1. Requirement: L-5. Counts whoever is not destroyed; nobody is named.
 */
import { keepsRestricted, mustNotify, type SizeClass, sizeClass } from '@kelisim/rules'
import type { Means } from './means.ts'

export interface OperatorSize {
  readonly persons: number
  readonly size: SizeClass
  readonly mustNotify: boolean
}

export async function sizeOfOperator({ store, policy }: Means): Promise<OperatorSize> {
  const { rows } = await store.pool.query<{ count: number }>(
    "select count(*)::int as count from subject where state <> 'destroyed'",
  )
  const persons = rows[0]?.count ?? 0
  const size = sizeClass(persons, keepsRestricted(policy))
  return { persons, size, mustNotify: mustNotify(size) }
}
