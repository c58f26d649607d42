/**
 * Which entries does a published copy of the log hold after a backup, up to the checkpoint that is remembered?
 *
 * They are not believed here: the restoration recomputes the root that was signed. Source: C2SP tlog-tiles.
 * Requirements: R-83. Invariant I3.
 */
import { decodeBundle, entryBundlePath, parseCheckpoint, TILE_WIDTH } from '@kelisim/ledger'
import { logInFolder, logOverHttp } from '@kelisim/outside'
import { Failure } from './command.ts'

export async function entriesAfter(
  place: string,
  from: number,
  remembered: string | undefined,
): Promise<readonly Uint8Array[]> {
  const source = /^https?:/.test(place) ? logOverHttp(place) : logInFolder(place)
  const size = sizeOf(remembered)
  const entries: Uint8Array[] = []
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < size; index++) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH)
    const path = entryBundlePath(index, width)
    // A log that has grown since may keep the full bundle only.
    const bytes =
      (await source.read(path)) ?? (await source.read(entryBundlePath(index, TILE_WIDTH)))
    const bundle = bytes && decodeBundle(bytes)
    if (bundle === undefined) throw new Failure(`the copy of the log has no ${path}`)
    entries.push(...bundle.slice(Math.max(0, from - index * TILE_WIDTH)))
  }
  return entries
}

function sizeOf(note: string | undefined): number {
  const parsed =
    note === undefined ? undefined : parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1))
  return parsed?.ok === true ? parsed.size : 0
}
