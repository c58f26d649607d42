/**
 * Where do the stored tiles and entries of a log first disagree?
 *
 * Walks the log once from the left, computes every tile anew from the entries and keeps, for each
 * level, the first difference. It does not judge which side is wrong; verify.ts does, with the
 * signed root in hand. An entry that cannot be read is stood in for by its stored hash, so that one
 * broken bundle does not make all the rest unreadable.
 */
import { HASH_BYTES } from './crypto.ts'
import { sameBytes } from './encoding.ts'
import { type LogSource, readEntries, readMinimum, readTile, type Stored } from './log-source.ts'
import { newRebuild } from './rebuild.ts'
import { entryBundlePath, type Tile, tilePath, tileWidth } from './tile.ts'
import { leafHashInto, TILE_WIDTH } from './tree.ts'

/** Two hashes that should be one; `place` counts the hashes of the level. */
export type Mismatch = {
  readonly what: 'mismatch'
  readonly level: number
  readonly place: number
  readonly path: string
  readonly stored: Uint8Array
  readonly computed: Uint8Array
}

/** A file that is not there or not of its form; `place` is the first hash or entry it hides. */
export type Unreadable = {
  readonly what: 'bundle_missing' | 'bundle_malformed' | 'tile_missing' | 'tile'
  readonly level: number
  readonly place: number
  readonly path: string
}

export type Difference = Mismatch | Unreadable

export type Progress = (checkedEntries: number, size: number) => void

export type Comparison = {
  /** The root that the entries give. */
  readonly root: Uint8Array
  /** Those that no other one explains, the one of the lowest entry first. */
  readonly differences: readonly Difference[]
  readonly checked: { readonly entries: number; readonly tiles: number }
  /** Entries that are no longer served: their hashes stood in for them. */
  readonly unpublished: number
}

/** Bundles that are asked for together: enough to hide the way to a distant source. */
const READ_AHEAD = 8

export async function compareLog(
  source: LogSource,
  size: number,
  progress: Progress,
): Promise<Comparison> {
  const rebuild = newRebuild()
  const firsts = new Map<string, Difference>()
  const minimum = await readMinimum(source, size)
  let tiles = 0
  let unpublished = 0
  const note = (found: readonly Difference[]): void => {
    for (const one of found) {
      const key = `${one.level} ${one.what}`
      if (!firsts.has(key)) firsts.set(key, one)
    }
    tiles++
  }
  const bundles = Math.ceil(size / TILE_WIDTH)
  for (let from = 0; from < bundles; from += READ_AHEAD) {
    const indexes = Array.from(
      { length: Math.min(READ_AHEAD, bundles - from) },
      (_, at) => from + at,
    )
    const pairs = await Promise.all(indexes.map((index) => readPair(source, index, size)))
    for (const pair of pairs) {
      const hashes = pair.index * TILE_WIDTH < minimum ? takenOut(pair) : undefined
      const { leaves, found } = hashes ?? compareLeaves(pair)
      if (hashes !== undefined) unpublished += pair.width
      note(found)
      for (const tile of rebuild.add(leaves)) note(await compareTile(source, tile))
      progress(pair.index * TILE_WIDTH + pair.width, size)
    }
  }
  const { partial, root } = rebuild.finish()
  for (const tile of partial) note(await compareTile(source, tile))
  const differences = unexplained([...firsts.values()])
  return { root, differences, checked: { entries: size - unpublished, tiles }, unpublished }
}

/** The index of the first entry under a difference. */
export function firstEntry({ level, place }: Difference): number {
  return place * TILE_WIDTH ** level
}

/**
 * A changed entry changes each hash over it, and those hashes begin at lower entries than its own.
 * So a mismatch with another difference under it is left aside. The first difference of each level is
 * enough to see that: one that begins before the mismatch comes before it anyway.
 */
function unexplained(differences: readonly Difference[]): readonly Difference[] {
  const isUnder = (lower: Difference, upper: Difference): boolean =>
    lower.level < upper.level &&
    Math.floor(firstEntry(lower) / TILE_WIDTH ** upper.level) === upper.place
  return differences
    .filter((one) => one.what !== 'mismatch' || !differences.some((other) => isUnder(other, one)))
    .sort((one, other) => firstEntry(one) - firstEntry(other) || one.level - other.level)
}

type Pair = {
  readonly index: number
  readonly width: number
  readonly entries: Stored<readonly Uint8Array[]>
  readonly tile: Stored<Uint8Array>
}

async function readPair(source: LogSource, index: number, size: number): Promise<Pair> {
  const width = tileWidth(size, 0, index)
  const [entries, tile] = await Promise.all([
    readEntries(source, index, width),
    readTile(source, { level: 0, index, width }),
  ])
  return { index, width, entries, tile }
}

/** Of a bundle that the log no longer publishes: its hashes, which must lead to the root like all others. */
function takenOut({ entries, tile }: Pair): ReturnType<typeof compareLeaves> | undefined {
  if (entries.state !== 'missing' || tile.state !== 'whole') return undefined
  return { leaves: tile.value, found: [] }
}

function compareLeaves(pair: Pair): { leaves: Uint8Array; found: readonly Difference[] } {
  const { index, width, entries, tile } = pair
  const leaves = new Uint8Array(width * HASH_BYTES)
  const read = entries.state === 'missing' ? [] : entries.value
  read.forEach((entry, at) => leafHashInto(entry, leaves, at * HASH_BYTES))
  const path = tilePath({ level: 0, index, width })
  if (entries.state === 'whole') {
    return { leaves, found: compareHashes({ level: 0, index, width, bytes: leaves }, path, tile) }
  }
  const stored = tile.state === 'missing' ? leaves : tile.value
  const differs = firstMismatch(leaves.subarray(0, read.length * HASH_BYTES), stored)
  // A bundle that goes on after its last entry is bad at that entry.
  const at = Math.min(differs ?? read.length, width - 1)
  leaves.set(stored.subarray(at * HASH_BYTES), at * HASH_BYTES)
  const bundle: Unreadable = {
    what: entries.state === 'missing' ? 'bundle_missing' : 'bundle_malformed',
    level: 0,
    place: index * TILE_WIDTH + at,
    path: entryBundlePath(index, width),
  }
  const others = compareHashes({ level: 0, index, width, bytes: leaves }, path, tile)
  return { leaves, found: [bundle, ...others] }
}

async function compareTile(source: LogSource, tile: Tile): Promise<readonly Difference[]> {
  return compareHashes(tile, tilePath(tile), await readTile(source, tile))
}

function compareHashes(
  computed: Tile,
  path: string,
  tile: Stored<Uint8Array>,
): readonly Difference[] {
  const { level, index, bytes } = computed
  const place = index * TILE_WIDTH
  if (tile.state === 'missing') return [{ what: 'tile_missing', level, place, path }]
  const at = firstMismatch(bytes, tile.value)
  if (tile.state === 'malformed') return [{ what: 'tile', level, place: place + (at ?? 0), path }]
  if (at === undefined) return []
  return [
    {
      what: 'mismatch',
      level,
      place: place + at,
      path,
      stored: hashAt(tile.value, at),
      computed: hashAt(bytes, at),
    },
  ]
}

function firstMismatch(computed: Uint8Array, stored: Uint8Array): number | undefined {
  if (sameBytes(computed, stored)) return undefined
  const count = computed.length / HASH_BYTES
  for (let at = 0; at < count; at++) {
    if (!sameBytes(hashAt(computed, at), hashAt(stored, at))) return at
  }
  return undefined
}

function hashAt(hashes: Uint8Array, at: number): Uint8Array {
  return hashes.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES)
}
