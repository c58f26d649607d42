/** Judged here: does a reader who comes back get what is new, only if what they knew still stands? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodeBundle } from './bundle.ts'
import { fromUtf8, utf8 } from './encoding.ts'
import { FOLLOWED_MAX, followLog } from './follow.ts'
import { newVerifier } from './key.ts'
import { type SampleLog, sampleEntries, sampleLog, sampleSigner } from './sample-log.ts'
import { signNote } from './note.ts'
import { entryBundlePath } from './tile.ts'
import { formatCheckpoint } from './tree-head.ts'

const EVERY_TENTH = (entry: Uint8Array) => fromUtf8(entry)?.includes('0}') === true

async function follow(log: SampleLog, remembered?: string, isWanted = EVERY_TENTH) {
  const verifier = newVerifier(log.signer.vkey)
  assert.ok(verifier)
  return await followLog(log.source, verifier, remembered, isWanted)
}

test('who follows a log in steps of any size gets the entries that one reading of all gives (R-85)', async () => {
  const step = fc.integer({ min: 0, max: 700 })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      let size = 0
      let remembered: string | undefined
      const found: number[] = []
      for (const more of steps) {
        size += more
        const followed = await follow(sampleLog(sampleEntries(size)), remembered)
        assert.ok(followed.ok)
        assert.deepEqual([followed.from, followed.size], [size - more, size])
        found.push(...followed.wanted.map(({ index }) => index))
        remembered = followed.note
      }
      const whole = await follow(sampleLog(sampleEntries(size)))
      assert.ok(whole.ok)
      assert.deepEqual(
        found,
        whole.wanted.map(({ index }) => index),
      )
    }),
    { numRuns: 40 },
  )
})

test('a history of the same length, longer or shorter than what was seen is refused (I3, R-82)', async () => {
  const seen = sampleLog(sampleEntries(600)).checkpoint
  const other = sampleEntries(900).map((entry, at) => (at === 3 ? utf8('other') : entry))
  const faults = [other.slice(0, 600), other, sampleEntries(599)].map(async (entries) => {
    const followed = await follow(sampleLog(entries), seen)
    return followed.ok ? 'ok' : followed.fault
  })
  assert.deepEqual(await Promise.all(faults), ['other_history', 'other_history', 'shrunk'])
})

test('entries that the signature does not cover are not handed over (R-85)', async () => {
  const seen = sampleLog(sampleEntries(300)).checkpoint
  const entries = sampleEntries(700)
  const put = (bytes?: Uint8Array) => {
    const log = sampleLog(entries)
    const path = entryBundlePath(1, 256)
    if (bytes === undefined) log.files.delete(path)
    else log.files.set(path, bytes)
    return log
  }
  const changed = entries.slice(256, 512).map((entry, at) => (at === 99 ? utf8('forged') : entry))
  const short = encodeBundle(entries.slice(256, 511))
  const faults = [put(encodeBundle(changed)), put(short), put()].map(async (log) => {
    const followed = await follow(log, seen)
    return followed.ok ? 'ok' : followed.fault
  })
  assert.deepEqual(await Promise.all(faults), ['root', 'bundle_malformed', 'bundle_missing'])
})

test('who comes late, or for the first time, follows over entries past their publication by their hashes', async () => {
  const early = sampleLog(sampleEntries(100)).checkpoint
  const log = sampleLog(sampleEntries(700))
  log.files.delete('tile/entries/000')
  const missed = await follow(log, early)
  assert.equal(missed.ok ? 'ok' : missed.fault, 'bundle_missing')
  log.files.set('minimum', utf8('256\n'))
  for (const [remembered, unpublished] of [
    [early, 156],
    [undefined, 256],
    [sampleLog(sampleEntries(300)).checkpoint, 0],
  ] as const) {
    const followed = await follow(log, remembered)
    assert.ok(followed.ok)
    assert.equal(followed.unpublished, unpublished)
    assert.ok(followed.wanted.every(({ index }) => index >= 256))
  }
  const hashes = Uint8Array.from(log.files.get('tile/0/000') ?? assert.fail())
  hashes[8_000] = (hashes[8_000] ?? 0) ^ 1
  log.files.set('tile/0/000', hashes)
  const forged = await follow(log, early)
  assert.equal(forged.ok ? 'ok' : forged.fault, 'root')
})

test('what the log no longer serves of the tree that was seen is missed (C2SP tlog-tiles)', async () => {
  const seen = sampleLog(sampleEntries(300)).checkpoint
  const log = sampleLog(sampleEntries(700))
  for (const path of log.files.keys()) if (path.startsWith('tile/0/001')) log.files.delete(path)
  assert.deepEqual(await follow(log, seen), {
    ok: false,
    fault: 'tile_missing',
    path: 'tile/0/001',
  })
})

test('a reader holds 100,000 entries at once and not one more', async () => {
  const log = sampleLog(sampleEntries(FOLLOWED_MAX + 1))
  const most = await follow(log, undefined, (entry) => fromUtf8(entry)?.includes('"n":7}') !== true)
  assert.ok(most.ok)
  assert.equal(most.wanted.length, 100_000)
  const more = await follow(log, undefined, () => true)
  assert.equal(more.ok ? 'ok' : more.fault, 'too_many')
})

test('a log of another key is not the one that was followed', async () => {
  const seen = sampleLog(sampleEntries(3)).checkpoint
  const other = sampleLog(sampleEntries(5), sampleSigner(8))
  const followed = await follow(other, seen)
  assert.equal(followed.ok ? 'ok' : followed.fault, 'remembered_refused')
  const nothing = await follow({ ...other, source: { read: async () => undefined } })
  assert.equal(nothing.ok ? 'ok' : nothing.fault, 'checkpoint_missing')
})

test('a head that is not well signed is refused with its own fault, and one that shows another root for what was seen (I3)', async () => {
  const log = sampleLog(sampleEntries(300))
  const seen = log.checkpoint
  const put = async (note: string, remembered?: string) => {
    log.files.set('checkpoint', utf8(note))
    const followed = await follow(log, remembered)
    return followed.ok ? 'ok' : [followed.fault, followed.path]
  }
  assert.deepEqual(await put('no note'), ['malformed_note', 'checkpoint'])
  assert.deepEqual(await put(seen.replace('\n300\n', '\n301\n')), [
    'invalid_signature',
    'checkpoint',
  ])
  const head = (root: Uint8Array) =>
    signNote(formatCheckpoint({ origin: log.signer.name, size: 300, root }), [log.signer])
  const other = head(sampleLog(sampleEntries(299)).root)
  assert.deepEqual(await put(other, seen), ['other_history', 'checkpoint'])
  assert.deepEqual(await put(other), ['root', 'checkpoint'])
  assert.equal(await put(seen, seen), 'ok')
})

test('past the minimum an entry must be served, and before it its hash (C2SP tlog-tiles, Pruning)', async () => {
  const log = sampleLog(sampleEntries(700))
  log.files.set('minimum', utf8('256'))
  log.files.delete('tile/entries/000')
  const second = log.files.get('tile/entries/001') ?? assert.fail()
  log.files.delete('tile/entries/001')
  assert.deepEqual(await follow(log), {
    ok: false,
    fault: 'bundle_missing',
    path: 'tile/entries/001',
  })
  log.files.set('tile/entries/001', second)
  const seen: (readonly [number, number])[] = []
  const verifier = newVerifier(log.signer.vkey) ?? assert.fail()
  const early = sampleLog(sampleEntries(100)).checkpoint
  const followed = await followLog(log.source, verifier, early, EVERY_TENTH, (done, all) => {
    seen.push([done, all])
  })
  assert.ok(followed.ok)
  assert.deepEqual(seen, [
    [156, 600],
    [412, 600],
    [600, 600],
  ])
  log.files.delete('tile/0/000')
  assert.deepEqual(await follow(log), { ok: false, fault: 'tile_missing', path: 'tile/0/000' })
})
