/** The file of the keyring: the right passphrase and the whole file, or nothing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, later, moment, subjectId } from '@kelisim/terms'
import { keyFrom } from './derive.ts'
import { blindIndex, blindIndexes, secretHash } from './keyed-hash.ts'
import { contentOf } from './keyring-content.ts'
import { beginIndex, endIndex, forgetEpoch, logSeed, newKeyring, rotateKeyring } from './keyring.ts'
import { pooledRandom } from './random.ts'
import { sealRecord } from './record.ts'
import { openKeyring, Passphrase, sealKeyring } from './sealed-keyring.ts'
import { type Cost, slowHash } from './slow-hash.ts'
import { handleOf, newSubjectKey } from './subject-key.ts'
import { openToken, sealToken } from './token.ts'
import { unwrapSubjectKey, wrapSubjectKey } from './wrap.ts'

const random = pooledRandom()
const START = moment(1_795_330_000_000)
const SUBJECT = subjectId(random(16))
const PASSPHRASE = Buffer.from('қара мысық тауда жүр')
const KEYRING = forgetEpoch(
  rotateKeyring(
    rotateKeyring(newKeyring('proleads', START, random), START, random),
    later(START, DAY),
    random,
  ),
  1,
)
const SEALED = sealKeyring(KEYRING, PASSPHRASE, random)

/** Processor time: a machine that is busy with other things hashes no slower by it. */
function spentMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

test('a sealed keyring opens with its passphrase and is the same keyring', () => {
  const opened = openKeyring(SEALED, PASSPHRASE)
  assert.ok(opened)
  assert.deepEqual(opened, KEYRING)
  assert.deepEqual(logSeed(opened), logSeed(KEYRING))
  assert.deepEqual(blindIndex(opened, 'phone', '1'), blindIndex(KEYRING, 'phone', '1'))
  assert.deepEqual(secretHash(opened, 'session', '1'), secretHash(KEYRING, 'session', '1'))
  const token = sealToken(KEYRING, 'draft', later(START, DAY), Uint8Array.of(1), random)
  assert.deepEqual(openToken(opened, 'draft', START, token)?.bytes, Uint8Array.of(1))
  const key = newSubjectKey(random, 1)
  const row = { ...wrapSubjectKey(KEYRING, SUBJECT, key, random), keyVersion: 1 }
  const again = unwrapSubjectKey(opened, SUBJECT, row)
  assert.equal(again && handleOf(again), handleOf(key))
})

test('R-37: a keyring with two index keys is the same keyring after sealing, and the ended one is not in the file', () => {
  const both = beginIndex(KEYRING, random)
  const again = openKeyring(sealKeyring(both, PASSPHRASE, random), PASSPHRASE)
  assert.ok(again)
  assert.deepEqual([again.indexFoundBy, again.indexVersion], [1, 2])
  assert.deepEqual(blindIndexes(again, 'phone', '1'), blindIndexes(both, 'phone', '1'))
  assert.deepEqual(blindIndex(again, 'phone', '1'), blindIndex(KEYRING, 'phone', '1'))
  assert.throws(() => beginIndex(again, random), /being made anew already/)
  const ended = openKeyring(sealKeyring(endIndex(again), PASSPHRASE, random), PASSPHRASE)
  assert.ok(ended)
  assert.deepEqual(ended, endIndex(both))
  assert.deepEqual(endIndex(ended), ended)
  assert.deepEqual(blindIndexes(ended, 'phone', '1'), blindIndexes(both, 'phone', '1').slice(1))
  assert.notDeepEqual(blindIndex(ended, 'phone', '1'), blindIndex(KEYRING, 'phone', '1'))
  assert.deepEqual(secretHash(ended, 'session', '1'), secretHash(KEYRING, 'session', '1'))
})

test('I5: an epoch forgotten before sealing is not in the file', () => {
  const before = rotateKeyring(newKeyring('proleads', START, random), START, random)
  const old = newKeyring('proleads', START, random)
  const row = { ...wrapSubjectKey(old, SUBJECT, newSubjectKey(random, 1), random), keyVersion: 1 }
  const after = openKeyring(
    sealKeyring(forgetEpoch(rotateKeyring(old, START, random), 1), PASSPHRASE, random),
    PASSPHRASE,
  )
  assert.ok(after)
  assert.deepEqual(
    after.epochs.map(({ epoch }) => epoch),
    [2],
  )
  assert.equal(unwrapSubjectKey(after, SUBJECT, row), undefined)
  assert.equal(before.epochs.length, 2)
})

test('a wrong passphrase opens nothing, nor does one out of the limits', () => {
  for (const wrong of ['қара мысық тауда жүр ', 'Қара мысық тауда жүр', 'another passphrase']) {
    assert.equal(openKeyring(SEALED, Buffer.from(wrong)), undefined)
  }
  for (const passphrase of [Buffer.alloc(0), Buffer.alloc(11, 65), Buffer.alloc(1_025, 65)]) {
    assert.equal(openKeyring(SEALED, passphrase), undefined)
    assert.throws(() => sealKeyring(KEYRING, passphrase, random), /passphrase/)
  }
})

