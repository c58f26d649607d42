import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  fromBase64,
  fromUtf8,
  parseDecimal,
  readBase64,
  toBase64,
  toHex,
  utf8,
} from './encoding.ts'

test('base64 has one spelling for each byte sequence (RFC 4648 § 3.5, § 4)', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      assert.equal(toBase64(bytes), Buffer.from(bytes).toString('base64'))
      assert.equal(toHex(bytes), Buffer.from(bytes).toString('hex'))
      assert.deepEqual(fromBase64(toBase64(bytes)), bytes)
    }),
  )
  for (const text of [
    'A',
    'AB',
    'ABC',
    'AB=',
    'AB==C',
    'AR==',
    'ABD=',
    'AA-_',
    'AA A',
    'AAAA\n',
    '====',
  ]) {
    assert.equal(fromBase64(text), undefined, text)
  }
})

test('stray bits after the last byte are read, and seen (RFC 4648 § 3.5)', () => {
  assert.deepEqual(readBase64('AR=='), { bytes: Uint8Array.of(1), isCanonical: false })
  assert.deepEqual(readBase64('AQ=='), { bytes: Uint8Array.of(1), isCanonical: true })
  for (const text of ['A===', '====', 'A', 'AQ=', 'AQ']) assert.equal(readBase64(text), undefined)
})

test('base64 takes a whole entry of the largest size', () => {
  const bytes = Uint8Array.from({ length: 65_535 }, (_, at) => at % 256)
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes)
})

test('a number has no sign, no leading zero and at most 53 bits', () => {
  assert.equal(parseDecimal('0'), 0)
  assert.equal(parseDecimal('9007199254740991'), Number.MAX_SAFE_INTEGER)
  for (const text of [
    '',
    '00',
    '01',
    '+1',
    '-1',
    '1.0',
    '1e3',
    '0x1',
    ' 1',
    '1\n',
    '٣',
    '9007199254740992',
  ]) {
    assert.equal(parseDecimal(text), undefined, text)
  }
})

test('text keeps its byte order mark and bytes that are no text stay refused', () => {
  assert.equal(fromUtf8(utf8('\uFEFFқазақша')), '\uFEFFқазақша')
  assert.equal(fromUtf8(Uint8Array.of(0xff)), undefined)
  assert.equal(fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80)), undefined)
})
