/**
 * Attempts that the rules permit one by one and that together are theft: each is seen, stopped and made an incident.
 *
 * The watch reads the ledger, so every attempt goes through the front doors first.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEMO_LOGINS } from '@kelisim/house'
import {
  CONTAINMENT,
  holderOf,
  INCIDENT,
  load,
  loadOne,
  openPool,
  STAFF,
  type Stored,
} from '@kelisim/store'
import { HOUR, MINUTE, SECOND, type StaffId } from '@kelisim/terms'
import {
  addStaff,
  liftContainment,
  noteTrouble,
  revealField,
  rotateKeys,
  signInStaff,
  type StaffMember,
  staffOf,
  timeCode,
  watch,
} from '@kelisim/work'
import { apply, openWorld, type World } from './world.ts'

/** Within this an alarm must stand. */
const ALERT_MS_MAX = 5 * MINUTE

async function member(world: World, role: 'clerk' | 'officer'): Promise<StaffMember> {
  const login = DEMO_LOGINS.find((one) => one.role === role)
  assert.ok(login !== undefined)
  await addStaff(world.house.means, login)
  const row = await loadOne(world.house.means.store.pool, STAFF, 'login = $1', [login.login])
  return { id: row?.staff_id as StaffId, name: login.name, role }
}

async function signedIn(world: World, role: 'clerk' | 'officer'): Promise<string> {
  const login = DEMO_LOGINS.find((one) => one.role === role)
  assert.ok(login !== undefined)
  const { means } = world.house
  const code = timeCode(login.totpBase32, means.now())
  const answer = await signInStaff(means, login.login, login.password, code)
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
  return answer.effect === 'done' ? answer.session : ''
}

/** A house that is watched from its first day on; Monday 23 November 2026, 10:00 in Almaty. */
async function watchedWorld(): Promise<World> {
  const world = await openWorld()
  world.clock.pass(20 * HOUR)
  await look(world)
  return world
}

async function applications(world: World, people: number): Promise<readonly string[]> {
  const ids: string[] = []
  for (let ordinal = 1; ordinal <= people; ordinal++) {
    const answer = await apply(world, { ordinal })
    assert.equal(answer.effect, 'done', JSON.stringify(answer))
    if (answer.effect === 'done') ids.push(answer.application)
  }
  return ids
}

/** One round of the sequencer and one of the watch. */
async function look(world: World) {
  await world.sequenceAll()
  return await watch(world.house.means, world.house.detection)
}

async function incidents(world: World): Promise<readonly Stored<typeof INCIDENT>[]> {
  return await load(world.house.means.store.pool, INCIDENT, 'true order by discovered_at', [])
}

test('R-82: a clerk who opens sixty people in five minutes is stopped, and an incident with its clock stands', async () => {
  await using world = await watchedWorld()
  const { means } = world.house
  const clerk = await member(world, 'clerk')
  const officer = await member(world, 'officer')
  const ids = await applications(world, 60)
  const session = await signedIn(world, 'clerk')
  assert.ok((await staffOf(means, await holderOf(means.store, session))) !== undefined)
  let opened = 0
  let seenAt = 0
  let crossedAt = 0
  for (const id of ids) {
    world.clock.pass(5 * SECOND)
    // What the door does with each request: who calls is asked anew.
    const caller = await staffOf(means, await holderOf(means.store, session))
    if (caller === undefined) break
    const answer = await revealField(means, caller, id, 'phone', 'contract')
    assert.equal(answer.effect, 'done')
    opened += 1
    if (opened === 40) crossedAt = means.now()
    if (opened % 5 !== 0) continue
    const since = performance.now()
    const watched = await look(world)
    if (watched?.opened.length === 0) continue
    seenAt = means.now()
    process.stdout.write(
      `# a round of sequencer and watch: ${(performance.now() - since).toFixed(0)} ms\n`,
    )
  }
  assert.equal(opened, 40, 'the next request is refused')
  assert.ok(seenAt - crossedAt <= ALERT_MS_MAX)
  const [incident, ...more] = await incidents(world)
  assert.deepEqual(more, [])
  assert.equal(incident?.rule, 'bulk_reads')
  assert.equal(incident?.actor_id, clerk.id)
  assert.equal(incident?.people, 40)
  assert.equal(incident?.found, 40)
  // Found on Monday: the one working day of DL-07 is Tuesday.
  assert.equal(new Date(incident?.body_due_at ?? 0).toISOString(), '2026-11-24T18:59:59.999Z')
  assert.notEqual(incident?.body_strict_at, undefined)
  const standing = await load(means.store.pool, CONTAINMENT, 'lifted_at is null order by kind', [])
  assert.deepEqual(
    standing.map(({ kind }) => kind),
    ['end_sessions', 'lock_account'],
  )
  world.clock.pass(31 * SECOND)
  const login = DEMO_LOGINS.find((one) => one.role === 'clerk')
  const again = await signInStaff(
    means,
    login?.login ?? '',
    login?.password ?? '',
    timeCode(login?.totpBase32 ?? '', means.now()),
  )
  assert.equal(again.effect, 'refuse', 'a locked account does not sign in')

  // Seen again, nothing is new; a clerk may not give access back; an officer may, with a reason.
  assert.deepEqual((await look(world))?.opened, [])
  assert.equal((await liftContainment(means, clerk, clerk.id, 'I am fine')).effect, 'refuse')
  assert.equal(
    (await liftContainment(means, officer, clerk.id, 'ordered by the court')).effect,
    'done',
  )
  world.clock.pass(31 * SECOND)
  const back = await signedIn(world, 'clerk')
  const caller = await staffOf(means, await holderOf(means.store, back))
  assert.equal(caller?.id, clerk.id)
  assert.equal((await revealField(means, clerk, ids[50] ?? '', 'phone', 'contract')).effect, 'done')
  assert.deepEqual((await look(world))?.opened, [], 'what was forgiven is not counted again')
  assert.ok((await staffOf(means, await holderOf(means.store, back))) !== undefined)
})

