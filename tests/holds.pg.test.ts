/** While a hold stands nothing is destroyed and nothing is processed; when it ends the destruction runs. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPLICATION,
  BOX,
  DESTROYED_PART,
  DESTRUCTION_ACT,
  DISCLOSURE,
  HOLD,
  load,
  REQUEST,
  SUBJECT,
} from '@kelisim/store'
import { DAY, type StaffId, type SubjectId } from '@kelisim/terms'
import {
  checkDatabase,
  destroyData,
  endWhatHasRunOut,
  liftHold,
  listHolds,
  openOwnValues,
  seeOwnData,
  setHold,
} from '@kelisim/work'
import { apply, openWorld, person, type World } from './world.ts'

const OFFICER = { id: 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0' as StaffId, role: 'officer' }
const CLERK = { id: 'c1c1c1c1-c1c1-4c1c-8c1c-c1c1c1c1c1c1' as StaffId, role: 'clerk' }
const SELF = { role: 'applicant', id: 'self' } as const

const fail = (_what: string, error: unknown) => {
  throw error
}

async function entered(
  world: World,
  controls = ['contract', 'recipient:samal'],
): Promise<SubjectId> {
  const answer = await apply(world, { controls })
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
  const [row] = await load(world.house.means.store.pool, SUBJECT, 'true', [])
  return row?.subject_id as SubjectId
}

async function stateOf(world: World): Promise<string | undefined> {
  return (await load(world.house.means.store.pool, SUBJECT, 'true', []))[0]?.state
}

const ORDER = {
  kind: 'court',
  document: '№ 4821-26/3 of 20.11.2026',
  until: '2027-02-01',
  review: '2026-12-20',
}

async function held(world: World, kind = 'court'): Promise<string> {
  const iin = person().values['iin'] ?? ''
  const answer = await setHold(world.house.means, OFFICER, { ...ORDER, who: iin, kind })
  assert.ok(answer.effect === 'done', JSON.stringify(answer))
  return answer.hold
}

test('a person who demands destruction under a hold is refused with code and article, and the demand waits (R-36, R-42)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await entered(world)
  await held(world)
  assert.equal(await stateOf(world), 'live', 'a hold alone stops nothing')
  const refused = await destroyData(means, subject, SELF, 'request')
  assert.ok(refused.effect === 'refuse')
  assert.equal(refused.code, 'under_hold')
  assert.equal(refused.law, 'DC art. 41(3)')
  assert.notEqual(refused.clause, '')
  assert.equal(await stateOf(world), 'restricted')
  // Demanded twice, written once.
  await destroyData(means, subject, SELF, 'request')
  const demands = await load(means.store.pool, REQUEST, "kind = 'destroy'", [])
  assert.deepEqual(
    demands.map(({ state }) => state),
    ['open'],
  )
  const planned = await load(means.store.pool, DISCLOSURE, "state = 'planned'", [])
  assert.deepEqual(planned, [], 'nothing leaves any more')
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('restricted data are read for what a statute orders and for nothing else (R-67, DC art. 41(3))', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await entered(world)
  await held(world)
  await destroyData(means, subject, SELF, 'request')
  const own = await openOwnValues(means, subject, ['phone'])
  assert.equal(own.effect, 'done', 'the person sees what is kept of them')
  const question = { role: 'system', operation: 'use', purpose: 'contract', fields: ['phone'] }
  const used = await means.store.look({
    subject,
    question,
    opening: { kind: 'values_opened', actor: { role: 'system', id: 'self' } },
  })
  assert.ok(used.effect === 'refuse')
  assert.equal(used.code, 'subject_restricted')
  assert.notEqual(used.clause, '')
  world.clock.pass(5 * 60_000)
  const again = await apply(world, { key: 'another' })
  assert.ok(again.effect === 'refuse', JSON.stringify(again))
})

test('a hold ends by its date, and the destruction that waited runs (R-36, R-66)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await entered(world)
  await held(world)
  world.clock.pass(31 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'restricted')
  assert.notEqual((await load(means.store.as.auditor, BOX, 'true', [])).length, 0)
  await endWhatHasRunOut(means, fail)
  const listed = await listHolds(means, OFFICER)
  assert.ok(listed.effect === 'done')
  assert.deepEqual(
    listed.holds.map(({ state, waiting }) => ({ state, waiting })),
    [{ state: 'review', waiting: true }],
  )
  world.clock.pass(60 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'destroyed')
  const [act] = await load(means.store.pool, DESTRUCTION_ACT, 'true', [])
  assert.deepEqual(act?.grounds, ['hold_ended'])
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('the officer lifts a hold, and a demand that waited is carried out at once (R-36)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await entered(world)
  const hold = await held(world)
  await destroyData(means, subject, SELF, 'request')
  assert.deepEqual(await liftHold(means, OFFICER, hold), { effect: 'done', now: true })
  assert.deepEqual(await liftHold(means, OFFICER, hold), { effect: 'done', now: false })
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'destroyed')
  assert.deepEqual((await load(means.store.pool, REQUEST, 'true', [])).length, 0)
  assert.deepEqual((await load(means.store.pool, APPLICATION, 'true', [])).length, 0)
})

test('two holds: the destruction waits for the last of them (R-36)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await entered(world)
  const first = await held(world)
  await held(world, 'dispute')
  await destroyData(means, subject, SELF, 'request')
  await liftHold(means, OFFICER, first)
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'restricted')
})

test('a report to financial monitoring leaves no word in the person’s story (R-48)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await entered(world)
  await held(world, 'aml')
  const refused = await destroyData(means, subject, SELF, 'request')
  assert.ok(refused.effect === 'refuse')
  assert.equal(refused.law, 'DC art. 41(3)', 'not the article that would give it away')
  const seen = await seeOwnData(means, subject)
  assert.ok(seen.effect === 'done')
  const told = JSON.stringify(seen.data.feed.map(({ entry }) => entry))
  assert.doesNotMatch(told, /hold_set|aml|191-IV/)
  assert.match(told, /data_restricted/)
})

test('only the person responsible sets and lifts, on a listed ground, with an end (R-50, R-84)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await entered(world)
  const who = person().values['iin'] ?? ''
  const by = async (wanted: Partial<Parameters<typeof setHold>[2]>, staff = OFFICER) => {
    const answer = await setHold(means, staff, { who, ...ORDER, ...wanted })
    if (answer.effect === 'invalid') return answer.faults[0]
    return answer.effect === 'refuse' ? answer.code : answer.effect
  }
  assert.equal(await by({}, CLERK), 'operation_not_permitted')
  assert.deepEqual(await by({ kind: 'because' }), { pointer: '/kind', code: 'unknown' })
  assert.deepEqual(await by({ until: '' }), { pointer: '/until', code: 'invalid' })
  assert.deepEqual(await by({ until: '2026-11-01' }), { pointer: '/until', code: 'past' })
  assert.deepEqual(await by({ until: '2028-11-01' }), { pointer: '/until', code: 'too_long' })
  assert.deepEqual(await by({ review: '2027-06-01' }), { pointer: '/review', code: 'outside' })
  assert.deepEqual(await by({ document: '<b>' }), { pointer: '/document', code: 'invalid' })
  assert.deepEqual(await by({ who: '960101000000' }), { pointer: '/who', code: 'unknown' })
  assert.equal((await load(means.store.pool, HOLD, 'true', [])).length, 0)
  assert.equal(await by({ who: person().phone }), 'done')
  const [application] = await load(means.store.pool, APPLICATION, 'true', [])
  assert.equal(await by({ who: application?.number ?? '' }), 'done')
})

test('a person destroyed on demand has an act of their own, in the ledger and in the audit (R-99)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await entered(world)
  const done = await destroyData(means, subject, SELF, 'request')
  assert.ok(done.effect === 'done')
  assert.equal(done.number, '2026/1')
  const [act] = await load(means.store.pool, DESTRUCTION_ACT, 'true', [])
  const [part] = await load(means.store.pool, DESTROYED_PART, 'true', [])
  assert.equal(act?.act_id, part?.act_id)
  assert.equal(part?.whole, true)
  assert.equal(act?.persons, 1)
  assert.deepEqual(act?.fields, [...(part?.fields ?? [])].toSorted())
  assert.deepEqual((await checkDatabase(means)).findings, [])
})
