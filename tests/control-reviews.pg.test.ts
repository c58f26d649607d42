/**
 * Every control of the protection is reviewed within twelve months; what is late, never looked at or missing is a finding.
 * Requirements. Law: 94-V art. 22(1), 25(2)(2).
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CONTROL_NAMES, CONTROL_REVIEW_DAYS, DAY, type StaffId } from '@kelisim/terms'
import { checkDatabase, reviewControl, type ReviewWanted, seeControls } from '@kelisim/work'
import { openWorld, type World } from './world.ts'

const OFFICER = { id: 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0' as StaffId, role: 'officer' }
const CLERK = { id: 'c1c1c1c1-c1c1-4c1c-8c1c-c1c1c1c1c1c1' as StaffId, role: 'clerk' }

async function review(world: World, wanted: Partial<ReviewWanted> = {}, by = OFFICER) {
  const whole = { control: 'backups', outcome: 'stands', words: '', ...wanted }
  return await reviewControl(world.house.means, by, whole)
}

async function seen(world: World) {
  const answer = await seeControls(world.house.means, OFFICER)
  assert.ok(answer.effect === 'done')
  return answer.controls
}

async function backups(world: World) {
  return (await seen(world)).find(({ control }) => control === 'backups') ?? assert.fail()
}

test('R-73: what was never reviewed is a finding, a review ends it for twelve months, then it is overdue', async () => {
  await using world = await openWorld()
  const before = await seen(world)
  assert.deepEqual(
    before.map(({ control, findings }) => [control, ...findings]),
    CONTROL_NAMES.map((control) => [control, 'never']),
  )
  assert.equal((await review(world)).effect, 'done')
  assert.deepEqual((await backups(world)).findings, [])
  world.clock.pass(CONTROL_REVIEW_DAYS * DAY - 1)
  assert.deepEqual((await backups(world)).findings, [])
  world.clock.pass(1)
  assert.deepEqual((await backups(world)).findings, ['overdue'])
  assert.ok(CONTROL_REVIEW_DAYS <= 366, 'the cycle is twelve months at most')
})

test('R-73: a gap is a finding until it was improved, and the history keeps both', async () => {
  await using world = await openWorld()
  await review(world, { outcome: 'gap', words: 'No drill this quarter' })
  assert.deepEqual((await backups(world)).findings, ['gap'])
  world.clock.pass(DAY)
  await review(world, { outcome: 'improved', words: 'The drill runs each month now' })
  const { findings, reviews } = await backups(world)
  assert.deepEqual(findings, [])
  assert.deepEqual(
    reviews.map(({ outcome }) => outcome),
    ['improved', 'gap'],
  )
  await world.sequenceAll()
  const { means } = world.house
  assert.deepEqual((await checkDatabase(means)).findings, [])
  await assert.rejects(means.store.pool.query("update control_review set outcome = 'stands'"))
})

test('R-73: each control of the operator stands on a clause of its policy and on a place of the standards', async () => {
  await using world = await openWorld()
  for (const { control, clause } of await seen(world)) assert.notEqual(clause, '', control)
})

test('R-73, R-84: only the officer reviews, a known control, with words where something changed', async () => {
  await using world = await openWorld()
  const refused = await review(world, {}, CLERK)
  assert.ok(refused.effect === 'refuse' && refused.code === 'operation_not_permitted')
  const looked = await seeControls(world.house.means, CLERK)
  assert.equal(looked.effect, 'refuse')
  const faults: readonly (readonly [Partial<ReviewWanted>, string])[] = [
    [{ control: 'moat' }, '/control'],
    [{ outcome: 'fine' }, '/outcome'],
    [{ outcome: 'gap' }, '/words'],
    [{ words: 'x'.repeat(501) }, '/words'],
  ]
  for (const [wanted, place] of faults) {
    const answer = await review(world, wanted)
    assert.ok(answer.effect === 'invalid', JSON.stringify(wanted))
    assert.equal(answer.faults[0]?.pointer, place)
  }
})
