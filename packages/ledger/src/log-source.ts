/**
 * How is a published log read, wherever it is kept?
 *
 * Through one function from a C2SP path to bytes: a folder, a database or an HTTP address alike.
 * A partial tile or bundle may have been deleted once the full one exists (C2SP tlog-tiles, Partial
 * Tiles), so the full one is asked for next and cut. What does not have exactly the bytes of its
 * width is malformed, not repaired.
 */
import { readBundle } from './bundle.ts'
import { HASH_BYTES } from './crypto.ts'
import { fromUtf8, parseDecimal } from './encoding.ts'
import { entryBundlePath, type TileId, tilePath } from './tile.ts'
import { TILE_WIDTH } from './tree.ts'

export type LogSource = {
  /** Undefined when there is nothing under the path; trouble in reading is an exception. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>
}

export type Stored<T> =
  | { readonly state: 'whole'; readonly value: T }
  | { readonly state: 'missing' }
  /** `value` is what could still be made out. */
  | { readonly state: 'malformed'; readonly value: T }

export const CHECKPOINT_PATH = 'checkpoint'
/** Where a log of ours says which entry is the first that it still publishes, beside the C2SP paths. */
export const MINIMUM_PATH = 'minimum'

/**
 * Entries before this one need not be served; their hashes are (C2SP tlog-tiles, Pruning). Nobody signs it: who
 * reads it tells how much was left out. A log that says nothing of the kind publishes everything.
 */
export async function readMinimum(source: LogSource, size: number): Promise<number> {
  const bytes = await source.read(MINIMUM_PATH)
  const minimum = bytes && parseDecimal(fromUtf8(bytes)?.trim() ?? '')
  if (minimum === undefined || minimum > size || minimum % TILE_WIDTH !== 0) return 0
  return minimum
}

export async function readTile(source: LogSource, id: TileId): Promise<Stored<Uint8Array>> {
  const found = await readEither(source, id.width, (width) => tilePath({ ...id, width }))
  if (found === undefined) return { state: 'missing' }
  const value = found.bytes.subarray(0, id.width * HASH_BYTES)
  const isWhole = found.bytes.length === found.width * HASH_BYTES
  return { state: isWhole ? 'whole' : 'malformed', value }
}

export async function readEntries(
  source: LogSource,
  index: number,
  width: number,
): Promise<Stored<readonly Uint8Array[]>> {
  const found = await readEither(source, width, (asked) => entryBundlePath(index, asked))
  if (found === undefined) return { state: 'missing' }
  const { entries, isWhole } = readBundle(found.bytes)
  const isExact = isWhole && entries.length === found.width
  return { state: isExact ? 'whole' : 'malformed', value: entries.slice(0, width) }
}

async function readEither(
  source: LogSource,
  width: number,
  path: (width: number) => string,
): Promise<{ bytes: Uint8Array; width: number } | undefined> {
  const asked = await source.read(path(width))
  if (asked !== undefined) return { bytes: asked, width }
  const full = width < TILE_WIDTH ? await source.read(path(TILE_WIDTH)) : undefined
  return full && { bytes: full, width: TILE_WIDTH }
}
