/** Blocking by the person: what stops in the next decision, what stays, who is told, and the way back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide } from '@kelisim/rules'
import { DISCLOSURE, know, load, NOTICE, REQUEST, type Stored, SUBJECT } from '@kelisim/store'
import { type Moment, OPERATIONS, type StaffId, type SubjectId } from '@kelisim/terms'
import {
  blockData,
  checkDatabase,
  destroyData,
  endWhatHasRunOut,
  grantLater,
  hearConfirmation,
  openOwnValues,
  revealField,
  seeOwnRecord,
  unblockData,
  withdrawConsent,
} from '@kelisim/work'
import { apply, openWorld, type World } from './world.ts'

const SELF = { role: 'applicant', id: 'self' } as const
const OFFICER = { role: 'officer', id: '0198a000-0000-7000-8000-000000000002' } as const
const CLERK = {
  id: '0198a000-0000-7000-8000-000000000001' as StaffId,
  name: 'Д. Ким',
  role: 'clerk',
}

async function applied(world: World) {
  const answer = await apply(world, { recipients: ['samal', 'qarlygash'] })
  assert.ok(answer.effect === 'done', JSON.stringify(answer))
  const [row] = await load(world.house.means.store.pool, SUBJECT, 'true', [])
  return { subject: row?.subject_id as SubjectId, application: answer.application as string }
}

async function rows(world: World): Promise<readonly Stored<typeof DISCLOSURE>[]> {
  return await load(world.house.means.store.pool, DISCLOSURE, 'true order by place', [])
}

/** As if the recipient had answered: what the sending itself does is tested elsewhere. */
async function isHeldBy(world: World, recipient: string): Promise<void> {
  const { store } = world.house.means
  await store.transaction(async (unit) => {
    const [row] = await load(unit.client, DISCLOSURE, 'recipient = $1 for update', [recipient])
    assert.ok(row !== undefined)
    const known = await know(store, unit, row.subject_id as SubjectId, 'use')
    const sent = { state: 'accepted', sent_at: unit.at, due_at: undefined }
    unit.put(DISCLOSURE, { ...row, ...sent }, row)
    unit.record({ kind: 'disclosure_sent', actor: { role: 'system', id: 'self' } }, known?.key)
  })
}

test('R-41, R-95: blocked data may be kept, seen by the person and unblocked; every other operation is refused', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject, application } = await applied(world)
  assert.equal((await blockData(means, subject, SELF, undefined)).effect, 'done')
  const known = await means.store.transaction(
    async (unit) => await know(means.store, unit, subject, 'use'),
  )
  assert.ok(known !== undefined)
  for (const operation of OPERATIONS) {
    for (const role of ['applicant', 'clerk', 'officer', 'system']) {
      for (const purpose of ['contract', 'subject_rights', 'statistics']) {
        const question = { role, operation, purpose, fields: [], at: world.clock.at }
        const answer = decide(means.tables, { ...question, policy: means.policy.hash }, known.facts)
        const isOpen =
          operation === 'store' ||
          operation === 'unblock' ||
          (operation === 'extract' && purpose === 'subject_rights')
        if (!isOpen) assert.equal(answer.effect, 'refuse', `${role} ${operation} ${purpose}`)
        if (!isOpen && answer.effect === 'refuse' && role === 'system' && operation === 'use') {
          assert.equal(answer.code, 'subject_blocked')
        }
      }
    }
  }
  const clerk = await revealField(means, CLERK, application, 'phone', 'contract')
  assert.equal(clerk.effect === 'refuse' ? clerk.code : '', 'subject_blocked')
  assert.equal((await openOwnValues(means, subject, ['phone'])).effect, 'done')
  const destroyed = await destroyData(means, subject, SELF, 'request')
  assert.equal(destroyed.effect === 'refuse' ? destroyed.code : '', 'subject_blocked')
})

test('I6: a planned transfer stops with the block and goes on with its end; both times stand in the ledger', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject } = await applied(world)
  const blocked = await blockData(means, subject, SELF, 'inaccurate')
  assert.ok(blocked.effect === 'done')
  assert.deepEqual([blocked.now, blocked.stopped], [true, ['samal']])
  assert.deepEqual(
    (await rows(world)).map((row) => [row.recipient, row.state, row.reason, row.due_at]),
    [
      ['samal', 'stopped', 'subject_blocked', undefined],
      ['qarlygash', 'waiting', undefined, undefined],
    ],
  )
  world.clock.pass(60_000)
  const again = await blockData(means, subject, SELF, undefined)
  assert.deepEqual(again.effect === 'done' && [again.now, again.at], [false, blocked.at])
  const free = await unblockData(means, subject, SELF)
  assert.ok(free.effect === 'done')
  assert.deepEqual([free.resumed, free.blockedAt], [['samal'], blocked.at])
  assert.equal((await rows(world))[0]?.state, 'planned')
  const seen = await seeOwnRecord(means, subject)
  assert.ok(seen.effect === 'done')
  const entry = seen.data.feed.find((row) => row.entry.kind === 'data_unblocked')?.entry
  assert.equal(entry?.detail?.['blockedAt'], new Date(blocked.at).toISOString())
  assert.equal(entry?.detail?.['unblockedAt'], new Date(free.at).toISOString())
  assert.equal(entry?.operation, 'unblock')
  assert.ok(seen.data.feed.some((row) => row.entry.kind === 'data_blocked'))
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('R-41, DL-04: whoever has a copy is told to block it within the working day, and to unblock it', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject } = await applied(world)
  await isHeldBy(world, 'samal')
  const blocked = await blockData(means, subject, SELF, undefined)
  assert.ok(blocked.effect === 'done')
  // Sunday: the working day after it is Monday, until its last moment in Almaty.
  const deadline = Date.parse('2026-11-23T23:59:59.999+05:00') as Moment
  assert.deepEqual(blocked.told, [{ recipient: 'samal', deadline }])
  assert.deepEqual(blocked.stopped, [])
  const [notice] = await load(means.store.pool, NOTICE, 'true', [])
  assert.ok(notice !== undefined)
  const at = new Date(world.clock.at).toISOString()
  const ids = { notice_id: notice.notice_id, disclosure_id: notice.disclosure_id, at }
  const wrong = await hearConfirmation(means, 'samal', { ...ids, state: 'destroyed' })
  assert.equal(wrong.effect, 'invalid', 'a block is not confirmed by a destruction')
  world.clock.pass(1_000)
  const right = await hearConfirmation(means, 'samal', { ...ids, state: 'blocked' })
  assert.equal(right.effect, 'done')
  const seen = await seeOwnRecord(means, subject)
  assert.ok(seen.effect === 'done')
  assert.equal(seen.data.feed[0]?.entry.kind, 'copy_blocked')
  await unblockData(means, subject, SELF)
  const kinds = await load(means.store.pool, NOTICE, 'true order by planned_at, kind', [])
  assert.deepEqual(kinds.map((row) => row.kind).toSorted(), ['block', 'unblock'])
})

