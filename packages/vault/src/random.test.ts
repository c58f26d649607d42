/** Bytes of the pool are handed out once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pooledRandom } from './random.ts'

test('the pool gives as many bytes as asked, over its end too, and never the same memory', () => {
  const random = pooledRandom()
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30_000 }), (bytes) => {
      const [first, second] = [random(bytes), random(bytes)]
      assert.equal(first.length, bytes)
      assert.equal(first.byteLength, first.buffer.byteLength)
      if (bytes >= 16) assert.notDeepEqual(first, second)
      first.fill(0)
      if (bytes >= 16) assert.ok(second.some((byte) => byte !== 0))
    }),
  )
})

test('over 200,000 pieces of 24 bytes none repeats, and each bit is set about half the time', () => {
  const random = pooledRandom()
  const seen = new Set<string>()
  const ones = new Uint32Array(192)
  for (let round = 0; round < 200_000; round++) {
    const piece = random(24)
    seen.add(Buffer.from(piece).toString('latin1'))
    for (let bit = 0; bit < 192; bit++)
      ones[bit] = (ones[bit] ?? 0) + (((piece[bit >> 3] ?? 0) >> (bit & 7)) & 1)
  }
  assert.equal(seen.size, 200_000)
  // Seven standard deviations of a fair coin (224): never by chance, at once by a stuck bit.
  for (const count of ones) assert.ok(Math.abs(count - 100_000) < 1_570, `${count}`)
})

test('a count of bytes that is none is a defect', () => {
  const random = pooledRandom()
  for (const bytes of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
    assert.throws(() => random(bytes))
})
