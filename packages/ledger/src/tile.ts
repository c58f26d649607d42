/**
 * In which tiles is a tree of a given size kept, and under which paths are they served?
 *
 * Source: C2SP tlog-tiles. A tile of level L holds up to 256 consecutive roots of full subtrees of
 * 256^L entries. The tiles of a size s have, on level L, floor(s / 256^L) hashes in all; the last of
 * them is partial when its width is under 256. Sizes and indexes are integers up to 2^53 - 1, and
 * every division here is by a power of two, so it is exact.
 */
import { assert } from './assert.ts'
import { HASH_BYTES } from './crypto.ts'
import { parseDecimal } from './encoding.ts'
import { fullRoot, joinPeaks, TILE_WIDTH } from './tree.ts'

export type TileId = { readonly level: number; readonly index: number; readonly width: number }
export type Tile = TileId & { readonly bytes: Uint8Array }

/** 256^7 is over 2^53, so no tree of a safe size has a level 7. */
export const MAX_LEVEL = 6
/** The highest level a path may name (C2SP tlog-tiles). */
const MAX_PATH_LEVEL = 63

/** The number of hashes on one level of a tree of this size. */
export function levelWidth(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level)
}

/** The width of one tile in a tree of this size; 0 or less when the tree has no such tile. */
export function tileWidth(size: number, level: number, index: number): number {
  return Math.min(TILE_WIDTH, levelWidth(size, level) - index * TILE_WIDTH)
}

/** The partial tiles of a tree of this size, the lowest level first: what appending to it needs. */
export function edgeTiles(size: number): readonly TileId[] {
  assertSize(size)
  const edge: TileId[] = []
  for (let level = 0; levelWidth(size, level) > 0; level++) {
    const index = levelWidth(size, level + 1)
    const width = levelWidth(size, level) - index * TILE_WIDTH
    if (width > 0) edge.push({ level, index, width })
  }
  return edge
}

/** The root of the tree whose partial tiles these are, the lowest level first. */
export function edgeRoot(edge: readonly Tile[]): Uint8Array {
  return joinPeaks(edge.toReversed().flatMap((tile) => tilePeaks(tile)))
}

/** The roots of the full subtrees in a tile that is not full, the widest first. */
function tilePeaks(tile: Tile): readonly Uint8Array[] {
  const peaks: Uint8Array[] = []
  let from = 0
  for (let count = TILE_WIDTH / 2; count >= 1; count /= 2) {
    if ((tile.width & count) === 0) continue
    peaks.push(fullRoot(tile.bytes, from, count))
    from += count
  }
  return peaks
}

/** `tile/<L>/x001/x234/067` and `tile/<L>/x001/x234/067.p/<W>` for a partial tile. */
export function tilePath({ level, index, width }: TileId): string {
  assert(Number.isSafeInteger(level) && level >= 0 && level <= MAX_PATH_LEVEL, 'a level is 0 to 63')
  return `tile/${level}/${placePath(index, width)}`
}

/** `tile/entries/x001/x234/067[.p/<W>]`: the entries whose hashes are in the level-0 tile. */
export function entryBundlePath(index: number, width: number): string {
  return `tile/entries/${placePath(index, width)}`
}

/** Answers undefined for every path that `tilePath` would not produce. */
export function parseTilePath(path: string): TileId | undefined {
  const [root, levelText = '', ...place] = path.split('/')
  const level = parseDecimal(levelText)
  const found = parsePlace(place)
  if (root !== 'tile' || level === undefined || level > MAX_PATH_LEVEL) return undefined
  return found && { level, ...found }
}

/** Answers undefined for every path that `entryBundlePath` would not produce. */
export function parseEntryBundlePath(
  path: string,
): { readonly index: number; readonly width: number } | undefined {
  const [root, entries, ...place] = path.split('/')
  return root === 'tile' && entries === 'entries' ? parsePlace(place) : undefined
}

function placePath(index: number, width: number): string {
  assertSize(index)
  assert(Number.isSafeInteger(width) && width >= 1 && width <= TILE_WIDTH, 'a width is 1 to 256')
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? []
  const place = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return width === TILE_WIDTH ? place : `${place}.p/${width}`
}

function parsePlace(parts: readonly string[]): { index: number; width: number } | undefined {
  const match = /^((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(parts.join('/'))
  if (match === null) return undefined
  const [, groups = '', widthText] = match
  // Only the zeros that fill the first group are allowed: x000/001 is another spelling of 001.
  if (groups.startsWith('x000')) return undefined
  const index = parseDecimal(groups.replaceAll(/[x/]/g, '').replace(/^0+(?=.)/, ''))
  const width = widthText === undefined ? TILE_WIDTH : parseDecimal(widthText)
  if (index === undefined || width === undefined || width < 1) return undefined
  if (widthText !== undefined && width >= TILE_WIDTH) return undefined
  return { index, width }
}

export function assertSize(size: number): void {
  assert(Number.isSafeInteger(size) && size >= 0, 'sizes and indexes are integers up to 2^53 - 1')
}

export function assertTile(tile: Tile): void {
  assert(tile.bytes.length === tile.width * HASH_BYTES, 'a tile has 32 bytes for each hash')
}