test('an altered file does not open: head, salt, nonce, commitment, content and tag', () => {
  const places = [0, 8, 11, 31, 32, 56, 72, SEALED.length - 1]
  for (const at of places) {
    const altered = Uint8Array.from(SEALED)
    altered[at] = (altered[at] ?? 0) ^ 1
    assert.equal(openKeyring(altered, PASSPHRASE), undefined, `byte ${at}`)
  }
  for (const bytes of [0, 8, 31, 32, 87, SEALED.length - 1]) {
    assert.equal(openKeyring(SEALED.subarray(0, bytes), PASSPHRASE), undefined, `${bytes} bytes`)
  }
  assert.equal(openKeyring(Buffer.concat([SEALED, Buffer.of(0)]), PASSPHRASE), undefined)
  assert.equal(openKeyring(new Uint8Array(70_000), PASSPHRASE), undefined)
})

test('costs in the head beyond the limits are refused at once, before memory is asked for', () => {
  const heads: readonly (readonly [string, number, readonly number[]])[] = [
    ['no lanes', 9, [0]],
    ['nine lanes', 9, [9]],
    ['one pass', 10, [0, 1]],
    ['65535 passes', 10, [0xff, 0xff]],
    ['1 MiB', 12, [0, 0, 4, 0]],
    ['4 TiB', 12, [0xff, 0xff, 0xff, 0xff]],
  ]
  for (const [name, at, bytes] of heads) {
    const altered = Uint8Array.from(SEALED)
    altered.set(bytes, at)
    const before = spentMs()
    assert.equal(openKeyring(altered, PASSPHRASE), undefined, name)
    assert.ok(spentMs() - before < 20, name)
  }
})

test('sealing twice shares neither salt nor nonce nor key', () => {
  const again = sealKeyring(KEYRING, PASSPHRASE, random)
  for (const [from, to] of [
    [16, 32],
    [32, 56],
    [56, 72],
    [72, again.length],
  ] as const) {
    assert.notDeepEqual(again.subarray(from, to), SEALED.subarray(from, to))
  }
})

test('a passphrase is hashed once: a file that replaces another costs no second hash, and opens for everybody', () => {
  const passphrase = new Passphrase(PASSPHRASE)
  const first = sealKeyring(KEYRING, passphrase, random)
  const from = spentMs()
  const files = Array.from({ length: 20 }, () => sealKeyring(KEYRING, passphrase, random))
  const opened = files.map((file) => openKeyring(file, passphrase))
  assert.ok(spentMs() - from < 1_000, 'twenty hashes take longer')
  assert.ok(opened.every((keyring) => keyring !== undefined))
  assert.equal(new Set([first, ...files].map((file) => Buffer.from(file).toString('hex'))).size, 21)
  assert.deepEqual(files[0]?.subarray(0, 32), first.subarray(0, 32), 'the salt stays')
  assert.deepEqual(logSeed(openKeyring(first, PASSPHRASE) ?? KEYRING), logSeed(KEYRING))
  assert.equal(openKeyring(first, new Passphrase(Buffer.from('another passphrase'))), undefined)
  const other = sealKeyring(KEYRING, PASSPHRASE, random)
  assert.notDeepEqual(other.subarray(0, 32), first.subarray(0, 32), 'a new file has a new salt')
  assert.ok(openKeyring(other, passphrase))
})

/** A file as an earlier version of this program would have written it, with other costs. */
function sealedAt(cost: Cost): Uint8Array {
  const head = Buffer.alloc(32)
  head.write('KLSMKEYS\x01', 'latin1')
  head.writeUInt8(cost.lanes, 9)
  head.writeUInt16BE(cost.passes, 10)
  head.writeUInt32BE(cost.memoryKib, 12)
  head.set(random(16), 16)
  const key = keyFrom(slowHash(PASSPHRASE, head.subarray(16), cost, 32))
  return sealRecord(key, head, head, contentOf(KEYRING), random)
}

test('a file of today’s cost gives its salt to the next one; a file of another cost is opened, and not followed', () => {
  const today = new Passphrase(PASSPHRASE)
  assert.ok(openKeyring(SEALED, today))
  assert.deepEqual(sealKeyring(KEYRING, today, random).subarray(0, 32), SEALED.subarray(0, 32))
  for (const other of [{ memoryKib: 19_456 }, { passes: 2 }, { lanes: 1 }]) {
    const file = sealedAt({ memoryKib: 65_536, passes: 3, lanes: 4, ...other })
    const passphrase = new Passphrase(PASSPHRASE)
    assert.deepEqual(openKeyring(file, passphrase), KEYRING)
    const next = sealKeyring(KEYRING, passphrase, random)
    assert.deepEqual(next.subarray(0, 16), SEALED.subarray(0, 16), 'the costs of today')
    assert.notDeepEqual(next.subarray(16, 32), file.subarray(16, 32))
  }
})
