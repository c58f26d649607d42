/** Keys are rotated by one process while others serve: nobody is refused for it, and no key is lost (I5, R-99). */
import assert from 'node:assert/strict'
import { globSync, readFileSync, unwatchFile } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type House, openHouse } from '@kelisim/house'
import { APPLICATION, load } from '@kelisim/store'
import type { SubjectId } from '@kelisim/terms'
import {
  checkDatabase,
  revealField,
  rotateKeys,
  seeOwnData,
  signIn,
  submitApplication,
} from '@kelisim/work'
import { apply, confirmPhone, openWorld, person, submissionOf, type World } from './world.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CLERK = { id: 'clerk', role: 'clerk', name: 'Ким' } as never

let world: World
let other: House

before(async () => {
  world = await openWorld()
  other = await secondProcess()
})
after(async () => {
  await other.close()
  await world[Symbol.asyncDispose]()
})

/** The same data folder and database, with a keyring of its own in memory: as another process has. */
async function secondProcess(): Promise<House> {
  const { environment, means } = world.house
  const house = await openHouse(environment, {
    sms: means.sms,
    forgetMessages: means.forgetMessages,
    lenders: means.lenders,
    allowedHosts: means.allowedHosts,
    publicUrl: means.publicUrl,
    now: means.now,
  })
  // What the file's watcher would bring within a second must not be waited for.
  unwatchFile(join(environment.dataFolder, 'keys'))
  return house
}

async function subjectOf(application: string): Promise<SubjectId> {
  const { pool } = world.house.means.store
  const [row] = await load(pool, APPLICATION, 'application_id = $1', [application])
  return (row?.subject_id ?? '') as SubjectId
}

test('each lock of the database has a number of its own: one never waits for another’s business', () => {
  const files = globSync('{packages,apps}/*/src/**/*.ts', { cwd: ROOT })
  const numbers = files.flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8')
    return [...text.matchAll(/LOCK = (7_305_\d{3})/g)].map((found) => found[1])
  })
  assert.ok(numbers.length >= 4)
  assert.equal(new Set(numbers).size, numbers.length, numbers.join(', '))
})

test('a process that meets an epoch it does not know reads the key file before it refuses anybody', async () => {
  const entered = await apply(world, { ordinal: 1 })
  assert.equal(entered.effect, 'done')
  const application = entered.effect === 'done' ? entered.application : ''
  const subject = await subjectOf(application)
  const { phone } = person(1)
  const token = await confirmPhone(world, phone)
  const calls: Readonly<Record<string, () => Promise<{ readonly effect: string }>>> = {
    own: async () => await seeOwnData(other.means, subject),
    reveal: async () => await revealField(other.means, CLERK, application, 'phone', 'contract'),
    signIn: async () => await signIn(other.means, token),
    again: async () => {
      const sent = submissionOf(world, { ordinal: 1, amountTenge: 50_000 }, token)
      return await submitApplication(other.means, sent, 'again')
    },
    newcomer: async () => {
      const phoneToken = await confirmPhone(world, person(2).phone)
      const sent = submissionOf(world, { ordinal: 2 }, phoneToken)
      return await submitApplication(other.means, sent, 'newcomer')
    },
  }
  for (const [what, call] of Object.entries(calls)) {
    await rotateKeys(world.house.means, world.house.saveKeyring)
    const answer = await call()
    assert.equal(answer.effect, 'done', `${what}: ${JSON.stringify(answer)}`)
  }
})

test('two processes that rotate at once lose no key: one waits for the other (I5)', async () => {
  for (const ordinal of [10, 11, 12]) await apply(world, { ordinal })
  const rotations = await Promise.all([
    rotateKeys(world.house.means, world.house.saveKeyring),
    rotateKeys(other.means, other.saveKeyring),
    rotateKeys(world.house.means, world.house.saveKeyring),
  ])
  const epochs = rotations.map((rotation) => rotation.epoch)
  assert.equal(new Set(epochs).size, 3, `epochs ${epochs.join(', ')}`)
  const third = await secondProcess()
  try {
    for (const house of [world.house, other, third]) {
      assert.deepEqual((await checkDatabase(house.means)).findings, [])
    }
    assert.deepEqual(
      third.means.store.keys.keyring.epochs.map((epoch) => epoch.epoch),
      [Math.max(...epochs)],
    )
  } finally {
    await third.close()
  }
})
