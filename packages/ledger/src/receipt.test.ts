import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatCheckpoint } from './tree-head.ts'
import { toBase64, utf8 } from './encoding.ts'
import { newCosigner, newVerifier } from './key.ts'
import { signNote } from './note.ts'
import { inclusionProof } from './proof.ts'
import { checkProof, formatProof, parseProof } from './proof-file.ts'
import { checkReceipt, makeReceipt } from './receipt.ts'
import { sampleEntries, sampleLog, sampleSigner } from './sample-log.ts'
import { leafHash } from './tree.ts'

const TEXT = 'Мен дербес деректерімді «Самал» МҚҰ-ға беруге келісемін.\n'
const SIZE = 300
const INDEX = 271
const ENTRY = utf8(JSON.stringify({ kind: 'consent_granted', textSha256: sha256Hex(TEXT), v: 1 }))
const ENTRIES = sampleEntries(SIZE).with(INDEX, ENTRY)
const LOG = sampleLog(ENTRIES)
const VKEY = LOG.signer.vkey
const PROOF = await inclusionProof(LOG.read, INDEX, SIZE)
const PARTS = {
  log: { origin: LOG.signer.name, vkey: VKEY },
  entry: ENTRY,
  index: INDEX,
  proof: PROOF,
  checkpoint: LOG.checkpoint,
}
const RECEIPT = makeReceipt({ ...PARTS, text: TEXT })

test('a consent receipt proves entry, place and the very words, offline (94-V art. 8)', () => {
  const checked = checkReceipt(JSON.stringify(RECEIPT, undefined, 2), VKEY)
  assert.deepEqual(checked, {
    ok: true,
    index: INDEX,
    size: SIZE,
    entry: ENTRY,
    text: TEXT,
    isTrusted: true,
    witnessed: [],
  })
  assert.deepEqual(checkReceipt(RECEIPT, VKEY), checked, 'parsed or as text, the same')
})

test('a receipt of an action without a text has none and stays checkable', () => {
  const receipt = makeReceipt(PARTS)
  assert.deepEqual(Object.keys(receipt), ['format', 'log', 'entry', 'proof'])
  assert.ok(checkReceipt(receipt, VKEY).ok)
})

test('a receipt checked with its own key only says that it is not trusted', () => {
  const checked = checkReceipt(RECEIPT)
  assert.ok(checked.ok && !checked.isTrusted)
})

test('a receipt forged with another key is refused by whoever knows the log', () => {
  const forged = sampleLog(ENTRIES, sampleSigner(8))
  const receipt = makeReceipt({
    ...PARTS,
    log: { origin: forged.signer.name, vkey: forged.signer.vkey },
    checkpoint: forged.checkpoint,
  })
  assert.deepEqual(checkReceipt(receipt, VKEY), { ok: false, fault: 'other_key' })
  const relabelled = { ...receipt, log: RECEIPT.log }
  assert.deepEqual(checkReceipt(relabelled, VKEY), { ok: false, fault: 'no_known_signature' })
})

test('each fault of a receipt has its name', () => {
  const bare = makeReceipt(PARTS)
  const faults: readonly [unknown, string][] = [
    [{ ...RECEIPT, text: `${TEXT} ` }, 'text_differs'],
    [{ ...RECEIPT, text: TEXT.replace('келісемін', 'келіспеймін') }, 'text_differs'],
    [{ ...RECEIPT, textSha256: '0'.repeat(64) }, 'text_differs'],
    [{ ...RECEIPT, text: `${TEXT}\ud800` }, 'text_differs'],
    [{ ...RECEIPT, entry: toBase64(utf8('{}')) }, 'not_included'],
    [{ ...RECEIPT, entry: 'AA=A' }, 'malformed_receipt'],
    [{ ...RECEIPT, entry: 1 }, 'malformed_receipt'],
    [{ ...RECEIPT, format: 'kelisim-receipt/2' }, 'unknown_format'],
    [{ ...RECEIPT, log: { ...RECEIPT.log, origin: 'x' } }, 'wrong_origin'],
    [{ ...RECEIPT, log: { ...RECEIPT.log, vkey: 'x' } }, 'malformed_key'],
    [{ ...RECEIPT, log: { ...RECEIPT.log, since: 'ever' } }, 'malformed_receipt'],
    [{ ...RECEIPT, index: 5 }, 'malformed_receipt'],
    [{ ...RECEIPT, proof: RECEIPT.proof.replace('index 271', 'index 270') }, 'not_included'],
    [{ ...RECEIPT, proof: RECEIPT.proof.replace('index 271', 'index 0271') }, 'malformed_proof'],
    [{ ...RECEIPT, proof: RECEIPT.proof.replace('\n300\n', '\n301\n') }, 'invalid_signature'],
    [null, 'malformed_receipt'],
    [[RECEIPT], 'malformed_receipt'],
    ['', 'malformed_receipt'],
    ['{"format":', 'malformed_receipt'],
  ]
  for (const [receipt, fault] of faults) {
    assert.deepEqual(checkReceipt(receipt), { ok: false, fault }, fault)
  }
  assert.ok(checkReceipt(bare).ok)
})

