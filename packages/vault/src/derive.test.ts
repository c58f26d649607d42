/** The HMAC over bytes is that of RFC 2104 up to the edges of its memory, and leaves nothing for the next one. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { shortHmac } from './derive.ts'

const BLOCK_BYTES = { sha256: 64, sha512: 128 } as const

test('RFC 2104: a key of a whole block is taken as it is, a longer one is refused', () => {
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const block = BLOCK_BYTES[algorithm]
    const message = Buffer.from('message')
    for (const size of [0, 1, 32, block - 1, block]) {
      const key = new Uint8Array(size).fill(0xa7)
      const slow = createHmac(algorithm, key).update(message).digest()
      assert.deepEqual(shortHmac(algorithm, key, message), slow, `${algorithm} ${size}`)
    }
    assert.throws(() => shortHmac(algorithm, new Uint8Array(block + 1), message), /longer than/)
  }
})

test('a message has up to 256 bytes in all its parts; a longer one is no message', () => {
  const key = new Uint8Array(32).fill(0xa7)
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const [one, other] = [new Uint8Array(200).fill(1), new Uint8Array(56).fill(2)]
    const slow = createHmac(algorithm, key).update(one).update(other).digest()
    assert.deepEqual(shortHmac(algorithm, key, one, other), slow)
    assert.throws(() => shortHmac(algorithm, key, one, other, Uint8Array.of(3)), RangeError)
  }
})