test('R-82: fifty people over a working morning are work, not theft', async () => {
  await using world = await watchedWorld()
  const clerk = await member(world, 'clerk')
  const ids = await applications(world, 50)
  for (const id of ids) {
    world.clock.pass(3 * MINUTE)
    assert.equal(
      (await revealField(world.house.means, clerk, id, 'phone', 'contract')).effect,
      'done',
    )
    await look(world)
  }
  assert.deepEqual(await incidents(world), [])
})

test('R-82: the last officer is not locked out, only sent to sign in again', async () => {
  await using world = await watchedWorld()
  const { means } = world.house
  const officer = await member(world, 'officer')
  const ids = await applications(world, 41)
  const session = await signedIn(world, 'officer')
  for (const id of ids) {
    assert.equal((await revealField(means, officer, id, 'phone', 'subject_rights')).effect, 'done')
  }
  assert.equal((await look(world))?.opened.length, 1)
  assert.equal(await staffOf(means, await holderOf(means.store, session)), undefined)
  world.clock.pass(31 * SECOND)
  assert.ok((await signedIn(world, 'officer')) !== '')
  const kinds = (await load(means.store.pool, CONTAINMENT, 'true', [])).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['end_sessions'])
})

test('R-82: refusals in a row end the session; reading at night opens an incident and stops nobody', async () => {
  await using world = await watchedWorld()
  const { means } = world.house
  const clerk = await member(world, 'clerk')
  const ids = await applications(world, 6)
  // 23:00 in Almaty.
  world.clock.pass(13 * HOUR)
  for (const id of ids) await revealField(means, clerk, id, 'phone', 'contract')
  assert.deepEqual(
    (await look(world))?.opened.map(({ rule }) => rule),
    ['odd_hours'],
  )
  const session = await signedIn(world, 'clerk')
  for (let turn = 0; turn < 20; turn++) {
    await revealField(means, clerk, ids[turn % 6] ?? '', 'iin', 'contract')
  }
  assert.deepEqual(
    (await look(world))?.opened.map(({ rule }) => rule),
    ['refusals_of_one'],
  )
  assert.equal(await staffOf(means, await holderOf(means.store, session)), undefined)
})

test('R-82: an altered box, an epoch changed past the command and guessed passwords are seen without any action', async () => {
  await using world = await watchedWorld()
  const { means } = world.house
  const owner = openPool(world.databaseUrl, undefined)
  try {
    const clerk = await member(world, 'clerk')
    const [id = ''] = await applications(world, 1)
    await rotateKeys(means, world.house.saveKeyring)
    assert.deepEqual((await look(world))?.opened, [], 'the command itself is no misuse')
    await owner.query(
      'update box set sealed = set_byte(sealed, 60, (get_byte(sealed, 60) + 1) % 256)',
    )
    await assert.rejects(revealField(means, clerk, id, 'phone', 'contract'), (error: Error) => {
      noteTrouble(means, error)
      return error.name === 'Tampered'
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.deepEqual(
      (await look(world))?.opened.map(({ rule }) => rule),
      ['keys'],
    )
    await owner.query('update keys.epoch_floor set epoch = epoch + 1')
    assert.deepEqual(
      (await look(world))?.opened.map(({ rule }) => rule),
      ['keys'],
    )
    assert.deepEqual((await look(world))?.opened, [], 'a state that lasts is one incident')
    for (let turn = 0; turn < 12; turn++) {
      world.clock.pass(10 * MINUTE)
      await signInStaff(means, DEMO_LOGINS[0]?.login ?? '', 'guess', '000000')
    }
    const opened = (await look(world))?.opened.map(({ rule }) => rule)
    assert.deepEqual(opened, ['logins'])
    assert.equal((await load(means.store.pool, CONTAINMENT, 'true', [])).length, 0)
  } finally {
    await owner.end()
  }
})

test('R-82: two processes watch at once and one incident comes of it', async () => {
  await using world = await watchedWorld()
  const { means } = world.house
  const clerk = await member(world, 'clerk')
  const ids = await applications(world, 41)
  for (const id of ids) await revealField(means, clerk, id, 'phone', 'contract')
  await world.sequenceAll()
  await Promise.all(
    Array.from({ length: 4 }, async () => await watch(means, world.house.detection)),
  )
  assert.equal((await incidents(world)).length, 1)
})
