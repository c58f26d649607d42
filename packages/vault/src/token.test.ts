/** Tokens in the browser: unreadable, unalterable, for one purpose, until one moment. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY, later, moment } from '@kelisim/terms'
import { framed } from './framed.ts'
import { Keyring, newKeyring } from './keyring.ts'
import { TOKEN_PLAINTEXT_BYTES_MAX } from './limits.ts'
import { pooledRandom } from './random.ts'
import { sealRecord } from './record.ts'
import { openToken, sealToken } from './token.ts'

const random = pooledRandom()
const NOW = moment(1_795_330_000_000)
const KEYRING = newKeyring('proleads', NOW, random)
const DRAFT = Buffer.from('{"surname":"Үлгіұлы","phone":"+77010000000"}')
const TOKEN = sealToken(KEYRING, 'draft', later(NOW, DAY), DRAFT, random)

test('a token opens for its purpose with what was sealed and the moment it expires', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.uint8Array({ maxLength: 500 }),
      fc.maxSafeNat(),
      (purpose, bytes, at) => {
        fc.pre(at > 0)
        const expiresAt = moment(at)
        const token = sealToken(KEYRING, purpose, expiresAt, bytes, random)
        assert.match(token, /^[A-Za-z0-9_-]+$/)
        assert.deepEqual(openToken(KEYRING, purpose, moment(at - 1), token), { bytes, expiresAt })
      },
    ),
  )
})

test('a token is open until its moment and closed at it and after it', () => {
  assert.ok(openToken(KEYRING, 'draft', later(NOW, DAY - 1), TOKEN))
  assert.equal(openToken(KEYRING, 'draft', later(NOW, DAY), TOKEN), undefined)
  assert.equal(openToken(KEYRING, 'draft', later(NOW, 2 * DAY), TOKEN), undefined)
})

test('a token opens for no other purpose and under no other keyring', () => {
  for (const purpose of ['verified_phone', 'Draft', 'draft ', '']) {
    assert.equal(openToken(KEYRING, purpose, NOW, TOKEN), undefined)
  }
  assert.equal(openToken(newKeyring('proleads', NOW, random), 'draft', NOW, TOKEN), undefined)
})

test('one changed bit of a token, and it does not open: its moment cannot be moved either', () => {
  const sealed = Buffer.from(TOKEN, 'base64url')
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const altered = Buffer.from(sealed)
    altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(
      openToken(KEYRING, 'draft', NOW, altered.toString('base64url')),
      undefined,
      `bit ${bit}`,
    )
  }
})

test('a token has one spelling: what Node would read leniently is refused', () => {
  const odd = sealToken(KEYRING, 'draft', later(NOW, DAY), Uint8Array.of(1, 2), random)
  assert.ok(openToken(KEYRING, 'draft', NOW, odd))
  const last = odd.charAt(odd.length - 1)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const others = alphabet.split('').filter((one) => one !== last)
  const spellings = [
    `${odd}=`,
    ` ${odd}`,
    `${odd}\n`,
    `${odd.slice(0, 9)}!${odd.slice(9)}`,
    `${odd}A`,
  ]
  for (const text of [...spellings, ...others.map((one) => odd.slice(0, -1) + one)]) {
    assert.equal(openToken(KEYRING, 'draft', NOW, text), undefined, text)
  }
  assert.equal(
    openToken(KEYRING, 'draft', NOW, Buffer.from(odd, 'base64url').toString('base64') + '='),
    undefined,
  )
})

test('anything else a browser may send is refused, never a crash', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.constantFrom('\ud800', '\u0000', '💥'.repeat(30), '=', '-_-_'),
        fc.base64String(),
        fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64url')),
      ),
      (text) => {
        assert.equal(openToken(KEYRING, 'draft', NOW, text), undefined)
      },
    ),
  )
})

test('a text of twenty megabytes is refused before it is decoded', () => {
  const endless = Buffer.alloc(20_000_000, 'A').toString('latin1')
  const before = process.cpuUsage()
  assert.equal(openToken(KEYRING, 'draft', NOW, endless), undefined)
  const spent = process.cpuUsage(before)
  assert.ok(spent.user + spent.system < 3_000, 'a long text was decoded')
})

test('a token has a limit', () => {
  const largest = new Uint8Array(TOKEN_PLAINTEXT_BYTES_MAX)
  const token = sealToken(KEYRING, 'draft', later(NOW, DAY), largest, random)
  assert.deepEqual(openToken(KEYRING, 'draft', NOW, token)?.bytes, largest)
  const more = new Uint8Array(TOKEN_PLAINTEXT_BYTES_MAX + 1)
  assert.throws(() => sealToken(KEYRING, 'draft', later(NOW, DAY), more, random), /too much/)
  const head = Buffer.alloc(9, 1)
  head.writeBigUInt64BE(BigInt(later(NOW, DAY)), 1)
  const frame = framed('kelisim/token/v1', KEYRING.operator, 'draft', later(NOW, DAY))
  const made = (bytes: Uint8Array) => {
    const sealed = sealRecord(Keyring.secretsOf(KEYRING).token, head, frame, bytes, random)
    return openToken(KEYRING, 'draft', NOW, Buffer.from(sealed).toString('base64url'))?.bytes
  }
  assert.deepEqual(made(largest), largest)
  assert.equal(made(more), undefined, 'authentic, and longer than any that we make')
})
