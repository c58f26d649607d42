/**
 * Judged here: two programs that share no code agree about logs and receipts, good and spoiled ones.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  checkReceipt as checkOurs,
  encodeBundle,
  entryBundlePath,
  formatCheckpoint,
  grow,
  inclusionProof,
  leafHash,
  makeReceipt,
  newCosigner,
  newSigner,
  newVerifier,
  signNote,
  tilePath,
  verifyLog,
} from '@kelisim/ledger'
import { checkLog, checkReceipt } from '@kelisim/verifier'

const ORIGIN = 'kelisim.example/ledger'
const seed = (byte: number) => new Uint8Array(32).fill(byte)
const LOG = newSigner(ORIGIN, seed(7))
const MODERN = newCosigner(ORIGIN, seed(7), () => 1, 'subtree/v1')
const WITNESS = newCosigner('w.example', seed(8), () => 1_790_000_000)
const TEXT = 'Келісемін: «Самал», бір өтінімге.'

/** A published log whose entry `size - 1` binds a text, with every path a verifier asks for. */
async function published(size: number) {
  const textSha256 = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(TEXT)))
  const entries = Array.from({ length: size }, (_, at) =>
    Buffer.from(
      JSON.stringify({
        at: '2026-11-22',
        kind: 'sample',
        n: at,
        textSha256: textSha256.toString('hex'),
      }),
    ),
  )
  const { tiles, root } = grow(0, [], entries.map(leafHash))
  const files = new Map<string, Uint8Array>()
  for (const tile of tiles) files.set(tilePath(tile), tile.bytes)
  for (let from = 0; from < size; from += 256) {
    const part = entries.slice(from, from + 256)
    files.set(entryBundlePath(from / 256, part.length), encodeBundle(part))
  }
  const note = signNote(formatCheckpoint({ origin: ORIGIN, size, root }), [LOG, MODERN, WITNESS])
  files.set('checkpoint', Buffer.from(note))
  const read = async (path: string) => files.get(path)
  const index = size - 1
  const proof = await inclusionProof(
    async ({ level, index: at }) =>
      tiles.find((tile) => tile.level === level && tile.index === at)?.bytes,
    index,
    size,
  )
  const receipt = makeReceipt({
    log: { origin: ORIGIN, vkey: LOG.vkey },
    entry: entries[index] ?? assert.fail(),
    index,
    proof,
    checkpoint: note,
    text: TEXT,
  })
  return { files, read, receipt: JSON.stringify(receipt) }
}

test('whole logs of every shape are whole for both programs (R-85)', async () => {
  for (const size of [1, 2, 3, 7, 255, 256, 257, 600]) {
    const { read } = await published(size)
    const ours = await verifyLog({ read }, LOG.vkey)
    const theirs = await checkLog(read, LOG.vkey)
    assert.ok(ours.ok && theirs.ok && theirs.size === size, String(size))
    assert.deepEqual(Buffer.from(theirs.root), Buffer.from(ours.root))
  }
})

test('a flipped bit anywhere in entries, hashes or checkpoint is found by both (R-82)', async () => {
  const { files } = await published(300)
  // Hashes above the lowest tiles are no part of what the second program reads.
  const paths = [...files.keys()].filter((path) => !/^tile\/[1-9]/.test(path))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), fc.nat(7), async (path, place, bit) => {
      const bytes = Uint8Array.from(files.get(path) ?? assert.fail())
      const at = place % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      const spoiled = new Map(files).set(path, bytes)
      const read = async (asked: string) => spoiled.get(asked)
      const theirs = await checkLog(read, LOG.vkey)
      const ours = await verifyLog({ read }, LOG.vkey)
      // A signature line of a key that the program does not know may be anything.
      assert.equal(theirs.ok, ours.ok, `${path} ${at}`)
      if (path !== 'checkpoint') assert.ok(!theirs.ok)
    }),
    { numRuns: 60 },
  )
})

