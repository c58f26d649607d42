/** Keyed hashes: equal inside one kind and keyring, unrelated everywhere else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { moment } from '@kelisim/terms'
import { blindIndex, secretHash } from './keyed-hash.ts'
import { newKeyring } from './keyring.ts'
import { pooledRandom } from './random.ts'

const random = pooledRandom()
const KEYRING = newKeyring('proleads', moment(1), random)
const OTHER = newKeyring('proleads', moment(1), random)
const words = fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))

test('equal values of one kind have one index of 16 bytes; any other pair has another', () => {
  fc.assert(
    fc.property(words, words, ([kind, value], [otherKind, otherValue]) => {
      const index = blindIndex(KEYRING, kind, value)
      assert.equal(index.length, 16)
      assert.deepEqual(blindIndex(KEYRING, kind, value), index)
      const isSame = kind === otherKind && value === otherValue
      if (!isSame) assert.notDeepEqual(blindIndex(KEYRING, otherKind, otherValue), index)
      assert.notDeepEqual(blindIndex(OTHER, kind, value), index)
    }),
  )
})

test('kind and value do not run into one another', () => {
  assert.notDeepEqual(blindIndex(KEYRING, 'ii', 'n1'), blindIndex(KEYRING, 'iin', '1'))
  assert.notDeepEqual(secretHash(KEYRING, 'a', 'bc'), secretHash(KEYRING, 'ab', 'c'))
})

test('a secret of one purpose is not the secret of another, nor an index', () => {
  const hash = secretHash(KEYRING, 'session', '123456')
  assert.equal(hash.length, 32)
  assert.deepEqual(secretHash(KEYRING, 'session', Buffer.from('123456')), hash)
  assert.notDeepEqual(secretHash(KEYRING, 'one_time_code', '123456'), hash)
  assert.notDeepEqual(secretHash(OTHER, 'session', '123456'), hash)
  assert.notDeepEqual(blindIndex(KEYRING, 'session', '123456'), hash.subarray(0, 16))
})

test('an index of ill-formed text is a defect; a secret from outside may be ill-formed', () => {
  assert.throws(() => blindIndex(KEYRING, 'email', '\udfff@example.kz'), /well-formed/)
  assert.deepEqual(
    secretHash(KEYRING, 'api_key', '\ud800'),
    secretHash(KEYRING, 'api_key', '\ufffd'),
  )
})
