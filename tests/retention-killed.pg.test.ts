/** A round that is killed in the middle leaves nothing half done, and the next one finishes it (R-35, R-66, I12). */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { BOX, DESTROYED_PART, DESTRUCTION_ACT, load, SUBJECT } from '@kelisim/store'
import { DAY } from '@kelisim/terms'
import { checkDatabase, endWhatHasRunOut } from '@kelisim/work'
import { apply, openWorld } from './world.ts'

const PEOPLE = 12
const fail = (_what: string, error: unknown) => {
  throw error
}

/** The same house in a process of its own, late enough for everybody's term; says so when it begins. */
const ROUND = `
  import { openHouse } from '@kelisim/house'
  import { endWhatHasRunOut } from '@kelisim/work'
  const { environment, at } = JSON.parse(process.env.KELISIM_TEST_ROUND)
  const { pooledRandom } = await import('@kelisim/vault')
  const house = await openHouse(environment, {
    sms: { send: async () => ({ id: '', segments: 1 }) }, forgetMessages: () => undefined, lenders: new Map(),
    allowedHosts: [], publicUrl: 'http://localhost:8080', now: () => at, random: pooledRandom() })
  await endWhatHasRunOut(house.means, (what, error) => console.error(what, error))
  await house.close()`

test('killed while it destroys, a round loses nothing and is finished by the next (R-35, I12)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  for (let ordinal = 1; ordinal <= PEOPLE; ordinal++) await apply(world, { ordinal })
  world.clock.pass(31 * DAY)
  const gone = async () => (await load(means.store.pool, SUBJECT, "state = 'destroyed'", [])).length
  const child = spawn(process.execPath, ['--input-type=module', '--eval', ROUND], {
    cwd: new URL('..', import.meta.url).pathname,
    env: {
      ...process.env,
      KELISIM_TEST_ROUND: JSON.stringify({ environment: world.environment, at: world.clock.at }),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  let seen = 0
  while (child.exitCode === null && (seen = await gone()) === 0) {
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  child.kill('SIGKILL')
  await ended
  assert.ok(seen > 0, 'it had begun')
  const after = await gone()
  const parts = await load(means.store.pool, DESTROYED_PART, 'true', [])
  assert.equal(parts.length, after, 'who is destroyed has a part, and nobody else')
  assert.deepEqual((await checkDatabase(means)).findings, [])

  await endWhatHasRunOut(means, fail)
  assert.equal(await gone(), PEOPLE)
  assert.equal((await load(means.store.as.auditor, BOX, 'true', [])).length, 0)
  const acts = await load(means.store.pool, DESTRUCTION_ACT, 'true', [])
  assert.deepEqual(
    acts.map(({ persons, made_at }) => [persons, made_at !== undefined]),
    [[PEOPLE, true]],
  )
  assert.deepEqual((await checkDatabase(means)).findings, [])
})
