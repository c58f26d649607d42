import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { openCheckpoint } from './checkpoint.ts'
import { formatCheckpoint, parseCheckpoint } from './tree-head.ts'
import { toBase64, utf8 } from './encoding.ts'
import { formatSignerKey, newCosigner, newSigner, newVerifier, parseSignerKey } from './key.ts'
import { MAX_NOTE_LENGTH, MAX_SIGNATURES, openNote, shortNote, signNote } from './note.ts'
import { sampleLog, sampleEntries, sampleSigner } from './sample-log.ts'

const SIGNER = sampleSigner()
const VERIFIER = newVerifier(SIGNER.vkey) ?? assert.fail('our own key')
const SEED = new Uint8Array(32).fill(9)

test('a note that was signed opens with the same text, whatever the text (C2SP signed-note)', () => {
  const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(lines, (parts) => {
      const body = `${parts.map((part) => part.replaceAll(/\p{Cc}/gu, '')).join('\n')}\n`
      const opened = openNote(signNote(body, [SIGNER]), [VERIFIER])
      assert.ok(opened.ok)
      assert.equal(opened.body, body)
    }),
  )
})

test('the text ends at the last blank line, so a signed text cannot smuggle in a signature', () => {
  const inner = signNote('inner\n', [sampleSigner(8, 'other.example')])
  const opened = openNote(signNote(inner, [SIGNER]), [VERIFIER])
  assert.ok(opened.ok && opened.body === inner)
  assert.deepEqual(opened.unknown, [])
})

test('any changed bit of a signed checkpoint is refused (L5, C2SP tlog-checkpoint)', () => {
  const note = utf8(sampleLog(sampleEntries(5)).checkpoint)
  assert.ok(openCheckpoint(note, VERIFIER).ok)
  for (let bit = 0; bit < note.length * 8; bit++) {
    const at = bit >> 3
    const changed = note.with(at, (note[at] ?? 0) ^ (1 << (bit & 7)))
    assert.ok(!openCheckpoint(changed, VERIFIER).ok, `bit ${bit}`)
  }
})

test('one wrong signature of a known key refuses the note, even beside a good one', () => {
  const body = 'text\n'
  const forged = SIGNER.sign('other\n')
  const good = SIGNER.sign(body)
  const fault = { ok: false, fault: 'invalid_signature', unknown: [] }
  assert.deepEqual(openNote(`${body}\n${good}${forged}`, [VERIFIER]), fault)
  assert.deepEqual(openNote(`${body}\n${forged}${good}`, [VERIFIER]), fault)
})

test('signatures of strangers change nothing, and 16 of them are no obstacle (C2SP signed-note)', () => {
  const strangers = Array.from({ length: 16 }, (_, at) => sampleSigner(at + 20, `w${at}.example`))
  const opened = openNote(signNote('text\n', [...strangers, SIGNER]), [VERIFIER])
  assert.ok(opened.ok && opened.verified.length === 1 && opened.unknown.length === 16)
  const same = sampleSigner(8)
  assert.equal(same.name, SIGNER.name)
  const other = openNote(signNote('text\n', [same]), [VERIFIER])
  assert.ok(!other.ok && other.fault === 'no_known_signature', 'the same name is not the same key')
})

test('more than 100 signature lines are refused before any is verified', () => {
  const line = SIGNER.sign('text\n')
  assert.ok(openNote(`text\n\n${line.repeat(MAX_SIGNATURES)}`, [VERIFIER]).ok)
  assert.ok(!openNote(`text\n\n${line.repeat(MAX_SIGNATURES + 1)}`, [VERIFIER]).ok)
})

