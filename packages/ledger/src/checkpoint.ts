/**
 * Which tree does the log vouch for?
 *
 * Source: C2SP tlog-checkpoint. The text of a checkpoint is three lines, origin, size and root, and
 * perhaps extension lines, which we never write and keep unread. A checkpoint counts only as an
 * opened note that carries the log's own signature; a witness's cosignature alone is not one.
 */
import { assert } from './assert.ts'
import { HASH_BYTES } from './crypto.ts'
import { fromBase64, parseDecimal, toBase64 } from './encoding.ts'
import type { Verifier } from './key.ts'
import { type NoteFault, type OpenedNote, openNote } from './note.ts'
import { assertSize } from './tile.ts'

export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

export type ParsedCheckpoint =
  | ({ readonly ok: true; readonly extensions: readonly string[] } & Checkpoint)
  | { readonly ok: false; readonly fault: 'malformed_checkpoint' }

export type OpenedCheckpoint =
  | (Checkpoint & { readonly ok: true; readonly note: OpenedNote })
  | {
      readonly ok: false
      readonly fault: NoteFault | 'malformed_checkpoint' | 'wrong_origin' | 'not_a_log_key'
    }

/** The note text to be signed. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  assert(origin !== '' && !origin.includes('\n'), 'an origin is one line')
  assertSize(size)
  assert(root.length === HASH_BYTES, 'a root has 32 bytes')
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/** Reads a note text (`body` of an opened note). */
export function parseCheckpoint(text: string): ParsedCheckpoint {
  const lines = text.split('\n')
  const end = lines.pop()
  const [origin, sizeText = '', rootText = '', ...extensions] = lines
  const size = parseDecimal(sizeText)
  const root = fromBase64(rootText)
  const isWhole = end === '' && lines.every((line) => line !== '')
  if (!isWhole || origin === undefined || size === undefined || root?.length !== HASH_BYTES) {
    return { ok: false, fault: 'malformed_checkpoint' }
  }
  return { ok: true, origin, size, root, extensions }
}

/** Opens the signed checkpoint of one log. `origin` is the key's name, as C2SP recommends. */
export function openCheckpoint(
  note: string | Uint8Array,
  log: Verifier,
  witnesses: readonly Verifier[] = [],
): OpenedCheckpoint {
  if (log.kind !== 'ed25519') return { ok: false, fault: 'not_a_log_key' }
  const opened = openNote(note, [log, ...witnesses])
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
