/** What a cosigner signs, byte for byte (C2SP tlog-cosignature), and what its blob may hold. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  cosignatureMessage,
  readCosignature,
  subtreeMessage,
  writeCosignature,
} from './cosignature.ts'
import { toBase64 } from './encoding.ts'

const ROOT = new Uint8Array(32).fill(9)
const TEXT = `log.example\n4294967298\n${toBase64(ROOT)}\n`

test('with Ed25519 a header, the time and the whole text are signed', () => {
  const message = new TextDecoder().decode(cosignatureMessage(5, TEXT))
  assert.equal(message, `cosignature/v1\ntime 5\n${TEXT}`)
})

test('with ML-DSA-44 label, name, time, origin and the subtree from 0 to the size are signed', () => {
  const bytes = subtreeMessage('w.example', 3, TEXT)
  const expected = Buffer.concat([
    Buffer.from('subtree/v1\n\0\x09w.example'),
    Buffer.from('0000000000000003', 'hex'),
    Buffer.from('\x0blog.example'),
    Buffer.from('00000000000000000000000100000002', 'hex'),
    ROOT,
  ])
  assert.deepEqual(Buffer.from(bytes ?? []), expected)
  assert.equal(subtreeMessage('w.example', 3, 'no checkpoint\n'), undefined)
})

test('a name takes one byte of length: 255 bytes, and not one more', () => {
  const origin = (bytes: number) => `${'o'.repeat(bytes)}\n0\n${toBase64(ROOT)}\n`
  assert.ok(subtreeMessage('w'.repeat(255), 0, origin(255)))
  assert.equal(subtreeMessage('w'.repeat(256), 0, origin(255)), undefined)
  assert.equal(subtreeMessage('w'.repeat(255), 0, origin(256)), undefined)
})

test('a blob is the time in eight bytes and the signature, and nothing else', () => {
  const signature = Uint8Array.of(1, 2, 3)
  const blob = writeCosignature(0x1_0000_0002, signature)
  assert.deepEqual([...blob], [0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3])
  assert.deepEqual(readCosignature(blob, 3), { time: 0x1_0000_0002, signature })
  const within = new Uint8Array([7, ...blob]).subarray(1)
  assert.equal(readCosignature(within, 3)?.time, 0x1_0000_0002)
  for (const bytes of [2, 4]) assert.equal(readCosignature(blob, bytes), undefined)
  const latest = writeCosignature(Number.MAX_SAFE_INTEGER, signature)
  assert.equal(readCosignature(latest, 3)?.time, Number.MAX_SAFE_INTEGER)
  const beyond = Uint8Array.from(latest).with(1, 0x20)
  assert.equal(readCosignature(beyond, 3), undefined)
  for (const time of [-1, 0.5, 2 ** 53, Number.NaN]) {
    assert.throws(() => writeCosignature(time, signature), /used wrongly/)
  }
})
