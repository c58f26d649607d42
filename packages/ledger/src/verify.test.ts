import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeBundle, encodeBundle } from './bundle.ts'
import { formatCheckpoint } from './tree-head.ts'
import { utf8 } from './encoding.ts'
import { grow } from './grow.ts'
import { newVerifier } from './key.ts'
import { signNote } from './note.ts'
import { type SampleLog, sampleEntries, sampleLog, sampleSigner } from './sample-log.ts'
import { leafHash } from './tree.ts'
import { type FirstBad, verifyLog } from './verify.ts'

const VKEY = sampleSigner().vkey
const SIZE = 600
const LOG = sampleLog(sampleEntries(SIZE))
/** Two levels of tiles, both with a full one: the smallest log with a level-2 tile. */
const DEEP = sampleLog(sampleEntries(65_800))

test('a whole log is found whole, at sizes on both sides of each border (R-85)', async () => {
  for (const size of [0, 1, 2, 255, 256, 257, 511, 512, 513, 600]) {
    const log = sampleLog(sampleEntries(size))
    const found = await verifyLog(log.source, VKEY)
    assert.ok(found.ok, `size ${size}`)
    assert.deepEqual([found.size, found.root], [size, log.root])
    assert.equal(found.checked.entries, size)
  }
  const deep = await verifyLog(DEEP.source, VKEY)
  assert.ok(deep.ok && deep.size === 65_800 && deep.checked.tiles === 258 + 2 + 1)
})

test('any changed bit of an entry or a tile is found and its entry and file are named (L5)', async () => {
  const paths = [...LOG.files.keys()].filter((path) => path !== 'checkpoint')
  const flips = fc.record({ path: fc.constantFrom(...paths), bit: fc.nat() })
  await fc.assert(
    fc.asyncProperty(flips, async ({ path, bit }) => {
      const place = bit % ((LOG.files.get(path)?.length ?? 0) * 8)
      const bad = await firstBad(changed(LOG, path, (bytes) => flip(bytes, place)))
      assert.equal(bad.path, path)
      assert.equal(bad.index, entryAt(path, place >> 3), JSON.stringify([bad, path, place]))
      assert.equal(bad.what === 'tile', !path.startsWith('tile/entries/'))
    }),
    { numRuns: 300 },
  )
})

test('any changed bit of the checkpoint is found (L5)', async () => {
  const bits = (LOG.files.get('checkpoint')?.length ?? 0) * 8
  await fc.assert(
    fc.asyncProperty(fc.nat(bits - 1), async (place) => {
      const bad = await firstBad(changed(LOG, 'checkpoint', (bytes) => flip(bytes, place)))
      assert.deepEqual([bad.what, bad.index], ['checkpoint_refused', undefined])
    }),
    { numRuns: 60 },
  )
})

test('a changed entry in a deep log is named among 65,800 (L5)', async () => {
  const path = 'tile/entries/200'
  const log = changed(DEEP, path, (bytes) => replaceEntry(bytes, 33, utf8('{"kind":"forged"}')))
  const bad = await firstBad(log)
  assert.deepEqual([bad.what, bad.index, bad.count], ['entry', 200 * 256 + 33, 1])
})

test('a changed hash of each level is named with the entries under it (L5)', async () => {
  const cases: readonly [string, number, number, number][] = [
    ['tile/0/007', 5, 7 * 256 + 5, 1],
    ['tile/1/000', 9, 9 * 256, 256],
    ['tile/1/001.p/1', 0, 65_536, 256],
    ['tile/2/000.p/1', 0, 0, 65_536],
  ]
  for (const [path, hash, index, count] of cases) {
    const bad = await firstBad(changed(DEEP, path, (bytes) => flip(bytes, hash * 256 + 77)))
    assert.deepEqual(bad, { what: 'tile', path, index, count })
  }
})

test('an entry changed together with its leaf hash is narrowed to its tile (L5)', async () => {
  const forged = utf8('{"kind":"forged"}')
  const entry = changed(DEEP, 'tile/entries/003', (bytes) => replaceEntry(bytes, 8, forged))
  const both = changed(entry, 'tile/0/003', (bytes) => replaceHash(bytes, 8, leafHash(forged)))
  const bad = await firstBad(both)
  assert.deepEqual(bad, { what: 'entry', path: 'tile/entries/003', index: 3 * 256, count: 256 })
})

test('an entry changed with every tile over it leaves the signed root, which disagrees', async () => {
  const entries = sampleEntries(SIZE)
  const rewritten = sampleLog(entries.with(299, utf8('{"kind":"forged"}')))
  rewritten.files.set('checkpoint', utf8(LOG.checkpoint))
  const bad = await firstBad(rewritten)
  assert.deepEqual(bad, { what: 'root', path: 'checkpoint', index: undefined, count: SIZE })
})

