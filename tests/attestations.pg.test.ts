/**
 * Each recipient attests at set times that it uses the data only for its purposes; one that deviates is suspended at once.
 * Requirements. Law: 94-V art. 10(1), 14. Invariant I6.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lenderAccess } from '@kelisim/house'
import { newSecret } from '@kelisim/outside'
import { ATTESTATION, load, RECIPIENT_CONTAINMENT } from '@kelisim/store'
import {
  almatyDate,
  ATTESTATION_DAYS,
  DAY,
  later,
  MINUTE,
  startOfDay,
  type StaffId,
} from '@kelisim/terms'
import { pooledRandom } from '@kelisim/vault'
import {
  type AttestationWanted,
  checkDatabase,
  doWhatIsDue,
  enterAttestation,
  liftRecipient,
  listRecipients,
  superviseRecipient,
} from '@kelisim/work'
import { apply, openWorld, type World } from './world.ts'

const OFFICER = { id: 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0' as StaffId, role: 'officer' }
const CLERK = { id: 'c1c1c1c1-c1c1-4c1c-8c1c-c1c1c1c1c1c1' as StaffId, role: 'clerk' }

async function attest(world: World, wanted: Partial<AttestationWanted> = {}, by = OFFICER) {
  return await enterAttestation(world.house.means, by, 'samal', {
    document: '№ 14-2/26',
    signedOn: almatyDate(world.clock.at),
    said: 'conforms',
    words: '',
    ...wanted,
  })
}

async function samal(world: World) {
  const listed = await listRecipients(world.house.means, OFFICER)
  assert.ok(listed.effect === 'done')
  return listed.recipients.find((one) => one.recipient === 'samal') ?? assert.fail('no samal')
}

const fail = (_what: string, error: unknown) => {
  throw error
}
const code = (answer: { readonly effect: string; readonly code?: string }) => answer.code

test('R-71: without an attestation in time a recipient is overdue, with one it is not, and the next is due in its turn', async () => {
  await using world = await openWorld()
  const { agreement } =
    world.house.means.policy.recipients.find(({ id }) => id === 'samal') ?? assert.fail()
  const { attesting } = await samal(world)
  assert.ok(agreement !== undefined && attesting.papers.length === 0)
  assert.equal(attesting.due, startOfDay(agreement.validFrom) + ATTESTATION_DAYS * DAY)
  assert.equal(attesting.isOverdue, (attesting.due ?? 0) <= world.clock.at)
  assert.equal((await attest(world)).effect, 'done')
  const now = (await samal(world)).attesting
  assert.equal(now.isOverdue, false)
  assert.equal(almatyDate(now.due ?? assert.fail()), almatyDate(later(world.clock.at, 180 * DAY)))
})

test('R-71, I6: a recipient that deviates is suspended at once and refused until a later paper says it conforms', async () => {
  // Refused before any call: nobody listens there.
  const secret = newSecret(pooledRandom()(32))
  const lenders = lenderAccess({ samal: { url: 'http://127.0.0.1:1', secret } })
  await using world = await openWorld({ lenders })
  const { means } = world.house
  const deviates = { said: 'deviates', words: 'A request outside the purpose' }
  assert.equal((await attest(world, deviates)).effect, 'done')
  const stopped = await samal(world)
  assert.equal(stopped.suspended?.reason, deviates.words)
  const applied = await apply(world, { controls: ['contract', 'recipient:samal'] })
  assert.equal(applied.effect, 'done')
  await world.sequenceAll()
  world.clock.pass(30 * MINUTE)
  await doWhatIsDue(means, fail)
  const { rows } = await means.store.pool.query<{ state: string; reason: string }>(
    "select state, reason from disclosure where recipient = 'samal'",
  )
  assert.deepEqual(rows, [{ state: 'denied', reason: 'recipient_suspended' }])
  const early = await superviseRecipient(means, OFFICER, 'samal', undefined)
  assert.ok(early.effect === 'refuse' && early.code === 'recipient_suspended')
  assert.equal(early.clause, '6.7')
  world.clock.pass(DAY)
  assert.equal((await attest(world)).effect, 'done')
  assert.notEqual((await samal(world)).suspended, undefined, 'a paper alone resumes nobody')
  assert.equal((await superviseRecipient(means, OFFICER, 'samal', undefined)).effect, 'done')
  assert.equal((await samal(world)).suspended, undefined)
})

test('R-71: the end of an incident resumes nobody whose own word is that it deviates', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await attest(world, { said: 'deviates', words: 'A request outside the purpose' })
  await means.store.transaction(async (unit) => {
    unit.put(RECIPIENT_CONTAINMENT, {
      containment_id: String(unit.newId()),
      incident_id: String(unit.newId()),
      kind: 'suspend_recipient',
      recipient: 'samal',
      key_ids: [],
      at: unit.at,
      lifted_at: undefined,
      lifted_by: undefined,
      reason: undefined,
    })
    unit.record({ kind: 'recipient_suspended', actor: { role: 'system', id: 'self' } })
  })
  const lifted = await liftRecipient(means, { ...OFFICER, name: 'x' }, 'samal', 'explained')
  assert.equal(lifted.effect, 'done')
  assert.notEqual((await samal(world)).suspended, undefined)
})

test('R-71, R-84: only the officer enters one, of a known recipient, signed in its time and with its reason', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { clock } = world
  assert.equal(code(await attest(world, {}, CLERK)), 'operation_not_permitted')
  const nobody = { document: '1', signedOn: '2026-11-01', said: 'conforms', words: '' }
  assert.equal(code(await enterAttestation(means, OFFICER, 'nobody', nobody)), 'unknown_recipient')
  const faults: readonly (readonly [Partial<AttestationWanted>, string])[] = [
    [{ document: '' }, '/document'],
    [{ signedOn: almatyDate(later(clock.at, DAY)) }, '/signedOn'],
    [{ signedOn: 'soon' }, '/signedOn'],
    [{ said: 'perhaps' }, '/said'],
    [{ said: 'deviates' }, '/words'],
    [{ words: 'x'.repeat(501) }, '/words'],
  ]
  for (const [wanted, place] of faults) {
    const answer = await attest(world, wanted)
    assert.ok(answer.effect === 'invalid', JSON.stringify([wanted, answer]))
    assert.equal(answer.faults[0]?.pointer, place)
  }
  assert.equal((await attest(world)).effect, 'done')
  const older = await attest(world, { signedOn: almatyDate(later(clock.at, -DAY)) })
  assert.ok(older.effect === 'invalid', 'an older paper says nothing of today')
  assert.equal((await load(means.store.pool, ATTESTATION, 'true', [])).length, 1)
})

test('R-71, I7: what was attested is never changed, and the ledger vouches for it', async () => {
  await using world = await openWorld()
  const { means } = world.house
  assert.equal((await attest(world)).effect, 'done')
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
  await assert.rejects(means.store.pool.query("update attestation set said = 'deviates'"))
})
