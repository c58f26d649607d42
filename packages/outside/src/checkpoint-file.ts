/**
 * What was the last checkpoint this operator signed, as told by something that is not the database?
 *
 * A database restored from an old backup would sign a second history under the old sizes. The file
 * stands outside it: before signing, the sequencer compares. Written atomically and durably, by one process
 * at a time. It only ever grows: of several processes the one that signed earlier may come later, and its
 * older checkpoint leaves the file as it is. What conflicts is loud (I3): another log, another root of one
 * size, or an older or newer one that the caller finds not to be of one history. The signature is not checked
 * here: `@kelisim/ledger` does.
 */
import { readSmallFile, replaceFile } from './atomic-file.ts'
import { sweepLeftBehind, syncFolder } from './left-behind.ts'
import { CHECKPOINT_BYTES_MAX } from './limits.ts'
import { asOnlyWriter } from './one-writer.ts'

const READABLE = 0o644

/** The signed note as it was remembered; undefined before the first. */
export async function recallCheckpoint(path: string): Promise<string | undefined> {
  const file = await readSmallFile(path, CHECKPOINT_BYTES_MAX)
  return file && new TextDecoder('utf-8', { fatal: true }).decode(file.bytes)
}

/** Does the newer checkpoint continue the older one? Both are signed notes. */
export type Continues = (older: string, newer: string) => Promise<boolean>

export interface Remembering {
  readonly path: string
  /** Asked when two sizes differ, unless the older one is `verified`. */
  readonly continues: Continues
  /** What the sequencer held against the tiles before it signed the note: the note continues it. */
  readonly verified?: string | undefined
}

/** True when the note is the newest now; false when a newer one of the same history stands already. */
export async function rememberCheckpoint(
  { path, continues, verified }: Remembering,
  note: string,
): Promise<boolean> {
  const bytes = new TextEncoder().encode(note)
  if (bytes.length > CHECKPOINT_BYTES_MAX) throw new Error('couldn’t remember so long a checkpoint')
  const next = headOf(note)
  return await asOnlyWriter(path, async () => {
    const text = await recallCheckpoint(path)
    const known = text === undefined ? undefined : headOf(text)
    if (text !== undefined && known !== undefined) {
      if (known.origin !== next.origin) {
        throw new Error('couldn’t remember a checkpoint of another log')
      }
      if (known.size === next.size) {
        if (known.root !== next.root) {
          throw new Error(`couldn’t remember a second checkpoint of ${next.size} entries`)
        }
        // It may stand here since a write that failed after its rename.
        await syncFolder(path)
        return true
      }
      const [older, newer] = known.size < next.size ? [text, note] : [note, text]
      if (older !== verified && !(await continues(older, newer))) {
        throw new Error(
          `couldn’t remember a checkpoint of ${next.size} entries: it is of another history than the one of ${known.size}`,
        )
      }
      if (known.size > next.size) return false
    }
    await replaceFile(path, bytes, { mode: READABLE })
    return true
  })
}

/** At a start: removes what a killed process left beside the file, and makes durable what it renamed. */
export async function tidyCheckpoint(path: string): Promise<void> {
  await sweepLeftBehind(path, false)
  await syncFolder(path)
}

interface CheckpointHead {
  readonly origin: string
  readonly size: number
  readonly root: string
}

/** The first three lines of a C2SP checkpoint: origin, size, root. */
function headOf(note: string): CheckpointHead {
  const [origin = '', size = '', root = ''] = note.split('\n', 3)
  if (origin === '' || !/^(?:0|[1-9][0-9]{0,15})$/.test(size) || root === '') {
    throw new Error('couldn’t read what should be a checkpoint')
  }
  return { origin, size: Number(size), root }
}
