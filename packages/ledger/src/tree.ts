/**
 * How are leaves and nodes of the tree hashed, and what is the root over a row of hashes?
 *
 * Source: RFC 6962 § 2.1 and RFC 9162 § 2.1.1: leaf = SHA-256(0x00 ‖ entry),
 * node = SHA-256(0x01 ‖ left ‖ right), the empty tree = SHA-256 of nothing. The prefixes keep a node
 * from being presented as an entry. A full subtree of at most 256 hashes is computed here; how
 * subtrees make a tree of any size is in tile.ts and proof.ts.
 */
import { assert } from './assert.ts'
import { HASH_BYTES, sha256, sha256Into } from './crypto.ts'

/** Hashes in a full tile, and so the most that one call of `fullRoot` takes. */
export const TILE_WIDTH = 256

const LEAF_PREFIX = 0
const NODE_PREFIX = 1

export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array(0))
}

export function leafHash(entry: Uint8Array): Uint8Array {
  const digest = new Uint8Array(HASH_BYTES)
  leafHashInto(entry, digest, 0)
  return digest
}

/** The hash of an entry, written at `offset` of `target`. */
export function leafHashInto(entry: Uint8Array, target: Uint8Array, offset: number): void {
  const length = entry.length + 1
  const input = length <= leafSpace.length ? leafSpace.subarray(0, length) : new Uint8Array(length)
  input[0] = LEAF_PREFIX
  input.set(entry, 1)
  sha256Into(input, target, offset)
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  assert(left.length === HASH_BYTES && right.length === HASH_BYTES, 'a node joins two hashes')
  nodeSpace[0] = NODE_PREFIX
  nodeSpace.set(left, 1)
  nodeSpace.set(right, 1 + HASH_BYTES)
  const digest = new Uint8Array(HASH_BYTES)
  sha256Into(nodeSpace, digest, 0)
  return digest
}

/**
 * The root of the full subtree over `count` hashes that stand in `row` from the hash number `from`.
 * `count` is a power of two, at most 256.
 */
export function fullRoot(row: Uint8Array, from: number, count: number): Uint8Array {
  assert(count >= 1 && count <= TILE_WIDTH && (count & (count - 1)) === 0, 'a full subtree')
  assert(row.length >= (from + count) * HASH_BYTES, 'the row holds the asked hashes')
  rowSpace.set(row.subarray(from * HASH_BYTES, (from + count) * HASH_BYTES), 1)
  for (let width = count; width > 1; width /= 2) halve(width)
  return rowSpace.slice(1, 1 + HASH_BYTES)
}

/**
 * Joins roots of full subtrees, the widest first, into the root of the tree they make together.
 * This is the shape of every RFC 6962 tree: full subtrees of falling width, hung to the left.
 */
export function joinPeaks(peaks: readonly Uint8Array[]): Uint8Array {
  return peaks.length === 0
    ? emptyRoot()
    : peaks.reduceRight((right: Uint8Array, left: Uint8Array) => nodeHash(left, right))
}

/**
 * Each pair is hashed where it stands: the byte before it belongs to a pair already used up (or is
 * the spare first byte), so it takes the prefix, and no pair is copied.
 */
function halve(width: number): void {
  for (let pair = 0; pair < width / 2; pair++) {
    const start = pair * 2 * HASH_BYTES
    rowSpace[start] = NODE_PREFIX
    sha256Into(
      rowSpace.subarray(start, start + 1 + 2 * HASH_BYTES),
      rowSpace,
      1 + pair * HASH_BYTES,
    )
  }
}

// Working memory, reused by every call: nothing here outlives a call, and no call waits.
const leafSpace = new Uint8Array(1 + 65_535)
const nodeSpace = new Uint8Array(1 + 2 * HASH_BYTES)
const rowSpace = new Uint8Array(1 + TILE_WIDTH * HASH_BYTES)
