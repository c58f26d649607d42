/** What no consent keeps any more is destroyed in its term, and what one still keeps stays. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOX, load, SUBJECT } from '@kelisim/store'
import { DAY, type SubjectId } from '@kelisim/terms'
import {
  checkDatabase,
  endWhatHasRunOut,
  grantLater,
  seeOwnData,
  withdrawConsent,
} from '@kelisim/work'
import { apply, openWorld, type World } from './world.ts'

const fail = (_what: string, error: unknown) => {
  throw error
}

async function entered(
  world: World,
  controls: readonly string[],
): Promise<{ readonly subject: SubjectId; readonly consent: string }> {
  const answer = await apply(world, { controls })
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
  const [row] = await load(world.house.means.store.pool, SUBJECT, 'true', [])
  const subject = row?.subject_id as SubjectId
  const seen = await seeOwnData(world.house.means, subject)
  const consents = seen.effect === 'done' ? seen.data.consents : []
  return { subject, consent: consents.find((one) => one.control === 'contract')?.consent_id ?? '' }
}

async function stateOf(world: World): Promise<string | undefined> {
  return (await load(world.house.means.store.pool, SUBJECT, 'true', []))[0]?.state
}

test('a withdrawn consent that alone kept the data ends in their destruction by the next working day (DL-12)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject, consent } = await entered(world, ['contract', 'recipient:samal'])
  await withdrawConsent(means, subject, consent)
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'live')
  // Sunday's withdrawal: the working day is Monday, and it is over on Tuesday.
  world.clock.pass(2 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'destroyed')
  assert.equal((await load(means.store.as.auditor, BOX, 'true', [])).length, 0)
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('data that another consent keeps stay after a withdrawal (R-67)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const controls = ['contract', 'recipient:samal', 'direct_marketing:sms']
  const { subject, consent } = await entered(world, controls)
  await withdrawConsent(means, subject, consent)
  world.clock.pass(2 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'live')
})

test('a purpose that only reads keeps nothing: statistics do not outlive the application (R-15, R-36)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const { subject, consent } = await entered(world, ['contract', 'recipient:samal'])
  const open = means.consentTexts('ru').find(({ control }) => control === 'statistics')
  const tick = { control: 'statistics', textSha256: open?.sha256 ?? '' }
  assert.equal((await grantLater(means, subject, tick, 'ru')).effect, 'done')
  const twice = await grantLater(means, subject, tick, 'ru')
  assert.equal(twice.effect === 'refuse' && twice.code, 'not_found')
  const contract = means.consentTexts('ru').find(({ control }) => control === 'contract')
  const again = { control: 'contract', textSha256: contract?.sha256 ?? '' }
  const required = await grantLater(means, subject, again, 'ru')
  assert.equal(required.effect === 'refuse' && required.code, 'unknown_purpose')
  // Taking the statistics back ends nobody's keeping, and keeping them ends the same way as without.
  const given = await seeOwnData(means, subject)
  const consents = given.effect === 'done' ? given.data.consents : []
  const statistics = consents.find(({ control }) => control === 'statistics')?.consent_id ?? ''
  const back = await withdrawConsent(means, subject, statistics)
  assert.deepEqual(back.effect === 'done' && back.told, [])
  world.clock.pass(2 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'live')
  assert.equal((await grantLater(means, subject, tick, 'ru')).effect, 'done')
  await withdrawConsent(means, subject, consent)
  world.clock.pass(2 * DAY)
  await endWhatHasRunOut(means, fail)
  assert.equal(await stateOf(world), 'destroyed')
})

test('without a withdrawal data are destroyed when their own term is over (R-35, R-66)', async () => {
  await using world = await openWorld()
  await entered(world, ['contract', 'recipient:samal'])
  world.clock.pass(29 * DAY)
  await endWhatHasRunOut(world.house.means, fail)
  assert.equal(await stateOf(world), 'live')
  world.clock.pass(2 * DAY)
  await endWhatHasRunOut(world.house.means, fail)
  assert.equal(await stateOf(world), 'destroyed')
})
