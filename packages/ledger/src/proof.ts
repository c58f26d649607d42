/**
 * Which hashes prove that an entry is in a tree, or that one tree continues another?
 *
 * Builds the proofs of RFC 6962 § 2.1.1 and § 2.1.2 (RFC 9162 § 2.1.3.1, § 2.1.4.1) from tiles.
 * Which tiles are needed is known before the first is read, so they are read together, each once:
 * at most two for each level and proof end. Checking a proof is in proof-check.ts and shares nothing
 * with this file but the two hash functions.
 */
import { assert } from './assert.ts'
import { HASH_BYTES } from './crypto.ts'
import { assertSize, type TileId, tilePath, tileWidth } from './tile.ts'
import { fullRoot, joinPeaks, TILE_WIDTH } from './tree.ts'

/** Gives at least the asked width's hashes of a tile, or undefined when there is no such tile. */
export type TileReader = (id: TileId) => Promise<Uint8Array | undefined>

export class MissingTile extends Error {
  readonly tile: TileId

  constructor(tile: TileId) {
    super(`couldn't read ${tilePath(tile)}`)
    this.name = 'MissingTile'
    this.tile = tile
  }
}

/** The hashes from the leaf's sibling up to the root's child. Throws MissingTile. */
export function inclusionProof(
  read: TileReader,
  index: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  assertSize(size)
  assert(Number.isSafeInteger(index) && index >= 0 && index < size, 'the index is in the tree')
  return hashRanges(read, size, inclusionRanges(index, 0, size))
}

/** Throws MissingTile. A proof from the empty tree is empty, as is one between equal sizes. */
export function consistencyProof(
  read: TileReader,
  oldSize: number,
  newSize: number,
): Promise<readonly Uint8Array[]> {
  assertSize(newSize)
  assertSize(oldSize)
  assert(oldSize <= newSize, 'a tree does not shrink')
  if (oldSize === 0) return Promise.resolve([])
  return hashRanges(read, newSize, consistencyRanges(oldSize, 0, newSize, true))
}

/** The root of the first `size` entries. Throws MissingTile. */
export async function rootOf(read: TileReader, size: number): Promise<Uint8Array> {
  assertSize(size)
  const [root = joinPeaks([])] = await hashRanges(read, size, [[0, size]])
  return root
}

/** Entries from the first to before the second index: a subtree as RFC 6962 cuts them. */
type Range = readonly [start: number, end: number]

/** PATH(m, D[start:end]) of RFC 6962 § 2.1.1. */
function inclusionRanges(index: number, start: number, end: number): readonly Range[] {
  if (end - start === 1) return []
  const middle = start + splitPoint(end - start)
  return index < middle
    ? [...inclusionRanges(index, start, middle), [middle, end]]
    : [...inclusionRanges(index, middle, end), [start, middle]]
}

/** SUBPROOF(m, D[start:end], b) of RFC 6962 § 2.1.2; `oldSize` counts from the tree's beginning. */
function consistencyRanges(
  oldSize: number,
  start: number,
  end: number,
  isOldRoot: boolean,
): readonly Range[] {
  if (oldSize === end) return isOldRoot ? [] : [[start, end]]
  const middle = start + splitPoint(end - start)
  return oldSize <= middle
    ? [...consistencyRanges(oldSize, start, middle, isOldRoot), [middle, end]]
    : [...consistencyRanges(oldSize, middle, end, false), [start, middle]]
}

/** The largest power of two smaller than `width`. */
function splitPoint(width: number): number {
  let point = 1
  while (point * 2 < width) point *= 2
  return point
}

/** A run of hashes within one tile whose full subtree is one node of the tree. */
type Run = { readonly tile: TileId; readonly from: number; readonly count: number }

async function hashRanges(
  read: TileReader,
  size: number,
  ranges: readonly Range[],
): Promise<readonly Uint8Array[]> {
  const plan = ranges.map((range) => runsOf(range, size))
  const tiles = new Map(plan.flat().map(({ tile }) => [tilePath(tile), tile]))
  const bytes = new Map(
    await Promise.all(
      [...tiles].map(async ([path, tile]) => [path, await readWhole(read, tile)] as const),
    ),
  )
  return plan.map((runs) =>
    joinPeaks(
      runs.map(({ tile, from, count }) => {
        const hashes = bytes.get(tilePath(tile))
        assert(hashes !== undefined, 'every planned tile was read')
        return fullRoot(hashes, from, count)
      }),
    ),
  )
}

/** Cuts a range into full subtrees, the widest first, and finds each in its tile. */
function runsOf([start, end]: Range, size: number): readonly Run[] {
  const runs: Run[] = []
  let at = start
  while (at < end) {
    let level = 0
    let count = 1
    // `count` hashes of `unit` entries each: the widest full subtree that still fits.
    let unit = 1
    while (unit * count * 2 <= end - at) {
      count *= 2
      if (count === TILE_WIDTH) {
        count = 1
        unit *= TILE_WIDTH
        level++
      }
    }
    const first = at / unit
    const index = Math.floor(first / TILE_WIDTH)
    const width = tileWidth(size, level, index)
    runs.push({ tile: { level, index, width }, from: first % TILE_WIDTH, count })
    at += unit * count
  }
  return runs
}

async function readWhole(read: TileReader, tile: TileId): Promise<Uint8Array> {
  const bytes = await read(tile)
  if (bytes === undefined || bytes.length < tile.width * HASH_BYTES) throw new MissingTile(tile)
  return bytes
}
