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
import { sameBytes } from './encoding.ts'
import { grow } from './grow.ts'
import type { Verifier } from './key.ts'
import { CHECKPOINT_PATH, type LogSource, readEntries, readTile } from './log-source.ts'
import {
  edgeRoot,
  edgeTiles,
  entryBundlePath,
  levelWidth,
  type Tile,
  tilePath,
  tileWidth,
} from './tile.ts'
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
  let grown: Grown = { size: from, edge }
  while (grown.size < now.size) {
    const entries = await readNext(source, grown.size, now.size)
    if ('fault' in entries) return entries
    entries.forEach((entry, at) => {
      if (isWanted(entry)) wanted.push({ index: grown.size + at, entry })
    })
    if (wanted.length > FOLLOWED_MAX) return broken('too_many')
    grown = append(grown, entries)
    progress(grown.size - from, now.size - from)
  }
  if (!sameBytes(edgeRoot(grown.edge), now.root)) {
    return broken(now.size === from ? 'other_history' : 'root')
  }
  return { ok: true, note: new TextDecoder().decode(note), from, size: now.size, wanted }
}

type Broken = Extract<Followed, { ok: false }>

function broken(fault: FollowFault, path = CHECKPOINT_PATH): Broken {
  return { ok: false, fault, path }
}

interface Grown {
  readonly size: number
  readonly edge: readonly Tile[]
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

/** The entries from `from` to the end of their bundle. */
async function readNext(
  source: LogSource,
  from: number,
  size: number,
): Promise<readonly Uint8Array[] | Broken> {
  const index = Math.floor(from / TILE_WIDTH)
  const width = tileWidth(size, 0, index)
  const bundle = await readEntries(source, index, width)
  const path = entryBundlePath(index, width)
  if (bundle.state === 'missing') return broken('bundle_missing', path)
  if (bundle.state === 'malformed') return broken('bundle_malformed', path)
  return bundle.value.slice(from % TILE_WIDTH)
}

function append({ size, edge }: Grown, entries: readonly Uint8Array[]): Grown {
  const growth = grow(size, edge, entries.map(leafHash))
  const isOfEdge = ({ level, index }: Tile) => index === levelWidth(growth.size, level + 1)
  const changed = growth.tiles.filter(isOfEdge)
  const kept = edge.filter(
    (tile) => isOfEdge(tile) && !changed.some(({ level }) => level === tile.level),
  )
  const all = [...changed, ...kept].toSorted((one, other) => one.level - other.level)
  return { size: growth.size, edge: all }
}
