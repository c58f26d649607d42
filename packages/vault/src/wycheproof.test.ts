/** Project Wycheproof against the wrappers of this package: exactly the valid vectors are accepted. */
import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { hkdfSha256, hmacSha256, shortHmac } from './derive.ts'
import { GCM_TAG_BYTES, gcmOpen, gcmSeal } from './gcm.ts'

const FOLDER = new URL('../../../../shared/data/crypto/wycheproof/', import.meta.url)
const skip = existsSync(FOLDER) ? false : 'the folder of vectors is absent'

type Vector = Readonly<Record<string, string>> & { readonly tcId: number; readonly size: number }
interface Group {
  readonly ivSize: number
  readonly keySize: number
  readonly tagSize: number
  readonly tests: readonly Vector[]
}

test('AES-256-GCM: all 66 vectors in scope get their verdict, the other 250 are refused', {
  skip,
}, () => {
  const counts = { accepted: 0, refused: 0, outOfScope: 0 }
  for (const [group, vector] of vectors('aes_gcm_test.json')) {
    const inScope = group.ivSize === 96 && group.keySize === 256 && group.tagSize === 128
    const isValid = inScope && vector['result'] === 'valid'
    const opened = openVector(vector)
    assert.equal(
      opened === undefined ? undefined : hex(opened),
      isValid ? vector['msg'] : undefined,
    )
    if (isValid) assert.equal(hex(sealVector(vector)), `${vector['ct']}${vector['tag']}`)
    if (!inScope && group.tagSize === 128) assert.throws(() => sealVector(vector), /256-bit keys/)
    counts[inScope ? (isValid ? 'accepted' : 'refused') : 'outOfScope']++
  }
  assert.deepEqual(counts, { accepted: 39, refused: 27, outOfScope: 250 })
})

test('AES-256-GCM: what is shorter than a tag is not opened, and a tag cut short is not a tag', () => {
  const key = createSecretKey(new Uint8Array(32))
  const [nonce, nothing] = [new Uint8Array(12), new Uint8Array(0)]
  const tag = new Uint8Array(GCM_TAG_BYTES)
  gcmSeal(key, nonce, nothing, nothing, tag, 0)
  assert.deepEqual(gcmOpen(key, nonce, nothing, tag), nothing)
  for (let size = 0; size < GCM_TAG_BYTES; size++) {
    assert.equal(gcmOpen(key, nonce, nothing, tag.subarray(0, size)), undefined, `${size} bytes`)
  }
})

test('HMAC-SHA256 and HMAC-SHA512: the tag of a vector is ours exactly when it is valid', {
  skip,
}, () => {
  const ours = {
    'hmac_sha256_test.json': [
      (key: Uint8Array, message: Uint8Array) => hmacSha256(createSecretKey(key), message),
      (key: Uint8Array, message: Uint8Array) => short('sha256', key, message),
    ],
    'hmac_sha512_test.json': [
      (key: Uint8Array, message: Uint8Array) => short('sha512', key, message),
    ],
  } as const
  for (const [file, hmacs] of Object.entries(ours)) {
    let seen = 0
    for (const [group, vector] of vectors(file)) {
      for (const hmac of hmacs) {
        const mac = hmac(bytes(vector['key']), bytes(vector['msg']))
        if (mac === 'too_long') continue
        const isOurs = hex(mac.subarray(0, group.tagSize / 8)) === vector['tag']
        assert.equal(isOurs, vector['result'] === 'valid', `${file} ${vector.tcId}`)
        seen++
      }
    }
    assert.equal(seen, file.includes('256') ? 174 + 168 : 174)
  }
})

test('HKDF-SHA256: 86 vectors, those that ask for too much are refused', { skip }, () => {
  let seen = 0
  for (const [, vector] of vectors('hkdf_sha256_test.json')) {
    const key = createSecretKey(bytes(vector['ikm']))
    const derive = () => hkdfSha256(key, bytes(vector['salt']), bytes(vector['info']), vector.size)
    if (vector['result'] === 'valid') assert.equal(hex(derive()), vector['okm'])
    else assert.throws(derive)
    seen++
  }
  assert.equal(seen, 86)
})

function* vectors(file: string): Generator<[Group, Vector]> {
  const { testGroups } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as {
    testGroups: readonly Group[]
  }
  for (const group of testGroups) for (const vector of group.tests) yield [group, vector]
}

/** A key longer than a block is out of scope and refused: ours have 32 bytes. Split, because a message comes in parts. */
function short(algorithm: 'sha256' | 'sha512', key: Uint8Array, message: Uint8Array) {
  const halves = [message.subarray(0, message.length / 2), message.subarray(message.length / 2)]
  const make = () => shortHmac(algorithm, key, ...halves)
  if (key.length <= (algorithm === 'sha256' ? 64 : 128)) return make()
  assert.throws(make, /longer than a block/)
  return 'too_long'
}

function openVector(vector: Vector): Uint8Array | undefined {
  const sealed = bytes(`${vector['ct']}${vector['tag']}`)
  const key = createSecretKey(bytes(vector['key']))
  return gcmOpen(key, bytes(vector['iv']), bytes(vector['aad']), sealed)
}

function sealVector(vector: Vector): Uint8Array {
  const plaintext = bytes(vector['msg'])
  const target = new Uint8Array(plaintext.length + GCM_TAG_BYTES)
  const key = createSecretKey(bytes(vector['key']))
  gcmSeal(key, bytes(vector['iv']), bytes(vector['aad']), plaintext, target, 0)
  return target
}

function bytes(text: string | undefined): Uint8Array {
  return Uint8Array.from(Buffer.from(text ?? '', 'hex'))
}

function hex(value: Uint8Array): string {
  return Buffer.from(value).toString('hex')
}
