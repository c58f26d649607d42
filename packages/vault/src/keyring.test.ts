/** I5: what was wrapped in a destroyed epoch is gone; and a wrapped key opens only where it belongs. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY, later, moment, type SubjectId, subjectId } from '@kelisim/terms'
import { openBox, sealBox } from './box.ts'
import { forgetEpoch, type Keyring, logSeed, newKeyring, rotateKeyring } from './keyring.ts'
import { EPOCHS_ALIVE_MAX } from './limits.ts'
import { pooledRandom } from './random.ts'
import {
  blockedKey,
  handleOf,
  liftedKey,
  newSubjectKey,
  type SubjectKey,
  wipeSubjectKey,
} from './subject-key.ts'
import {
  newWrapBatch,
  unwrapSubjectKey,
  type WrappedKey,
  wrapAnew,
  wrapSubjectKey,
} from './wrap.ts'

const random = pooledRandom()
const START = moment(1_795_330_000_000)
const SUBJECT = subjectId(random(16))

interface Stored extends WrappedKey {
  readonly subject: SubjectId
  readonly keyVersion: number
  readonly handle: string
}

function store(keyring: Keyring, key: SubjectKey, subject: SubjectId): Stored {
  const { keyVersion } = key
  return {
    ...wrapSubjectKey(keyring, subject, key, random),
    subject,
    keyVersion,
    handle: handleOf(key),
  }
}

test('I5: over any life of a keyring, a wrapped key opens exactly while its epoch exists', () => {
  const steps = fc.array(
    fc.oneof(
      fc.constant({ step: 'wrap' as const }),
      fc.constant({ step: 'rotate' as const }),
      fc.record({ step: fc.constant('forget' as const), choice: fc.nat(20) }),
    ),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(steps, (life) => {
      let keyring = newKeyring('proleads', START, random)
      const rows: Stored[] = []
      for (const one of life) {
        if (one.step === 'wrap')
          rows.push(store(keyring, newSubjectKey(random, 1), subjectId(random(16))))
        if (one.step === 'rotate') keyring = rotateKeyring(keyring, later(START, DAY), random)
        if (one.step === 'forget' && one.choice !== keyring.epoch)
          keyring = forgetEpoch(keyring, one.choice)
      }
      const alive = new Set(keyring.epochs.map(({ epoch }) => epoch))
      for (const row of rows) {
        const key = unwrapSubjectKey(keyring, row.subject, row)
        assert.equal(
          key === undefined ? undefined : handleOf(key),
          alive.has(row.epoch) ? row.handle : undefined,
        )
      }
    }),
  )
})

test('I5: after rotation, wrapping anew and forgetting, living subjects open and a destroyed one never', () => {
  const first = newKeyring('proleads', START, random)
  const [living, destroyed] = [newSubjectKey(random, 1), newSubjectKey(random, 1)]
  const backup = [store(first, living, SUBJECT), store(first, destroyed, SUBJECT)] as const
  const rotated = rotateKeyring(first, later(START, DAY), random)
  const opened = unwrapSubjectKey(rotated, SUBJECT, backup[0])
  assert.ok(opened)
  const anew = store(rotated, opened, SUBJECT)
  const now = forgetEpoch(rotated, 1)
  assert.ok(unwrapSubjectKey(now, SUBJECT, anew))
  assert.equal(unwrapSubjectKey(now, SUBJECT, backup[0]), undefined)
  assert.equal(unwrapSubjectKey(now, SUBJECT, backup[1]), undefined)
})

test('I4: a wrapped key opens for no other subject, operator, key version or epoch', () => {
  const keyring = rotateKeyring(newKeyring('proleads', START, random), START, random)
  const row = store(keyring, newSubjectKey(random, 2), SUBJECT)
  assert.ok(unwrapSubjectKey(keyring, SUBJECT, row))
  assert.equal(unwrapSubjectKey(keyring, subjectId(random(16)), row), undefined)
  assert.equal(unwrapSubjectKey(keyring, SUBJECT, { ...row, keyVersion: 1 }), undefined)
  for (const keyVersion of [0, -1, 65_536, Number.NaN]) {
    assert.equal(unwrapSubjectKey(keyring, SUBJECT, { ...row, keyVersion }), undefined)
  }
  for (const epoch of [0, 1, 3, -1, Number.NaN]) {
    assert.equal(unwrapSubjectKey(keyring, SUBJECT, { ...row, epoch }), undefined)
  }
  const other = rotateKeyring(newKeyring('proleads', START, random), START, random)
  assert.equal(unwrapSubjectKey(other, SUBJECT, row), undefined)
})

test('I4: one flipped bit or a wrong length of a wrapped key, and it does not open', () => {
  const keyring = newKeyring('proleads', START, random)
  const row = store(keyring, newSubjectKey(random, 1), SUBJECT)
  assert.equal(row.wrapped.length, 73)
  for (let bit = 0; bit < row.wrapped.length * 8; bit++) {
    const wrapped = Uint8Array.from(row.wrapped)
    wrapped[bit >> 3] = (wrapped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(unwrapSubjectKey(keyring, SUBJECT, { ...row, wrapped }), undefined, `bit ${bit}`)
  }
  for (let bytes = 0; bytes < row.wrapped.length; bytes++) {
    const wrapped = row.wrapped.subarray(0, bytes)
    assert.equal(unwrapSubjectKey(keyring, SUBJECT, { ...row, wrapped }), undefined)
  }
})

test('an unwrapped key opens the boxes of the key that was wrapped', () => {
  const keyring = newKeyring('proleads', START, random)
  const key = newSubjectKey(random, 1)
  const place = {
    operator: 'proleads',
    subject: SUBJECT,
    box: 'contact',
    version: 1,
    keyVersion: 1,
  }
  const box = sealBox(key, place, Uint8Array.of(7), random)
  const again = unwrapSubjectKey(keyring, SUBJECT, store(keyring, key, SUBJECT))
  assert.ok(again)
  assert.deepEqual(openBox(again, place, box), Uint8Array.of(7))
})

test('a keyring is a value: rotating and forgetting leave the old one as it was', () => {
  const first = newKeyring('proleads', START, random)
  const row = store(first, newSubjectKey(random, 1), SUBJECT)
  const second = rotateKeyring(first, later(START, DAY), random)
  const third = forgetEpoch(second, 1)
  assert.deepEqual([first.epoch, second.epoch, third.epoch], [1, 2, 2])
  assert.deepEqual(second.epochs, [
    { epoch: 1, madeAt: START },
    { epoch: 2, madeAt: later(START, DAY) },
  ])
  assert.deepEqual(third.epochs, [{ epoch: 2, madeAt: later(START, DAY) }])
  assert.ok(unwrapSubjectKey(first, SUBJECT, row))
  assert.equal(wrapSubjectKey(first, SUBJECT, newSubjectKey(random, 1), random).epoch, 1)
  assert.throws(() => Object.assign(first, { operator: 'another' }), TypeError)
})

test('the current epoch cannot be forgotten; forgetting twice is forgetting once', () => {
  const keyring = rotateKeyring(newKeyring('proleads', START, random), START, random)
  assert.throws(() => forgetEpoch(keyring, 2), /current/)
  const once = forgetEpoch(keyring, 1)
  assert.equal(forgetEpoch(once, 1), once)
  assert.equal(forgetEpoch(once, 99), once)
})

test('epoch numbers are never used again, and too many living epochs are a defect', () => {
  let keyring = newKeyring('proleads', START, random)
  for (let epoch = 2; epoch <= 5; epoch++) {
    keyring = forgetEpoch(rotateKeyring(keyring, START, random), epoch - 1)
    assert.equal(keyring.epoch, epoch)
  }
  while (keyring.epochs.length < EPOCHS_ALIVE_MAX) keyring = rotateKeyring(keyring, START, random)
  assert.throws(() => rotateKeyring(keyring, START, random), /forget old epochs/)
})

test('the log signs with one seed through all rotations; each asking gives its own bytes', () => {
  const keyring = newKeyring('proleads', START, random)
  const seed = logSeed(keyring)
  assert.equal(seed.length, 32)
  seed.fill(0)
  assert.notDeepEqual(logSeed(keyring), seed)
  assert.deepEqual(logSeed(rotateKeyring(keyring, START, random)), logSeed(keyring))
  assert.notDeepEqual(logSeed(newKeyring('proleads', START, random)), logSeed(keyring))
})

test('an operator has a name', () => {
  for (const operator of ['', '\ud800', 'x'.repeat(256)]) {
    assert.throws(() => newKeyring(operator, START, random), /name/)
  }
})

test('R-94: a handle is the same while the key lives, 22 characters, and differs between subjects', () => {
  const [key, other] = [newSubjectKey(random, 1), newSubjectKey(random, 1)]
  assert.equal(handleOf(key), handleOf(key))
  assert.match(handleOf(key), /^[A-Za-z0-9_-]{22}$/)
  assert.notEqual(handleOf(key), handleOf(other))
})

test('I4, I5: a batch wrapped anew opens under the new epoch only, and no two share a nonce', () => {
  const old = newKeyring('proleads', START, random)
  const rows = Array.from({ length: 200 }, () =>
    store(old, newSubjectKey(random, 1), subjectId(random(16))),
  )
  const both = rotateKeyring(old, later(START, DAY), random)
  const [batch, next] = [newWrapBatch(random), newWrapBatch(random)]
  const anew = rows.map((row, at): Stored => {
    const wrapped = wrapAnew(both, row.subject, row, random, at < 100 ? batch : next)
    assert.ok(wrapped)
    return { ...row, ...wrapped }
  })
  const only = forgetEpoch(both, 1)
  for (const row of anew) {
    const key = unwrapSubjectKey(only, row.subject, row)
    assert.equal(key && handleOf(key), row.handle)
    assert.equal(unwrapSubjectKey(old, row.subject, row), undefined)
    assert.equal(unwrapSubjectKey(only, subjectId(random(16)), row), undefined)
  }
  const nonces = anew.map(({ wrapped }) => Buffer.from(wrapped.subarray(1, 25)).toString('hex'))
  assert.equal(new Set(nonces).size, nonces.length)
  assert.equal(new Set(nonces.map((nonce) => nonce.slice(0, 24))).size, 2)
})

test('I5: a row that is not authentic is not wrapped anew, nor one whose epoch is destroyed', () => {
  const keyring = rotateKeyring(newKeyring('proleads', START, random), START, random)
  const row = store(newKeyring('proleads', START, random), newSubjectKey(random, 1), SUBJECT)
  const batch = newWrapBatch(random)
  assert.equal(wrapAnew(keyring, SUBJECT, row, random, batch), undefined)
  const mine = store(keyring, newSubjectKey(random, 1), SUBJECT)
  assert.ok(wrapAnew(keyring, SUBJECT, mine, random, batch))
  assert.equal(wrapAnew(keyring, subjectId(random(16)), mine, random, batch), undefined)
  assert.equal(wrapAnew(keyring, SUBJECT, { ...mine, epoch: 9 }, random, batch), undefined)
  assert.equal(wrapAnew(keyring, SUBJECT, { ...mine, keyVersion: 2 }, random, batch), undefined)
})

test('R-41: a blocked key comes back as blocked through every rotation, names the person, and opens and seals nothing', () => {
  const first = newKeyring('proleads', START, random)
  const key = newSubjectKey(random, 1)
  const place = { operator: 'proleads', subject: SUBJECT, box: 'b', version: 1, keyVersion: 1 }
  const box = sealBox(key, place, Buffer.from('x'), random)
  const stored = { ...wrapSubjectKey(first, SUBJECT, blockedKey(key), random), keyVersion: 1 }
  const second = rotateKeyring(first, later(START, DAY), random)
  const anew = wrapAnew(second, SUBJECT, stored, random, newWrapBatch(random))
  assert.ok(anew)
  for (const row of [stored, { ...anew, keyVersion: 1 }]) {
    const found = unwrapSubjectKey(second, SUBJECT, row)
    assert.ok(found?.isBlocked)
    assert.equal(handleOf(found), handleOf(key))
    assert.equal(openBox(found, place, box), undefined)
    assert.throws(() => sealBox(found, place, Buffer.from('x'), random), /blocked/)
    assert.deepEqual(openBox(liftedKey(found), place, box), Uint8Array.of(0x78))
  }
})

test('R-41: nobody without the keyring blocks a key or lifts a block; a rotation blocks only when it is told to', () => {
  const keyring = newKeyring('proleads', START, random)
  const key = newSubjectKey(random, 1)
  const batch = newWrapBatch(random)
  for (const one of [key, blockedKey(key)]) {
    const stored = { ...wrapSubjectKey(keyring, SUBJECT, one, random), keyVersion: 1 }
    const other = Uint8Array.from(stored.wrapped)
    other[0] = 3 - (other[0] ?? 0)
    assert.equal(unwrapSubjectKey(keyring, SUBJECT, { ...stored, wrapped: other }), undefined)
    for (const block of [false, true]) {
      const anew = wrapAnew(keyring, SUBJECT, stored, random, batch, block)
      const found = anew && unwrapSubjectKey(keyring, SUBJECT, { ...anew, keyVersion: 1 })
      assert.equal(found?.isBlocked, block || one.isBlocked)
    }
  }
})

test('I5: wiping a key leaves a key that was blocked or lifted from it as it is: they share no bytes', () => {
  const key = newSubjectKey(random, 1)
  const handle = handleOf(key)
  const twins = [blockedKey(key), liftedKey(key)]
  wipeSubjectKey(key)
  for (const twin of twins) assert.equal(handleOf(twin), handle)
})
