/**
 * Several parts as one byte sequence from which only these parts can be read back.
 *
 * Each part has its length before it (four bytes), a whole number is eight bytes; so ("ab", "c")
 * and ("a", "bc") differ. What is authenticated or hashed here is always framed and always begins
 * with a label that names its use and its version.
 */
import { PART_BYTES_MAX } from './limits.ts'

export type Part = string | number | Uint8Array

const LENGTH_BYTES = 4
const NUMBER_BYTES = 8
/** A UTF-16 unit takes at most so many bytes in UTF-8. */
const UNIT_BYTES_MAX = 3

export function framed(...parts: readonly Part[]): Uint8Array {
  let room = 0
  for (const part of parts) room += LENGTH_BYTES + roomFor(part)
  // Room for the longest encoding, because measuring a text costs as much as writing it.
  const frame = Buffer.allocUnsafe(room)
  let at = 0
  for (const part of parts) {
    const from = at + LENGTH_BYTES
    const size = write(frame, from, part)
    if (size > PART_BYTES_MAX) throw new Error('a part of a frame is too long')
    frame.writeUInt32BE(size, at)
    at = from + size
  }
  return frame.subarray(0, at)
}

function roomFor(part: Part): number {
  if (typeof part === 'number') return NUMBER_BYTES
  return typeof part === 'string' ? part.length * UNIT_BYTES_MAX : part.length
}

function write(frame: Buffer, at: number, part: Part): number {
  if (typeof part === 'string') {
    // Half a surrogate pair becomes U+FFFD in UTF-8: two texts would share one frame.
    if (!part.isWellFormed()) throw new Error('a part of a frame is not well-formed text')
    return frame.write(part, at)
  }
  if (typeof part === 'number') {
    if (!Number.isSafeInteger(part) || part < 0) throw new Error('a part of a frame is no count')
    frame.writeUInt32BE(Math.floor(part / 0x1_0000_0000), at)
    frame.writeUInt32BE(part % 0x1_0000_0000, at + 4)
    return NUMBER_BYTES
  }
  frame.set(part, at)
  return part.length
}
