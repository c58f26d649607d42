/**
 * How are the entries themselves kept beside the level-0 tiles?
 *
 * As entry bundles (C2SP tlog-tiles): each entry behind its length in two bytes, big-endian; entry i
 * of bundle n is the entry whose hash is at place i of tile n. Entries are bytes, kept and hashed
 * verbatim, never written anew.
 */
import { assert } from './assert.ts'
import { TILE_WIDTH } from './tree.ts'

/** Two bytes of length allow no more. */
export const MAX_ENTRY_BYTES = 65_535

export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  assert(entries.length <= TILE_WIDTH, 'a bundle has at most 256 entries')
  const bundle = new Uint8Array(entries.reduce((total, entry) => total + 2 + entry.length, 0))
  const view = new DataView(bundle.buffer)
  let offset = 0
  for (const entry of entries) {
    assert(entry.length <= MAX_ENTRY_BYTES, 'an entry has at most 65,535 bytes')
    view.setUint16(offset, entry.length)
    bundle.set(entry, offset + 2)
    offset += 2 + entry.length
  }
  return bundle
}

/** The entries of a bundle, or undefined when the bytes are not whole entries, 256 at most. */
export function decodeBundle(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const { entries, isWhole } = readBundle(bytes)
  return isWhole ? entries : undefined
}

/** As many whole entries as there are, up to 256, and whether nothing else is there. */
export function readBundle(bytes: Uint8Array): {
  readonly entries: readonly Uint8Array[]
  readonly isWhole: boolean
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: Uint8Array[] = []
  let offset = 0
  while (offset + 2 <= bytes.length && entries.length < TILE_WIDTH) {
    const end = offset + 2 + view.getUint16(offset)
    if (end > bytes.length) break
    entries.push(bytes.subarray(offset + 2, end))
    offset = end
  }
  return { entries, isWhole: offset === bytes.length }
}
