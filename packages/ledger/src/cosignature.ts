/**
 * What does a cosigner sign when it has seen a checkpoint?
 *
 * Source: C2SP tlog-cosignature. Two forms. With Ed25519 the message is a header line, the time and the
 * whole note text. With ML-DSA-44 it is a binary structure with the cosigner's name, the time, and the
 * origin, size and root of the tree; extension lines are not in it. The signature blob is the time in
 * eight bytes, big-endian, and the signature. Both state that at that time this was the largest
 * consistent tree the cosigner knew. Subtrees that do not begin at 0 are not signed here.
 */
import { assert } from './assert.ts'
import { concat, utf8 } from './encoding.ts'
import { parseCheckpoint } from './tree-head.ts'

export function cosignatureMessage(time: number, noteText: string): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${noteText}`)
}

/** Undefined when the text is no checkpoint, or a name is longer than the structure holds. */
export function subtreeMessage(
  cosigner: string,
  time: number,
  noteText: string,
): Uint8Array | undefined {
  const head = parseCheckpoint(noteText)
  const name = utf8(cosigner)
  if (!head.ok) return undefined
  const origin = utf8(head.origin)
  if (name.length > NAME_BYTES_MAX || origin.length > NAME_BYTES_MAX) return undefined
  return concat(
    LABEL,
    Uint8Array.of(name.length),
    name,
    uint64(time),
    Uint8Array.of(origin.length),
    origin,
    uint64(0),
    uint64(head.size),
    head.root,
  )
}

export function writeCosignature(time: number, signature: Uint8Array): Uint8Array {
  return concat(uint64(time), signature)
}

/** Undefined when the blob has another length or a time over 2^53 - 1. */
export function readCosignature(
  blob: Uint8Array,
  signatureBytes: number,
): { readonly time: number; readonly signature: Uint8Array } | undefined {
  if (blob.length !== TIME_BYTES + signatureBytes) return undefined
  const time = new DataView(blob.buffer, blob.byteOffset).getBigUint64(0)
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined
  return { time: Number(time), signature: blob.subarray(TIME_BYTES) }
}

const TIME_BYTES = 8
const NAME_BYTES_MAX = 255
const LABEL = utf8('subtree/v1\n\0')

function uint64(value: number): Uint8Array {
  assert(Number.isSafeInteger(value) && value >= 0, 'times and sizes are whole numbers')
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}
