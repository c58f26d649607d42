/** The construction of a record against a slow reading of its description, by WebCrypto. */
import assert from 'node:assert/strict'
import { createSecretKey, webcrypto } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { pooledRandom } from './random.ts'
import { openRecord, sealRecord } from './record.ts'

const random = pooledRandom()
const NOTHING = new Uint8Array(0)

test('a record is what its description says, read slowly by another implementation', async () => {
  const bytes = fc.uint8Array({ maxLength: 300 })
  const keys = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const nonces = fc.uint8Array({ minLength: 24, maxLength: 24 })
  await fc.assert(
    fc.asyncProperty(keys, nonces, bytes, bytes, async (key, nonce, associated, content) => {
      const fixed = () => Uint8Array.from(nonce)
      const ours = sealRecord(createSecretKey(key), NOTHING, associated, content, fixed)
      assert.deepEqual(ours, await slowRecord(key, nonce, associated, content))
    }),
    { numRuns: 50 },
  )
})

test('the commitment is checked on its own: a record whose tag is right but whose commitment is not stays closed', () => {
  const key = createSecretKey(random(32))
  const record = sealRecord(key, NOTHING, NOTHING, Uint8Array.of(1, 2, 3), random)
  assert.deepEqual(openRecord(key, NOTHING, record), Uint8Array.of(1, 2, 3))
  for (let at = 24; at < 40; at++) {
    const altered = Uint8Array.from(record)
    altered[at] = (altered[at] ?? 0) ^ 0x80
    assert.equal(openRecord(key, NOTHING, altered), undefined)
  }
})

test('what was opened does not share memory with the sealed bytes, which stay as they were', () => {
  const key = createSecretKey(random(32))
  const record = sealRecord(key, NOTHING, NOTHING, Uint8Array.of(1, 2, 3), random)
  const before = Uint8Array.from(record)
  openRecord(key, NOTHING, record)?.fill(0)
  assert.deepEqual(record, before)
})

test('only gcm.ts of this package decrypts, so that no plaintext can leave before its tag was checked', () => {
  const folder = new URL('.', import.meta.url)
  const deciphering = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => readFileSync(new URL(name, folder), 'utf8').includes('createDecipher'))
  assert.deepEqual(deciphering, ['gcm.ts'])
})

async function slowRecord(
  key: Uint8Array<ArrayBuffer>,
  nonce: Uint8Array<ArrayBuffer>,
  associated: Uint8Array<ArrayBuffer>,
  content: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const { subtle } = webcrypto
  const hmac = { name: 'HMAC', hash: 'SHA-512' }
  const macKey = await subtle.importKey('raw', key, hmac, false, ['sign'])
  const message = Buffer.concat([Buffer.from('kelisim/rec/v1'), nonce])
  const derived = Buffer.from(await subtle.sign('HMAC', macKey, message))
  const subkey = await subtle.importKey('raw', derived.subarray(0, 32), 'AES-GCM', false, [
    'encrypt',
  ])
  const gcm = { name: 'AES-GCM', iv: nonce.slice(12), additionalData: associated, tagLength: 128 }
  const sealed = Buffer.from(await subtle.encrypt(gcm, subkey, content))
  return Uint8Array.from(Buffer.concat([nonce, derived.subarray(32, 48), sealed]))
}
