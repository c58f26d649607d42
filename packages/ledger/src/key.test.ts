/** Keys as text: one spelling, one kind, one length (C2SP signed-note, tlog-cosignature). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256 } from './crypto.ts'
import { concat, toBase64, toHex, utf8 } from './encoding.ts'
import {
  formatSignerKey,
  isKeyName,
  newCosigner,
  newSigner,
  newVerifier,
  parseSignerKey,
} from './key.ts'

const NAME = 'kelisim.example/ledger'
const SEED = new Uint8Array(32).fill(9)
const CHECKPOINT = `${NAME}\n0\n${toBase64(new Uint8Array(32))}\n`

/** A verifier key whose id fits its bytes, whatever they are. */
function vkey(type: number, material: Uint8Array): string {
  const bytes = concat(Uint8Array.of(type), material)
  const id = sha256(concat(utf8(`${NAME}\n`), bytes)).subarray(0, 4)
  return `${NAME}+${toHex(id)}+${toBase64(bytes)}`
}

test('a key of another length or of an unknown kind is none, also with the id that fits it', () => {
  assert.equal(newVerifier(vkey(1, new Uint8Array(32)))?.kind, 'ed25519')
  assert.equal(newVerifier(vkey(4, new Uint8Array(32)))?.kind, 'cosignature/v1')
  assert.equal(newVerifier(vkey(6, new Uint8Array(1_312)))?.kind, 'subtree/v1')
  for (const [type, bytes] of [
    [1, 0],
    [1, 31],
    [1, 33],
    [4, 31],
    [6, 32],
    [6, 1_311],
    [0, 32],
    [2, 32],
    [5, 32],
    [255, 32],
  ] as const) {
    assert.equal(newVerifier(vkey(type, new Uint8Array(bytes))), undefined, `${type}, ${bytes}`)
  }
  for (const text of ['', NAME, `${NAME}+00000000`, `${NAME}+00000000+`, `${NAME}+0000000+AQ==`]) {
    assert.equal(newVerifier(text), undefined, text)
  }
})

test('a signer key is of the kind and length of a log’s, behind its mark, with the id of its public key', () => {
  const skey = formatSignerKey(NAME, SEED)
  const [, , , id = ''] = skey.split(/[+]/)
  const made = (type: number, seed: Uint8Array) =>
    `PRIVATE+KEY+${NAME}+${id}+${toBase64(concat(Uint8Array.of(type), seed))}`
  assert.equal(made(1, SEED), skey)
  assert.equal(parseSignerKey(skey)?.vkey, newSigner(NAME, SEED).vkey)
  for (const [type, seed] of [
    [4, SEED],
    [6, SEED],
    [1, SEED.subarray(1)],
    [1, new Uint8Array(33).fill(9)],
    [1, new Uint8Array(32).fill(8)],
  ] as const) {
    assert.equal(parseSignerKey(made(type, seed)), undefined, `${type}, ${seed.length}`)
  }
  for (const text of ['', 'PRIVATE+KEY+', `PUBLIC++KEY+${skey.slice(12)}`, `${skey}PRIVATE+KEY+`]) {
    assert.equal(parseSignerKey(text), undefined, text)
  }
  assert.throws(() => newSigner(NAME, SEED.subarray(1)), /a seed has 32 bytes/)
})

test('with a post-quantum key only a checkpoint is cosigned, and a blob that is cut is no signature (C2SP tlog-cosignature)', () => {
  for (const kind of ['cosignature/v1', 'subtree/v1'] as const) {
    const cosigner = newCosigner(NAME, SEED, () => 7, kind)
    const verifier = newVerifier(cosigner.vkey)
    assert.equal(verifier?.kind, kind)
    const [, , line = ''] = cosigner.sign(CHECKPOINT).trim().split(' ')
    const blob = Uint8Array.from(Buffer.from(line, 'base64')).subarray(4)
    assert.deepEqual(verifier?.verify(CHECKPOINT, blob), { time: 7 })
    for (const bad of [blob.subarray(0, -1), blob.subarray(1), new Uint8Array(0)])
      assert.equal(verifier?.verify(CHECKPOINT, bad), undefined)
    assert.equal(verifier?.verify(CHECKPOINT.replace('\n0\n', '\n1\n'), blob), undefined)
    assert.equal(verifier?.verify('no checkpoint\n', blob), undefined)
  }
  assert.equal(
    newCosigner(NAME, SEED, () => 7)
      .vkey.split('+')[2]
      ?.startsWith('B'),
    true,
  )
  const modern = newCosigner(NAME, SEED, () => 7, 'subtree/v1')
  assert.throws(() => modern.sign('no checkpoint\n'), /only a checkpoint is cosigned/)
})

test('a name is well-formed and without spaces (C2SP signed-note, Format)', () => {
  for (const [name, isGood] of [
    ['a', true],
    ['қол.қою', true],
    ['', false],
    ['a b', false],
    ['a+b', false],
    ['a\ud800', false],
    ['\u0000', false],
  ] as const) {
    assert.equal(isKeyName(name), isGood, JSON.stringify(name))
  }
})
