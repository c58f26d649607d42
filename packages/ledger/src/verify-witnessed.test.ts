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