test('words that the entry does not bind are refused, even true ones', () => {
  const [entry = assert.fail('an entry')] = ENTRIES
  const log = sampleLog([entry])
  const parts = { ...PARTS, entry, index: 0, proof: [], checkpoint: log.checkpoint }
  const receipt = { ...makeReceipt(parts), text: TEXT, textSha256: sha256Hex(TEXT) }
  assert.deepEqual(checkReceipt(receipt), { ok: false, fault: 'text_not_bound' })
  assert.throws(() => makeReceipt({ ...parts, text: TEXT }), /text_not_bound/)
})

test('words that are no text are refused even where their repaired form is the bound one', () => {
  const entry = utf8(JSON.stringify({ textSha256: sha256Hex('Иә\ufffd') }))
  const log = sampleLog([entry])
  const parts = { ...PARTS, entry, index: 0, proof: [], checkpoint: log.checkpoint }
  const receipt = makeReceipt({ ...parts, text: 'Иә\ufffd' })
  const broken = { ...receipt, text: 'Иә\ud800' }
  assert.deepEqual(checkReceipt(broken, VKEY), { ok: false, fault: 'text_differs' })
})

test('a member written twice is refused: a reader sees the first, a program the last', () => {
  const file = JSON.stringify(RECEIPT)
  const twice = file.replace('"text":', `"text":${JSON.stringify('Ештеңе.')},"text":`)
  assert.ok(checkReceipt(JSON.parse(twice)).ok, 'a lax parser would not notice')
  assert.deepEqual(checkReceipt(twice), { ok: false, fault: 'malformed_receipt' })
  const hidden = file.replace('"text":', '"\\u0074ext":"Ештеңе.","text":')
  assert.deepEqual(checkReceipt(hidden), { ok: false, fault: 'malformed_receipt' })
})

test('a text with quotes, braces and line ends is no obstacle to its receipt', () => {
  const text = '"text": "x",\n{"log": \\"}\t — «Ұлт» \u2028 "entry" :'
  const entry = utf8(JSON.stringify({ textSha256: sha256Hex(text) }))
  const log = sampleLog([entry])
  const parts = { ...PARTS, entry, index: 0, proof: [], checkpoint: log.checkpoint, text }
  assert.ok(checkReceipt(JSON.stringify(makeReceipt(parts)), VKEY).ok)
})

test('any changed character of a receipt is noticed, or changes nothing that is read (L5)', () => {
  const file = JSON.stringify(RECEIPT)
  const changes = fc.record({
    at: fc.nat(file.length - 1),
    to: fc.string({ minLength: 1, maxLength: 1 }),
  })
  fc.assert(
    fc.property(changes, ({ at, to }) => {
      const changed = file.slice(0, at) + to + file.slice(at + 1)
      const checked = checkReceipt(changed, VKEY)
      if (checked.ok) assert.deepEqual(JSON.parse(changed), JSON.parse(file))
    }),
    { numRuns: 600 },
  )
})

test('the cosignature of a witness is shown with its time (C2SP tlog-cosignature)', () => {
  const witness = newCosigner('witness.example', new Uint8Array(32).fill(9), () => 1_767_139_200)
  const body = formatCheckpoint({ origin: LOG.signer.name, size: SIZE, root: LOG.root })
  const receipt = makeReceipt({ ...PARTS, checkpoint: signNote(body, [LOG.signer, witness]) })
  const eyes = newVerifier(witness.vkey) ?? assert.fail('our own key')
  const checked = checkReceipt(receipt, VKEY, [eyes])
  assert.deepEqual(checked.ok && checked.witnessed, [
    { name: 'witness.example', time: 1_767_139_200 },
  ])
  const unseen = checkReceipt(receipt, VKEY)
  assert.deepEqual(unseen.ok && unseen.witnessed, [])
})

test('a receipt of the first entry of a log of one has no hashes and is whole (C2SP tlog-proof)', () => {
  const log = sampleLog([ENTRY])
  const text = formatProof({ index: 0, proof: [], checkpoint: log.checkpoint })
  assert.match(text, /^c2sp\.org\/tlog-proof@v1\nindex 0\n\nkelisim\.example\/ledger\n1\n/)
  const key = newVerifier(VKEY) ?? assert.fail('our own key')
  assert.ok(checkProof(text, leafHash(ENTRY), key).ok)
})

test('a proof file and its parts determine each other (C2SP tlog-proof)', () => {
  const parts = fc.record(
    {
      index: fc.maxSafeNat(),
      proof: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 }),
      checkpoint: fc.constant(LOG.checkpoint),
      extra: fc.uint8Array({ minLength: 1, maxLength: 50 }),
    },
    { requiredKeys: ['index', 'proof', 'checkpoint'], noNullPrototype: true },
  )
  fc.assert(
    fc.property(parts, (file) => {
      assert.deepEqual(parseProof(formatProof(file)), { ok: true, ...file })
    }),
  )
})

