import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8 } from './encoding.ts'
import { consistencyProof, inclusionProof, MissingTile, rootOf } from './proof.ts'
import { verifyConsistency, verifyInclusion } from './proof-check.ts'
import { sampleEntries, sampleLog } from './sample-log.ts'
import { slowConsistency, slowPath, slowRoot } from './slow-tree.ts'
import { leafHash, nodeHash } from './tree.ts'

const ENTRIES = sampleEntries(700)
const LOG = sampleLog(ENTRIES)

test('inclusion proofs from tiles are those of RFC 6962 § 2.1.1, for any entry and size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.nat(), async (size, place) => {
      const index = place % size
      const part = ENTRIES.slice(0, size)
      const proof = await inclusionProof(LOG.read, index, size)
      assert.deepEqual(proof, slowPath(index, part))
      const leaf = leafHash(part[index] ?? assert.fail())
      assert.ok(verifyInclusion({ index, size, leaf, proof, root: slowRoot(part) }))
    }),
    { numRuns: 60 },
  )
})

test('consistency proofs from tiles are those of RFC 6962 § 2.1.2, for any two sizes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.nat(), async (newSize, place) => {
      const oldSize = 1 + (place % newSize)
      const part = ENTRIES.slice(0, newSize)
      const proof = await consistencyProof(LOG.read, oldSize, newSize)
      assert.deepEqual(proof, slowConsistency(oldSize, part))
      const [oldRoot, newRoot] = [slowRoot(part.slice(0, oldSize)), slowRoot(part)]
      assert.ok(verifyConsistency({ oldSize, newSize, oldRoot, newRoot, proof }))
    }),
    { numRuns: 60 },
  )
})

test('in each tree up to 100 entries each proof holds and falls with any one hash or root (RFC 9162)', async () => {
  for (let size = 1; size <= 100; size++) {
    const root = await rootOf(LOG.read, size)
    assert.deepEqual(root, slowRoot(ENTRIES.slice(0, size)))
    for (let index = 0; index < size; index++) {
      const proof = await inclusionProof(LOG.read, index, size)
      const claim = { index, size, leaf: leafHash(ENTRIES[index] ?? assert.fail()), root }
      assert.ok(verifyInclusion({ ...claim, proof }))
      for (const bad of damaged(proof)) assert.ok(!verifyInclusion({ ...claim, proof: bad }))
      assert.ok(!verifyInclusion({ ...claim, proof, leaf: flipped(claim.leaf) }))
      assert.ok(!verifyInclusion({ ...claim, proof, root: flipped(root) }))
    }
    for (let oldSize = 1; oldSize <= size; oldSize++) {
      const proof = await consistencyProof(LOG.read, oldSize, size)
      const oldRoot = await rootOf(LOG.read, oldSize)
      const claim = { oldSize, newSize: size, oldRoot, newRoot: root }
      assert.ok(verifyConsistency({ ...claim, proof }))
      for (const bad of damaged(proof)) assert.ok(!verifyConsistency({ ...claim, proof: bad }))
      assert.ok(!verifyConsistency({ ...claim, proof, oldRoot: flipped(oldRoot) }))
      assert.ok(!verifyConsistency({ ...claim, proof, newRoot: flipped(root) }))
    }
  }
})

test('a proof for a tree of a billion entries asks for at most two tiles of a level', async () => {
  const size = 1_000_000_007
  const asked: string[] = []
  await inclusionProof(
    async ({ level, index, width }) => {
      asked.push(`${level}/${index}`)
      return new Uint8Array(width * 32)
    },
    123_456_789,
    size,
  )
  assert.equal(new Set(asked).size, asked.length, 'each tile is read once')
  assert.ok(asked.length <= 8, asked.join(' '))
})

test('what an outsider claims is refused, never an exception (RFC 9162 § 2.1.3.2)', () => {
  const hash = new Uint8Array(32)
  const inclusion = { index: 0, size: 1, leaf: hash, proof: [], root: hash }
  assert.ok(verifyInclusion(inclusion))
  for (const wrong of [-1, 0.5, NaN, 1, 2 ** 53, 2 ** 64]) {
    assert.ok(!verifyInclusion({ ...inclusion, index: wrong }))
  }
  for (const wrong of [0, -1, 1.5, NaN, Infinity, 2 ** 53]) {
    assert.ok(!verifyInclusion({ ...inclusion, size: wrong }))
    const claim = { oldSize: 1, newSize: wrong, oldRoot: hash, newRoot: hash, proof: [] }
    assert.ok(!verifyConsistency(claim))
    assert.ok(!verifyConsistency({ ...claim, oldSize: wrong, newSize: 1 }))
  }
  const short = new Uint8Array(31)
  assert.ok(!verifyInclusion({ ...inclusion, size: 2, proof: [short] }))
  assert.ok(!verifyInclusion({ ...inclusion, leaf: short, root: short }))
  const roots = { oldRoot: hash, newRoot: hash }
  assert.ok(!verifyConsistency({ oldSize: 1, newSize: 2, ...roots, proof: [short] }))
})

