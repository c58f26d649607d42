/**
 * Which tree does the log vouch for?
 *
 * Source: C2SP tlog-checkpoint. A checkpoint counts only as an opened note that carries the log's own
 * signature; a witness's cosignature alone is not one.
 */
import type { Verifier } from './key.ts'
import { type NoteFault, type OpenedNote, openNote } from './note.ts'
import { type Checkpoint, parseCheckpoint } from './tree-head.ts'

export type OpenedCheckpoint =
  | (Checkpoint & { readonly ok: true; readonly note: OpenedNote })
  | {
      readonly ok: false
      readonly fault: NoteFault | 'malformed_checkpoint' | 'wrong_origin' | 'not_a_log_key'
    }

/**
 * Opens the signed checkpoint of one log. `origin` is the key's name, as C2SP recommends.
 * `others` are keys whose signatures are checked beside it: witnesses, or a second key of the log.
 */
export function openCheckpoint(
  note: string | Uint8Array,
  log: Verifier,
  others: readonly Verifier[] = [],
): OpenedCheckpoint {
  if (log.kind === 'cosignature/v1') return { ok: false, fault: 'not_a_log_key' }
  const opened = openNote(note, [log, ...others])
  if (!opened.ok) return { ok: false, fault: opened.fault }
  if (!opened.verified.some(({ vkey }) => vkey === log.vkey)) {
    return { ok: false, fault: 'no_known_signature' }
  }
  const parsed = parseCheckpoint(opened.body)
  if (!parsed.ok) return parsed
  const { origin, size, root } = parsed
  if (origin !== log.name) return { ok: false, fault: 'wrong_origin' }
  return { ok: true, origin, size, root, note: opened }
}
