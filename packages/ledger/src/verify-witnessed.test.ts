/** Judged here: is the served log the one that others have seen? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from './encoding.ts'
import { newCosigner } from './key.ts'
import { signNote } from './note.ts'
import { sampleEntries, sampleLog, sampleSigner } from './sample-log.ts'
import { formatCheckpoint } from './tree-head.ts'
import { parseTrustPolicy } from './trust-policy.ts'
import { verifyWitnessed } from './verify-witnessed.ts'

const LOG = sampleSigner()
const WITNESSES = [1, 2].map((byte) =>
  newCosigner(`w${byte}.example`, new Uint8Array(32).fill(byte), () => 1_790_000_000),
)
const TRUST = parseTrustPolicy(
  `log ${LOG.vkey}\n${WITNESSES.map(({ vkey }, at) => `witness w${at} ${vkey}\n`).join('')}group all-of all w0 w1\nquorum all-of\n`,
)

/** A log of `size` entries that serves a head of `seen` entries with the signatures of some. */
function served(size: number, seen: number, signers = WITNESSES, of = sampleEntries(seen)) {
  assert.ok(TRUST.ok)
  const log = sampleLog(sampleEntries(size))
  const { root } = sampleLog(of)
  const body = formatCheckpoint({ origin: LOG.name, size: seen, root })
  log.files.set('witnessed', utf8(signNote(body, [LOG, ...signers])))
  return { log, trust: TRUST }
}

test('what the quorum has seen is part of what is served, and the rest is told (R-85)', async () => {
  for (const [size, seen] of [
    [1, 1],
    [300, 300],
    [600, 257],
    [600, 256],
  ] as const) {
    const { log, trust } = served(size, seen)
    const found = await verifyWitnessed(log.source, size, trust)
    assert.ok(found.ok && found.size === seen && found.seenBy.length === 2)
  }
})

test('a history that the witnesses did not see is refused, though the log signed it (I3, R-82)', async () => {
  const other = [...sampleEntries(299), utf8('another')]
  const { log, trust } = served(600, 300, WITNESSES, other)
  assert.deepEqual(await verifyWitnessed(log.source, 600, trust), {
    ok: false,
    fault: 'other_history',
  })
  const longer = served(300, 600)
  const found = await verifyWitnessed(longer.log.source, 300, longer.trust)
  assert.deepEqual(found, { ok: false, fault: 'other_history' })
})

test('one witness of two is no quorum, and no head at all is missing (C2SP tlog-policy)', async () => {
  const { log, trust } = served(5, 5, WITNESSES.slice(1))
  assert.deepEqual(await verifyWitnessed(log.source, 5, trust), { ok: false, fault: 'no_quorum' })
  log.files.delete('witnessed')
  const found = await verifyWitnessed(log.source, 5, trust)
  assert.deepEqual(found, { ok: false, fault: 'witnessed_missing' })
})

test('a head that is none is refused with its fault; a tile that is gone is another history, one that cannot be read is trouble', async () => {
  const { log, trust } = served(300, 300)
  const good = log.files.get('witnessed') ?? assert.fail()
  log.files.set('witnessed', utf8('no note'))
  assert.deepEqual(await verifyWitnessed(log.source, 300, trust), {
    ok: false,
    fault: 'malformed_note',
  })
  log.files.set('witnessed', good)
  const read = async (path: string) => {
    if (path.startsWith('tile/')) throw new Error("couldn't reach the log")
    return log.files.get(path)
  }
  await assert.rejects(verifyWitnessed({ read }, 300, trust), /reach/)
  const cut = log.files.get('tile/0/001.p/44') ?? assert.fail()
  for (const bytes of [undefined, cut.subarray(0, -1), Uint8Array.of(...cut, 0)]) {
    if (bytes === undefined) log.files.delete('tile/0/001.p/44')
    else log.files.set('tile/0/001.p/44', bytes)
    assert.deepEqual(await verifyWitnessed(log.source, 300, trust), {
      ok: false,
      fault: 'other_history',
    })
  }
})
