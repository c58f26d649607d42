import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toHex, utf8 } from './encoding.ts'
import { grow } from './grow.ts'
import { sampleEntries } from './sample-log.ts'
import { slowRoot } from './slow-tree.ts'
import { edgeTiles, type Tile } from './tile.ts'
import { emptyRoot, fullRoot, leafHash, nodeHash } from './tree.ts'

test('the empty tree has the hash of nothing as its root (RFC 6962 § 2.1)', () => {
  const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  assert.equal(toHex(emptyRoot()), nothing)
  assert.equal(toHex(grow(0, [], []).root), nothing)
})

test('a node cannot be presented as an entry: their prefixes differ (RFC 6962 § 2.1)', () => {
  const [left, right] = [leafHash(utf8('a')), leafHash(utf8('b'))]
  assert.notDeepEqual(nodeHash(left, right), leafHash(Uint8Array.of(...left, ...right)))
})

test('an entry longer than the working memory has the same hash as any other (RFC 6962)', () => {
  for (const length of [0, 1, 65_534, 65_535, 65_536, 200_000]) {
    const entry = new Uint8Array(length).fill(length % 251)
    assert.deepEqual(leafHash(entry), slowRoot([entry]), `${length} bytes`)
  }
})

test('sizes on both sides of each power of two up to 512 grow to the root that RFC 6962 defines', () => {
  const entries = sampleEntries(600)
  const leaves = entries.map((entry) => leafHash(entry))
  const borders = [100, 128, 256, 300, 512, 598].flatMap((size) => [
    size - 1,
    size,
    size + 1,
    size + 2,
  ])
  for (const size of [...Array(70).keys(), ...borders]) {
    const { root } = grow(0, [], leaves.slice(0, size))
    assert.deepEqual(root, slowRoot(entries.slice(0, size)), `size ${size}`)
  }
})

test('the ledger grows to the same tiles and root in whatever batches actions come (I3)', () => {
  const entries = sampleEntries(1_400)
  const leaves = entries.map((entry) => leafHash(entry))
  const batches = fc.array(fc.oneof(fc.nat(3), fc.nat(300), fc.constant(256)), { maxLength: 12 })
  fc.assert(
    fc.property(batches, (sizes) => {
      const store = new Store()
      for (const size of sizes) {
        const from = store.size
        store.append(leaves.slice(from, Math.min(from + size, leaves.length)))
        assert.deepEqual(store.root, slowRoot(entries.slice(0, store.size)))
      }
      const atOnce = new Store()
      atOnce.append(leaves.slice(0, store.size))
      assert.deepEqual(store.tiles, atOnce.tiles)
    }),
    { numRuns: 30 },
  )
})

test('a tree crosses the border of its second level like any other (C2SP tlog-tiles)', () => {
  const leaves = sampleEntries(65_800).map((entry) => leafHash(entry))
  const step = new Store()
  for (const size of [65_279, 65_535, 65_536, 65_537, 65_800]) {
    step.append(leaves.slice(step.size, size))
    const atOnce = new Store()
    atOnce.append(leaves.slice(0, size))
    assert.deepEqual(step.root, atOnce.root, `size ${size}`)
    assert.deepEqual(step.tiles, atOnce.tiles)
  }
})

test('growing refuses an edge of another size, a short tile and a short hash: our own defects', () => {
  const leaves = sampleEntries(300).map((entry) => leafHash(entry))
  const store = new Store()
  store.append(leaves)
  const edge = store.edge()
  assert.throws(() => grow(299, edge, leaves), /edge/)
  assert.throws(() => grow(300, edge.slice(1), leaves), /edge/)
  assert.throws(
    () =>
      grow(
        300,
        edge.map((one) => ({ ...one, bytes: one.bytes.slice(1) })),
        [],
      ),
    /32/,
  )
  assert.throws(() => grow(0, [], [new Uint8Array(31)]), /32 bytes/)
  assert.throws(() => grow(Number.MAX_SAFE_INTEGER, [], leaves), /2\^53/)
})

test('an edge with a tile too many, or in another order, is not that of the size: our own defect', () => {
  const store = new Store()
  store.append(sampleEntries(300).map((entry) => leafHash(entry)))
  const [low, high] = store.edge()
  assert.ok(low !== undefined && high !== undefined)
  assert.throws(() => grow(300, [high, low], []), /edge/)
  assert.throws(() => grow(300, [low, high, high], []), /edge/)
  assert.throws(() => grow(300, [{ ...low, index: 2 }, high], []), /edge/)
  assert.deepEqual(grow(300, [low, high], []).edge, [low, high])
  assert.deepEqual(grow(300, [low, high], []).tiles, [])
})

test('a node joins two whole hashes, and a full subtree stands over a power of two of them (RFC 6962 § 2.1)', () => {
  const [hash, short, long] = [32, 31, 33].map((bytes) => new Uint8Array(bytes))
  assert.ok(hash && short && long)
  for (const [left, right] of [
    [short, hash],
    [hash, short],
    [long, hash],
    [hash, long],
  ] as const) {
    assert.throws(() => nodeHash(left, right), /a node joins two hashes/)
  }
  const row = new Uint8Array(512 * 32)
  for (const count of [0, 3, 6, 255, 512]) {
    assert.throws(() => fullRoot(row, 0, count), /a full subtree/, `${count}`)
  }
  for (const [bytes, from, count] of [
    [31, 0, 1],
    [63, 1, 1],
    [64, 2, 1],
    [64, 1, 2],
  ] as const) {
    assert.throws(() => fullRoot(row.subarray(0, bytes), from, count), /holds the asked hashes/)
  }
  assert.deepEqual(fullRoot(row.subarray(0, 64), 1, 1), new Uint8Array(32))
})

/** A store as any user of `grow` keeps it: upsert by level and index. */
class Store {
  size = 0
  root = emptyRoot()
  readonly tiles = new Map<string, Tile>()

  append(leaves: readonly Uint8Array[]): void {
    const growth = grow(this.size, this.edge(), leaves)
    for (const tile of growth.tiles) {
      const key = `${tile.level}/${tile.index}`
      assert.ok((this.tiles.get(key)?.width ?? 0) < tile.width, 'a tile only becomes wider')
      this.tiles.set(key, tile)
    }
    this.size = growth.size
    this.root = growth.root
  }

  edge(): readonly Tile[] {
    return edgeTiles(this.size).map((id) => {
      const tile = this.tiles.get(`${id.level}/${id.index}`)
      assert.ok(tile !== undefined && tile.width === id.width)
      return tile
    })
  }
}
