/**
 * What would the tiles and the root be if these were the leaf hashes?
 *
 * The stream form of grow.ts for a whole log: level-0 tiles come one after another, from the left;
 * each answer lists the higher tiles that this one completed. At most one tile for each level is
 * held, so a log of any size fits in memory.
 */
import { assert } from './assert.ts'
import { HASH_BYTES } from './crypto.ts'
import { edgeRoot, type Tile } from './tile.ts'
import { fullRoot, TILE_WIDTH } from './tree.ts'

export type Rebuild = {
  /** Takes the next level-0 tile; only the last may be partial. Answers the tiles it completed. */
  readonly add: (leaves: Uint8Array) => readonly Tile[]
  /** The partial tiles above level 0 and the root. */
  readonly finish: () => { readonly partial: readonly Tile[]; readonly root: Uint8Array }
}

type Row = { index: number; width: number; readonly bytes: Uint8Array }

export function newRebuild(): Rebuild {
  const rows: Row[] = []
  const tileOf = (row: Row, level: number): Tile => ({
    level,
    index: row.index,
    width: row.width,
    bytes: row.bytes.slice(0, row.width * HASH_BYTES),
  })
  return {
    add: (leaves) => {
      const row = rowAt(rows, 0)
      assert(row.width === 0, 'only the last level-0 tile is partial')
      row.bytes.set(leaves)
      row.width = leaves.length / HASH_BYTES
      const completed: Tile[] = []
      for (let level = 0; rowAt(rows, level).width === TILE_WIDTH; level++) {
        const full = rowAt(rows, level)
        if (level > 0) completed.push(tileOf(full, level))
        const above = rowAt(rows, level + 1)
        above.bytes.set(fullRoot(full.bytes, 0, TILE_WIDTH), above.width * HASH_BYTES)
        above.width++
        full.index++
        full.width = 0
      }
      return completed
    },
    finish: () => {
      const edge = rows.map(tileOf).filter(({ width }) => width > 0)
      return { partial: edge.filter(({ level }) => level > 0), root: edgeRoot(edge) }
    },
  }
}

function rowAt(rows: Row[], level: number): Row {
  const found = rows[level]
  if (found !== undefined) return found
  const row = { index: 0, width: 0, bytes: new Uint8Array(TILE_WIDTH * HASH_BYTES) }
  rows.push(row)
  return row
}
