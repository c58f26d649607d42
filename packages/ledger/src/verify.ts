/**
 * Is the published log whole: do every entry, every tile and the root agree with what was signed?
 *
 * Reads the checkpoint, every entry bundle and every tile over their C2SP paths and computes all
 * hashes anew from the entries. Any changed bit of an entry or a tile is found, and the first bad
 * place is named. Which of two disagreeing records is the bad one follows from the signed root: if
 * the entries give it, they are genuine and a stored tile is bad; if they do not, then of the two
 * hashes the genuine one is that which the stored tiles around it join to the signed root.
 *
 * It cannot find a history rewritten as a whole and signed anew with the log's own key: against that
 * stand witnesses and receipts. Trouble in reading (an exception of the source) passes through.
 * Law: 94-V art. 22(1)(5). Requirements: R-85 (every action is registered), R-82 (tampering found).
 */
import { type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
import { compareLog, type Difference, firstEntry, type Mismatch, type Progress } from './compare.ts'
import { sameBytes } from './encoding.ts'
import { newVerifier, type Verifier } from './key.ts'
import { CHECKPOINT_PATH, type LogSource, readTile } from './log-source.ts'
import { inclusionProof, MissingTile } from './proof.ts'
import { verifyInclusion } from './proof-check.ts'
import { entryBundlePath, tileWidth } from './tile.ts'
import { TILE_WIDTH } from './tree.ts'

/** What is wrong at the first bad place. */
export type BadKind =
  | 'key_malformed'
  | 'checkpoint_missing'
  | 'checkpoint_refused'
  /** The entry is not the one that the signed root covers. */
  | 'entry'
  | 'bundle_missing'
  | 'bundle_malformed'
  /** A stored hash is not that of the genuine entries under it. */
  | 'tile'
  | 'tile_missing'
  /** They disagree with one another, and neither leads to the signed root. */
  | 'entry_or_tile'
  /** Entries and tiles agree with one another, but not with the signed root. */
  | 'root'

export type FirstBad = {
  readonly what: BadKind
  /** The file the fault stands in; the first of them when `count` reaches over several bundles. */
  readonly path: string
  /** The entry at which the fault begins; undefined when it concerns the log as a whole. */
  readonly index: number | undefined
  /** How many entries from `index` on the fault may concern: 1, or those under one stored hash. */
  readonly count: number
  /** Why a checkpoint was refused. */
  readonly fault?: Extract<OpenedCheckpoint, { ok: false }>['fault']
}

export type Verification =
  | {
      readonly ok: true
      readonly size: number
      readonly root: Uint8Array
      readonly checked: Checked
      /** Entries that the log no longer publishes; only their hashes were checked. */
      readonly unpublished: number
    }
  | {
      readonly ok: false
      /** 0 when there is no checkpoint to believe. */
      readonly size: number
      readonly root: Uint8Array | undefined
      readonly firstBad: FirstBad
      readonly checked: Checked
    }

export type Checked = { readonly entries: number; readonly tiles: number }

export async function verifyLog(
  source: LogSource,
  key: string | Verifier,
  progress: Progress = () => {},
): Promise<Verification> {
  const log = typeof key === 'string' ? newVerifier(key) : key
  if (log === undefined) return withoutTree({ what: 'key_malformed', path: CHECKPOINT_PATH })
  const note = await source.read(CHECKPOINT_PATH)
  if (note === undefined) return withoutTree({ what: 'checkpoint_missing', path: CHECKPOINT_PATH })
  const signed = openCheckpoint(note, log)
  if (!signed.ok) {
    const { fault } = signed
    return withoutTree({ what: 'checkpoint_refused', path: CHECKPOINT_PATH, fault })
  }
  const { size, root } = signed
  const {
    root: computed,
    differences,
    checked,
    unpublished,
  } = await compareLog(source, size, progress)
  const agrees = sameBytes(computed, root)
  const [first] = differences
  if (first === undefined && agrees) return { ok: true, size, root, checked, unpublished }
  const firstBad =
    first === undefined
      ? { what: 'root' as const, path: CHECKPOINT_PATH, index: undefined, count: size }
      : await judge(source, { size, root }, first, agrees)
  return { ok: false, size, root, firstBad, checked }
}

type SignedTree = { readonly size: number; readonly root: Uint8Array }

function withoutTree(bad: Omit<FirstBad, 'index' | 'count'>): Verification {
  const firstBad = { ...bad, index: undefined, count: 0 }
  return { ok: false, size: 0, root: undefined, firstBad, checked: { entries: 0, tiles: 0 } }
}

/** Names the bad side of a difference. `agrees`: the entries give the signed root. */
async function judge(
  source: LogSource,
  tree: SignedTree,
  difference: Difference,
  agrees: boolean,
): Promise<FirstBad> {
  const { level, path } = difference
  const index = firstEntry(difference)
  // A stored hash stands over a full subtree, whatever the size.
  const count = TILE_WIDTH ** level
  if (difference.what !== 'mismatch') return { what: difference.what, path, index, count: 1 }
  const what = agrees ? 'tile' : await badSide(source, tree, difference)
  return { what, path: what === 'entry' ? bundleOf(index, tree.size) : path, index, count }
}

function bundleOf(index: number, size: number): string {
  const bundle = Math.floor(index / TILE_WIDTH)
  return entryBundlePath(bundle, tileWidth(size, 0, bundle))
}

async function badSide(
  source: LogSource,
  tree: SignedTree,
  mismatch: Mismatch,
): Promise<'entry' | 'tile' | 'entry_or_tile'> {
  const proof = await storedProof(source, tree.size, firstEntry(mismatch))
  if (proof === undefined) return 'entry_or_tile'
  // A hash of level L is a leaf of the tree over level L, and the proof's upper part is its proof.
  const claim = {
    index: mismatch.place,
    size: Math.floor((tree.size - 1) / TILE_WIDTH ** mismatch.level) + 1,
    proof: proof.slice(mismatch.level * Math.log2(TILE_WIDTH)),
    root: tree.root,
  }
  if (verifyInclusion({ ...claim, leaf: mismatch.stored })) return 'entry'
  return verifyInclusion({ ...claim, leaf: mismatch.computed }) ? 'tile' : 'entry_or_tile'
}

/** Undefined when a tile on the way is missing or malformed. */
async function storedProof(
  source: LogSource,
  size: number,
  index: number,
): Promise<readonly Uint8Array[] | undefined> {
  try {
    return await inclusionProof(
      async (id) => {
        const tile = await readTile(source, id)
        return tile.state === 'whole' ? tile.value : undefined
      },
      index,
      size,
    )
  } catch (error) {
    if (error instanceof MissingTile) return undefined
    throw error
  }
}
