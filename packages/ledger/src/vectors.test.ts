/**
 * Do we agree with the published logs and test tables of others? Each test reads data beside the
 * project and is skipped, with a message, only when the folder is absent.
 */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { decodeBundle } from './bundle.ts'
import { openCheckpoint } from './checkpoint.ts'
import { parseCheckpoint } from './tree-head.ts'
import { sha256 } from './crypto.ts'
import { fromBase64, toHex, utf8 } from './encoding.ts'
import { grow } from './grow.ts'
import { newVerifier, parseSignerKey, type Verifier } from './key.ts'
import { openNote, signNote, type UnknownSignature } from './note.ts'
import { consistencyProof, inclusionProof, rootOf } from './proof.ts'
import { verifyConsistency, verifyInclusion } from './proof-check.ts'
import { slowRoot } from './slow-tree.ts'
import { parseTilePath, tilePath } from './tile.ts'
import { leafHash, nodeHash } from './tree.ts'
import { verifyLog } from './verify.ts'

const DATA = new URL('../../../../shared/data/ledger/', import.meta.url)
const skip = existsSync(DATA) ? false : 'the folder shared/data/ledger is absent'

const bytes = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, DATA)))
const text = (path: string): string => readFileSync(new URL(path, DATA), 'utf8')
const json = (path: string) => JSON.parse(text(path))
const base64 = (encoded: string): Uint8Array => fromBase64(encoded) ?? assert.fail(encoded)
const verifier = (vkey: string): Verifier => newVerifier(vkey) ?? assert.fail(vkey)

/** The probes of one folder, with their path as a name. */
function probes(folder: string) {
  return readdirSync(new URL(folder, DATA), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => ({ path, ...json(`${folder}/${path}`) }))
}

test('98 of 98 inclusion probes get the right verdict (RFC 9162 § 2.1.3.2)', { skip }, () => {
  const all = probes('merkle/inclusion')
  for (const { path, leafIdx, treeSize, leafHash: leaf, root, proof, wantErr } of all) {
    const claim = { index: leafIdx, size: treeSize, leaf: base64(leaf), root: base64(root) }
    const verdict = verifyInclusion({ ...claim, proof: (proof ?? []).map(base64) })
    assert.equal(verdict, !wantErr, path)
  }
  assert.equal(all.length, 98)
})

test('98 of 98 consistency probes get the right verdict (RFC 9162 § 2.1.4.2)', { skip }, () => {
  const all = probes('merkle/consistency')
  for (const { path, size1, size2, root1, root2, proof, wantErr } of all) {
    const roots = { oldRoot: base64(root1), newRoot: base64(root2) }
    const claim = { oldSize: size1, newSize: size2, ...roots, proof: (proof ?? []).map(base64) }
    assert.equal(verifyConsistency(claim), !wantErr, path)
  }
  assert.equal(all.length, 98)
})

test('the eight-leaf tree has the leaves, nodes and roots of RFC 6962', { skip }, () => {
  const tree = json('merkle/rfc6962-trees.json')
  const entries = tree.leafInputs.map((hex: string) => new Uint8Array(Buffer.from(hex, 'hex')))
  tree.roots.forEach((root: string, size: number) => {
    const leaves = entries.slice(0, size).map((entry: Uint8Array) => leafHash(entry))
    assert.equal(toHex(grow(0, [], leaves).root), root, `size ${size}`)
    assert.equal(toHex(slowRoot(entries.slice(0, size))), root, `size ${size}, slowly`)
  })
  let row: Uint8Array[] = entries.map((entry: Uint8Array) => leafHash(entry))
  for (const nodes of tree.nodes) {
    assert.deepEqual(row.map(toHex), nodes)
    row = row.flatMap((node, at) => (at % 2 === 0 ? [nodeHash(node, row[at + 1] ?? node)] : []))
  }
})

test('a published log of 15 entries is whole at each of its sizes (C2SP tlog-tiles)', {
  skip,
}, async () => {
  const log = json('tessera/log.json')
  const key = verifier(log.verifierKey)
  const signed = [...log.checkpoints, log.latest].map((path: string) =>
    openCheckpoint(bytes(`tessera/${path}`), key),
  )
  assert.equal(signed.length, 17)
  for (const [at, checkpoint] of signed.entries()) {
    assert.ok(checkpoint.ok)
    const { size, root, origin } = checkpoint
    assert.equal(size, Math.min(at, 15))
    assert.equal(origin, log.origin)
    const bundle = size === 0 ? new Uint8Array(0) : bytes(`tessera/log/tile/entries/000.p/${size}`)
    const entries = decodeBundle(bundle) ?? assert.fail('a bundle is whole')
    assert.deepEqual(
      entries.map((entry) => Buffer.from(entry).toString()),
      log.entries.slice(0, size),
    )
    const growth = grow(
      0,
      [],
      entries.map((entry) => leafHash(entry)),
    )
    assert.deepEqual(growth.root, root)
    const files = new Map(growth.tiles.map((tile) => [tilePath(tile), tile.bytes]))
    for (const [path, tile] of files) assert.deepEqual(tile, bytes(`tessera/log/${path}`))
    const path = `tessera/${log.checkpoints[size]}`
    const source = {
      read: async (name: string) => readLog(name === 'checkpoint' ? path : `tessera/log/${name}`),
    }
    const whole = await verifyLog(source, key)
    assert.ok(whole.ok && whole.size === size)
  }
})