test('entries past the term of publication may be missing for both, but not one hash (C2SP tlog-tiles, R-85)', async () => {
  const { files } = await published(600)
  const both = async (changes: Readonly<Record<string, string | Uint8Array | undefined>>) => {
    const served = new Map(files).set('minimum', Buffer.from('256\n'))
    for (const [path, bytes] of Object.entries(changes)) {
      if (bytes === undefined) served.delete(path)
      else served.set(path, Buffer.from(bytes))
    }
    const read = async (asked: string) => served.get(asked)
    const ours = await verifyLog({ read }, LOG.vkey)
    const theirs = await checkLog(read, LOG.vkey)
    assert.equal(theirs.ok, ours.ok)
    return ours.ok && theirs.ok ? [ours.unpublished, theirs.unpublished] : 'refused'
  }
  const takenOut = { 'tile/entries/000': undefined }
  assert.deepEqual(await both({}), [0, 0])
  assert.deepEqual(await both(takenOut), [256, 256])
  const hashes = Uint8Array.from(files.get('tile/0/000') ?? assert.fail())
  hashes[40] = (hashes[40] ?? 0) ^ 1
  for (const change of [
    { ...takenOut, 'tile/0/000': hashes },
    { ...takenOut, 'tile/0/000': undefined },
    { ...takenOut, 'tile/entries/001': undefined },
    { ...takenOut, minimum: undefined },
    { ...takenOut, minimum: '300' },
    { ...takenOut, minimum: '1024' },
    { ...takenOut, minimum: '256 or so' },
  ]) {
    assert.equal(await both(change), 'refused', JSON.stringify(Object.keys(change)))
  }
})

test('a receipt holds for both, with its text, its place and the witness (L-1)', async () => {
  for (const size of [1, 2, 5, 256, 300]) {
    const { receipt } = await published(size)
    const theirs = await checkReceipt(receipt, LOG.vkey, [WITNESS.vkey, MODERN.vkey])
    assert.ok(theirs.ok, JSON.stringify(theirs))
    assert.deepEqual(
      [theirs.index, theirs.size, theirs.text, theirs.kind, theirs.keyKnown],
      [size - 1, size, TEXT, 'sample', true],
    )
    assert.deepEqual(theirs.seenBy, [{ name: 'w.example', time: 1_790_000_000 }])
  }
})

test('a receipt spoiled in one character is judged alike by both (L-1)', async () => {
  const { receipt } = await published(300)
  const witness = newVerifier(WITNESS.vkey) ?? assert.fail()
  const letters = Array.from('abcXYZ019+/=\\" :{},n')
  await fc.assert(
    fc.asyncProperty(
      fc.nat(receipt.length - 1),
      fc.constantFrom(...letters),
      async (at, letter) => {
        const spoiled = receipt.slice(0, at) + letter + receipt.slice(at + 1)
        const ours = checkOurs(spoiled, LOG.vkey, [witness])
        const theirs = await checkReceipt(spoiled, LOG.vkey, [WITNESS.vkey])
        assert.equal(theirs.ok, ours.ok, `${at} ${letter}: ${JSON.stringify(theirs)}`)
      },
    ),
    { numRuns: 400 },
  )
})

test('a signer whose name holds a plus sign spoils the note for both (C2SP signed-note)', async () => {
  const { receipt } = await published(300)
  for (const name of ['— kelisim.example/', '— w.exa']) {
    const spoiled = receipt.replace(name, `${name.slice(0, -1)}+`)
    assert.notEqual(spoiled, receipt)
    for (const one of [checkOurs(spoiled, LOG.vkey), await checkReceipt(spoiled, LOG.vkey)]) {
      assert.ok(!one.ok && one.fault === 'malformed_note')
    }
  }
})

test('without a key from elsewhere the answer says so, and another key refuses (L-1)', async () => {
  const { receipt } = await published(3)
  const alone = await checkReceipt(receipt)
  assert.ok(alone.ok && !alone.keyKnown)
  const other = newSigner(ORIGIN, seed(9)).vkey
  assert.deepEqual(await checkReceipt(receipt, other), { ok: false, fault: 'other_key' })
})

test('the second program shares no code with the first: it imports nothing (R-85)', () => {
  const files = globSync('packages/verifier/src/*.ts', { cwd: new URL('..', import.meta.url) })
  assert.ok(files.length >= 4)
  for (const file of files) {
    const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
    assert.deepEqual(text.match(/from '(?!\.\/)[^']*'/g), null, file)
  }
})
