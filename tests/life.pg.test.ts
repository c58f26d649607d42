/** One person's life through the use cases: enter, be seen, withdraw, be destroyed; the ledger holds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findByIdentity, load, SUBJECT } from '@kelisim/store'
import {
  checkDatabase,
  checkLedger,
  destroyData,
  seeOwnData,
  signIn,
  withdrawConsent,
} from '@kelisim/work'
import { apply, confirmPhone, openWorld, person } from './world.ts'

test('a person enters under consents, sees everything, withdraws, is destroyed, and the ledger proves it', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const entered = await apply(world)
  assert.equal(entered.effect, 'done', JSON.stringify(entered))
  await world.sequenceAll()
  const subject = (await load(means.store.pool, SUBJECT, 'true', []))[0]?.subject_id as never
  const seen = await seeOwnData(means, subject)
  assert.equal(seen.effect, 'done')
  if (seen.effect !== 'done') return
  assert.equal(seen.data.values['iin'], person().values['iin'])
  assert.equal(seen.data.consents.length, 2)
  const audited = await checkDatabase(means)
  assert.deepEqual(audited.findings, [])
  const recipient = seen.data.consents.find((consent) => consent.recipient === 'samal')
  const withdrawn = await withdrawConsent(means, subject, recipient?.consent_id ?? '')
  assert.equal(withdrawn.effect, 'done')
  const destroyed = await destroyData(means, subject, { role: 'applicant', id: 'self' }, 'request')
  assert.equal(destroyed.effect, 'done', JSON.stringify(destroyed))
  const phone = person().phone
  assert.deepEqual(
    await means.store.transaction(
      async (unit) => await findByIdentity(means.store, unit, { phone }),
    ),
    {},
  )
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
  const ledger = await checkLedger(means, undefined)
  assert.equal(ledger.verification.ok, true)
  const signedIn = await signIn(means, await confirmPhone(world, phone))
  assert.equal(signedIn.effect, 'refuse')
})
