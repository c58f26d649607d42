/**
 * What was the last checkpoint this operator signed, as told by something that is not the database?
 *
 * A database restored from an old backup would sign a second history under the old sizes. The file
 * stands outside it: before signing, the sequencer compares. Written atomically and durably; a
 * checkpoint smaller than the remembered one, or another one of the same size, is refused (I3). The
 * signature is not checked here: `@kelisim/ledger` does.
 */
import { readSmallFile, replaceFile } from './atomic-file.ts'
import { CHECKPOINT_BYTES_MAX } from './limits.ts'

const READABLE = 0o644

/** The signed note as it was remembered; undefined before the first. */
export async function recallCheckpoint(path: string): Promise<string | undefined> {
  const file = await readSmallFile(path, CHECKPOINT_BYTES_MAX)
  return file && new TextDecoder('utf-8', { fatal: true }).decode(file.bytes)
}

/** One writer at a time: the sequencer. */
export async function rememberCheckpoint(path: string, note: string): Promise<void> {
  const bytes = new TextEncoder().encode(note)
  if (bytes.length > CHECKPOINT_BYTES_MAX) throw new Error('couldn’t remember so long a checkpoint')
  const next = headOf(note)
  const known = await recallCheckpoint(path)
  if (known !== undefined) refuseStepBack(headOf(known), next)
  await replaceFile(path, bytes, { mode: READABLE })
}

interface CheckpointHead {
  readonly origin: string
  readonly size: number
  readonly root: string
}

function refuseStepBack(known: CheckpointHead, next: CheckpointHead): void {
  if (known.origin !== next.origin) throw new Error('couldn’t remember a checkpoint of another log')
  if (next.size < known.size) {
    throw new Error(`couldn’t remember a checkpoint of ${next.size} entries after ${known.size}`)
  }
  if (next.size === known.size && next.root !== known.root) {
    throw new Error(`couldn’t remember a second checkpoint of ${next.size} entries`)
  }
}

/** The first three lines of a C2SP checkpoint: origin, size, root. */
function headOf(note: string): CheckpointHead {
  const [origin = '', size = '', root = ''] = note.split('\n', 3)
  if (origin === '' || !/^(?:0|[1-9][0-9]{0,15})$/.test(size) || root === '') {
    throw new Error('couldn’t read what should be a checkpoint')
  }
  return { origin, size: Number(size), root }
}
