/**
 * How is the head of a tree, its origin, size and root, written as a text?
 *
 * Source: C2SP tlog-checkpoint. Three lines, and perhaps extension lines, which we never write and
 * keep unread. Says nothing of signatures: checkpoint.ts does.
 */
import { assert } from './assert.ts'
import { HASH_BYTES } from './crypto.ts'
import { fromBase64, parseDecimal, toBase64 } from './encoding.ts'

export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

export type ParsedCheckpoint =
  | ({ readonly ok: true; readonly extensions: readonly string[] } & Checkpoint)
  | { readonly ok: false; readonly fault: 'malformed_checkpoint' }

/** The note text to be signed. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  assert(origin !== '' && !origin.includes('\n'), 'an origin is one line')
  assert(Number.isSafeInteger(size) && size >= 0, 'sizes are integers up to 2^53 - 1')
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
