/**
 * What does a tree become when entries are appended?
 *
 * A pure step: the size, the partial tiles of that size and the new leaf hashes go in; the tiles that
 * changed, the new size and the new root come out. Nothing else of the tree is needed, so the cost
 * does not depend on its size: about one node hash for each entry, and at most 255 more for each
 * level to refresh the root. In any batching the same entries give the same tiles and root.
 *
 * It keeps nothing: who calls it makes the tiles durable before the new root is signed.
 */
import { assert } from './assert.ts'
import { HASH_BYTES } from './crypto.ts'
import { assertSize, assertTile, edgeRoot, edgeTiles, levelWidth, type Tile } from './tile.ts'
import { fullRoot, TILE_WIDTH } from './tree.ts'

export type Growth = {
  readonly size: number
  readonly root: Uint8Array
  /** The full tiles that were completed and the new partial ones; each replaces a narrower one. */
  readonly tiles: readonly Tile[]
  /** The partial tiles of the new size, the lowest level first: what the next step takes. */
  readonly edge: readonly Tile[]
}

export function grow(size: number, edge: readonly Tile[], leaves: readonly Uint8Array[]): Growth {
  assertSize(size + leaves.length)
  assertEdge(size, edge)
  const tiles: Tile[] = []
  const partials: Tile[] = []
  let added = leaves
  for (let level = 0; levelWidth(size + leaves.length, level) > 0; level++) {
    const old = edge.find((tile) => tile.level === level)
    const { full, partial } = fillTiles(level, levelWidth(size, level + 1), old, added)
    tiles.push(...full)
    if (partial !== undefined) {
      partials.push(partial)
      if (added.length > 0) tiles.push(partial)
    }
    added = full.map((tile) => fullRoot(tile.bytes, 0, TILE_WIDTH))
  }
  return { size: size + leaves.length, root: edgeRoot(partials), tiles, edge: partials }
}

/** Lays one level's new hashes behind the partial tile that was there. */
function fillTiles(
  level: number,
  firstIndex: number,
  old: Tile | undefined,
  added: readonly Uint8Array[],
): { full: Tile[]; partial: Tile | undefined } {
  const full: Tile[] = []
  let used = 0
  for (let index = firstIndex; ; index++) {
    const kept = index === firstIndex ? (old?.bytes ?? NOTHING) : NOTHING
    const keptWidth = kept.length / HASH_BYTES
    const width = Math.min(TILE_WIDTH, keptWidth + added.length - used)
    const bytes = new Uint8Array(width * HASH_BYTES)
    bytes.set(kept)
    for (let at = keptWidth; at < width; at++) bytes.set(hashAt(added, used++), at * HASH_BYTES)
    if (width < TILE_WIDTH) {
      return { full, partial: width === 0 ? undefined : { level, index, width, bytes } }
    }
    full.push({ level, index, width, bytes })
  }
}

function hashAt(hashes: readonly Uint8Array[], at: number): Uint8Array {
  const hash = hashes[at]
  assert(hash !== undefined && hash.length === HASH_BYTES, 'a leaf hash has 32 bytes')
  return hash
}

function assertEdge(size: number, edge: readonly Tile[]): void {
  const needed = edgeTiles(size)
  assert(edge.length === needed.length, 'the edge is every partial tile of the size')
  for (const [at, { level, index, width }] of needed.entries()) {
    const tile = edge[at]
    assert(
      tile?.level === level && tile.index === index && tile.width === width,
      'the edge belongs to the size',
    )
    assertTile(tile)
  }
}

const NOTHING = new Uint8Array(0)
