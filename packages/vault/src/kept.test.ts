/** What is derived once is kept: within a limit, the oldest goes first, and nobody gets another's. */
import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { moment } from '@kelisim/terms'
import { sealAction } from './action-seal.ts'
import { backupName } from './backup-seal.ts'
import { newKeyring } from './keyring.ts'
import { pooledRandom } from './random.ts'
import { openRecord, RecordKeys, sealRecord } from './record.ts'
import { handleOf, newSubjectKey } from './subject-key.ts'
import { bytesOf, watched } from './watched-crypto.test-data.ts'
import { XAES_NONCE_BYTES, XaesKey } from './xaes.ts'

const random = pooledRandom()
const NOTHING = new Uint8Array(0)
const times = (name: string, work: () => unknown): number =>
  watched(() => void work()).filter((call) => call.name === name).length

test('the keys of actions and of backups are derived once for each keyring (RFC 5869)', () => {
  const at = moment(1)
  const action = { id: 'i', kind: 'k', at, handle: undefined, entry: NOTHING }
  for (const use of [
    (of: ReturnType<typeof newKeyring>) => sealAction(of, action),
    (of: ReturnType<typeof newKeyring>) => backupName(of, NOTHING),
  ]) {
    const [one, other] = [newKeyring('proleads', at, random), newKeyring('proleads', at, random)]
    const derived = [one, one, other, one].map((of) => times('hkdf', () => use(of)))
    assert.deepEqual(derived, [1, 0, 1, 0])
  }
})

test('a handle is derived once for each key', () => {
  const [one, other] = [newSubjectKey(random, 1), newSubjectKey(random, 1)]
  const derived = [one, one, other, one].map((key) => times('hash', () => handleOf(key)))
  assert.deepEqual(derived, [6, 0, 6, 0])
})

test('of a person’s records the last eight are opened without deriving their keys again', () => {
  const keys = new RecordKeys(random(32))
  const records = Array.from({ length: 9 }, () =>
    sealRecord(keys, NOTHING, NOTHING, Uint8Array.of(1), random),
  )
  const derived = (at: number) =>
    times('hash', () => {
      assert.deepEqual(openRecord(keys, NOTHING, records[at] ?? NOTHING), Uint8Array.of(1))
    })
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 8].map(derived), [0, 0, 0, 0, 0, 0, 0, 0])
  assert.deepEqual([derived(0), derived(2), derived(1)], [2, 0, 2])
})

test('of the halves of nonces the last 4,096 are opened without making their subkeys again (C2SP XAES-256-GCM)', () => {
  const key = new XaesKey(createSecretKey(random(32)))
  const sealed = Array.from({ length: 4_097 }, () =>
    key.seal(random(XAES_NONCE_BYTES), NOTHING, NOTHING, Uint8Array.of(1)),
  )
  const made = (at: number) =>
    times('key', () => {
      assert.deepEqual(key.open(NOTHING, sealed[at] ?? NOTHING), Uint8Array.of(1))
    })
  assert.deepEqual([made(4_096), made(1), made(0), made(2), made(1)], [0, 0, 1, 0, 1])
})

test('the system is asked for 12,288 bytes at once, and for what is more by itself', () => {
  const fresh = pooledRandom()
  const asked = (bytes: number, pieces = 1) =>
    bytesOf(
      watched(() => {
        for (let piece = 0; piece < pieces; piece++) fresh(bytes)
      }),
      'random',
      'given',
    ).map(({ length }) => length)
  assert.deepEqual(asked(24, 512), [12_288])
  assert.deepEqual(asked(24), [12_288])
  assert.deepEqual(asked(12_289), [12_289])
  assert.deepEqual(asked(12_264), [], 'what the pool still has')
  assert.deepEqual(asked(12_288, 2), [12_288, 12_288])
  assert.deepEqual(asked(0), [])
})
