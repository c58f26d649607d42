/** C2SP XAES-256-GCM: its two vectors and the accumulated hash, through the class that wraps keys. */
import assert from 'node:assert/strict'
import { createHash, createSecretKey } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { XAES_NONCE_BYTES, XaesKey } from './xaes.ts'

const FILE = new URL('../../../../shared/data/crypto/xaes-256-gcm.json', import.meta.url)
const skip = existsSync(FILE) ? false : 'the file of vectors is absent'
const NOTHING = new Uint8Array(0)
/** Of each iteration: key, nonce, and twice a length byte with up to 255 bytes. */
const ITERATION_BYTES_MAX = 32 + 24 + 2 * 256

interface Vectors {
  readonly vectors: readonly {
    readonly key: string
    readonly nonceText: string
    readonly plaintextText: string
    readonly aadText: string
    readonly ciphertext: string
  }[]
  readonly accumulated: {
    readonly results: readonly { readonly iterations: number; readonly hash: string }[]
  }
}

test('XAES-256-GCM: both vectors seal and open, with either value of the deciding top bit', {
  skip,
}, () => {
  const { vectors } = read()
  assert.equal(vectors.length, 2)
  for (const { key, nonceText, plaintextText, aadText, ciphertext } of vectors) {
    const xaes = new XaesKey(createSecretKey(Buffer.from(key, 'hex')))
    const [nonce, aad] = [Buffer.from(nonceText), Buffer.from(aadText)]
    const sealed = xaes.seal(nonce, NOTHING, aad, Buffer.from(plaintextText))
    assert.equal(Buffer.from(sealed).toString('hex'), nonce.toString('hex') + ciphertext)
    assert.equal(Buffer.from(xaes.open(aad, sealed) ?? []).toString(), plaintextText)
  }
})

test('XAES-256-GCM: a key that wrapped thousands of others still gives the vector', {
  skip,
}, () => {
  const [vector] = read().vectors
  assert.ok(vector)
  const xaes = new XaesKey(createSecretKey(Buffer.from(vector.key, 'hex')))
  for (let round = 0; round < 5_000; round++) {
    const nonce = Uint8Array.from(
      { length: XAES_NONCE_BYTES },
      (_, at) => (round >> (at % 8)) & 255,
    )
    const sealed = xaes.seal(nonce, NOTHING, NOTHING, Uint8Array.of(1))
    if (round % 2 === 0) assert.deepEqual(xaes.open(NOTHING, sealed), Uint8Array.of(1))
  }
  const sealed = xaes.seal(
    Buffer.from(vector.nonceText),
    NOTHING,
    NOTHING,
    Buffer.from(vector.plaintextText),
  )
  assert.equal(Buffer.from(sealed.subarray(XAES_NONCE_BYTES)).toString('hex'), vector.ciphertext)
})

test('XAES-256-GCM: the hash over 10,000 accumulated messages', { skip }, () => {
  const expected = read().accumulated.results.find(({ iterations }) => iterations === 10_000)
  assert.equal(accumulated(10_000), expected?.hash)
})

test('XAES-256-GCM: another nonce size is refused, too short a message is not opened', () => {
  const xaes = new XaesKey(createSecretKey(new Uint8Array(32)))
  assert.throws(() => xaes.seal(new Uint8Array(12), NOTHING, NOTHING, NOTHING), /192-bit/)
  for (let bytes = 0; bytes < 40; bytes++)
    assert.equal(xaes.open(NOTHING, new Uint8Array(bytes)), undefined)
})

function accumulated(iterations: number): string {
  const outputLength = iterations * ITERATION_BYTES_MAX
  const stream = createHash('shake128', { outputLength }).digest()
  const hash = createHash('shake128', { outputLength: 32 })
  let at = 0
  const next = (bytes: number) => stream.subarray(at, (at += bytes))
  const nextLong = () => next(next(1)[0] ?? 0)
  for (let round = 0; round < iterations; round++) {
    const xaes = new XaesKey(createSecretKey(next(32)))
    const [nonce, plaintext, aad] = [next(XAES_NONCE_BYTES), nextLong(), nextLong()]
    const sealed = xaes.seal(nonce, NOTHING, aad, plaintext)
    assert.ok(plaintext.equals(xaes.open(aad, sealed) ?? Buffer.from('not authentic')))
    hash.update(sealed.subarray(XAES_NONCE_BYTES))
  }
  return hash.digest('hex')
}

function read(): Vectors {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Vectors
}
