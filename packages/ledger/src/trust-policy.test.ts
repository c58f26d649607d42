/** Judged here: who must have signed before a checkpoint is believed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256 } from './crypto.ts'
import { concat, toBase64, toHex, utf8 } from './encoding.ts'
import { newCosigner, newSigner } from './key.ts'
import { signNote } from './note.ts'
import { SAMPLE_ORIGIN } from './sample-log.ts'
import { formatCheckpoint } from './tree-head.ts'
import { MAX_TRUST_POLICY_LENGTH, openTrusted, parseTrustPolicy } from './trust-policy.ts'

const seed = (byte: number) => new Uint8Array(32).fill(byte)
const LOG = newSigner(SAMPLE_ORIGIN, seed(1))
const MODERN = newCosigner(SAMPLE_ORIGIN, seed(1), () => 0, 'subtree/v1')
const [X1, X2, Y1] = [2, 3, 4].map((byte) =>
  newCosigner(`w${byte}.example`, seed(byte), () => 1_790_000_000 + byte, 'subtree/v1'),
) as [typeof MODERN, typeof MODERN, typeof MODERN]
const POLICY = `# one log, three witnesses
log ${LOG.vkey} https://kelisim.example/ledger
log ${MODERN.vkey}
\twitness X1 ${X1.vkey}
witness X2 ${X2.vkey}
witness Y1 ${Y1.vkey}   https://witness.example/
group X any X1 X2
group both all X Y1
quorum both
`
const BODY = formatCheckpoint({ origin: SAMPLE_ORIGIN, size: 3, root: seed(5) })

function parsed(text = POLICY) {
  const policy = parseTrustPolicy(text)
  assert.ok(policy.ok, JSON.stringify(policy))
  return policy
}

test('a checkpoint counts when the log and the quorum signed, whoever else did not (C2SP tlog-policy)', () => {
  for (const [signers, isQuorum] of [
    [[LOG, X1, Y1], true],
    [[LOG, MODERN, X2, Y1], true],
    [[MODERN, X1, X2, Y1], true],
    [[LOG, X1, X2], false],
    [[LOG], false],
  ] as const) {
    const opened = openTrusted(signNote(BODY, signers), parsed())
    assert.ok(opened.ok)
    assert.equal(opened.isQuorum, isQuorum)
  }
})

test('without the log a quorum of witnesses is nothing (C2SP tlog-checkpoint)', () => {
  assert.ok(!openTrusted(signNote(BODY, [X1, X2, Y1]), parsed()).ok)
})

test('one wrong signature of a known key refuses the whole checkpoint (C2SP signed-note)', () => {
  const other = formatCheckpoint({ origin: SAMPLE_ORIGIN, size: 4, root: seed(5) })
  const note = signNote(BODY, [LOG]) + X1.sign(other)
  assert.deepEqual(openTrusted(note, parsed()), { ok: false, fault: 'invalid_signature' })
})

test('the time that each witness states is told (C2SP tlog-cosignature)', () => {
  const opened = openTrusted(signNote(BODY, [LOG, X1]), parsed())
  assert.ok(opened.ok)
  assert.deepEqual(opened.seenBy, [{ name: 'X1', time: 1_790_000_002 }])
})

test('a policy that would count somebody twice, or nobody, is refused with its line', () => {
  const ed = newCosigner('again.example', seed(1), () => 0)
  for (const [text, fault] of [
    [POLICY.replace('quorum both\n', ''), 'no_quorum'],
    [POLICY.replace('quorum both', 'quorum nobody'), 'undefined_name'],
    [POLICY.replace('group X any X1 X2', 'group X 3 X1 X2'), 'malformed_threshold'],
    [POLICY.replace('group X any X1 X2', 'group X 1 X1 X1'), 'twice'],
    [POLICY.replace('group both all X Y1', 'group both all X Y1 X1'), 'twice'],
    [POLICY.replace('witness X2', 'witness X1'), 'twice'],
    [POLICY.replace('witness X2', 'witness none'), 'twice'],
    [POLICY.replace(`witness Y1 ${Y1.vkey}`, `witness Y1 ${X1.vkey}`), 'twice'],
    [POLICY.replace(`witness Y1 ${Y1.vkey}`, `witness Y1 ${LOG.vkey}`), 'wrong_key_type'],
    // The same Ed25519 key as the log's, under another name and type.
    [POLICY.replace(`witness Y1 ${Y1.vkey}`, `witness Y1 ${ed.vkey}`), 'twice'],
    [POLICY.replace('quorum both', 'quorum both\nquorum X'), 'twice'],
    [`${POLICY}surprise\n`, 'unknown_word'],
    [`log nonsense\n${POLICY}`, 'malformed_key'],
  ] as const) {
    const policy = parseTrustPolicy(text)
    assert.ok(!policy.ok, fault)
    assert.equal(policy.fault, fault)
    assert.ok(policy.line >= 1)
  }
})

test('the quorum "none" asks for no witness (C2SP tlog-policy)', () => {
  const opened = openTrusted(signNote(BODY, [LOG]), parsed(`log ${LOG.vkey}\nquorum none\n`))
  assert.ok(opened.ok && opened.isQuorum)
})

test('a post-quantum signature is of this name, tree and time, and of nothing else (FIPS 204)', () => {
  const note = signNote(BODY, [LOG, X1])
  assert.ok(openTrusted(note, parsed()).ok)
  const line = X1.sign(BODY)
  const stamp = Buffer.from(line.split(' ')[2] ?? '', 'base64')
  assert.equal(stamp.length, 4 + 8 + 2_420)
  stamp[11] = (stamp[11] ?? 0) ^ 1
  const redated = `${signNote(BODY, [LOG])}— ${X1.name} ${stamp.toString('base64')}\n`
  assert.deepEqual(openTrusted(redated, parsed()), { ok: false, fault: 'invalid_signature' })
  const grown = note.replace('\n3\n', '\n4\n')
  assert.deepEqual(openTrusted(grown, parsed()), { ok: false, fault: 'invalid_signature' })
})

test('each line is refused for its own fault, and the line is named (C2SP tlog-policy)', () => {
  const [one, two] = [`witness a ${X1.vkey}\n`, `witness b ${X2.vkey}\n`]
  const both = one + two
  for (const [text, line, fault] of [
    ['', 1, 'no_quorum'],
    ['# nothing\n\n  \t\n', 4, 'no_quorum'],
    ['log\n', 1, 'malformed_key'],
    [`log ${LOG.vkey} https://a.example more\n`, 1, 'unknown_word'],
    [`log ${newCosigner('c', seed(6), () => 0).vkey}\n`, 1, 'wrong_key_type'],
    [`log ${LOG.vkey}\nlog ${LOG.vkey}\n`, 2, 'twice'],
    ['witness a\n', 1, 'malformed_key'],
    [`witness a ${X1.vkey} https://a.example more\n`, 1, 'unknown_word'],
    [`${one}witness a ${X2.vkey}\n`, 2, 'twice'],
    [`${one}witness b ${X1.vkey}\n`, 2, 'twice'],
    ['group\n', 1, 'malformed_threshold'],
    ['group g all\n', 1, 'malformed_threshold'],
    ['group g any\n', 1, 'malformed_threshold'],
    [`${both}group a any b\n`, 3, 'twice'],
    [`${both}group none any b\n`, 3, 'twice'],
    [`${both}group g any a c\n`, 3, 'undefined_name'],
    [`${both}group g any a none\n`, 3, 'undefined_name'],
    [`${both}group g 0 a b\n`, 3, 'malformed_threshold'],
    [`${both}group g 3 a b\n`, 3, 'malformed_threshold'],
    [`${both}group g 01 a b\n`, 3, 'malformed_threshold'],
    [`${both}group g some a b\n`, 3, 'malformed_threshold'],
    [`${both}group g any a\ngroup h any b a\n`, 4, 'twice'],
    [`${both}quorum\n`, 3, 'undefined_name'],
    [`${both}quorum c\n`, 3, 'undefined_name'],
    [`${both}quorum a b\n`, 3, 'unknown_word'],
    [`${both}quorum none\nquorum none\n`, 4, 'twice'],
    [`${both}quorum a\r\n`, 3, 'unknown_word'],
    [`${both}a# comment\n`, 3, 'unknown_word'],
  ] as const) {
    assert.deepEqual(parseTrustPolicy(text), { ok: false, line, fault }, JSON.stringify(text))
  }
})

test('a threshold of members, of groups among them too, is met from that number on', () => {
  const members = [X1, X2, Y1].map(({ vkey }, at) => `witness w${at} ${vkey}\n`).join('')
  const met = (group: string, ...names: readonly string[]) =>
    parsed(`${members}${group}quorum g\n`).isMetBy(new Set(names))
  for (const [group, needed] of [
    ['group g any w0 w1 w2\n', 1],
    ['group g 1 w0 w1 w2\n', 1],
    ['group g 2 w0 w1 w2\n', 2],
    ['group g 3 w0 w1 w2\n', 3],
    ['group g all w0 w1 w2\n', 3],
  ] as const) {
    for (const names of [[], ['w1'], ['w0', 'w2'], ['w0', 'w1', 'w2'], ['w0', 'w1', 'other']]) {
      const known = names.filter((name) => name !== 'other')
      assert.equal(met(group, ...names), known.length >= needed, `${group} ${names.join()}`)
    }
  }
  const nested = 'group inner all w0 w1\ngroup g 2 inner w2\n'
  assert.equal(met(nested, 'w0', 'w1', 'w2'), true)
  assert.equal(met(nested, 'w0', 'w2'), false)
  assert.equal(parsed(`${members}quorum w1\n`).isMetBy(new Set(['w0', 'w2'])), false)
  assert.equal(parsed(`${members}quorum w1\n`).isMetBy(new Set(['w1'])), true)
})

test('addresses stand beside the keys they belong to, and nothing where there is none', () => {
  const { logs, witnesses, quorum } = parsed()
  assert.deepEqual(
    logs.map(({ verifier, ...rest }) => [verifier.vkey, rest]),
    [
      [LOG.vkey, { url: 'https://kelisim.example/ledger' }],
      [MODERN.vkey, {}],
    ],
  )
  assert.deepEqual(
    witnesses.map(({ verifier, ...rest }) => [verifier.vkey, rest]),
    [
      [X1.vkey, { name: 'X1' }],
      [X2.vkey, { name: 'X2' }],
      [Y1.vkey, { name: 'Y1', url: 'https://witness.example/' }],
    ],
  )
  assert.equal(quorum, 'both')
})

test('a policy has limits: 65,536 characters, and 300 definitions beside its quorum', () => {
  const filled = (length: number) => `quorum none\n#${'x'.repeat(length - 13)}`
  assert.ok(parseTrustPolicy(filled(MAX_TRUST_POLICY_LENGTH)).ok)
  assert.deepEqual(parseTrustPolicy(filled(65_537)), { ok: false, line: 0, fault: 'too_large' })
  const key = (at: number) =>
    newCosigner(
      'w',
      new Uint8Array(32)
        .fill(2)
        .with(0, at % 256)
        .with(1, at >> 8),
      () => 0,
    ).vkey
  const lines = Array.from({ length: 299 }, (_, at) => `witness w${at} ${key(at)}\n`)
  const whole = `log ${LOG.vkey}\n${lines.join('')}`
  assert.ok(parseTrustPolicy(`${whole}quorum w7\n`).ok)
  assert.deepEqual(parseTrustPolicy(`${whole}group g any w7\n`), {
    ok: false,
    line: 301,
    fault: 'too_large',
  })
})

test('two keys that differ in one byte are two keys, whichever byte it is', () => {
  const key = (at: number, byte: number) => {
    const material = concat(Uint8Array.of(4), new Uint8Array(32).fill(1).with(at, byte))
    const id = sha256(concat(utf8('w\n'), material)).subarray(0, 4)
    return `w+${toHex(id)}+${toBase64(material)}`
  }
  for (const at of [0, 1, 31]) {
    const text = `witness a ${key(at, 2)}\nwitness b ${key(at, 3)}\nquorum a\n`
    assert.ok(parseTrustPolicy(text).ok, `byte ${at}`)
  }
  const plus = key(1, 0x3e)
  assert.match(plus, /[+].*[+].*[+]/)
  assert.ok(!parseTrustPolicy(`witness a ${plus}\nwitness b ${plus}\nquorum a\n`).ok)
})

test('a wrong signature of the log’s other key refuses, too; a policy without a log believes nobody', () => {
  const other = formatCheckpoint({ origin: SAMPLE_ORIGIN, size: 4, root: seed(5) })
  const note = signNote(BODY, [LOG]) + MODERN.sign(other)
  assert.deepEqual(openTrusted(note, parsed()), { ok: false, fault: 'invalid_signature' })
  const witnesses = parsed(`witness X1 ${X1.vkey}\nquorum X1\n`)
  assert.deepEqual(openTrusted(signNote(BODY, [LOG, X1]), witnesses), {
    ok: false,
    fault: 'no_known_signature',
  })
  assert.deepEqual(openTrusted('no note', parsed()), { ok: false, fault: 'malformed_note' })
})
