/** A log as a server would publish it, written to a folder; with its key beside it. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  encodeBundle,
  entryBundlePath,
  formatCheckpoint,
  grow,
  leafHash,
  newSigner,
  signNote,
  TILE_WIDTH,
  tilePath,
} from '@kelisim/ledger'

export const ORIGIN = 'operator.example/test/ledger'
export const signer = newSigner(ORIGIN, new Uint8Array(32).fill(5))

/** Replaces what stood in the folder. */
export async function exportLog(
  folder: string,
  entries: readonly Uint8Array[],
  signedBy = signer,
): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const { tiles, root, size } = grow(0, [], entries.map(leafHash))
  const files = new Map(tiles.map((tile) => [tilePath(tile), tile.bytes]))
  for (let from = 0; from < size; from += TILE_WIDTH) {
    const part = entries.slice(from, from + TILE_WIDTH)
    files.set(entryBundlePath(from / TILE_WIDTH, part.length), encodeBundle(part))
  }
  const note = signNote(formatCheckpoint({ origin: ORIGIN, size, root }), [signedBy])
  files.set('checkpoint', Buffer.from(note))
  files.set('key', Buffer.from(`${signedBy.vkey}\n`))
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
}
