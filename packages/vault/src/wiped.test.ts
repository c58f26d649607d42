/** I11: a secret is wiped wherever it was copied to on its way, as soon as it has been used. */
import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { moment, subjectId } from '@kelisim/terms'
import { openKeyringUnder, sealKeyringUnder } from './enveloped-keyring.ts'
import { GCM_TAG_BYTES, gcmOpen, gcmSeal } from './gcm.ts'
import { newKeyring, rotateKeyring } from './keyring.ts'
import { pooledRandom } from './random.ts'
import { openRecord, sealRecord } from './record.ts'
import { openKeyring, Passphrase, sealKeyring } from './sealed-keyring.ts'
import { handleOf, newSubjectKey } from './subject-key.ts'
import { bytesOf, type Call, watched } from './watched-crypto.test-data.ts'
import { newWrapBatch, wrapAnew, wrapSubjectKey } from './wrap.ts'

const random = pooledRandom()
const AT = moment(1_795_330_000_000)
const SUBJECT = subjectId(random(16))
const KEYRING = rotateKeyring(newKeyring('proleads', AT, random), AT, random)
/** No byte of it is zero, nor is it after the padding of an HMAC. */
const SECRET = new Uint8Array(32).fill(0xa7)
const NOTHING = new Uint8Array(0)

function assertWiped(copies: readonly Uint8Array[], count: number): void {
  assert.equal(copies.length, count)
  for (const copy of copies) assert.ok(copy.length > 0 && copy.every((byte) => byte === 0))
}

/** Keys taken out of an object, made into one, and hashed: nothing of them is left in that memory. */
function assertNoKeyLeft(calls: readonly Call[], exported: number, made: number, hashed: number) {
  assertWiped(bytesOf(calls, 'export', 'made'), exported)
  assertWiped(bytesOf(calls, 'key', 'given'), made)
  assertWiped(bytesOf(calls, 'hash', 'given'), hashed)
}

test('I11: of a record’s key, and of the key derived from it, no copy is left behind', () => {
  const key = createSecretKey(SECRET)
  const record = sealRecord(key, NOTHING, NOTHING, Uint8Array.of(1), random)
  const sealing = watched(() => sealRecord(key, NOTHING, NOTHING, Uint8Array.of(1), random))
  assertNoKeyLeft(sealing, 1, 1, 2)
  const opening = watched(() => assert.ok(openRecord(key, NOTHING, record)))
  assertNoKeyLeft(opening, 1, 1, 2)
})

test('I11: what was decrypted and turns out not to be authentic is wiped before anyone sees it (SP 800-38D)', () => {
  const [key, nonce] = [createSecretKey(SECRET), new Uint8Array(12)]
  const sealed = new Uint8Array(8 + GCM_TAG_BYTES)
  gcmSeal(key, nonce, NOTHING, new Uint8Array(8).fill(0x61), sealed, 0)
  const other = Uint8Array.of(1)
  const calls = watched(() => assert.equal(gcmOpen(key, nonce, other, sealed), undefined))
  assertWiped(bytesOf(calls, 'decrypt', 'made'), 1)
  const right = watched(() => assert.ok(gcmOpen(key, nonce, NOTHING, sealed)))
  assert.ok(bytesOf(right, 'decrypt', 'made').every((bytes) => bytes.every((one) => one === 0x61)))
})

test('I11: a subject’s key that is wrapped, or wrapped anew, is left nowhere else', () => {
  const key = newSubjectKey(random, 1)
  const stored = { ...wrapSubjectKey(KEYRING, SUBJECT, key, random), keyVersion: 1 }
  const batch = newWrapBatch(random)
  // Before it the subkey of the nonce is made, of two blocks that are no secret.
  const sealed = (calls: readonly Call[]) => bytesOf(calls, 'encrypt', 'given').slice(-1)
  assertWiped(sealed(watched(() => wrapSubjectKey(KEYRING, SUBJECT, key, random))), 1)
  const anew = watched(() => assert.ok(wrapAnew(KEYRING, SUBJECT, stored, random, batch)))
  assertWiped([...sealed(anew), ...bytesOf(anew, 'decrypt', 'made')], 2)
})

test('I11: the keys of a keyring are left nowhere when its file is written or read, under a service or a passphrase', () => {
  const under = { service: 'vault', wrapped: Uint8Array.of(1) }
  const passphrase = new Passphrase(Buffer.from('twelve bytes and more'))
  const files = {
    service: sealKeyringUnder(KEYRING, under, Uint8Array.from(SECRET), random),
    passphrase: sealKeyring(KEYRING, passphrase, random),
  }
  const root = () => Uint8Array.from(SECRET)
  // Two epochs, an index key, the keys of tokens, secrets and log; and the key that the file is sealed with.
  for (const [work, made] of [
    [() => sealKeyringUnder(KEYRING, under, root(), random), 2],
    [() => sealKeyring(KEYRING, passphrase, random), 1],
  ] as const) {
    const calls = watched(work)
    assertNoKeyLeft(calls, 6 + 1, made, 2)
    assertWiped(bytesOf(calls, 'encrypt', 'given'), 1)
  }
  for (const [work, made] of [
    [() => assert.ok(openKeyringUnder(files.service, root())), 2],
    [() => assert.ok(openKeyring(files.passphrase, passphrase)), 1],
  ] as const) {
    const calls = watched(work)
    assertNoKeyLeft(calls, 1, 6 + made, 2)
    assertWiped(bytesOf(calls, 'decrypt', 'made'), 1)
  }
})

test('I11: between a subject’s key and its handle no key of the derivation is left (RFC 5869)', () => {
  const key = newSubjectKey(() => Uint8Array.from(SECRET), 1)
  const calls = watched(() => handleOf(key))
  assertNoKeyLeft(calls, 0, 0, 6)
  const [extracted, handleKey, handle, ...others] = bytesOf(calls, 'hash', 'made')
  assert.ok(extracted && handleKey && handle && others.length === 0)
  assertWiped([extracted, handleKey], 2)
  assert.equal(Buffer.from(handle.subarray(0, 16)).toString('base64url'), handleOf(key))
})

test('I11: bytes that the pool gave out are wiped from the pool, and only those', () => {
  const fresh = pooledRandom()
  const [pool] = bytesOf(
    watched(() => fresh(24)),
    'random',
    'given',
  )
  assert.ok(pool)
  assertWiped([pool.subarray(0, 24)], 1)
  const next = Uint8Array.from(pool.subarray(24, 24 + 32))
  assert.deepEqual(fresh(32), next)
  assertWiped([pool.subarray(0, 24 + 32)], 1)
  assert.ok(pool.subarray(24 + 32).some((byte) => byte !== 0))
})
