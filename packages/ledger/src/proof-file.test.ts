/** The text of a proof: its limits, and the fault that is told (C2SP tlog-proof). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toBase64 } from './encoding.ts'
import { newVerifier } from './key.ts'
import { checkProof, formatProof, parseProof } from './proof-file.ts'
import { sampleEntries, sampleLog, sampleSigner } from './sample-log.ts'
import { leafHash } from './tree.ts'

const HASH = new Uint8Array(32).fill(7)
const FILE = { index: 0, proof: [HASH], checkpoint: 'note' }
const MALFORMED = { ok: false, fault: 'malformed_proof' }

test('our own code writes no proof that it would not read', () => {
  const longest = { ...FILE, proof: Array.from({ length: 63 }, () => HASH) }
  assert.deepEqual(parseProof(formatProof(longest)), { ok: true, ...longest })
  assert.throws(() => formatProof({ ...FILE, proof: [...longest.proof, HASH] }), /at most 63/)
  assert.throws(() => formatProof({ ...FILE, extra: new Uint8Array(0) }), /left out/)
  for (const index of [-1, 0.5, 2 ** 53]) {
    assert.throws(() => formatProof({ ...FILE, index }), /integers up to/)
  }
  assert.deepEqual(parseProof(formatProof({ ...FILE, extra: HASH })), {
    ok: true,
    ...FILE,
    extra: HASH,
  })
})

test('a text of another form is no proof', () => {
  const line = toBase64(HASH)
  const text = (...lines: readonly string[]) => `${lines.join('\n')}\n\nnote`
  const header = 'c2sp.org/tlog-proof@v1'
  assert.deepEqual(parseProof(text(header, 'index 0', line)), { ok: true, ...FILE })
  for (const bad of [
    '',
    `${header}\nindex 0`,
    `\n\n${header}`,
    text(header),
    text('', 'index 0'),
    text(header, 'extra AAAA'),
    text(header, 'extra ', 'index 0'),
    text(header, 'extra A', 'index 0'),
    text(header, 'index 0', 'extra AAAA'),
    text(header, 'index'),
    text(header, ' index 0'),
    text(header, 'index 0', 'AAAA'),
    text(header, 'index 0', `${line}AAAA`),
    text(header, 'index 0', ...Array.from({ length: 64 }, () => line)),
  ]) {
    assert.deepEqual(parseProof(bad), MALFORMED, JSON.stringify(bad.slice(0, 60)))
  }
  const long = (length: number) => {
    const start = text(header, 'index 0')
    return parseProof(start + 'x'.repeat(length - start.length)).ok
  }
  assert.equal(long(1_000_000), true)
  assert.equal(long(1_000_001), false)
})

test('each reason why an entry is not shown to be in the log has its name', () => {
  const log = sampleLog(sampleEntries(1))
  const key = newVerifier(log.signer.vkey) ?? assert.fail()
  const text = formatProof({ index: 0, proof: [], checkpoint: log.checkpoint })
  const leaf = leafHash(sampleEntries(1)[0] ?? assert.fail())
  const good = checkProof(text, leaf, key)
  assert.ok(good.ok)
  assert.deepEqual([good.index, good.size, good.origin], [0, 1, log.signer.name])
  assert.deepEqual(checkProof('', leaf, key), MALFORMED)
  assert.deepEqual(checkProof(text, HASH, key), { ok: false, fault: 'not_included' })
  const other = newVerifier(sampleSigner(8).vkey) ?? assert.fail()
  assert.deepEqual(checkProof(text, leaf, other), { ok: false, fault: 'no_known_signature' })
})
