/** Judged here: what a witness cosigns, refuses, and how a log hears it. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8 } from './encoding.ts'
import { newCosigner, newVerifier, type Signer, type Verifier } from './key.ts'
import { consistencyProof } from './proof.ts'
import { sampleEntries, sampleLog, sampleSigner } from './sample-log.ts'
import {
  claimedOrigin,
  formatSubmission,
  hearCosignatures,
  judgeSubmission,
  parseSubmission,
  type Submission,
  type Witnessed,
} from './witness.ts'

const DATA = new URL('../../../../shared/data/ledger/witness/conversation.json', import.meta.url)
const skip = existsSync(DATA) ? false : 'the folder shared/data/ledger is absent'
const verifier = (vkey: string): Verifier => newVerifier(vkey) ?? assert.fail(vkey)
const TIME = 1_790_000_000
const SEED = new Uint8Array(32).fill(9)
const WITNESS = newCosigner('witness.example/w1', SEED, () => TIME)
const MODERN = newCosigner('witness.example/w1', SEED, () => TIME, 'subtree/v1')
const LOG = sampleSigner()
const LOGS = [verifier(LOG.vkey)]

/** A witness with a memory, as the application keeps one. */
function witness(logs: readonly Verifier[] = LOGS, signers: readonly Signer[] = [WITNESS]) {
  let last: Witnessed | undefined
  return {
    ask: (submission: Submission) => {
      const answer = judgeSubmission(submission, logs, last, signers)
      if (answer.status === 200) last = answer.head
      return answer
    },
  }
}

async function submission(oldSize: number, size: number, salt = 0): Promise<Submission> {
  const log = sampleLog(salt === 0 ? sampleEntries(size) : [...sampleEntries(size - 1), utf8('x')])
  return {
    oldSize,
    proof: await consistencyProof(log.read, oldSize, size),
    checkpoint: log.checkpoint,
  }
}

test('the published conversation with a witness gets the published answers (C2SP tlog-witness)', {
  skip,
}, () => {
  const { log, witnessName, steps, endState } = JSON.parse(readFileSync(DATA, 'utf8'))
  const cosigner = newCosigner(witnessName, SEED, () => TIME)
  const known = verifier(log.verifierKey)
  let last: Witnessed | undefined
  for (const { body, status, answer, why } of steps) {
    const asked = parseSubmission(utf8(body)) ?? assert.fail(why)
    const logs = claimedOrigin(asked) === log.origin ? [known] : []
    const judged = judgeSubmission(asked, logs, last, [cosigner])
    // The program behind the vectors answers 403 for an unknown log; the specification says 404.
    assert.equal(judged.status, logs.length === 0 ? 404 : status, why)
    if (judged.status === 200) last = judged.head
    if (judged.status === 409) assert.equal(`${judged.size}\n`, answer, why)
  }
  assert.equal(last?.size, endState.size)
})

test('a log that grows is cosigned at every size, also with a post-quantum key (I3)', async () => {
  const judge = witness(LOGS, [WITNESS, MODERN])
  let known = 0
  for (const size of [1, 2, 255, 256, 257, 600]) {
    const asked = await submission(known, size)
    const answer = judge.ask(parseSubmission(utf8(formatSubmission(asked))) ?? assert.fail())
    assert.equal(answer.status, 200)
    const heard = hearCosignatures(
      asked.checkpoint,
      utf8(answer.status === 200 ? answer.body : ''),
      [verifier(WITNESS.vkey), verifier(MODERN.vkey)],
    )
    assert.ok(heard.ok && heard.lines.length === 2 && heard.time === TIME)
    known = size
  }
})

test('a second history is refused at the same size and at any later one (I3)', async () => {
  const judge = witness()
  assert.equal(judge.ask(await submission(0, 300)).status, 200)
  const fork = judge.ask({ ...(await submission(0, 300, 1)), oldSize: 300, proof: [] })
  assert.deepEqual(fork, { status: 409, size: 300, isFork: true })
  const longer = sampleLog([...sampleEntries(299), utf8('x'), utf8('y')])
  const proof = await consistencyProof(longer.read, 300, 301)
  const later = judge.ask({ oldSize: 300, proof, checkpoint: longer.checkpoint })
  assert.equal(later.status, 422)
})

