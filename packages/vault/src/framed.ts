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

export function framed(...parts: readonly Part[]): Uint8Array {
  let total = 0
  for (const part of parts) total += LENGTH_BYTES + sizeOf(part)
  const frame = Buffer.allocUnsafe(total)
  let at = 0
  for (const part of parts) {
    const size = sizeOf(part)
    at = frame.writeUInt32BE(size, at)
    write(frame, at, part)
    at += size
  }
  return frame
}

function sizeOf(part: Part): number {
  if (typeof part === 'number') return NUMBER_BYTES
  const size = typeof part === 'string' ? Buffer.byteLength(part) : part.length
  if (size > PART_BYTES_MAX) throw new Error('a part of a frame is too long')
  return size
}

function write(frame: Buffer, at: number, part: Part): void {
  if (typeof part === 'string') {
    // Half a surrogate pair becomes U+FFFD in UTF-8: two texts would share one frame.
    if (!part.isWellFormed()) throw new Error('a part of a frame is not well-formed text')
    frame.write(part, at)
  } else if (typeof part === 'number') {
    if (!Number.isSafeInteger(part) || part < 0) throw new Error('a part of a frame is no count')
    frame.writeUInt32BE(Math.floor(part / 0x1_0000_0000), at)
    frame.writeUInt32BE(part % 0x1_0000_0000, at + 4)
  } else {
    frame.set(part, at)
  }
}