test('the first of two faults is named: a bad tile before a bad entry', async () => {
  const tile = changed(LOG, 'tile/0/000', (bytes) => flip(bytes, 256 * 10))
  const both = changed(tile, 'tile/entries/001', (bytes) => replaceEntry(bytes, 4, utf8('x')))
  const bad = await firstBad(both)
  assert.deepEqual([bad.what, bad.index], ['tile', 10])
})

test('two bad hashes of one tile and a bad entry under it cannot be told apart, and are not', async () => {
  const tile = changed(LOG, 'tile/0/000', (bytes) => flip(flip(bytes, 256 * 3), 256 * 10))
  const both = changed(tile, 'tile/entries/000', (bytes) => replaceEntry(bytes, 3, utf8('x')))
  const bad = await firstBad(both)
  assert.deepEqual([bad.what, bad.index], ['entry_or_tile', 3])
})

test('a missing bundle does not hide that the tiles before it are bad', async () => {
  const tile = changed(LOG, 'tile/0/000', (bytes) => flip(flip(bytes, 256 * 3), 256 * 10))
  const bad = await firstBad(changed(tile, 'tile/entries/001', () => undefined))
  assert.deepEqual([bad.what, bad.index], ['tile', 3])
})

test('a missing tile over a bad entry is named when it begins before it', async () => {
  const entry = changed(LOG, 'tile/entries/000', (bytes) => replaceEntry(bytes, 5, utf8('x')))
  const bad = await firstBad(changed(entry, 'tile/1/000.p/2', () => undefined))
  assert.deepEqual([bad.what, bad.index], ['tile_missing', 0])
})

test('entries removed, added, swapped or shortened are named (L5, structural attacks)', async () => {
  const path = 'tile/entries/001'
  const attack = async (edit: (entries: readonly Uint8Array[]) => readonly Uint8Array[]) => {
    const log = changed(LOG, path, (bytes) => encodeBundle(edit(decodeBundle(bytes) ?? [])))
    const { what, index } = await firstBad(log)
    return [what, index]
  }
  const first = 256
  assert.deepEqual(await attack((list) => list.toSpliced(7, 1)), ['bundle_malformed', first + 7])
  assert.deepEqual(await attack((list) => list.slice(0, -1)), ['bundle_malformed', first + 255])
  assert.deepEqual(await attack(() => []), ['bundle_malformed', first])
  const swapped = (list: readonly Uint8Array[]) =>
    list.with(4, list[9] ?? assert.fail()).with(9, list[4] ?? assert.fail())
  assert.deepEqual(await attack(swapped), ['entry', first + 4])
  const cut = (list: readonly Uint8Array[]) => list.with(5, list[5]?.slice(1) ?? assert.fail())
  assert.deepEqual(await attack(cut), ['entry', first + 5])
  const last = 'tile/entries/002.p/88'
  const longer = changed(LOG, last, (bytes) => Uint8Array.of(...bytes, 0, 1, 65))
  const bad = await firstBad(longer)
  assert.deepEqual([bad.what, bad.path, bad.index], ['bundle_malformed', last, SIZE - 1])
})

test('a missing file is named with the first entry it hides', async () => {
  const cases: readonly [string, FirstBad['what'], number | undefined][] = [
    ['tile/entries/001', 'bundle_missing', 256],
    ['tile/entries/002.p/88', 'bundle_missing', 512],
    ['tile/0/001', 'tile_missing', 256],
    ['tile/1/000.p/2', 'tile_missing', 0],
    ['checkpoint', 'checkpoint_missing', undefined],
  ]
  for (const [path, what, index] of cases) {
    const bad = await firstBad(changed(LOG, path, () => undefined))
    assert.deepEqual([bad.what, bad.path, bad.index], [what, path, index])
  }
})

test('a tile that is cut or goes on is bad even when its hashes are right', async () => {
  const cases: readonly (readonly [number, (bytes: Uint8Array) => Uint8Array])[] = [
    [512, (bytes) => Uint8Array.of(...bytes, 0)],
    [599, (bytes) => bytes.slice(0, -1)],
  ]
  for (const [index, edit] of cases) {
    const bad = await firstBad(changed(LOG, 'tile/0/002.p/88', edit))
    assert.deepEqual([bad.what, bad.path, bad.index], ['tile', 'tile/0/002.p/88', index])
  }
})

