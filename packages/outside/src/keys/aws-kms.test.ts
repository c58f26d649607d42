/** AWS KMS against its twin: the conformance of every holder, and what is KMS's own. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  KMS_TWIN_ACCESS,
  KMS_TWIN_KEY,
  KMS_TWIN_SECRET,
  type KmsTwin,
  kmsTwin,
} from '../twin/aws-kms.ts'
import { isKmsKey, type KmsAccess, kmsService } from './aws-kms.ts'
import { conforms, isFault } from './conformance.test-data.ts'

const PLACE = { operator: '350240001016' }
const CREDENTIAL = { accessKey: KMS_TWIN_ACCESS, secretKey: KMS_TWIN_SECRET }

function access(twin: KmsTwin, more: Partial<KmsAccess> = {}): KmsAccess {
  return { key: KMS_TWIN_KEY, url: twin.url, credential: CREDENTIAL, deadlineMs: 500, ...more }
}

conforms('AWS KMS', async () => {
  const twin = await kmsTwin()
  return {
    service: kmsService(access(twin)),
    stranger: kmsService(access(twin, { credential: { ...CREDENTIAL, secretKey: 'another' } })),
    elsewhere: kmsService(access(twin, { key: `${KMS_TWIN_KEY.slice(0, -1)}f` })),
    troubles: twin.troubles,
    [Symbol.asyncDispose]: async () => {
      await twin[Symbol.asyncDispose]()
    },
  }
})

test('a signature of another moment, key or session is refused', async () => {
  await using twin = await kmsTwin()
  const late = kmsService(access(twin, { now: () => Date.now() - 400_000 }))
  await assert.rejects(late.wrap(PLACE, new Uint8Array(32)), isFault('forbidden'))
  const credential = { ...CREDENTIAL, accessKey: 'AKIDOFNOBODY' }
  const nobody = kmsService(access(twin, { credential }))
  await assert.rejects(nobody.wrap(PLACE, new Uint8Array(32)), isFault('forbidden'))
  twin.state.session = 'of today'
  await assert.rejects(kmsService(access(twin)).status(), isFault('forbidden'))
  const session = kmsService(access(twin, { credential: { ...CREDENTIAL, session: 'of today' } }))
  assert.equal((await session.status()).usable, true)
})

test('a key that is switched off or waits for its deletion opens nothing (R-99)', async () => {
  await using twin = await kmsTwin()
  const service = kmsService(access(twin))
  const wrapped = await service.wrap(PLACE, new Uint8Array(32))
  for (const keyState of ['Disabled', 'PendingDeletion'] as const) {
    twin.state.keyState = keyState
    await assert.rejects(service.unwrap(PLACE, wrapped), isFault('destroyed'))
    assert.deepEqual((await service.status()).usable, false)
  }
  assert.deepEqual(service.horizon, { oldCopies: 'opens', keyDays: { min: 7, max: 30 } })
})

test('a key is named by its ARN; an alias could be moved by another', () => {
  assert.ok(isKmsKey(KMS_TWIN_KEY))
  for (const name of ['alias/kelisim', 'arn:aws:kms:eu-central-1:111122223333:alias/kelisim', ''])
    assert.equal(isKmsKey(name), false)
  assert.throws(() => kmsService({ key: 'alias/a', credential: CREDENTIAL, deadlineMs: 500 }))
})
