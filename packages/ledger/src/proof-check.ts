/**
 * Does this proof hold?
 *
 * Source: RFC 9162 § 2.1.3.2 (inclusion) and § 2.1.4.2 (consistency). Everything comes from an
 * outsider, so nothing throws: sizes and indexes that are not integers up to 2^53 - 1, hashes of
 * another length, proofs too short or too long all make the answer false.
 */
import { HASH_BYTES } from './crypto.ts'
import { sameBytes } from './encoding.ts'
import { nodeHash } from './tree.ts'

export type Inclusion = {
  readonly index: number
  readonly size: number
  readonly leaf: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

export type Consistency = {
  readonly oldSize: number
  readonly newSize: number
  readonly oldRoot: Uint8Array
  readonly newRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

export function verifyInclusion({ index, size, leaf, proof, root }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false
  if (![leaf, root, ...proof].every(isHash)) return false
  let place = index
  let last = size - 1
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(place) || place === last) {
      hash = nodeHash(sibling, hash)
      // The last node of an even row has no sibling there: it rises until it is a right child.
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    place = half(place)
    last = half(last)
  }
  return last === 0 && sameBytes(hash, root)
}

/** A proof from the empty tree is refused: it proves nothing. A witness allows it by its own rule. */
export function verifyConsistency(claim: Consistency): boolean {
  const { oldSize, newSize, oldRoot, newRoot, proof } = claim
  if (!isCount(oldSize) || !isCount(newSize) || oldSize < 1 || oldSize > newSize) return false
  if (oldSize === newSize) return proof.length === 0 && sameBytes(oldRoot, newRoot)
  if (![oldRoot, newRoot, ...proof].every(isHash)) return false
  return joinsBothRoots(claim)
}

function joinsBothRoots({ oldSize, newSize, oldRoot, newRoot, proof }: Consistency): boolean {
  // When the old tree is full its root is the first hash, and the proof leaves it out.
  const [first, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof
  if (first === undefined) return false
  let [place, last] = [oldSize - 1, newSize - 1]
  while (isOdd(place)) [place, last] = [half(place), half(last)]
  let [oldHash, newHash] = [first, first]
  for (const hash of rest) {
    if (last === 0) return false
    if (isOdd(place) || place === last) {
      oldHash = nodeHash(hash, oldHash)
      newHash = nodeHash(hash, newHash)
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)]
    } else {
      newHash = nodeHash(newHash, hash)
    }
    place = half(place)
    last = half(last)
  }
  return last === 0 && sameBytes(oldHash, oldRoot) && sameBytes(newHash, newRoot)
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES
}

// Bit operators of the language cut to 32 bits; division is exact up to 2^53.
function isOdd(value: number): boolean {
  return value % 2 === 1
}

function half(value: number): number {
  return Math.floor(value / 2)
}

function isPowerOfTwo(value: number): boolean {
  let rest = value
  while (!isOdd(rest)) rest = half(rest)
  return rest === 1
}
