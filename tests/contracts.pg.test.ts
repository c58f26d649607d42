/** A contract permits nothing and prolongs no consent; where it sets a term of keeping, destruction restricts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CONSENT, CONTRACT, HOLD, load, SUBJECT } from '@kelisim/store'
import { DAY, type StaffId, type SubjectId } from '@kelisim/terms'
import {
  checkDatabase,
  type ContractWanted,
  destroyData,
  endContract,
  endWhatHasRunOut,
  enterContract,
  listContracts,
  seeOwnRecord,
  setHold,
  withdrawConsent,
} from '@kelisim/work'
import { apply, openWorld, person, type World } from './world.ts'

const OFFICER = { id: 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0' as StaffId, role: 'officer' }
const CLERK = { id: 'c1c1c1c1-c1c1-4c1c-8c1c-c1c1c1c1c1c1' as StaffId, role: 'clerk' }
const SELF = { role: 'applicant', id: 'self' } as const
const fail = (_what: string, error: unknown) => {
  throw error
}

const WANTED: ContractWanted = {
  who: person().values['iin'] ?? '',
  number: '№ 71/2026 of 20.11.2026',
  side: 'operator',
  role: 'guarantor',
  from: '2026-11-20',
  until: '2027-02-20',
  kept: '2027-03-01',
}

async function entered(world: World): Promise<SubjectId> {
  const answer = await apply(world, { controls: ['contract', 'recipient:samal'] })
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
  const [row] = await load(world.house.means.store.pool, SUBJECT, 'true', [])
  return row?.subject_id as SubjectId
}

async function stateOf(world: World): Promise<string | undefined> {
  return (await load(world.house.means.store.pool, SUBJECT, 'true', []))[0]?.state
}

async function bound(world: World, other: Partial<ContractWanted> = {}): Promise<string> {
  const answer = await enterContract(world.house.means, OFFICER, { ...WANTED, ...other })
  assert.ok(answer.effect === 'done', JSON.stringify(answer))
  return answer.contract
}

test('destruction demanded while a contract orders keeping restricts, and runs when its term is over (R-36, DC art. 41(3))', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await entered(world)
  await bound(world)
  assert.equal(await stateOf(world), 'live', 'a contract alone stops nothing')
  const refused = await destroyData(means, subject, SELF, 'request')
  assert.ok(refused.effect === 'refuse')
  assert.equal(refused.code, 'under_hold')
  assert.equal(refused.law, '94-V art. 25(2)(4)')
  assert.equal(await stateOf(world), 'restricted')
  const used = await means.store.look({
    subject,
    question: { role: 'system', operation: 'use', purpose: 'contract', fields: ['phone'] },
    opening: { kind: 'values_opened', actor: { role: 'system', id: 'self' } },
  })
  assert.ok(used.effect === 'refuse')
  assert.equal(used.code, 'subject_restricted', 'a contract makes nothing live')
  assert.deepEqual((await checkDatabase(means)).findings, [])
  world.clock.pass(98 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'restricted', '28 February')
  world.clock.pass(2 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'destroyed')
  assert.deepEqual(await load(means.store.pool, CONTRACT, 'true', []), [])
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('a contract that sets no term of keeping puts nothing off, however long it runs (R-36)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await entered(world)
  await bound(world, { kept: '', until: '2031-01-01' })
  assert.deepEqual(await load(means.store.pool, HOLD, 'true', []), [])
  assert.equal((await destroyData(means, subject, SELF, 'request')).effect, 'done')
  assert.deepEqual(await load(means.store.pool, CONTRACT, 'true', []), [])
})

test('a consent withdrawn under a contract is withdrawn at once; what falls due is restricted, not destroyed (R-36, R-45, X-14)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await entered(world)
  const contract = await bound(world)
  for (const { consent_id: id } of await load(means.store.pool, CONSENT, 'true', [])) {
    assert.equal((await withdrawConsent(means, subject, id)).effect, 'done')
  }
  const used = await means.store.look({
    subject,
    question: { role: 'system', operation: 'use', purpose: 'contract', fields: ['phone'] },
    opening: { kind: 'values_opened', actor: { role: 'system', id: 'self' } },
  })
  assert.ok(used.effect === 'refuse')
  assert.equal(used.code, 'consent_withdrawn', 'a contract is no ground of its own')
  world.clock.pass(3 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'restricted')
  const over = await endContract(means, OFFICER, contract)
  assert.deepEqual(over, { effect: 'done', now: true })
  assert.deepEqual(await endContract(means, OFFICER, contract), { effect: 'done', now: false })
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'destroyed')
})

test('the person reads their contract and its entries; the officer lists it, nobody else does (R-12, R-39, R-84)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const subject = await entered(world)
  await bound(world)
  const own = await seeOwnRecord(means, subject)
  assert.ok(own.effect === 'done')
  assert.deepEqual(
    own.data.contracts.map(({ number, role, side }) => ({ number, role, side })),
    [{ number: WANTED.number, role: 'guarantor', side: 'operator' }],
  )
  assert.ok(own.data.feed.some(({ entry }) => entry.kind === 'contract_entered'))
  const listed = await listContracts(means, OFFICER)
  assert.ok(listed.effect === 'done')
  const [first] = listed.contracts
  assert.equal(first?.isOver, false)
  assert.ok(first?.keptUntil !== undefined && first.application !== undefined)
  for (const answer of [
    await listContracts(means, CLERK),
    await enterContract(means, CLERK, WANTED),
    await endContract(means, CLERK, first.contract.contract_id),
  ]) {
    assert.ok(answer.effect === 'refuse')
    assert.equal(answer.code, 'operation_not_permitted')
  }
})

test('a contract has a number, a side, a role and days, or is told where it lacks them (R-36)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  await entered(world)
  const faults: readonly (readonly [Partial<ContractWanted>, string])[] = [
    [{ who: '980715500012' }, '/who'],
    [{ number: '<script>' }, '/number'],
    [{ side: 'nobody' }, '/side'],
    [{ role: 'witness' }, '/role'],
    [{ from: '2026-13-01' }, '/from'],
    [{ from: '2026-12-01' }, '/from'],
    [{ until: '2026-11-21' }, '/until'],
    [{ kept: '2026-11-21' }, '/kept'],
    [{ kept: '2032-01-01' }, '/kept'],
  ]
  for (const [other, pointer] of faults) {
    const answer = await enterContract(means, OFFICER, { ...WANTED, ...other })
    assert.ok(answer.effect === 'invalid', JSON.stringify({ other, answer }))
    assert.equal(answer.faults[0]?.pointer, pointer)
  }
  const alone = {
    who: WANTED.who,
    kind: 'contract',
    document: '71/2026',
    until: '2027-02-01',
    review: '2026-12-20',
  }
  const hold = await setHold(means, OFFICER, alone)
  assert.ok(hold.effect === 'invalid', 'no hold on a contract that nobody entered')
  assert.deepEqual(await load(means.store.pool, CONTRACT, 'true', []), [])
})
