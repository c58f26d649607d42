/** A frame can be read back in one way only. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { framed, type Part } from './framed.ts'
import { PART_BYTES_MAX } from './limits.ts'

const parts = fc.array(
  fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeNat(), fc.uint8Array({ maxLength: 20 })),
  { maxLength: 6 },
)

test('a frame read by its lengths gives its parts back, to the last byte', () => {
  fc.assert(
    fc.property(parts, (given) => {
      assert.deepEqual(unframed(framed(...given)), given.map(bytesOf))
    }),
  )
})

test('two lists of parts share a frame only when their parts have the same bytes', () => {
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const isSame = Buffer.from(framed(...one)).equals(framed(...other))
      const areEqual = JSON.stringify(one.map(bytesOf)) === JSON.stringify(other.map(bytesOf))
      assert.equal(isSame, areEqual)
    }),
  )
})

test('a part has a limit, in bytes and not in characters', () => {
  assert.equal(framed('x'.repeat(PART_BYTES_MAX)).length, PART_BYTES_MAX + 4)
  assert.throws(() => framed('x'.repeat(PART_BYTES_MAX + 1)), /too long/)
  assert.throws(() => framed('ұ'.repeat(PART_BYTES_MAX / 2 + 1)), /too long/)
  assert.throws(() => framed(new Uint8Array(PART_BYTES_MAX + 1)), /too long/)
})

/** The slow reading: another way to bytes than the one of the code. */
function bytesOf(part: Part): Buffer {
  if (typeof part === 'number') return Buffer.from(part.toString(16).padStart(16, '0'), 'hex')
  return typeof part === 'string' ? Buffer.from(new TextEncoder().encode(part)) : Buffer.from(part)
}

function unframed(frame: Uint8Array): readonly Buffer[] {
  const bytes = Buffer.from(frame)
  const found: Buffer[] = []
  let at = 0
  while (at < bytes.length) {
    const size = bytes.readUInt32BE(at)
    found.push(Buffer.from(bytes.subarray(at + 4, at + 4 + size)))
    at += 4 + size
  }
  assert.equal(at, bytes.length)
  return found
}