test('a log never goes back: an older or a stale size is answered with the stored one', async () => {
  const judge = witness()
  assert.equal(judge.ask(await submission(0, 10)).status, 200)
  assert.deepEqual(judge.ask(await submission(0, 12)), { status: 409, size: 10, isFork: false })
  assert.equal(judge.ask({ ...(await submission(0, 8)), oldSize: 10 }).status, 400)
  assert.equal(judge.ask({ ...(await submission(10, 10)), oldSize: 10 }).status, 200)
})

test('no proof with one flipped bit is believed (C2SP tlog-witness)', async () => {
  const first = await submission(0, 37)
  const next = await submission(37, 290)
  fc.assert(
    fc.property(
      fc.nat(next.proof.length - 1),
      fc.nat(31),
      fc.integer({ min: 1, max: 255 }),
      (at, byte, mask) => {
        const judge = witness()
        assert.equal(judge.ask(first).status, 200)
        const proof = next.proof.map((hash) => hash.slice())
        const hash = proof[at] ?? assert.fail()
        hash[byte] = (hash[byte] ?? 0) ^ mask
        assert.equal(judge.ask({ ...next, proof }).status, 422)
      },
    ),
  )
})

test('a checkpoint of a stranger, or one altered, is not cosigned (C2SP tlog-witness)', async () => {
  const asked = await submission(0, 5)
  const stranger = [verifier(sampleSigner(8).vkey)]
  assert.equal(judgeSubmission(asked, stranger, undefined, [WITNESS]).status, 403)
  const altered = { ...asked, checkpoint: asked.checkpoint.replace('\n5\n', '\n6\n') }
  assert.equal(witness().ask(altered).status, 403)
  assert.equal(judgeSubmission(asked, [], undefined, [WITNESS]).status, 404)
})

test('a body of another form is not read at all (C2SP tlog-witness)', async () => {
  const good = formatSubmission(await submission(37, 290))
  assert.ok(parseSubmission(utf8(good)))
  const bad = [
    '',
    good.replace('old 37', 'old 037'),
    good.replace('old 37', 'new 37'),
    good.replace('\n\n', '\nAAAA\n\n'),
    good.replace('\n\n', `${`\n${'A'.repeat(43)}=`.repeat(64)}\n\n`),
  ]
  for (const body of bad) assert.equal(parseSubmission(utf8(body)), undefined)
})

test('an answer signed by somebody else, or over another checkpoint, is not heard', async () => {
  const one = await submission(0, 5)
  const other = await submission(0, 6)
  const answer = judgeSubmission(one, LOGS, undefined, [WITNESS])
  const body = utf8(answer.status === 200 ? answer.body : '')
  const known = [verifier(WITNESS.vkey)]
  assert.ok(hearCosignatures(one.checkpoint, body, known).ok)
  assert.ok(!hearCosignatures(other.checkpoint, body, known).ok)
  assert.ok(!hearCosignatures(one.checkpoint, body, [verifier(MODERN.vkey)]).ok)
  assert.ok(!hearCosignatures(one.checkpoint, utf8('nothing'), known).ok)
})

test('a submission without a first line names no log', () => {
  const submission = { oldSize: 0, proof: [] }
  assert.equal(claimedOrigin({ ...submission, checkpoint: '\n0\n' }), undefined)
  assert.equal(claimedOrigin({ ...submission, checkpoint: 'log.example\n0\n' }), 'log.example')
})

test('each refusal has its status and its words (C2SP tlog-witness)', async () => {
  const first = await submission(0, 5)
  const last = { size: 5, root: sampleLog(sampleEntries(5)).root }
  const judge = (asked: Submission, logs = LOGS, known: Witnessed | undefined = last) =>
    judgeSubmission(asked, logs, known, [WITNESS])
  assert.deepEqual(judge(first, []), { status: 404, body: 'unknown log\n' })
  assert.deepEqual(judge({ ...first, checkpoint: 'x' }), {
    status: 403,
    body: 'invalid signature\n',
  })
  assert.deepEqual(judge({ ...first, oldSize: 6 }), {
    status: 400,
    body: 'the old size is over the new one\n',
  })
  assert.deepEqual(judge({ ...first, oldSize: 4 }), { status: 409, size: 5, isFork: false })
  const next = await submission(5, 9)
  assert.deepEqual(judge({ ...next, proof: next.proof.slice(1) }), {
    status: 422,
    body: 'bad consistency proof\n',
  })
  const good = judge(next)
  assert.ok(good.status === 200)
  assert.deepEqual(good.head, {
    origin: LOG.name,
    size: 9,
    root: sampleLog(sampleEntries(9)).root,
  })
  assert.equal(
    good.body,
    WITNESS.sign(next.checkpoint.slice(0, next.checkpoint.indexOf('\n\n') + 1)),
  )
})

