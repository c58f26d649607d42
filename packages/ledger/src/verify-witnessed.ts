/**
 * Have others seen this very log, and how much of it?
 *
 * Reads the newest head that the quorum of a trust policy has cosigned and recomputes that head's root
 * from the tiles the log serves now. Together with `verifyLog` it finds what that one cannot: a history
 * rewritten whole and signed with the log's own key, up to the size the witnesses saw. What lies behind
 * that size is the unseen rest, and its length is told.
 * Source: C2SP tlog-policy, tlog-cosignature. Requirements.
 */
import type { OpenedCheckpoint } from './checkpoint.ts'
import { sameBytes } from './encoding.ts'
import { type LogSource, readTile } from './log-source.ts'
import { MissingTile, rootOf } from './proof.ts'
import { tileWidth } from './tile.ts'
import type { Checkpoint } from './tree-head.ts'
import { openTrusted, type TrustedCheckpoint, type TrustPolicy } from './trust-policy.ts'

/** Where a log of ours serves that head, beside the C2SP paths. */
export const WITNESSED_PATH = 'witnessed'

export type Seen =
  | { readonly ok: true; readonly size: number; readonly seenBy: TrustedCheckpoint['seenBy'] }
  | {
      readonly ok: false
      readonly fault:
        | 'witnessed_missing'
        | 'no_quorum'
        /** The log as served is not the one that was cosigned, or is shorter. */
        | 'other_history'
        | Extract<OpenedCheckpoint, { ok: false }>['fault']
    }

/** `size`: entries of the log as verified; trouble in reading is an exception of the source. */
export async function verifyWitnessed(
  source: LogSource,
  size: number,
  trust: TrustPolicy,
): Promise<Seen> {
  const note = await source.read(WITNESSED_PATH)
  if (note === undefined) return { ok: false, fault: 'witnessed_missing' }
  const opened = openTrusted(note, trust)
  if (!opened.ok) return opened
  if (!opened.isQuorum) return { ok: false, fault: 'no_quorum' }
  const isSame = opened.size <= size && (await gives(source, size, opened))
  if (!isSame) return { ok: false, fault: 'other_history' }
  return { ok: true, size: opened.size, seenBy: opened.seenBy }
}

/** From the tiles as wide as they are served today: a narrower one need not be kept (C2SP tlog-tiles). */
async function gives(source: LogSource, size: number, head: Checkpoint): Promise<boolean> {
  try {
    const served = await rootOf(async ({ level, index }) => {
      const tile = await readTile(source, { level, index, width: tileWidth(size, level, index) })
      return tile.state === 'whole' ? tile.value : undefined
    }, head.size)
    return sameBytes(served, head.root)
  } catch (error) {
    if (error instanceof MissingTile) return false
    throw error
  }
}
