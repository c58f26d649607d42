/**
 * A small published log in memory, for the tests: entries, bundles, tiles and a signed checkpoint
 * under their C2SP paths. Made with the package's own writers. Not exported from the package.
 */
import { encodeBundle } from './bundle.ts'
import { formatCheckpoint } from './tree-head.ts'
import { utf8 } from './encoding.ts'
import { grow } from './grow.ts'
import { newSigner, type Signer } from './key.ts'
import type { LogSource } from './log-source.ts'
import { signNote } from './note.ts'
import type { TileReader } from './proof.ts'
import { entryBundlePath, type TileId, tilePath, tileWidth } from './tile.ts'
import { leafHash, TILE_WIDTH } from './tree.ts'

export const SAMPLE_ORIGIN = 'kelisim.example/ledger'

export type SampleLog = {
  readonly files: Map<string, Uint8Array>
  readonly source: LogSource
  readonly read: TileReader
  readonly checkpoint: string
  readonly root: Uint8Array
  readonly signer: Signer
}

export function sampleSigner(byte = 7, name = SAMPLE_ORIGIN): Signer {
  return newSigner(name, new Uint8Array(32).fill(byte))
}

export function sampleEntries(size: number): readonly Uint8Array[] {
  return Array.from({ length: size }, (_, at) => utf8(`{"kind":"sample","n":${at}}`))
}

export function sampleLog(entries: readonly Uint8Array[], signer = sampleSigner()): SampleLog {
  const files = new Map<string, Uint8Array>()
  const { tiles, root, size } = grow(
    0,
    [],
    entries.map((entry) => leafHash(entry)),
  )
  for (const tile of tiles) files.set(tilePath(tile), tile.bytes)
  for (let index = 0; index * TILE_WIDTH < size; index++) {
    const part = entries.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH)
    files.set(entryBundlePath(index, part.length), encodeBundle(part))
  }
  const checkpoint = signNote(formatCheckpoint({ origin: signer.name, size, root }), [signer])
  files.set('checkpoint', utf8(checkpoint))
  return {
    files,
    source: { read: async (path) => files.get(path) },
    read: async (id) => files.get(tilePath(atSize(id, size))),
    checkpoint,
    root,
    signer,
  }
}

/** The tile as this log has it: at least as wide as asked. */
function atSize({ level, index }: TileId, size: number): TileId {
  return { level, index, width: tileWidth(size, level, index) }
}
