/** A whole log told tile by tile gives the tiles and the root that growing gives (C2SP tlog-tiles, RFC 6962). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grow } from './grow.ts'
import { newRebuild } from './rebuild.ts'
import type { Tile } from './tile.ts'

/** Made-up hashes, so that the first full tile of level 1 costs no entries. */
function hashes(count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, at) => new Uint8Array(32).fill(1 + (at % 250)))
}

for (const size of [0, 3, 256, 300, 65_536, 65_536 + 256 + 7]) {
  test(`of ${size} entries each tile above the lowest level comes once, full ones first`, () => {
    const leaves = hashes(size)
    const rebuild = newRebuild()
    const full: Tile[] = []
    for (let at = 0; at < size; at += 256) {
      full.push(...rebuild.add(Buffer.concat(leaves.slice(at, at + 256))))
    }
    const { partial, root } = rebuild.finish()
    const grown = grow(0, [], leaves)
    const above = grown.tiles.filter(({ level }) => level > 0)
    const plain = (tiles: readonly Tile[]) =>
      tiles
        .map(({ level, index, width, bytes }) => [level, index, width, Buffer.from(bytes)] as const)
        .toSorted(([one], [other]) => one - other)
    assert.deepEqual(plain([...full, ...partial]), plain(above))
    assert.ok(full.every(({ width }) => width === 256))
    assert.ok(partial.every(({ width }) => width < 256))
    assert.deepEqual(root, grown.root)
  })
}

test('behind a partial tile nothing more is taken: our own defect', () => {
  const rebuild = newRebuild()
  rebuild.add(new Uint8Array(32))
  assert.throws(() => rebuild.add(new Uint8Array(32)), /only the last level-0 tile is partial/)
})