test('R-41: what the person responsible blocked the person cannot unblock', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject } = await applied(world)
  assert.equal((await blockData(means, subject, OFFICER, 'unlawful')).effect, 'done')
  const refused = await unblockData(means, subject, SELF)
  assert.equal(refused.effect === 'refuse' ? refused.code : '', 'subject_blocked')
  assert.equal((await unblockData(means, subject, OFFICER)).effect, 'done')
  assert.equal((await unblockData(means, subject, OFFICER)).effect, 'refuse', 'nothing to lift')
})

test('I6: a consent withdrawn while blocked does not send anything when the block ends', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject } = await applied(world)
  await blockData(means, subject, SELF, undefined)
  const seen = await seeOwnRecord(means, subject)
  assert.ok(seen.effect === 'done')
  const consent = seen.data.consents.find((one) => one.control === 'recipient:samal')
  await withdrawConsent(means, subject, consent?.consent_id ?? '')
  const free = await unblockData(means, subject, SELF)
  assert.deepEqual(free.effect === 'done' && free.resumed, [])
  assert.equal((await rows(world))[0]?.state, 'stopped')
})

test('R-35, R-95: a term that ends while blocked waits; destroyed after unblocking, nothing of the demand is left', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject } = await applied(world)
  await blockData(means, subject, SELF, undefined)
  world.clock.pass(40 * 24 * 3_600_000)
  assert.equal(await endWhatHasRunOut(means, assert.fail), 0)
  await unblockData(means, subject, SELF)
  assert.equal(await endWhatHasRunOut(means, assert.fail), 1)
  assert.deepEqual(await load(means.store.pool, REQUEST, 'true', []), [])
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('R-85: a page of the cabinet that shows no value opens none and leaves no entry', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject } = await applied(world)
  const before = await seeOwnRecord(means, subject)
  const after = await seeOwnRecord(means, subject)
  assert.ok(before.effect === 'done' && after.effect === 'done')
  assert.equal(after.data.actions, before.data.actions)
  world.clock.pass(1_000)
  await openOwnValues(means, subject, ['phone', 'first_name'])
  const looked = await seeOwnRecord(means, subject)
  assert.ok(looked.effect === 'done')
  assert.equal(looked.data.actions, before.data.actions + 1)
  assert.deepEqual(looked.data.feed[0]?.entry.fields, ['phone', 'first_name'])
})

test('R-14, R-16, L-1: a channel is consented to later by the text in force, once, and not while blocked', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject } = await applied(world)
  const text = means.consentTexts('kk').find((one) => one.control === 'offers:sms')
  assert.ok(text !== undefined)
  const tick = { control: 'offers:sms', textSha256: text.sha256 }
  const code = async (one: typeof tick) => {
    const answer = await grantLater(means, subject, one, 'kk')
    return answer.effect === 'refuse' ? answer.code : answer.effect
  }
  assert.equal(await code({ ...tick, textSha256: '0'.repeat(64) }), 'consent_text_changed')
  assert.equal(await code({ ...tick, control: 'contract' }), 'unknown_purpose')
  await blockData(means, subject, SELF, undefined)
  assert.equal(await code(tick), 'subject_blocked')
  await unblockData(means, subject, SELF)
  assert.equal(await code(tick), 'done')
  assert.equal(await code(tick), 'not_found', 'it is in force already')
  const known = await means.store.transaction(
    async (unit) => await know(means.store, unit, subject, 'use'),
  )
  assert.ok(known !== undefined)
  const question = { role: 'system', operation: 'use', purpose: 'offers', fields: ['phone'] }
  const at = world.clock.at
  const policy = means.policy.hash
  const ask = (channel: string) =>
    decide(means.tables, { ...question, channel, at, policy }, known.facts).effect
  assert.deepEqual([ask('sms'), ask('email')], ['permit', 'refuse'])
})
