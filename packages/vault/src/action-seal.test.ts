import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { moment } from '@kelisim/terms'
import fc from 'fast-check'
import { isSealedAction, type RecordedAction, sealAction } from './action-seal.ts'
import { hkdfSha256, keyFrom } from './derive.ts'
import { logSeed, newKeyring, rotateKeyring } from './keyring.ts'
import { pooledRandom } from './random.ts'

const random = pooledRandom()
const AT = moment(1_790_000_000_000)
const keyring = newKeyring('350140000014', AT, random)
const ACTION: RecordedAction = {
  id: '0192f7a0-0000-7000-8000-000000000001',
  kind: 'values_opened',
  at: AT,
  handle: 'a-handle',
  entry: Buffer.from('{"kind":"values_opened"}'),
}

test('the seal is the HMAC of the words and the entry under a key of its own (RFC 2104, RFC 5869)', () => {
  const key = hkdfSha256(
    keyFrom(logSeed(keyring)),
    new Uint8Array(0),
    Buffer.from('kelisim action key'),
    32,
  )
  const said = `kelisim/action/v1\n${ACTION.id}\nvalues_opened\n1790000000000\na-handle\n{"kind":"values_opened"}`
  const whole = createHmac('sha256', key).update(said).digest()
  assert.deepEqual(Buffer.from(sealAction(keyring, ACTION)), whole.subarray(0, 16))
})

test('an action of nobody has an empty line where another has its handle', () => {
  const seals = [undefined, null, ''].map((handle) => sealAction(keyring, { ...ACTION, handle }))
  for (const seal of seals) assert.deepEqual(seal, seals[2])
})

test('a seal fits its own action and no other, under its own keyring and no other (R-85, I3)', () => {
  const seal = sealAction(keyring, ACTION)
  assert.equal(isSealedAction(keyring, ACTION, seal), true)
  for (const other of [
    { ...ACTION, id: '0192f7a0-0000-7000-8000-000000000002' },
    { ...ACTION, kind: 'signed_in' },
    { ...ACTION, at: AT + 1 },
    { ...ACTION, handle: undefined },
    { ...ACTION, entry: Buffer.from('{"kind":"values_opened "}') },
  ]) {
    assert.equal(isSealedAction(keyring, other, seal), false, JSON.stringify(other))
  }
  const strange = newKeyring('350140000014', AT, random)
  assert.equal(isSealedAction(strange, ACTION, seal), false)
  assert.equal(isSealedAction(keyring, ACTION, seal.subarray(0, 15)), false)
  assert.equal(isSealedAction(keyring, ACTION, Buffer.concat([seal, Buffer.alloc(1)])), false)
  assert.equal(isSealedAction(keyring, ACTION, new Uint8Array(0)), false)
})

test('a rotation of the keys leaves the seals of what waits', () => {
  const seal = sealAction(keyring, ACTION)
  assert.equal(isSealedAction(rotateKeyring(keyring, AT, random), ACTION, seal), true)
})

test('any altered bit of a seal is refused', () => {
  const seal = sealAction(keyring, ACTION)
  fc.assert(
    fc.property(fc.nat(127), (bit) => {
      const spoiled = Uint8Array.from(seal)
      spoiled[bit >> 3] = (spoiled[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return !isSealedAction(keyring, ACTION, spoiled)
    }),
  )
})