test('a known key signs in one spelling only: stray bits in its base64 are refused', () => {
  const line = SIGNER.sign('text\n')
  const stray = line.replace(/.=\n$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=\n`)
  assert.notEqual(stray, line)
  const opened = openNote(`text\n\n${stray}`, [VERIFIER])
  assert.ok(!opened.ok && opened.fault === 'invalid_signature')
})

test('a signer key is one text that gives back the same signer; altered it gives none', () => {
  const skey = formatSignerKey('kelisim.example/ledger', SEED)
  assert.equal(parseSignerKey(skey)?.vkey, newSigner('kelisim.example/ledger', SEED).vkey)
  for (let at = 0; at < skey.length; at++) {
    const changed = `${skey.slice(0, at)}${skey[at] === 'A' ? 'B' : 'A'}${skey.slice(at + 1)}`
    assert.equal(parseSignerKey(changed), undefined, `place ${at}`)
  }
  assert.equal(parseSignerKey(skey.replace('PRIVATE+KEY+', '')), undefined)
})

test('key names have no space of any kind and no plus (C2SP signed-note, Format)', () => {
  for (const name of [
    '',
    'a b',
    'a+b',
    'a\u00a0b',
    'a\u2003b',
    'a\nb',
    'a\u0085b',
    'a\ud800b',
    'a\u0000',
  ]) {
    assert.throws(() => newSigner(name, SEED), /key name/)
  }
  assert.equal(newSigner('қол.қою.example', SEED).name, 'қол.қою.example')
})

test('a witness cosigns with its time, and does not stand in for the log (C2SP tlog-cosignature)', () => {
  const witness = newCosigner('witness.example', SEED, () => 1_767_139_200)
  const eyes = newVerifier(witness.vkey) ?? assert.fail('our own key')
  const body = formatCheckpoint({ origin: SIGNER.name, size: 0, root: new Uint8Array(32) })
  const both = openCheckpoint(signNote(body, [SIGNER, witness]), VERIFIER, [eyes])
  assert.ok(both.ok)
  assert.deepEqual(
    both.note.verified.map(({ name, kind, time }) => [name, kind, time]),
    [
      [SIGNER.name, 'ed25519', undefined],
      ['witness.example', 'cosignature/v1', 1_767_139_200],
    ],
  )
  const alone = openCheckpoint(signNote(body, [witness]), VERIFIER, [eyes])
  assert.deepEqual(alone, { ok: false, fault: 'no_known_signature' })
  const later = newCosigner('witness.example', SEED, () => 1_767_139_201)
  const [, blob = ''] = /([^ ]+)\n$/.exec(later.sign(body)) ?? []
  const moved = Uint8Array.from(Buffer.from(blob, 'base64')).with(11, 0)
  assert.ok(
    !openNote(`${body}\n— witness.example ${toBase64(moved)}\n`, [eyes]).ok,
    'time is signed',
  )
})

test('of several good cosignatures of one witness the first stands', () => {
  const [early, late] = [5, 9].map((time) => newCosigner('witness.example', SEED, () => time))
  assert.ok(early !== undefined && late !== undefined)
  const eyes = newVerifier(early.vkey) ?? assert.fail('our own key')
  const opened = openNote(`text\n\n${early.sign('text\n')}${late.sign('text\n')}`, [eyes])
  assert.deepEqual(opened.ok && opened.verified.map(({ time }) => time), [5])
})

test('a checkpoint speaks for the log whose key signed it and no other', () => {
  const body = formatCheckpoint({ origin: 'other.example', size: 0, root: new Uint8Array(32) })
  const opened = openCheckpoint(signNote(body, [SIGNER]), VERIFIER)
  assert.deepEqual(opened, { ok: false, fault: 'wrong_origin' })
})

test('a signed note that is no checkpoint is told from one of another log, and a witness is no log', () => {
  const opened = openCheckpoint(signNote('no checkpoint\n', [SIGNER]), VERIFIER)
  assert.deepEqual(opened, { ok: false, fault: 'malformed_checkpoint' })
  const witness = newCosigner(SIGNER.name, SEED, () => 1)
  const eyes = newVerifier(witness.vkey) ?? assert.fail('our own key')
  const body = formatCheckpoint({ origin: SIGNER.name, size: 0, root: new Uint8Array(32) })
  const cosigned = openCheckpoint(signNote(body, [witness]), eyes)
  assert.deepEqual(cosigned, { ok: false, fault: 'not_a_log_key' })
})

test('our own code writes no head that it would not read', () => {
  const root = new Uint8Array(32)
  const largest = { origin: 'o', size: Number.MAX_SAFE_INTEGER, root }
  assert.ok(parseCheckpoint(formatCheckpoint(largest)).ok)
  for (const wrong of [
    { origin: '', size: 0, root },
    { origin: 'a\nb', size: 0, root },
    { origin: 'o', size: -1, root },
    { origin: 'o', size: 0.5, root },
    { origin: 'o', size: 2 ** 53, root },
    { origin: 'o', size: 0, root: new Uint8Array(31) },
    { origin: 'o', size: 0, root: new Uint8Array(33) },
  ]) {
    assert.throws(() => formatCheckpoint(wrong), /used wrongly/, JSON.stringify(wrong))
  }
})

test('a short note keeps its whole text, however long a line, and leaves out long signatures only', () => {
  const body = `${'o'.repeat(400)}\n0\n${toBase64(new Uint8Array(32))}\n`
  const note = signNote(body, [SIGNER])
  const long = `— stranger.example ${toBase64(new Uint8Array(400))}\n`
  assert.equal(shortNote(note + long), note)
})

test('a key whose name no note can hold is none, also with the id that fits it', () => {
  const [, , material = ''] = /^([^+]*)\+([^+]*)\+(.*)$/.exec(SIGNER.vkey)?.slice(1) ?? []
  const vkey = (name: string) => {
    const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from(material, 'base64')])
    return `${name}+${createHash('sha256').update(named).digest('hex').slice(0, 8)}+${material}`
  }
  assert.equal(newVerifier(vkey('other.example'))?.name, 'other.example')
  for (const name of ['', 'a b', 'a\tb']) assert.equal(newVerifier(vkey(name)), undefined, name)
})

test('a checkpoint text has three whole lines; extensions are kept apart (C2SP tlog-checkpoint)', () => {
  const root = toBase64(new Uint8Array(32))
  assert.ok(parseCheckpoint(`o\n0\n${root}\n`).ok)
  const extended = parseCheckpoint(`o\n12\n${root}\nmore\n`)
  assert.deepEqual(extended.ok && extended.extensions, ['more'])
  const refused = [
    '',
    'o\n',
    `o\n0\n${root}`,
    `o\n0\n${root}\n\n`,
    `o\n0\n${root}\nmore`,
    `\n0\n${root}\n`,
    `o\n01\n${root}\n`,
    `o\n-1\n${root}\n`,
    `o\n9007199254740992\n${root}\n`,
    `o\n0\n${root.slice(4)}\n`,
    `o\n0x1\n${root}\n`,
  ]
  for (const text of refused) assert.ok(!parseCheckpoint(text).ok, JSON.stringify(text))
})

test('our own code signs only whole lines, with keys that are not the same', () => {
  assert.throws(() => signNote('no line end', [SIGNER]), /whole lines/)
  assert.throws(() => signNote('tab\there\n', [SIGNER]), /whole lines/)
  assert.throws(() => signNote('text\n', []), /signatures/)
  assert.throws(() => signNote('text\n', [SIGNER, SIGNER]), /once/)
})

test('a note has limits: 1,000,000 characters, and 1 to 100 signatures', () => {
  const whole = signNote(`${'x'.repeat(1_000_000 - signNote('\n', [SIGNER]).length)}\n`, [SIGNER])
  assert.equal(whole.length, MAX_NOTE_LENGTH)
  assert.ok(openNote(whole, [VERIFIER]).ok)
  const longer = openNote(signNote(`x${whole.slice(0, whole.lastIndexOf('\n\n') + 1)}`, [SIGNER]), [
    VERIFIER,
  ])
  assert.deepEqual(longer, { ok: false, fault: 'malformed_note', unknown: [] })
  const signers = Array.from({ length: 101 }, (_, at) => sampleSigner(at, `s${at}.example`))
  assert.equal(signNote('text\n', signers.slice(1)).split('\n').length, 1 + 1 + 100 + 1)
  assert.throws(() => signNote('text\n', signers), /1 to 100/)
})

test('what is no note says so, and gives out nothing (C2SP signed-note, Format)', () => {
  const line = SIGNER.sign('text\n')
  const malformed = { ok: false, fault: 'malformed_note', unknown: [] }
  for (const note of [
    '',
    'text\n',
    'text\n\n',
    `text\n${line}`,
    `text\n\n${line.slice(0, -1)}`,
    `text\n\n${line}more\n`,
    `text\n\n-${line.slice(1)}`,
    `text\n\n${line.replace(' AAAA', '')}\n`,
    `\u0001text\n\n${line}`,
    `te\u001fxt\n\n${line}`,
    `te\ud800xt\n\n${line}`,
    `text\n\n— a AAAAAA==\n`,
    `text\n\n— a+b AAAAAAA=\n`,
    `text\n\n—  AAAAAAA=\n`,
  ]) {
    assert.deepEqual(openNote(note, [VERIFIER]), malformed, JSON.stringify(note))
  }
  const bytes = utf8(`text\n\n${line}`)
  assert.ok(openNote(bytes, [VERIFIER]).ok)
  assert.deepEqual(openNote(bytes.with(0, 0xff), [VERIFIER]), malformed)
})

test('a stranger’s line is told once, with or without a line that is known', () => {
  const stranger = sampleSigner(8, 'other.example')
  const line = stranger.sign('text\n')
  const [, name = '', base64 = ''] = line.trim().split(' ')
  const keyId = Buffer.from(base64, 'base64').subarray(0, 4).toString('hex')
  const unknown = [{ name, keyId, base64 }]
  const alone = openNote(`text\n\n${line}${line}`, [VERIFIER])
  assert.deepEqual(alone, { ok: false, fault: 'no_known_signature', unknown })
  const both = openNote(`text\n\n${line}${SIGNER.sign('text\n')}`, [VERIFIER])
  assert.ok(both.ok)
  assert.deepEqual(both.unknown, unknown)
  const shortest = openNote('text\n\n— a AAAAAAA=\n', [VERIFIER])
  const bare = [{ name: 'a', keyId: '00000000', base64: 'AAAAAAA=' }]
  assert.deepEqual(shortest, { ok: false, fault: 'no_known_signature', unknown: bare })
})

test('of two keys with one name and one id nobody knows which signed (C2SP signed-note)', () => {
  const fault = { ok: false, fault: 'ambiguous_key', unknown: [] }
  assert.deepEqual(openNote(signNote('text\n', [SIGNER]), [VERIFIER, VERIFIER]), fault)
  const other = newVerifier(sampleSigner(8).vkey) ?? assert.fail()
  assert.ok(openNote(signNote('text\n', [SIGNER]), [VERIFIER, other]).ok, 'one name, two ids')
})

test('a line of 360 characters is short, one of 361 is not', () => {
  const body = 'text\n\n'
  const [short, long] = [360, 361].map((length) => `${'x'.repeat(length)}\n`)
  assert.equal(shortNote(`${body}${long}${short}`), `${body}${short}`)
  assert.equal(shortNote(`${body}${short}${long}`), `${body}${short}`)
})
