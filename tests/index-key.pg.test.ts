/**
 * The key of the blind indexes is changed while people are served: everybody stays findable, nobody becomes two people,
 * and the old key leads to nobody afterwards (R-34, R-37, R-99, I12).
 */
import assert from 'node:assert/strict'
import { unwatchFile } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type House, openHouse } from '@kelisim/house'
import { BOX, load, openPool, type Pool, SUBJECT } from '@kelisim/store'
import { DAY, HOUR, type SubjectId } from '@kelisim/terms'
import { blindIndex, type Keyring } from '@kelisim/vault'
import {
  beginNewIndex,
  blockData,
  checkDatabase,
  destroyData,
  renewIndex,
  renewIndexWhenDue,
  seeOwnData,
  signIn,
  submitApplication,
} from '@kelisim/work'
import { apply, confirmPhone, openWorld, person, submissionOf, type World } from './world.ts'

const SELF = { role: 'applicant', id: 'self' } as const

let world: World
let other: House
let owner: Pool

before(async () => {
  world = await openWorld()
  owner = openPool(world.databaseUrl, undefined)
  other = await secondProcess()
  for (const ordinal of [1, 2, 3, 4, 5]) await apply(world, { ordinal })
})
after(async () => {
  await other?.close()
  await owner?.end()
  await world?.[Symbol.asyncDispose]()
})

/** As another process: the same file and database, and nobody tells it of a new key file. */
async function secondProcess(): Promise<House> {
  const { environment, house } = world
  const { means } = house
  const opened = await openHouse(environment, {
    sms: means.sms,
    forgetMessages: means.forgetMessages,
    lenders: means.lenders,
    allowedHosts: means.allowedHosts,
    publicUrl: means.publicUrl,
    now: means.now,
  })
  unwatchFile(join(environment.dataFolder, 'keys'))
  return opened
}

const troubles: unknown[] = []
const trouble = (_: string, error: unknown) => void troubles.push(error)

async function begin(): Promise<void> {
  assert.equal(await beginNewIndex(world.house.means, world.house.saveKeyring), true)
}

async function round(house = world.house) {
  return await renewIndex(house.means, house.saveKeyring, trouble)
}

/** Everything that is left to do, the wait between the keys included. */
async function finish(): Promise<void> {
  for (let rounds = 0; rounds < 10; rounds++) {
    const done = await round()
    if (done?.state === 'idle') return
    if (done?.state === 'waits') world.clock.pass(HOUR)
  }
  assert.fail('the change does not end')
}

async function who(house: House, ordinal: number): Promise<string> {
  const answer = await signIn(house.means, await confirmPhone(world, person(ordinal).phone))
  return answer.effect === 'refuse' ? answer.code : 'in'
}

async function submit(house: House, ordinal: number, key: string, amountTenge = 60_000) {
  const token = await confirmPhone(world, person(ordinal).phone)
  return await submitApplication(
    house.means,
    submissionOf(world, { ordinal, amountTenge }, token),
    key,
  )
}

async function links(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await owner.query<{ index_version: number; links: string }>(
    'select index_version, count(*) as links from identity_link group by 1',
  )
  return Object.fromEntries(rows.map((row) => [row.index_version, Number(row.links)]))
}

async function people(): Promise<number> {
  return (await load(owner, SUBJECT, "state <> 'destroyed'", [])).length
}

async function subjectOf(keyring: Keyring, ordinal: number): Promise<SubjectId> {
  const { rows } = await owner.query<{ subject_id: SubjectId }>(
    'select subject_id from identity_link where blind_index = $1',
    [Buffer.from(blindIndex(keyring, 'phone', person(ordinal).phone))],
  )
  return rows[0]?.subject_id ?? ('' as SubjectId)
}

const keyringNow = (house = world.house) => house.means.store.keys.keyring

test('a year-old index key is changed: everybody is found in every step, in a process that was not told, too (R-37, R-99)', async () => {
  const old = keyringNow()
  const blocked = await subjectOf(old, 5)
  await blockData(world.house.means, blocked, SELF, undefined)
  const due = async () =>
    await renewIndexWhenDue(world.house.means, world.house.saveKeyring, trouble)
  await owner.query('update keys.index_floor set begun_at = $1', [
    new Date(world.clock.at - 364 * DAY).toISOString(),
  ])
  assert.equal((await due())?.state, 'idle')
  world.clock.pass(2 * DAY)

  const begun = await due()
  assert.deepEqual([begun?.state, begun?.people], ['waits', 5])
  assert.deepEqual(await links(), { 1: 10, 2: 10 })
  for (const house of [world.house, other])
    assert.deepEqual(
      [await who(house, 1), await who(house, 5), await who(house, 9)],
      ['in', 'in', 'not_found'],
    )
  // One who comes now stands under both; the process that was not told asks the file before it writes.
  assert.equal((await submit(other, 6, 'sixth')).effect, 'done')
  assert.deepEqual(await links(), { 1: 12, 2: 12 })

  const third = await secondProcess()
  try {
    await finish()
    assert.deepEqual(await links(), { 2: 12 })
    for (const house of [world.house, other, third])
      assert.deepEqual(
        [await who(house, 1), await who(house, 5), await who(house, 6)],
        ['in', 'in', 'in'],
      )
  } finally {
    await third.close()
  }
  assert.equal(await subjectOf(old, 1), '')
  assert.notEqual(await subjectOf(keyringNow(), 1), '')
  assert.deepEqual(troubles, [])
})

