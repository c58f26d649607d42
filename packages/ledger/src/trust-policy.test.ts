/** Judged here: who must have signed before a checkpoint is believed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newCosigner, newSigner } from './key.ts'
import { signNote } from './note.ts'
import { SAMPLE_ORIGIN } from './sample-log.ts'
import { formatCheckpoint } from './tree-head.ts'
import { openTrusted, parseTrustPolicy } from './trust-policy.ts'

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
