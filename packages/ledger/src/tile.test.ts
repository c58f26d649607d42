import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  edgeTiles,
  entryBundlePath,
  MAX_LEVEL,
  parseEntryBundlePath,
  parseTilePath,
  tilePath,
} from './tile.ts'

test('index 1234067 is served under x001/x234/067 (C2SP tlog-tiles, Merkle Tree)', () => {
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067')
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 112 }), 'tile/0/x001/x234/067.p/112')
  assert.equal(tilePath({ level: 1, index: 0, width: 1 }), 'tile/1/000.p/1')
  assert.equal(tilePath({ level: 2, index: 1_000, width: 256 }), 'tile/2/x001/000')
  assert.equal(entryBundlePath(999, 256), 'tile/entries/999')
  assert.equal(entryBundlePath(1_000_000, 3), 'tile/entries/x001/x000/000.p/3')
})

test('a path and its tile determine each other, up to index 2^53 - 1 (C2SP tlog-tiles)', () => {
  const ids = fc.record(
    {
      level: fc.integer({ min: 0, max: 63 }),
      index: fc.oneof(fc.nat(2_000), fc.maxSafeNat()),
      width: fc.integer({ min: 1, max: 256 }),
    },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(ids, (id) => {
      assert.deepEqual(parseTilePath(tilePath(id)), id)
      const { index, width } = id
      assert.deepEqual(parseEntryBundlePath(entryBundlePath(index, width)), { index, width })
    }),
  )
})

test('a path has one spelling: every other is refused (C2SP tlog-tiles)', () => {
  const refused = [
    '',
    'tile',
    'tile/0',
    'tile/0/',
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/00/000',
    'tile/-1/000',
    'tile/64/000',
    'tile/0/x000/001',
    'tile/0/x001',
    'tile/0/001/002',
    'tile/0/x001/x002',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/1000',
    'tile/0/000.p/',
    'tile/0/000.p',
    'tile/0/000.p/1/',
    'tile/0/000.p/+1',
    '/tile/0/000',
    'tile/0/000\n',
    'tile/0/../000',
    'tile/data/000',
    'tile/entries/000',
    'tile/0/x999/x999/x999/x999/x999/999',
  ]
  for (const path of refused) assert.equal(parseTilePath(path), undefined, path)
  for (const path of ['tile/0/000', 'tile/entries/x000/000', 'entries/000', 'tile/entries/0']) {
    assert.equal(parseEntryBundlePath(path), undefined, path)
  }
})

test('a tree of 70,000 entries ends in partial tiles of 112, 17 and 1 (C2SP, Partial Tiles)', () => {
  assert.deepEqual(edgeTiles(70_000), [
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ])
  assert.deepEqual(edgeTiles(256), [{ level: 1, index: 0, width: 1 }])
  assert.deepEqual(edgeTiles(0), [])
})

test('the largest size has partial tiles on all seven levels and no more', () => {
  const edge = edgeTiles(Number.MAX_SAFE_INTEGER)
  assert.deepEqual(
    edge.map(({ level }) => level),
    [0, 1, 2, 3, 4, 5, MAX_LEVEL],
  )
  assert.deepEqual(
    edge.map(({ width }) => width),
    [255, 255, 255, 255, 255, 255, 31],
  )
})

test('our own code may not ask for a size or tile that cannot be', () => {
  assert.throws(() => edgeTiles(2 ** 53), /2\^53/)
  assert.throws(() => edgeTiles(1.5), /integers/)
  for (const level of [64, -1, 0.5, Number.NaN])
    assert.throws(() => tilePath({ level, index: 0, width: 1 }), /level/)
  for (const width of [257, -1, 0.5, Number.NaN])
    assert.throws(() => tilePath({ level: 0, index: 0, width }), /width/)
  assert.throws(() => edgeTiles(-1), /integers/)
  assert.throws(() => tilePath({ level: 0, index: -1, width: 1 }), /integers/)
  assert.throws(() => tilePath({ level: 0, index: 0, width: 0 }), /width/)
})
