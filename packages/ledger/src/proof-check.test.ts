/** Claims that no honest log makes: refused, and never an exception (RFC 9162 § 2.1.3.2, § 2.1.4.2). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from './encoding.ts'
import { verifyConsistency, verifyInclusion } from './proof-check.ts'
import { leafHash, nodeHash } from './tree.ts'

const [A, B] = [leafHash(utf8('a')), leafHash(utf8('b'))]
const SHORT = new Uint8Array(31)

test('sizes and places that are no whole numbers are refused also where their proof would join', () => {
  const claim = { index: 0, size: 2, leaf: A, proof: [B], root: nodeHash(A, B) }
  assert.ok(verifyInclusion(claim))
  for (const size of [1.5, 1.25, 2.5]) assert.ok(!verifyInclusion({ ...claim, size }), `${size}`)
  for (const index of [0.5, 0.25, -0.5])
    assert.ok(!verifyInclusion({ ...claim, index }), `${index}`)
  const grown = { oldSize: 1, newSize: 2, oldRoot: A, newRoot: nodeHash(A, B), proof: [B] }
  assert.ok(verifyConsistency(grown))
  for (const newSize of [1.5, 2.5]) assert.ok(!verifyConsistency({ ...grown, newSize }))
  for (const oldSize of [0, 0.5, 1.5, -1]) assert.ok(!verifyConsistency({ ...grown, oldSize }))
  const same = { ...grown, newRoot: A, proof: [] }
  for (const size of [0, -1, 0.5, 2 ** 53, Number.NaN]) {
    assert.ok(!verifyConsistency({ ...same, oldSize: size, newSize: size }), `${size}`)
  }
})

test('a root, leaf or proof of another length is refused before it is hashed', () => {
  const inclusion = { index: 0, size: 2, leaf: A, proof: [B], root: nodeHash(A, B) }
  assert.ok(!verifyInclusion({ ...inclusion, leaf: SHORT }))
  assert.ok(!verifyInclusion({ ...inclusion, root: SHORT }))
  assert.ok(!verifyInclusion({ ...inclusion, proof: [SHORT] }))
  const grown = { oldSize: 1, newSize: 2, oldRoot: A, newRoot: nodeHash(A, B), proof: [B] }
  assert.ok(!verifyConsistency({ ...grown, oldRoot: SHORT }))
  assert.ok(!verifyConsistency({ ...grown, newRoot: SHORT }))
  assert.ok(!verifyConsistency({ ...grown, proof: [SHORT] }))
})

test('a proof that has not even its first hash is refused', () => {
  const roots = { oldRoot: A, newRoot: B, proof: [] }
  for (const [oldSize, newSize] of [
    [3, 4],
    [1, 2],
    [6, 7],
  ] as const) {
    assert.ok(!verifyConsistency({ oldSize, newSize, ...roots }), `${oldSize} to ${newSize}`)
  }
})

test('between equal sizes the roots are one and the proof is empty', () => {
  const claim = { oldSize: 5, newSize: 5, oldRoot: A, newRoot: A, proof: [] }
  assert.ok(verifyConsistency(claim))
  assert.ok(!verifyConsistency({ ...claim, newRoot: B }))
  assert.ok(!verifyConsistency({ ...claim, proof: [B] }))
  assert.ok(!verifyConsistency({ ...claim, newSize: 4 }))
})