test('of a bundle that breaks off and a tile that is missing, or disagrees before it, the first is named', async () => {
  const cut = changed(LOG, 'tile/entries/001', (bytes) =>
    encodeBundle((decodeBundle(bytes) ?? []).slice(0, 7)),
  )
  const missing = await firstBad(changed(cut, 'tile/0/001', () => undefined))
  assert.deepEqual([missing.what, missing.index], ['tile_missing', 256])
  const other = await firstBad(changed(cut, 'tile/0/001', (bytes) => flip(bytes, 256 * 3)))
  assert.deepEqual([other.what, other.index], ['bundle_malformed', 256 + 3])
})

test('a partial file may be gone when the full one exists (C2SP tlog-tiles, Partial Tiles)', async () => {
  const later = sampleLog(sampleEntries(768))
  later.files.set('checkpoint', utf8(LOG.checkpoint))
  assert.equal(later.files.has('tile/0/002.p/88'), false)
  later.files.set('tile/1/000.p/2', LOG.files.get('tile/1/000.p/2') ?? assert.fail())
  assert.ok((await verifyLog(later.source, VKEY)).ok)
})

test('entries that are published no more are told, and their hashes still lead to the root (C2SP tlog-tiles, Pruning)', async () => {
  const pruned = changed(withMinimum(LOG, '256\n'), 'tile/entries/000', () => undefined)
  const found = await verifyLog(pruned.source, VKEY)
  assert.ok(found.ok)
  assert.deepEqual([found.unpublished, found.checked.entries], [256, SIZE - 256])
  const whole = await verifyLog(withMinimum(LOG, '256').source, VKEY)
  assert.ok(whole.ok && whole.unpublished === 0, 'what is still served is checked')
  const forged = changed(pruned, 'tile/0/000', (bytes) => flip(bytes, 256 * 3))
  const { index, count } = await firstBad(forged)
  assert.deepEqual([index, count], [0, 256])
  const gone = changed(pruned, 'tile/0/000', () => undefined)
  assert.deepEqual((await firstBad(gone)).path, 'tile/entries/000')
  const changedBelow = changed(withMinimum(LOG, '512'), 'tile/entries/001', (bytes) =>
    replaceEntry(bytes, 7, utf8('x')),
  )
  assert.deepEqual((await firstBad(changedBelow)).index, 256 + 7)
})

test('a minimum that is none hides nothing: no number, no whole bundle, or beyond the log', async () => {
  for (const minimum of ['', 'x', '0256', '255', '257', '768', '-256']) {
    const log = changed(withMinimum(LOG, minimum), 'tile/entries/000', () => undefined)
    const bad = await firstBad(log)
    assert.deepEqual([bad.what, bad.path], ['bundle_missing', 'tile/entries/000'], minimum)
  }
  const all = sampleLog(sampleEntries(512))
  const end = changed(withMinimum(all, '512'), 'tile/entries/001', () => undefined)
  assert.ok((await verifyLog(end.source, VKEY)).ok, 'the end of the log is a minimum')
  const after = changed(withMinimum(LOG, '256'), 'tile/entries/001', () => undefined)
  assert.deepEqual((await firstBad(after)).index, 256)
})

test('a log cut back and signed anew is whole by itself: witnesses are for that', async () => {
  const before = sampleLog(sampleEntries(400))
  assert.ok((await verifyLog(before.source, VKEY)).ok)
})

test('a checkpoint over another root, well signed, does not agree with the entries (I3)', async () => {
  const { signer } = LOG
  const { root } = grow(0, [], [leafHash(utf8('x'))])
  const note = signNote(formatCheckpoint({ origin: signer.name, size: SIZE, root }), [signer])
  const bad = await firstBad(changed(LOG, 'checkpoint', () => utf8(note)))
  assert.equal(bad.what, 'root')
})

test('a key that is none, or of another log, verifies nothing', async () => {
  const none = await verifyLog(LOG.source, 'nonsense')
  assert.ok(!none.ok && none.firstBad.what === 'key_malformed')
  const other = await verifyLog(LOG.source, sampleSigner(8).vkey)
  assert.ok(!other.ok && other.firstBad.fault === 'no_known_signature')
})

test('progress tells how many entries were checked, up to all', async () => {
  const seen: number[] = []
  await verifyLog(LOG.source, VKEY, (checked, size) => {
    assert.equal(size, SIZE)
    seen.push(checked)
  })
  assert.deepEqual(seen, [256, 512, 600])
})

test('trouble in reading is not mistaken for tampering: it passes through', async () => {
  const source = { read: () => Promise.reject(new Error("couldn't reach the log")) }
  await assert.rejects(verifyLog(source, VKEY), /reach/)
})