test('a proof of another length than the sizes ask for is refused, whatever root is claimed', () => {
  const [leaf, other] = [leafHash(utf8('leaf')), leafHash(utf8('other'))]
  const both = nodeHash(other, leaf)
  assert.ok(!verifyInclusion({ index: 0, size: 1, leaf, proof: [other], root: both }), 'too long')
  const grown = nodeHash(leaf, other)
  const claim = { oldSize: 2, oldRoot: leaf, newRoot: grown, proof: [other] }
  assert.ok(verifyConsistency({ ...claim, newSize: 3 }))
  assert.ok(!verifyConsistency({ ...claim, newSize: 5 }), 'too short for five entries')
  const longer = { ...claim, newRoot: nodeHash(other, grown), proof: [other, other] }
  const taller = { ...claim, newRoot: nodeHash(grown, other), proof: [other, other] }
  assert.ok(!verifyConsistency({ ...longer, newSize: 3 }), 'too long for three entries')
  assert.ok(!verifyConsistency({ ...taller, newSize: 3 }), 'too long for three entries')
  assert.ok(verifyConsistency({ ...taller, newSize: 5 }))
  assert.ok(!verifyConsistency({ ...claim, newSize: 3, proof: [] }), 'empty')
  // Three entries a, b, c grow by d: the proof is c, d, ab; one hash more lifts both roots alike.
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((text) => leafHash(utf8(text)))
  assert.ok(a !== undefined && b !== undefined && c !== undefined && d !== undefined)
  const ab = nodeHash(a, b)
  const [oldRoot, newRoot] = [nodeHash(ab, c), nodeHash(ab, nodeHash(c, d))]
  const four = { oldSize: 3, newSize: 4, oldRoot, newRoot, proof: [c, d, ab] }
  assert.ok(verifyConsistency(four))
  const lifted = { oldRoot: nodeHash(other, oldRoot), newRoot: nodeHash(other, newRoot) }
  assert.ok(
    !verifyConsistency({ ...four, ...lifted, proof: [c, d, ab, other] }),
    'too long for four',
  )
})

test('a missing or short tile is an outage that names the tile', async () => {
  await assert.rejects(
    inclusionProof(async () => undefined, 3, 4),
    (error) => {
      assert.ok(error instanceof MissingTile)
      assert.equal(error.name, 'MissingTile')
      assert.deepEqual(error.tile, { level: 0, index: 0, width: 4 })
      return true
    },
  )
  await assert.rejects(
    rootOf(async () => new Uint8Array(31), 1),
    /couldn't read tile\/0\/000\.p\/1/,
  )
})

test('our own code may not ask for a proof outside the tree', async () => {
  for (const index of [10, 11, -1, 0.5, Number.NaN])
    assert.throws(() => inclusionProof(LOG.read, index, 10), /in the tree/)
  assert.throws(() => consistencyProof(LOG.read, 11, 10), /shrink/)
  for (const size of [-1, 0.5, 2 ** 53]) {
    assert.throws(() => inclusionProof(LOG.read, 0, size), /integers up to/)
    assert.throws(() => consistencyProof(LOG.read, 0, size), /integers up to/)
    assert.throws(() => consistencyProof(LOG.read, size, 600), /integers up to/)
    await assert.rejects(rootOf(LOG.read, size), /integers up to/)
  }
  assert.deepEqual(await consistencyProof(LOG.read, 0, 10), [])
})

/** The proof with one bit changed in each hash, one hash less, one more. */
function damaged(proof: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const changed = proof.map((hash, at) => proof.with(at, flipped(hash, at % 32)))
  const longer = [...proof, new Uint8Array(32)]
  return proof.length === 0 ? [longer] : [...changed, proof.slice(1), proof.slice(0, -1), longer]
}

function flipped(hash: Uint8Array, at = 31): Uint8Array {
  return hash.with(at, (hash[at] ?? 0) ^ 16)
}
