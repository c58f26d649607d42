import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { isSecret, newSecret, sign, verify } from './webhook-signature.ts'

const OLD = newSecret(new Uint8Array(24).fill(1))
const NEW = newSecret(new Uint8Array(32).fill(2))
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const signedNow = (body: string, secrets: readonly string[], skewMs = 0) => ({
  ...sign({ id: 'msg_1', body, at: Date.now() + skewMs }, secrets),
})

test('Standard Webhooks: the published vector gives the published signature', () => {
  const headers = sign(
    {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      body: '{"test": 2432232314}',
      at: 1_614_265_330_000,
    },
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  )
  assert.deepEqual(headers, {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('the signature is HMAC-SHA256 over id, seconds and body, also for Kazakh text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const at = 1_700_000_000_000
      const headers = sign({ id: 'm', body: text, at }, [NEW])
      const key = Buffer.from(NEW.slice('whsec_'.length), 'base64')
      const expected = createHmac('sha256', key).update(`m.1700000000.${text}`).digest('base64')
      assert.equal(headers['webhook-signature'], `v1,${expected}`)
    }),
  )
})

test('what was signed is verified, and the id comes back', () => {
  assert.equal(verify(signedNow('{"ә":1}', [OLD]), bytes('{"ә":1}'), [OLD]), 'msg_1')
})

test('a changed body, id, time, signature or secret is refused', () => {
  const headers = signedNow('{}', [OLD])
  assert.equal(verify(headers, bytes('{ }'), [OLD]), undefined)
  assert.equal(verify(headers, bytes('{}'), [NEW]), undefined)
  assert.equal(verify(headers, bytes('{}'), []), undefined)
  const later = String(Number(headers['webhook-timestamp']) + 1)
  for (const change of [
    { 'webhook-id': 'msg_2' },
    { 'webhook-timestamp': later },
    { 'webhook-timestamp': `${headers['webhook-timestamp']}abc` },
    { 'webhook-signature': headers['webhook-signature'].replace('v1,', 'v2,') },
    { 'webhook-signature': 'v1' },
    { 'webhook-signature': '' },
    { 'webhook-signature': undefined },
    { 'webhook-signature': [headers['webhook-signature']] },
  ]) {
    assert.equal(verify({ ...headers, ...change }, bytes('{}'), [OLD]), undefined)
  }
})

test('five minutes in either direction is the end of a signature', () => {
  const seconds = 1_000
  for (const [skew, holds] of [
    [-295 * seconds, true],
    [295 * seconds, true],
    [-303 * seconds, false],
    [303 * seconds, false],
  ] as const) {
    const id = verify(signedNow('{}', [OLD], skew), bytes('{}'), [OLD])
    assert.equal(id !== undefined, holds, `skew ${skew}`)
  }
})

test('during a rotation either side may be the first to change its secret', () => {
  const both = signedNow('{}', [NEW, OLD])
  assert.equal(both['webhook-signature'].split(' ').length, 2)
  assert.equal(verify(both, bytes('{}'), [OLD]), 'msg_1')
  assert.equal(verify(both, bytes('{}'), [NEW]), 'msg_1')
  assert.equal(verify(signedNow('{}', [OLD]), bytes('{}'), [NEW, OLD]), 'msg_1')
  assert.equal(verify(signedNow('{}', [OLD]), bytes('{}'), [NEW]), undefined)
})

test('a body that is not UTF-8 is refused, not read with replacement characters', () => {
  const headers = signedNow('\ufffd', [OLD])
  assert.equal(verify(headers, Uint8Array.from([0xff]), [OLD]), undefined)
})

test('a byte order mark belongs to the signed bytes', () => {
  const headers = signedNow('{}', [OLD])
  assert.equal(verify(headers, Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]), [OLD]), undefined)
})

test('a secret has the prefix and 24 to 64 bytes', () => {
  assert.ok(isSecret(newSecret(new Uint8Array(24))))
  assert.ok(isSecret(newSecret(new Uint8Array(64))))
  assert.throws(() => newSecret(new Uint8Array(23)))
  assert.throws(() => newSecret(new Uint8Array(65)))
  for (const text of ['', 'whsec_', 'whsec_!!!!', Buffer.alloc(32).toString('base64')]) {
    assert.equal(isSecret(text), false)
  }
})

test('a message without a secret or with an ambiguous id is not signed', () => {
  assert.throws(() => sign({ id: 'm', body: '', at: 0 }, []))
  assert.throws(() => sign({ id: 'a.1', body: '', at: 0 }, [OLD]))
  assert.throws(() => sign({ id: '', body: '', at: 0 }, [OLD]))
})