test('the change is in the ledger, the audit is clean, and the person sees it (R-85, I7)', async () => {
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(world.house.means)).findings, [])
  const seen = await seeOwnData(world.house.means, await subjectOf(keyringNow(), 1))
  assert.equal(seen.effect, 'done')
  const { rows } = await owner.query<{ kind: string; times: string }>(
    "select kind, count(*) as times from ledger_entry where kind like 'index_%' group by 1 order by 1",
  )
  assert.deepEqual(
    rows.map(({ kind, times }) => [kind, Number(times)]),
    [
      ['index_key_ended', 1],
      ['index_key_made', 1],
      ['index_links_ended', 1],
      ['index_renewed', 5],
    ],
  )
})

test('two first visits at once in two processes end as one person, whichever keys each of them knows (I12)', async () => {
  const before = await people()
  const stages: readonly (() => Promise<unknown>)[] = [
    // Neither knows of a newer key; one knows both and the other only the older; both know both.
    async () => undefined,
    begin,
    async () => await other.means.store.keys.renew(),
    // One has ended the older key and the other has not heard of it.
    finish,
  ]
  for (const [place, stage] of stages.entries()) {
    await stage()
    const ordinal = 20 + place
    const both = await Promise.all([
      submit(world.house, ordinal, `a${place}`, 60_000),
      submit(other, ordinal, `b${place}`, 90_000),
    ])
    assert.ok(
      both.some(({ effect }) => effect === 'done'),
      JSON.stringify(both),
    )
    assert.equal(await people(), before + place + 1, `stage ${place}`)
    assert.equal(await who(other, ordinal), 'in')
    assert.equal(await who(world.house, ordinal), 'in')
  }
})

test('whoever is destroyed while two keys stand is found under neither, and no code of theirs stays (I5)', async () => {
  await begin()
  await round()
  const subject = await subjectOf(keyringNow(), 2)
  await confirmPhone(world, person(2).phone)
  const done = await destroyData(world.house.means, subject, SELF, 'request')
  assert.equal(done.effect, 'done')
  const { rows } = await owner.query('select from identity_link where subject_id = $1', [subject])
  assert.equal(rows.length, 0)
  const index = Buffer.from(blindIndex(keyringNow(), 'phone', person(2).phone))
  const codes = await owner.query('select from code_challenge where phone_index = $1', [index])
  assert.equal(codes.rowCount, 0)
  await finish()
  assert.equal(await who(world.house, 2), 'not_found')
})

test('a process that dies before or after it saved the keys is taken up by the next (R-99, I12)', async () => {
  const { means, saveKeyring } = world.house
  const died = new Error('died')
  const stops = [
    async () => await Promise.reject(died),
    async (fresh: Keyring) => {
      await saveKeyring(fresh)
      throw died
    },
  ]
  for (const save of stops) {
    const version = keyringNow().indexVersion
    await assert.rejects(beginNewIndex(means, save), died)
    if (keyringNow().indexVersion === version) await begin()
    await round()
    world.clock.pass(HOUR)
    await assert.rejects(renewIndex(means, save, trouble), died)
    assert.equal((await round(other))?.state, 'idle')
    await means.store.keys.renew()
    assert.equal(keyringNow().indexFoundBy, version + 1)
    assert.deepEqual(Object.keys(await links()), [String(version + 1)])
    assert.equal(await who(world.house, 1), 'in')
  }
  await world.sequenceAll()
  assert.deepEqual((await checkDatabase(means)).findings, [])
})

test('a person whose box does not open keeps the older key alive and does not hold up the others (R-83)', async () => {
  troubles.length = 0
  await begin()
  const subject = await subjectOf(keyringNow(), 3)
  const [box] = await load(owner, BOX, "subject_id = $1 and box = 'contact'", [subject])
  await owner.query(
    "update box set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where subject_id = $1 and box = 'contact'",
    [subject],
  )
  const done = await round()
  assert.equal(done?.state, 'under_way')
  assert.ok((done?.people ?? 0) >= 5)
  assert.equal(troubles.length, 1)
  world.clock.pass(HOUR)
  assert.equal((await round())?.state, 'under_way')
  assert.equal(keyringNow().indexFoundBy, keyringNow().indexVersion - 1)
  await owner.query("update box set sealed = $2 where subject_id = $1 and box = 'contact'", [
    subject,
    box?.sealed,
  ])
  await finish()
  assert.equal(await who(world.house, 3), 'in')
})

test('a link that leads from one person’s number to another is not carried over (R-83, I7)', async () => {
  troubles.length = 0
  await begin()
  const [first, fourth] = [await subjectOf(keyringNow(), 1), await subjectOf(keyringNow(), 4)]
  const swap = async (from: SubjectId, to: SubjectId) =>
    await owner.query(
      "update identity_link set subject_id = $2 where subject_id = $1 and kind = 'phone'",
      [from, to],
    )
  const nobody = '00000000-0000-4000-8000-000000000000' as SubjectId
  for (const [from, to] of [
    [first, nobody],
    [fourth, first],
    [nobody, fourth],
  ] as const)
    await swap(from, to)
  assert.equal((await round())?.state, 'under_way')
  assert.equal(troubles.length, 2)
  for (const [from, to] of [
    [first, nobody],
    [fourth, first],
    [nobody, fourth],
  ] as const)
    await swap(from, to)
  await finish()
  assert.equal(await who(world.house, 4), 'in')
})