test('a proof file of another form is refused (C2SP tlog-proof, Format)', () => {
  const good = RECEIPT.proof
  const refused = [
    '',
    good.replace('@v1', '@v2'),
    good.replace('index 271\n', ''),
    good.replace('index 271', 'index  271'),
    good.replace('index 271', 'index -1'),
    good.replace('index 271\n', 'extra \nindex 271\n'),
    good.replace('index 271\n', 'extra %%\nindex 271\n'),
    good.replace('index 271\n', 'index 271\nAAAA\n'),
    good.replace('index 271\n', `index 271\n${`${toBase64(new Uint8Array(32))}\n`.repeat(63)}`),
  ]
  for (const text of refused) assert.ok(!parseProof(text).ok, text.slice(0, 80))
})

test('a receipt of a log of 80 million entries with two witnesses fits into 2 KB (L7)', () => {
  const size = 80_000_000
  const body = formatCheckpoint({ origin: LOG.signer.name, size, root: LOG.root })
  const [one, two] = [3, 4].map((byte) =>
    newCosigner(`witness-${byte}.example`, new Uint8Array(32).fill(byte), () => 1_767_139_200),
  )
  const signers = [LOG.signer, one ?? assert.fail(), two ?? assert.fail()]
  const proof = Array.from({ length: 27 }, () => new Uint8Array(32).fill(255))
  const text = formatProof({ index: size - 1, proof, checkpoint: signNote(body, signers) })
  assert.ok(utf8(text).length <= 2_000, `${utf8(text).length} bytes`)
})

test('a member of another type is none, whichever it is', () => {
  for (const member of ['entry', 'proof', 'text', 'textSha256', 'format', 'log']) {
    const fault = member === 'format' ? 'unknown_format' : 'malformed_receipt'
    for (const value of [1, null, [], {}, true]) {
      if (member === 'log' && typeof value === 'object') continue
      assert.deepEqual(checkReceipt({ ...RECEIPT, [member]: value }), { ok: false, fault }, member)
    }
  }
  for (const member of ['origin', 'vkey']) {
    const log = { ...RECEIPT.log, [member]: 1 }
    assert.deepEqual(checkReceipt({ ...RECEIPT, log }), { ok: false, fault: 'malformed_receipt' })
  }
  for (const log of [null, [], 'log', undefined]) {
    assert.deepEqual(checkReceipt({ ...RECEIPT, log }), { ok: false, fault: 'malformed_receipt' })
  }
  const named = { ...RECEIPT, log: { ...RECEIPT.log, origin: 'x' } }
  assert.deepEqual(checkReceipt(named), { ok: false, fault: 'wrong_origin' })
})

test('of the words and their hash either may stand alone, and must be what the entry binds', () => {
  const { text: _text, ...hashOnly } = RECEIPT
  const { textSha256: _hash, ...textOnly } = RECEIPT
  const checked = checkReceipt(hashOnly, VKEY)
  assert.ok(checked.ok && !('text' in checked))
  const worded = checkReceipt(textOnly, VKEY)
  assert.ok(worded.ok && worded.text === TEXT)
  const differs = { ok: false, fault: 'text_differs' }
  assert.deepEqual(checkReceipt({ ...textOnly, text: `${TEXT} ` }, VKEY), differs)
  assert.deepEqual(checkReceipt({ ...hashOnly, textSha256: '0'.repeat(64) }, VKEY), differs)
})

test('an entry binds words as text only, and one that is no JSON binds none', () => {
  for (const entry of [
    utf8(JSON.stringify({ textSha256: 1 })),
    utf8(JSON.stringify([sha256Hex(TEXT)])),
    utf8('null'),
    utf8('no JSON'),
    Uint8Array.of(0xff),
  ]) {
    const log = sampleLog([entry])
    const parts = { ...PARTS, entry, index: 0, proof: [], checkpoint: log.checkpoint }
    const receipt = { ...makeReceipt(parts), text: TEXT }
    assert.deepEqual(checkReceipt(receipt, VKEY), { ok: false, fault: 'text_not_bound' })
  }
})

test('a receipt file has up to 4,000,000 characters', () => {
  const file = JSON.stringify(RECEIPT)
  assert.ok(checkReceipt(file.padEnd(4_000_000), VKEY).ok)
  const longer = checkReceipt(file.padEnd(4_000_001), VKEY)
  assert.deepEqual(longer, { ok: false, fault: 'malformed_receipt' })
})

test('the times of witnesses are told by name, and of the log none', () => {
  const eyes = newCosigner('witness.example', new Uint8Array(32).fill(3), () => 1_767_139_200)
  const body = formatCheckpoint({ origin: LOG.signer.name, size: SIZE, root: LOG.root })
  const checkpoint = signNote(body, [LOG.signer, eyes])
  const known = newVerifier(eyes.vkey) ?? assert.fail()
  const checked = checkReceipt(makeReceipt({ ...PARTS, checkpoint }), VKEY, [known])
  assert.ok(checked.ok)
  assert.deepEqual(checked.witnessed, [{ name: 'witness.example', time: 1_767_139_200 }])
})

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
