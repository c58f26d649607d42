/**
 * What is the root of these entries, said as slowly and plainly as RFC 6962 § 2.1 says it?
 *
 * The yardstick of the tests: recursive, no tiles, nothing kept, nothing shared with the fast tree
 * but SHA-256 itself. Not exported from the package.
 */
import { sha256 } from './crypto.ts'
import { concat } from './encoding.ts'

/** MTH(D[n]). */
export function slowRoot(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries
  if (only === undefined) return sha256(new Uint8Array(0))
  if (entries.length === 1) return sha256(concat(Uint8Array.of(0), only))
  const middle = split(entries.length)
  const left = slowRoot(entries.slice(0, middle))
  const right = slowRoot(entries.slice(middle))
  return sha256(concat(Uint8Array.of(1), left, right))
}

/** PATH(m, D[n]). */
export function slowPath(index: number, entries: readonly Uint8Array[]): readonly Uint8Array[] {
  if (entries.length === 1) return []
  const middle = split(entries.length)
  const [left, right] = [entries.slice(0, middle), entries.slice(middle)]
  return index < middle
    ? [...slowPath(index, left), slowRoot(right)]
    : [...slowPath(index - middle, right), slowRoot(left)]
}

/** PROOF(m, D[n]). */
export function slowConsistency(
  oldSize: number,
  entries: readonly Uint8Array[],
  isOldRoot = true,
): readonly Uint8Array[] {
  if (oldSize === entries.length) return isOldRoot ? [] : [slowRoot(entries)]
  const middle = split(entries.length)
  const [left, right] = [entries.slice(0, middle), entries.slice(middle)]
  return oldSize <= middle
    ? [...slowConsistency(oldSize, left, isOldRoot), slowRoot(right)]
    : [...slowConsistency(oldSize - middle, right, false), slowRoot(left)]
}

function split(size: number): number {
  let point = 1
  while (point * 2 < size) point *= 2
  return point
}