test('every two checkpoints of a published log are consistent (RFC 9162 § 2.1.4)', {
  skip,
}, async () => {
  const log = json('tessera/log.json')
  const key = verifier(log.verifierKey)
  const roots = log.checkpoints.map((path: string) => openCheckpoint(bytes(`tessera/${path}`), key))
  const tile = bytes('tessera/log/tile/0/000.p/15')
  for (let newSize = 1; newSize <= 15; newSize++) {
    for (let oldSize = 1; oldSize <= newSize; oldSize++) {
      const proof = await consistencyProof(async () => tile, oldSize, newSize)
      const [oldRoot, newRoot] = [roots[oldSize].root, roots[newSize].root]
      assert.ok(verifyConsistency({ oldSize, newSize, oldRoot, newRoot, proof }))
    }
    for (let index = 0; index < newSize; index++) {
      const leaf = leafHash(utf8(log.entries[index]))
      const proof = await inclusionProof(async () => tile, index, newSize)
      assert.ok(verifyInclusion({ index, size: newSize, leaf, proof, root: roots[newSize].root }))
    }
  }
})

test('note texts, key lists and damages get the published answers (C2SP signed-note)', {
  skip,
}, () => {
  const cases = json('note/note-cases.json')
  const kinds: Record<string, string> = {
    malformed: 'malformed_note',
    'invalid signature': 'invalid_signature',
    'ambiguous key': 'ambiguous_key',
    'no verifiable signature': 'no_known_signature',
    // A key is looked up by name and id here, so one that does not match is simply not known.
    'mismatched verifier': 'no_known_signature',
  }
  for (const one of cases.open) {
    const names: string[] = one.keys ?? [one.lookupAlwaysReturns]
    const note = one.noteHex === undefined ? one.note : Buffer.from(one.noteHex, 'hex')
    const opened = openNote(
      note,
      names.map((name) => verifier(cases.keys[name])),
    )
    const lines = ({ name, keyId, base64: line }: UnknownSignature) => ({
      name,
      keyId,
      base64: line,
    })
    assert.equal(opened.ok, one.ok, one.id)
    if (!opened.ok) assert.equal(opened.fault, kinds[one.error], one.id)
    if (opened.ok) assert.equal(opened.body, cases.text, one.id)
    if (opened.ok) assert.deepEqual(opened.verified.map(lines), one.verified, one.id)
    if (one.unverified) assert.deepEqual(opened.unknown.map(lines), one.unverified, one.id)
  }
  assert.equal(cases.open.length, 18)
  const { verifierKey, note } = cases.specExample
  assert.equal(openNote(note, [verifier(verifierKey)]).ok, true)
})

test('a note is signed to the published bytes (C2SP signed-note, Ed25519)', { skip }, () => {
  const { sign, keys } = json('note/note-cases.json')
  const signer = parseSignerKey(sign.signer) ?? assert.fail('a published key')
  assert.equal(signer.vkey, keys.peter)
  assert.equal(signNote(sign.text, [signer]), sign.expected)
  assert.throws(() => signNote(sign.malformed[0].text, [signer]), /whole lines/)
})

test('every key of the 2,276 mangled ones is refused (C2SP signed-note, verifier keys)', {
  skip,
}, () => {
  const { keys, verifierKeys } = json('note/note-cases.json')
  for (const vkey of verifierKeys.valid) assert.ok(newVerifier(vkey))
  for (const vkey of verifierKeys.invalid) assert.equal(newVerifier(vkey), undefined)
  const peter: string = keys.peter
  const places = Array.from({ length: peter.length }, (_, at) => at)
  const parts = places.flatMap((from) => places.map((at) => peter.slice(from, at + 1)))
  const raised = places.map(
    (at) =>
      peter.slice(0, at) + String.fromCharCode(peter.charCodeAt(at) + 1) + peter.slice(at + 1),
  )
  const mangled = new Set([...parts, ...raised])
  mangled.delete(peter)
  // 2,276 attempts of the rule are 2,254 different strings, and the empty one.
  assert.equal(mangled.size, 2_254 + 1)
  for (const vkey of mangled) assert.equal(newVerifier(vkey), undefined, vkey)
})

