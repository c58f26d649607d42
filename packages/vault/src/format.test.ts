/**
 * The formats byte for byte. What is expected here was made by another program in another language,
 * with another library, from the header comments of this package; so it shows the comments true, and
 * that a box written today opens after any upgrade (an upgrade loses nothing).
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moment, parseId, type SubjectId } from '@kelisim/terms'
import * as vault from './index.ts'

const SUBJECT = parseId<SubjectId>('0b2ff0d5-7d2e-4c53-9d0a-6f1b7a52c001') as SubjectId
const PLACE = {
  operator: 'proleads',
  subject: SUBJECT,
  box: 'identity',
  version: 3,
  keyVersion: 7,
} as const
const PASSPHRASE = Buffer.from('correct horse battery staple')

const BOX =
  '010007c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d736c77878cf7ea554e9762ac4ceeecd13eb45fefcd6606afa7ed116e41017e910df8149eefeb55b762668abf6b8693624f140e746276e278147247e7b'
const WRAPPED =
  '01d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeef8e90c853a99468b50a15effb9c449593eee85bbcddb468e30c5e8ead6028fa70bcf9532f1408d3ec6a7d390ff046a2ec'
const TOKEN =
  'AQAAAaICDfmA8PHy8_T19vf4-foAAQIDBAUGBwgJCgsMPJeLDaEfqeQcIfXzZzpfQ_PRKGJnrkbMPKPXQAZxaEY4oeEOJ12wEg'
const HANDLE = 'SXb-2ax65xoL-Q3qSidb_Q'
const INDEX = 'edac7c638fb0b401d6dd14fe9e621379'
const SECRET = '1dcde754f595a039a91af803e0fbbaf1cb3616abd11073a03baf147f36a05cc7'
const SEED = '808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f'
const KEYRING =
  '4b4c534d4b45595301040003000100000d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f3031323334dc4fa9d58ac4471450fbdbf130d5c6f529e0c51c8d4f382907f801cfb9d58bac11a6e23fda17343b940dd19f1bd7530cf064623acf24b34fdb9185a44527a60054e7fc77ad88dca0a83a6dfeadd9f8685231df4a52b5b5ed5285e46ec11f626d58b4db2f689f8e1f804ccd0f4b9c99e9115e9196d270137c0706c8ed60c37a638249dbc175e12bcf57b703773ecb04787b3740cb01a19fbbb5c01947c1c8b07768c55f6a913288bc4155c9359e5992ac413c3f80176726ad4828bda9ed9eef5215ecf4ab9d6f168e7639db4bc2ad2e3fed80162d74913407b090d5bb50a922c7382417fab731019476f05657570741384b38e27224d8d989ff5c26d8d9c8f10dfdd44ee5e4145b4cdd3b8c15807e8e48d40565a61f1305f69a043707cbee3dec55ac0ea86ed4'
const PASSWORD =
  '$argon2id$v=19$m=19456,t=2,p=1$NTY3ODk6Ozw9Pj9AQUJDRA$ma9XYayi9Ts6ew97lrmUrBQgdk/zp+2k28wlTAkmSRc'

/** Byte n is n modulo 251: the other program counts the same way. */
function counted(): vault.Random {
  let next = 0
  return (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 251)
}

test('every format is, byte for byte, what another implementation makes of its description', () => {
  const random = counted()
  const keyring = vault.newKeyring('proleads', moment(1_795_330_000_000), random)
  const key = vault.newSubjectKey(random, 7)
  const content = Buffer.from('{"surname":"Үлгіұлы"}')
  assert.equal(hex(vault.sealBox(key, PLACE, content, random)), BOX)
  const { epoch, wrapped } = vault.wrapSubjectKey(keyring, SUBJECT, key, random)
  assert.equal(epoch, 1)
  assert.equal(hex(wrapped), WRAPPED)
  const expiresAt = moment(1_795_330_800_000)
  assert.equal(vault.sealToken(keyring, 'draft', expiresAt, Buffer.from('жоба'), random), TOKEN)
  assert.equal(vault.handleOf(key), HANDLE)
  assert.equal(hex(vault.blindIndex(keyring, 'phone', '+77010000000')), INDEX)
  assert.equal(hex(vault.secretHash(keyring, 'one_time_code', '123456')), SECRET)
  assert.equal(hex(vault.logSeed(keyring)), SEED)
  assert.equal(hex(vault.sealKeyring(keyring, PASSPHRASE, random)), KEYRING)
  assert.equal(vault.hashPassword('құпиясөз', random), PASSWORD)
})

test('what another implementation sealed opens: keyring, then key, then box and token', () => {
  const keyring = vault.openKeyring(Buffer.from(KEYRING, 'hex'), PASSPHRASE)
  assert.ok(keyring)
  assert.deepEqual(keyring.epochs, [{ epoch: 1, madeAt: 1_795_330_000_000 }])
  const wrapped = Buffer.from(WRAPPED, 'hex')
  const key = vault.unwrapSubjectKey(keyring, SUBJECT, { epoch: 1, keyVersion: 7, wrapped })
  assert.ok(key)
  assert.equal(vault.handleOf(key), HANDLE)
  assert.equal(text(vault.openBox(key, PLACE, Buffer.from(BOX, 'hex'))), '{"surname":"Үлгіұлы"}')
  const token = vault.openToken(keyring, 'draft', moment(1_795_330_799_999), TOKEN)
  assert.equal(token?.expiresAt, 1_795_330_800_000)
  assert.equal(text(token?.bytes), 'жоба')
  assert.ok(vault.verifyPassword('құпиясөз', PASSWORD))
})

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString()
}