test('an empty log is cosigned like any other, and what follows it needs no proof', async () => {
  const empty: Submission = { oldSize: 0, proof: [], checkpoint: sampleLog([]).checkpoint }
  const judge = witness()
  const hash = new Uint8Array(32)
  assert.equal(judge.ask({ ...empty, proof: [hash] }).status, 422)
  assert.equal(judge.ask(empty).status, 200)
  assert.equal(judge.ask(empty).status, 200)
  assert.equal(judge.ask({ ...(await submission(0, 3)), proof: [hash] }).status, 422)
  assert.equal(judge.ask(await submission(0, 3)).status, 200)
  assert.deepEqual(judge.ask(empty), { status: 409, size: 3, isFork: false })
})

test('of a log with two keys either will do, and a wrong signature of the other one refuses', async () => {
  const second = newCosigner(LOG.name, SEED, () => 0, 'subtree/v1')
  const keys = [verifier(LOG.vkey), verifier(second.vkey)]
  const { checkpoint, ...rest } = await submission(0, 5)
  const body = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1)
  const ask = (lines: string) => witness(keys).ask({ ...rest, checkpoint: `${body}\n${lines}` })
  assert.equal(ask(second.sign(body)).status, 200)
  assert.equal(ask(LOG.sign(body)).status, 200)
  assert.equal(ask(LOG.sign(body) + second.sign(body.replace('\n5\n', '\n6\n'))).status, 403)
})

test('a body has its size first, hashes, a blank line and the checkpoint; up to 63 hashes and a million bytes', () => {
  const hash = `${'A'.repeat(43)}=`
  const body = (first: string, hashes: number, checkpoint = 'log\n') =>
    utf8(`${[first, ...Array.from({ length: hashes }, () => hash)].join('\n')}\n\n${checkpoint}`)
  const parsed = parseSubmission(body('old 7', 63))
  assert.ok(parsed)
  assert.deepEqual([parsed.oldSize, parsed.proof.length, parsed.checkpoint], [7, 63, 'log\n'])
  assert.deepEqual(parseSubmission(utf8('old 0\n\n')), { oldSize: 0, proof: [], checkpoint: '' })
  for (const bad of [
    body('old 7', 64),
    body('7', 0),
    body('', 0),
    body('older 7', 0),
    body('old', 0),
    body('old old 7', 0),
    utf8('old 7\n'),
    utf8('old 77'),
    Uint8Array.of(...body('old 7', 0), 0xff),
  ]) {
    assert.equal(parseSubmission(bad), undefined, new TextDecoder().decode(bad).slice(0, 20))
  }
  const longest = (bytes: number) => parseSubmission(body('old 7', 0, 'x'.repeat(bytes - 7)))
  assert.equal(longest(1_000_000)?.checkpoint.length, 1_000_000 - 7)
  assert.equal(longest(1_000_001), undefined)
})

test('of what a witness answers the newest time is heard; a stranger is told from what is no answer', async () => {
  const { checkpoint } = await submission(0, 5)
  const body = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1)
  const later = newCosigner('witness.example/w1', SEED, () => TIME + 9, 'subtree/v1')
  const known = [verifier(WITNESS.vkey), verifier(later.vkey)]
  const lines = [WITNESS.sign(body), later.sign(body)]
  const heard = hearCosignatures(checkpoint, utf8(lines.join('')), known)
  assert.deepEqual(heard, { ok: true, lines, time: TIME + 9 })
  const [, modern] = known
  const malformed = { ok: false, fault: 'malformed_answer' }
  const unknown = { ok: false, fault: 'unknown_cosigner' }
  for (const [answer, keys, expected] of [
    [utf8(WITNESS.sign(body)), [modern ?? assert.fail()], unknown],
    [utf8(WITNESS.sign(body.replace('\n5\n', '\n6\n'))), known, malformed],
    [utf8(WITNESS.sign(body).trimEnd()), known, malformed],
    [utf8(''), known, malformed],
    [Uint8Array.of(0xff, 0x0a), known, malformed],
  ] as const) {
    assert.deepEqual(hearCosignatures(checkpoint, answer, keys), expected)
  }
  const plain = hearCosignatures(checkpoint, utf8(LOG.sign(body)), LOGS)
  assert.deepEqual(plain, { ok: true, lines: [LOG.sign(body)], time: 0 }, 'it states no time')
})