test('cosignatures of witnesses verify and carry their time (C2SP tlog-cosignature)', {
  skip,
}, () => {
  const { files, verifierKeys, time } = json('skylight/skylight.json')
  for (const { file, origin, size, cosigner } of files) {
    const opened = openNote(bytes(`skylight/${file}`), [verifier(verifierKeys[cosigner])])
    assert.ok(opened.ok, file)
    const [signature] = opened.verified
    assert.equal(signature?.kind, 'cosignature/v1')
    assert.equal(signature?.time, time)
    const parsed = parseCheckpoint(opened.body)
    assert.ok(parsed.ok && parsed.origin === origin && parsed.size === size)
    const alone = openCheckpoint(bytes(`skylight/${file}`), verifier(verifierKeys[cosigner]))
    assert.deepEqual(
      alone,
      { ok: false, fault: 'not_a_log_key' },
      'a witness does not speak for a log',
    )
  }
})

test('a mirrored log of 300 records has the recomputed tiles and root (C2SP tlog-tiles)', {
  skip,
}, async () => {
  const { verifierKeys } = json('skylight/skylight.json')
  const records = Array.from({ length: 300 }, (_, at) => utf8(`record ${at}`))
  const { root, tiles } = grow(
    0,
    [],
    records.map((record) => leafHash(record)),
  )
  for (const tile of tiles) {
    assert.deepEqual(tile.bytes, bytes(`skylight/mirror/${tilePath(tile)}`), tilePath(tile))
  }
  const mirror = verifier(verifierKeys['mirror.example.org'])
  const opened = openNote(bytes('skylight/mirror/checkpoint'), [mirror])
  const parsed = parseCheckpoint(opened.ok ? opened.body : '')
  assert.ok(parsed.ok)
  assert.deepEqual(parsed.root, root)
  const read = async (id: { level: number; index: number }) =>
    bytes(`skylight/mirror/tile/${['0/000', '0/001.p/44', '1/000.p/1'][id.level * 2 + id.index]}`)
  assert.deepEqual(await rootOf(read, 300), root)
})

test('a witness conversation: signatures and growth are judged as published (C2SP tlog-witness)', {
  skip,
}, () => {
  const { log, steps, endState } = json('witness/conversation.json')
  const key = verifier(log.verifierKey)
  let [size, root] = [0, sha256(new Uint8Array(0))]
  for (const { body, status, answer, answerContains, why } of steps) {
    const [head = '', ...rest] = body.split('\n\n')
    const [old = '', ...hashes] = head.split('\n')
    const opened = openCheckpoint(rest.join('\n\n'), key)
    if (status === 403) {
      const fault = answerContains === 'unknown log' ? 'no_known_signature' : 'invalid_signature'
      assert.deepEqual(opened, { ok: false, fault }, why)
      continue
    }
    assert.ok(opened.ok, why)
    const isStale = old !== `old ${size}`
    assert.equal(isStale, status === 409, why)
    if (isStale) {
      assert.equal(answer, `${size}\n`, why)
      continue
    }
    const proof = hashes.map(base64)
    const claim = {
      oldSize: size,
      newSize: opened.size,
      oldRoot: root,
      newRoot: opened.root,
      proof,
    }
    // A witness may start from nothing with an empty proof; the general rule refuses size 0.
    const isConsistent = size === 0 ? proof.length === 0 : verifyConsistency(claim)
    assert.equal(isConsistent, status === 200, why)
    if (isConsistent) [size, root] = [opened.size, opened.root]
  }
  assert.equal(size, endState.size)
})

test('paths of another layout, with a height, are not ours (C2SP tlog-tiles)', { skip }, () => {
  const { tilePaths, emptyTreeRootHex } = json('note/tlog-cases.json')
  for (const path of tilePaths.refused) assert.equal(parseTilePath(path), undefined, path)
  for (const { path, level, n, width, height } of tilePaths.cases) {
    if (typeof level !== 'number') continue
    // The same numbers in our layout: the height goes, and a tile is full at 256 and not 2^height.
    const ours = tilePath({ level, index: n, width: width === 2 ** height ? 256 : width })
    assert.equal(ours, path.replace(`tile/${height}/`, 'tile/'))
  }
  assert.equal(toHex(grow(0, [], []).root), emptyTreeRootHex)
})

async function readLog(path: string): Promise<Uint8Array | undefined> {
  return existsSync(new URL(path, DATA)) ? bytes(path) : undefined
}
