/** What of a published log is whole, missing or malformed (C2SP tlog-tiles). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeBundle } from './bundle.ts'
import { concat, utf8 } from './encoding.ts'
import { readEntries, readMinimum, readTile } from './log-source.ts'

const ENTRIES = Array.from({ length: 256 }, (_, at) => utf8(`${at}`))

function source(files: Readonly<Record<string, Uint8Array>>) {
  const asked: string[] = []
  return {
    asked,
    read: async (path: string) => {
      asked.push(path)
      return files[path]
    },
  }
}

test('a partial tile that is gone is cut from the full one, which must be whole itself (Partial Tiles)', async () => {
  const id = { level: 0, index: 1, width: 3 }
  const full = Uint8Array.from({ length: 256 * 32 }, (_, at) => at % 251)
  const found = await readTile(source({ 'tile/0/001': full }), id)
  assert.deepEqual(found, { state: 'whole', value: full.subarray(0, 96) })
  const own = await readTile(
    source({ 'tile/0/001.p/3': full.subarray(32, 128), 'tile/0/001': full }),
    id,
  )
  assert.deepEqual(own, { state: 'whole', value: full.subarray(32, 128) })
  for (const bytes of [0, 95, 97, 256 * 32]) {
    const other = await readTile(source({ 'tile/0/001.p/3': full.subarray(0, bytes) }), id)
    assert.equal(other.state, 'malformed', `${bytes} bytes`)
  }
  const cut = await readTile(source({ 'tile/0/001': full.subarray(0, -1) }), id)
  assert.deepEqual(cut, { state: 'malformed', value: full.subarray(0, 96) })
  assert.deepEqual(await readTile(source({}), id), { state: 'missing' })
})

test('a bundle has exactly the entries of its width; of a full one the first are taken', async () => {
  const full = encodeBundle(ENTRIES)
  const two = encodeBundle(ENTRIES.slice(0, 2))
  assert.deepEqual(await readEntries(source({ 'tile/entries/001': full }), 1, 2), {
    state: 'whole',
    value: ENTRIES.slice(0, 2),
  })
  assert.deepEqual(await readEntries(source({ 'tile/entries/001.p/2': two }), 1, 2), {
    state: 'whole',
    value: ENTRIES.slice(0, 2),
  })
  for (const [bytes, count] of [
    [encodeBundle(ENTRIES.slice(0, 1)), 1],
    [encodeBundle(ENTRIES.slice(0, 3)), 2],
    [concat(two, Uint8Array.of(0)), 2],
    [two.subarray(0, -1), 1],
  ] as const) {
    assert.deepEqual(await readEntries(source({ 'tile/entries/001.p/2': bytes }), 1, 2), {
      state: 'malformed',
      value: ENTRIES.slice(0, count),
    })
  }
  assert.deepEqual(await readEntries(source({}), 1, 256), { state: 'missing' })
})

test('what a full file is asked for is asked for once, a partial one twice', async () => {
  for (const [width, paths] of [
    [256, ['tile/0/001']],
    [3, ['tile/0/001.p/3', 'tile/0/001']],
  ] as const) {
    const empty = source({})
    await readTile(empty, { level: 0, index: 1, width })
    assert.deepEqual(empty.asked, paths)
  }
})

test('a minimum is a whole number of bundles, up to the size; anything else is none (Pruning)', async () => {
  for (const [text, minimum] of [
    ['0', 0],
    ['256', 256],
    [' 256\n', 256],
    ['512', 512],
    ['', 0],
    ['1', 0],
    ['257', 0],
    ['768', 0],
    ['0256', 0],
    ['\u00ff', 0],
  ] as const) {
    assert.equal(await readMinimum(source({ minimum: utf8(text) }), 512), minimum, text)
  }
  assert.equal(await readMinimum(source({ minimum: Uint8Array.of(0xff) }), 512), 0)
  assert.equal(await readMinimum(source({}), 512), 0)
})
