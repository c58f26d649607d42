/**
 * Invented people among the real: planted like everybody, told from nobody, and loud when somebody opens one.
 *
 * The thief here has a dump of the whole database and a stolen session; neither tells which person is a decoy.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decoyPerson, DEMO_LOGINS } from '@kelisim/house'
import {
  APPLICATION,
  CONTAINMENT,
  DECOY_ORDER,
  DISCLOSURE,
  INCIDENT,
  load,
  loadOne,
  openPool,
  STAFF,
} from '@kelisim/store'
import { HOUR, MINUTE, type StaffId } from '@kelisim/terms'
import {
  addStaff,
  checkDatabase,
  Decoys,
  listApplications,
  openCard,
  orderDecoys,
  revealField,
  type StaffMember,
  watch,
} from '@kelisim/work'
import { apply, openWorld, type World } from './world.ts'

const AMOUNT = 6

async function member(world: World, role: 'clerk' | 'officer'): Promise<StaffMember> {
  const login = DEMO_LOGINS.find((one) => one.role === role)
  assert.ok(login !== undefined)
  await addStaff(world.house.means, login)
  const row = await loadOne(world.house.means.store.pool, STAFF, 'login = $1', [login.login])
  return { id: row?.staff_id as StaffId, name: login.name, role }
}

function never(what: string, error: unknown): void {
  throw new Error(what, { cause: error })
}

async function look(world: World, decoys: Decoys) {
  await world.sequenceAll()
  return await watch(world.house.means, world.house.detection, await decoys.handles())
}

/** A house with real people and decoys among them, a day and a half after the order. */
async function planted(world: World): Promise<Decoys> {
  const { means } = world.house
  const officer = await member(world, 'officer')
  world.clock.pass(20 * HOUR)
  const decoys = new Decoys(means, decoyPerson)
  await look(world, decoys)
  assert.equal((await orderDecoys(means, officer, AMOUNT)).effect, 'done')
  for (let hour = 0; hour < 30; hour++) {
    if (hour % 6 === 0) assert.equal((await apply(world, { ordinal: 1 + hour })).effect, 'done')
    world.clock.pass(HOUR)
    await decoys.tend(never)
  }
  return decoys
}

test('R-82: decoys come in over a day, take their application back, and nobody is asked about them', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const decoys = await planted(world)
  assert.deepEqual(await decoys.count(), { planted: AMOUNT, ordered: AMOUNT })
  const applications = await load(means.store.pool, APPLICATION, 'true order by submitted_at', [])
  const hours = new Set(applications.map((row) => Math.floor(row.submitted_at / HOUR)))
  assert.ok(hours.size > 3, 'not all at once')
  const theirs = await load(means.store.pool, DISCLOSURE, "state = 'stopped'", [])
  assert.equal(new Set(theirs.map((row) => row.subject_id)).size, AMOUNT)
  assert.equal(
    theirs.every((row) => row.sent_at === undefined),
    true,
  )
  await decoys.tend(never)
  assert.equal(
    (await load(means.store.pool, APPLICATION, 'true', [])).length,
    applications.length,
    'tending again plants nobody',
  )
  await world.sequenceAll()
  const report = await checkDatabase(means)
  assert.deepEqual(report.findings, [])
})

test('R-82: the lists of honest work raise no alarm; who opens the card or a value of a decoy is stopped', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const decoys = await planted(world)
  const clerk = await member(world, 'clerk')
  assert.equal((await listApplications(means, clerk, undefined, undefined)).effect, 'done')
  assert.deepEqual((await look(world, decoys))?.opened, [])
  const of = (state: string) =>
    `application_id in (select application_id from disclosure where state = '${state}')`
  const [decoy, slip] = await load(means.store.pool, APPLICATION, of('stopped'), [])
  const [real] = await load(means.store.pool, APPLICATION, of('planned'), [])
  await openCard(means, clerk, real?.application_id ?? '')
  assert.deepEqual((await look(world, decoys))?.opened, [])
  // A hand slips: the card alone ends the session and locks nobody out.
  await openCard(means, clerk, slip?.application_id ?? '')
  assert.deepEqual(
    (await look(world, decoys))?.opened.map(({ rule }) => rule),
    ['decoy_cards'],
  )
  assert.equal((await loadOne(means.store.pool, STAFF, 'staff_id = $1', [clerk.id]))?.active, true)
  // One decoy by its value: the second person of this thief, affected as well.
  await revealField(means, clerk, decoy?.application_id ?? '', 'phone', 'contract')
  const before = world.clock.at
  world.clock.pass(1_000)
  assert.deepEqual(
    (await look(world, decoys))?.opened.map(({ rule }) => rule),
    ['decoys'],
  )
  assert.ok(world.clock.at - before <= 5 * MINUTE)
  const [incident] = await load(means.store.pool, INCIDENT, "rule = 'decoys'", [])
  assert.equal(incident?.actor_id, clerk.id)
  assert.ok((incident?.people ?? 0) >= 2, 'whom the thief saw before is affected, too')
  assert.equal((await loadOne(means.store.pool, STAFF, 'staff_id = $1', [clerk.id]))?.active, false)
  assert.equal((await load(means.store.pool, CONTAINMENT, 'true', [])).length, 3)
  await openCard(means, clerk, decoy?.application_id ?? '')
  assert.deepEqual(
    (await look(world, decoys))?.opened,
    [],
    'a second touch makes the incident grow',
  )
})

test('R-82: a dump of the database tells how many decoys there are and not which', async () => {
  await using world = await openWorld()
  const decoys = await planted(world)
  const owner = openPool(world.databaseUrl, undefined)
  try {
    const { rows: orders } = await owner.query(`select * from ${DECOY_ORDER.name}`)
    assert.equal(orders.length, 1)
    assert.deepEqual(Object.keys(orders[0] as object).toSorted(), [
      'amount',
      'first',
      'order_id',
      'ordered_at',
      'ordered_by',
      'salt',
    ])
    // No table besides those that everybody stands in knows a decoy's subject.
    const { rows: subjects } = await owner.query<{
      subject_id: string
      submitted_at: number
      source: string
      state: string
    }>('select subject_id, source, state from application order by state')
    assert.deepEqual([...new Set(subjects.map(({ source }) => source))], ['site'])
    const handles = await decoys.handles()
    assert.equal(handles.size, AMOUNT)
    const { rows: kinds } = await owner.query<{ kind: string }>(
      'select distinct kind from action_inbox where handle = any ($1) union select distinct kind from ledger_entry where handle = any ($1)',
      [[...handles]],
    )
    const everybodys = new Set([
      'application_submitted',
      'consent_granted',
      'consent_withdrawn',
      'disclosure_planned',
      'values_kept',
    ])
    assert.deepEqual(
      kinds.filter(({ kind }) => !everybodys.has(kind)),
      [],
    )
    // With another key file the same dump names nobody.
    await using stranger = await openWorld()
    const guessed = new Decoys(
      {
        ...world.house.means,
        store: { ...world.house.means.store, keys: stranger.house.means.store.keys },
      },
      decoyPerson,
    )
    assert.equal((await guessed.handles()).size, 0)
  } finally {
    await owner.end()
  }
})