test('where the way to the root cannot be read, entry and tile are not told apart (L5)', async () => {
  const bad = changed(LOG, 'tile/entries/000', (bytes) => replaceEntry(bytes, 0, utf8('x')))
  for (const edit of [() => undefined, (bytes: Uint8Array) => Uint8Array.of(...bytes, 0)]) {
    assert.deepEqual(await firstBad(changed(bad, 'tile/1/000.p/2', edit)), {
      what: 'entry_or_tile',
      path: 'tile/0/000',
      index: 0,
      count: 1,
    })
  }
  // A tile of the way that can be read once and not again is trouble in reading, and no judgement.
  let reads = 0
  const source = {
    read: async (path: string) => {
      if (path === 'tile/1/000.p/2' && ++reads > 1) throw new Error("couldn't reach the log")
      return bad.files.get(path)
    },
  }
  await assert.rejects(verifyLog(source, VKEY), /reach/)
})

test('without a head to believe nothing is counted, and the reason is told', async () => {
  const nothing = {
    ok: false,
    size: 0,
    root: undefined,
    checked: { entries: 0, tiles: 0 },
  } as const
  const none = { path: 'checkpoint', index: undefined, count: 0 } as const
  assert.deepEqual(await verifyLog(LOG.source, 'nonsense'), {
    ...nothing,
    firstBad: { what: 'key_malformed', ...none },
  })
  const missing = changed(LOG, 'checkpoint', () => undefined)
  assert.deepEqual(await verifyLog(missing.source, VKEY), {
    ...nothing,
    firstBad: { what: 'checkpoint_missing', ...none },
  })
  assert.deepEqual(await verifyLog(LOG.source, sampleSigner(8).vkey), {
    ...nothing,
    firstBad: { what: 'checkpoint_refused', ...none, fault: 'no_known_signature' },
  })
  const verifier = newVerifier(VKEY) ?? assert.fail()
  assert.ok((await verifyLog(LOG.source, verifier)).ok, 'a key that was read already')
})

test('of what is bad the size, the root and the counts are told as well', async () => {
  const found = await verifyLog(changed(LOG, 'tile/1/000.p/2', () => undefined).source, VKEY)
  assert.deepEqual(found, {
    ok: false,
    size: SIZE,
    root: LOG.root,
    firstBad: { what: 'tile_missing', path: 'tile/1/000.p/2', index: 0, count: 1 },
    checked: { entries: SIZE, tiles: 3 + 1 },
  })
})

test('of a distant log eight bundles are asked for together, and not one more', async () => {
  const log = sampleLog(sampleEntries(20 * 256 + 5))
  let [now, most] = [0, 0]
  const read = async (path: string) => {
    const isBundle = path.startsWith('tile/entries/')
    if (isBundle) most = Math.max(most, ++now)
    await new Promise((resolve) => setImmediate(resolve))
    if (isBundle) now--
    return log.files.get(path)
  }
  assert.ok((await verifyLog({ read }, VKEY)).ok)
  assert.equal(most, 8)
})

function withMinimum(log: SampleLog, minimum: string): SampleLog {
  const files = new Map([...log.files, ['minimum', utf8(minimum)]])
  return { ...log, files, source: { read: async (name) => files.get(name) } }
}

async function firstBad(log: SampleLog): Promise<FirstBad> {
  const found = await verifyLog(log.source, VKEY)
  assert.ok(!found.ok, 'tampering went unnoticed')
  return found.firstBad
}

/** The log with one file altered, or without it. */
function changed(
  log: SampleLog,
  path: string,
  edit: (bytes: Uint8Array) => Uint8Array | undefined,
): SampleLog {
  const files = new Map(log.files)
  const after = edit(files.get(path) ?? assert.fail(path))
  if (after === undefined) files.delete(path)
  else files.set(path, after)
  return { ...log, files, source: { read: async (name) => files.get(name) } }
}

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)))
}

function replaceEntry(bundle: Uint8Array, at: number, entry: Uint8Array): Uint8Array {
  return encodeBundle((decodeBundle(bundle) ?? []).with(at, entry))
}

function replaceHash(tile: Uint8Array, at: number, hash: Uint8Array): Uint8Array {
  const copy = tile.slice()
  copy.set(hash, at * 32)
  return copy
}

/** The entry whose record the byte at this offset belongs to, in the sample log of two levels. */
function entryAt(path: string, offset: number): number {
  const [, kind = '', number = ''] = /^tile\/([^/]+)\/(\d+)/.exec(path) ?? []
  if (kind !== 'entries') return (Number(number) * 256 + (offset >> 5)) * (kind === '1' ? 256 : 1)
  let end = 0
  const entries = decodeBundle(LOG.files.get(path) ?? assert.fail()) ?? []
  const at = entries.findIndex((entry) => {
    end += 2 + entry.length
    return end > offset
  })
  return Number(number) * 256 + at
}
