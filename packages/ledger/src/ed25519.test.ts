/** Ed25519 as this package verifies it, against Project Wycheproof and the edge cases of C2SP's CCTV (RFC 8032). */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { publicKeyFromBytes, verifyBytes } from './crypto.ts'

const DATA = new URL('../../../../shared/data/crypto/', import.meta.url)
const skip = existsSync(DATA) ? false : 'the folder shared/data/crypto is absent'

interface Group {
  readonly publicKey: { readonly pk: string }
  readonly tests: readonly {
    readonly tcId: number
    readonly msg: string
    readonly sig: string
    readonly result: string
  }[]
}

interface EdgeCase {
  readonly number: number
  readonly key: string
  readonly sig: string
  readonly msg: string
  readonly flags: readonly string[] | null
}

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, DATA), 'utf8'))
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))

function isAccepted(key: string, message: Uint8Array, signature: string): boolean {
  const opened = publicKeyFromBytes('ed25519', hex(key))
  return opened !== undefined && verifyBytes('ed25519', opened, message, hex(signature))
}

test('Ed25519: 151 of 151 vectors of Wycheproof get their verdict, 88 of them valid', {
  skip,
}, () => {
  const { testGroups } = read('wycheproof/ed25519_test.json') as { testGroups: readonly Group[] }
  const counts = { accepted: 0, refused: 0 }
  for (const { publicKey, tests } of testGroups) {
    for (const { tcId, msg, sig, result } of tests) {
      const verdict = isAccepted(publicKey.pk, hex(msg), sig)
      assert.equal(verdict, result === 'valid', `${tcId}`)
      counts[verdict ? 'accepted' : 'refused']++
    }
  }
  assert.deepEqual(counts, { accepted: 88, refused: 63 })
})

/** What makes a signature mean different things to different verifiers: refused, whatever the equation says. */
const REFUSED = [
  'low_order_R',
  'low_order_A',
  'low_order_residue',
  'non_canonical_R',
  'non_canonical_A',
]

test('Ed25519: of 914 edge cases exactly those pass that no two verifiers can disagree about', {
  skip,
}, () => {
  const cases = read('cctv/ed25519vectors.json') as readonly EdgeCase[]
  let accepted = 0
  for (const { number, key, sig, msg, flags } of cases) {
    const verdict = isAccepted(key, Buffer.from(msg), sig)
    const isDoubtful = (flags ?? []).some((flag) => REFUSED.includes(flag))
    assert.equal(verdict, !isDoubtful, `case ${number}`)
    if (verdict) accepted += 1
  }
  assert.deepEqual([cases.length, accepted], [914, 43])
})
