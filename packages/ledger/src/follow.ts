/**
 * What came into the log since I last looked, and is it still the log that I knew?
 *
 * For whoever keeps an eye on a log from outside (a lender on what is said of it, a person on what was done
 * with their data) without reading it whole each time. The tree as remembered is taken from the tiles served
 * today and must give the remembered root; the entries behind it are appended to it and must give the root that is
 * signed today. So both are shown at once: nothing that was seen has changed, and the entries handed over
 * are those that the signature covers. Nothing is handed over before all of it agrees.
 *
 * Where the log is broken `verify.ts` tells; here it is enough that it is.
 * Source: C2SP tlog-tiles, tlog-checkpoint. Requirements.
 */
import { type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
import type { Progress } from './compare.ts'
import { HASH_BYTES } from './crypto.ts'
import { fromUtf8, sameBytes } from './encoding.ts'
import { grow, type Growth } from './grow.ts'
import type { Verifier } from './key.ts'
import {
  CHECKPOINT_PATH,
  type LogSource,
  readEntries,
  readMinimum,
  readTile,
} from './log-source.ts'
import { edgeRoot, edgeTiles, entryBundlePath, type Tile, tilePath, tileWidth } from './tile.ts'
import { leafHash, TILE_WIDTH } from './tree.ts'

/** Entries handed over at once; a reader who wants more of them takes them in several turns. */
export const FOLLOWED_MAX = 100_000

export type Followed =
  | {
      readonly ok: true
      /** The head to remember, as the log signed it. */
      readonly note: string
      readonly from: number
      readonly size: number
      /** New entries that the log no longer publishes; only their hashes were checked. */
      readonly unpublished: number
      readonly wanted: readonly { readonly index: number; readonly entry: Uint8Array }[]
    }
  | { readonly ok: false; readonly fault: FollowFault; readonly path: string }

export type FollowFault =
  | 'checkpoint_missing'
  /** The remembered head is not signed with this key: another log, or another key. */
  | 'remembered_refused'
  /** Fewer entries than were seen. */
  | 'shrunk'
  /** What was seen stands no longer there as it was. */
  | 'other_history'
  | 'tile_missing'
  | 'bundle_missing'
  | 'bundle_malformed'
  /** The entries are not those that were signed. */
  | 'root'
  | 'too_many'
  | Extract<OpenedCheckpoint, { ok: false }>['fault']

/** `remembered`: the signed head of the last time. Trouble in reading is an exception of the source. */
export async function followLog(
  source: LogSource,
  log: Verifier,
  remembered: string | undefined,
  isWanted: (entry: Uint8Array) => boolean,
  progress: Progress = () => {},
): Promise<Followed> {
  const note = await source.read(CHECKPOINT_PATH)
  if (note === undefined) return broken('checkpoint_missing')
  const now = openCheckpoint(note, log)
  if (!now.ok) return broken(now.fault)
  const then = remembered === undefined ? undefined : openCheckpoint(remembered, log)
  if (then?.ok === false) return broken('remembered_refused')
  const from = then?.size ?? 0
  if (now.size < from) return broken('shrunk')
  const edge = await readEdge(source, from, now.size)
  if (typeof edge === 'string') return broken('tile_missing', edge)
  if (then !== undefined && !sameBytes(edgeRoot(edge), then.root)) return broken('other_history')
  const wanted: { index: number; entry: Uint8Array }[] = []
  const minimum = await readMinimum(source, now.size)
  let grown: Pick<Growth, 'size' | 'edge'> = { size: from, edge }
  let unpublished = 0
  while (grown.size < now.size) {
    const read = await readNext(source, grown.size, now.size, minimum)
    if ('fault' in read) return read
    read.entries?.forEach((entry, at) => {
      if (isWanted(entry)) wanted.push({ index: grown.size + at, entry })
    })
    if (wanted.length > FOLLOWED_MAX) return broken('too_many')
    if (read.entries === undefined) unpublished += read.leaves.length
    grown = grow(grown.size, grown.edge, read.leaves)
    progress(grown.size - from, now.size - from)
  }
  if (!sameBytes(edgeRoot(grown.edge), now.root)) {
    return broken(now.size === from ? 'other_history' : 'root')
  }
  return { ok: true, note: fromUtf8(note) ?? '', from, size: now.size, unpublished, wanted }
}

type Broken = Extract<Followed, { ok: false }>

function broken(fault: FollowFault, path = CHECKPOINT_PATH): Broken {
  return { ok: false, fault, path }
}

/** The partial tiles of a size that is past; its hashes stand in tiles that may have become wider. */
async function readEdge(
  source: LogSource,
  size: number,
  served: number,
): Promise<readonly Tile[] | string> {
  const edge: Tile[] = []
  for (const id of edgeTiles(size)) {
    const asked = { ...id, width: tileWidth(served, id.level, id.index) }
    const tile = await readTile(source, asked)
    if (tile.state !== 'whole') return tilePath(asked)
    edge.push({ ...id, bytes: tile.value.subarray(0, id.width * HASH_BYTES) })
  }
  return edge
}

interface Next {
  readonly leaves: readonly Uint8Array[]
  /** Absent where the log publishes no more than the hashes. */
  readonly entries?: readonly Uint8Array[]
}

/** From `from` to the end of its bundle. */
async function readNext(
  source: LogSource,
  from: number,
  size: number,
  minimum: number,
): Promise<Next | Broken> {
  const index = Math.floor(from / TILE_WIDTH)
  const width = tileWidth(size, 0, index)
  const bundle = await readEntries(source, index, width)
  const path = entryBundlePath(index, width)
  if (bundle.state === 'missing' && from < minimum) return await readHashes(source, from)
  if (bundle.state === 'missing') return broken('bundle_missing', path)
  if (bundle.state === 'malformed') return broken('bundle_malformed', path)
  const entries = bundle.value.slice(from % TILE_WIDTH)
  return { entries, leaves: entries.map(leafHash) }
}

/** Of a full tile: what is taken out is taken out by whole bundles. */
async function readHashes(source: LogSource, from: number): Promise<Next | Broken> {
  const id = { level: 0, index: Math.floor(from / TILE_WIDTH), width: TILE_WIDTH }
  const tile = await readTile(source, id)
  if (tile.state !== 'whole') return broken('tile_missing', tilePath(id))
  const leaves: Uint8Array[] = []
  for (let at = from % TILE_WIDTH; at < TILE_WIDTH; at++) {
    leaves.push(tile.value.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))
  }
  return { leaves }
}
