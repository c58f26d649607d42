/**
 * What does a witness sign when it has seen a checkpoint?
 *
 * Source: C2SP tlog-cosignature, cosignature/v1. The message is a header line, the time and the whole
 * note text; the signature blob is the time in eight bytes, big-endian, and 64 bytes of Ed25519.
 * It states that at that time this was the largest consistent tree the witness knew. The ML-DSA-44
 * form (type 0x06) is not implemented here.
 */
import { assert } from './assert.ts'
import { SIGNATURE_BYTES } from './crypto.ts'
import { concat, utf8 } from './encoding.ts'

export function cosignatureMessage(time: number, noteText: string): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${noteText}`)
}

export function writeCosignature(time: number, signature: Uint8Array): Uint8Array {
  assert(Number.isSafeInteger(time) && time >= 0, 'a cosignature time is in whole seconds')
  const stamp = new Uint8Array(TIME_BYTES)
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time))
  return concat(stamp, signature)
}

/** Undefined when the blob has another length or a time over 2^53 - 1. */
export function readCosignature(
  blob: Uint8Array,
): { readonly time: number; readonly signature: Uint8Array } | undefined {
  if (blob.length !== TIME_BYTES + SIGNATURE_BYTES) return undefined
  const time = new DataView(blob.buffer, blob.byteOffset).getBigUint64(0)
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return undefined
  return { time: Number(time), signature: blob.subarray(TIME_BYTES) }
}

const TIME_BYTES = 8
