/** Whoever's data are destroyed is told before the number goes: once, in their language, and nothing of it stays (R-36, R-66, I5). */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { messages } from '@kelisim/messages'
import { type Sms, smsOutbox } from '@kelisim/outside'
import { APPLICATION, load, openPool, readEntry, SUBJECT } from '@kelisim/store'
import { DAY, HOUR, Outage, type SubjectId } from '@kelisim/terms'
import { blockData, checkDatabase, destroyData, endWhatHasRunOut } from '@kelisim/work'
import { apply, openWorld, person, type World } from './world.ts'

type SmsMessage = Parameters<Sms['send']>[0]
const SELF = { role: 'applicant', id: 'self' } as const
const BRAND = 'Kelisim'
const fail = (_what: string, error: unknown) => {
  throw error
}

interface Heard extends AsyncDisposable {
  readonly world: World
  /** Everything that left for a phone beside codes, in its order; the outbox forgets, a phone does not. */
  readonly phones: SmsMessage[]
}

/** Codes go through the outbox as ever; `send` sees the rest before it. */
async function heardWorld(send: (message: SmsMessage) => void = () => undefined): Promise<Heard> {
  const phones: SmsMessage[] = []
  let outbox: ReturnType<typeof smsOutbox> | undefined
  const sms: Sms = {
    send: async (message) => {
      if (message.class !== 'otp') {
        send(message)
        phones.push(message)
      }
      return await (outbox ?? assert.fail()).send(message)
    },
  }
  const world = await openWorld({ sms })
  outbox = world.outbox
  return { world, phones, [Symbol.asyncDispose]: async () => await world[Symbol.asyncDispose]() }
}

async function entered(world: World, ordinal: number, language: 'kk' | 'ru' | 'en' = 'kk') {
  const answer = await apply(world, { ordinal, language })
  assert.equal(answer.effect, 'done', JSON.stringify(answer))
  const id = answer.effect === 'done' ? answer.application : ''
  const [row] = await load(world.house.means.store.pool, APPLICATION, 'application_id = $1', [id])
  return (row?.subject_id ?? '') as SubjectId
}

/** What the entries of destruction say of the message. */
async function saidIn(world: World): Promise<readonly unknown[]> {
  await world.sequenceAll()
  const { rows } = await world.house.means.store.pool.query<{ entry: Uint8Array }>(
    `select entry from ledger_entry where kind in ('subject_destroyed', 'values_destroyed')
     order by leaf_index`,
  )
  return rows.map(({ entry }) => readEntry(entry).detail?.['said'])
}

/** Every row of every table as text: what a thief of the database would read. */
async function everything(world: World): Promise<string> {
  const pool = openPool(world.databaseUrl, undefined)
  try {
    const { rows: tables } = await pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('public', 'keys')`,
    )
    const parts: string[] = []
    for (const { name } of tables) {
      const { rows } = await pool.query<{ one: string }>(`select t::text as one from ${name} t`)
      parts.push(...rows.map(({ one }) => one))
    }
    const entries = await pool.query<{ one: string }>(
      "select encode(entry, 'escape') as one from ledger_entry",
    )
    return [...parts, ...entries.rows.map(({ one }) => one)].join('\n')
  } finally {
    await pool.end()
  }
}

test('R-36: told on demand, in the language of the application, and nothing of it is left anywhere (I5)', async () => {
  await using heard = await heardWorld()
  const { world, phones } = heard
  for (const [ordinal, language] of [
    [1, 'kk'],
    [2, 'ru'],
    [3, 'en'],
  ] as const) {
    const subject = await entered(world, ordinal, language)
    const answer = await destroyData(world.house.means, subject, SELF, 'request')
    assert.equal(answer.effect === 'done' && answer.said, 'sent')
    const { phone } = person(ordinal)
    assert.deepEqual(phones.at(-1), {
      to: phone,
      text: messages(language).sms.destroyed(BRAND),
      class: 'service',
    })
    assert.deepEqual(
      world.outbox.list().filter(({ to }) => to === phone),
      [],
    )
    assert.ok(!(await everything(world)).includes(phone.slice(1)))
  }
  assert.deepEqual(await saidIn(world), ['sent', 'sent', 'sent'])
  const told = await world.house.means.store.pool.query('select from destruction_told')
  assert.equal(told.rowCount, 0)
  assert.deepEqual((await checkDatabase(world.house.means)).findings, [])
})

test('R-66: told once by the run that ends their terms; of parts at most once a day', async () => {
  await using heard = await heardWorld()
  const { world, phones } = heard
  const { means } = world.house
  await entered(world, 11)
  world.clock.pass(29 * DAY)
  await endWhatHasRunOut(means, fail)
  const parts = phones.length
  assert.ok(phones.every(({ text }) => text === messages('kk').sms.partlyDestroyed(BRAND)))
  const days = new Set<number>()
  for (
    let hour = 0;
    hour < 80 && (await load(means.store.pool, SUBJECT, "state = 'live'", [])).length > 0;
    hour++
  ) {
    world.clock.pass(HOUR)
    const before = phones.length
    await endWhatHasRunOut(means, fail)
    if (phones.length > before) days.add(hour)
  }
  assert.equal(phones.length - parts, days.size, 'one message for a round that destroys')
  assert.equal(phones.at(-1)?.text, messages('kk').sms.destroyed(BRAND))
  assert.equal(phones.filter(({ text }) => text === messages('kk').sms.destroyed(BRAND)).length, 1)
  assert.equal((await saidIn(world)).at(-1), 'sent')
})

test('a gateway that is away, or refuses, hinders no destruction and is said in its entry', async () => {
  let away = true
  await using heard = await heardWorld(() => {
    if (away) throw new Outage('the gateway is away')
    throw new Error('couldn’t send')
  })
  const { world, phones } = heard
  const [first, second] = [await entered(world, 21), await entered(world, 22)]
  assert.equal((await destroyData(world.house.means, first, SELF, 'request')).effect, 'done')
  away = false
  world.clock.pass(HOUR)
  assert.equal((await destroyData(world.house.means, second, SELF, 'request')).effect, 'done')
  assert.deepEqual(await saidIn(world), ['unknown', 'failed'])
  assert.deepEqual(phones, [])
})

test('nobody is told of what does not happen: blocked data stay closed to the program as well (I1)', async () => {
  await using heard = await heardWorld()
  const { world, phones } = heard
  const subject = await entered(world, 31)
  assert.equal((await blockData(world.house.means, subject, SELF, undefined)).effect, 'done')
  await destroyData(world.house.means, subject, SELF, 'request')
  assert.deepEqual(phones, [])
})

const PEOPLE = 6
const DIES_AT = 3
/** The same house in a process of its own; it dies the moment the third message has left. */
const ROUND = `
  import { appendFileSync } from 'node:fs'
  import { openHouse } from '@kelisim/house'
  import { endWhatHasRunOut } from '@kelisim/work'
  const { environment, at, file } = JSON.parse(process.env.KELISIM_TEST_ROUND)
  const { pooledRandom } = await import('@kelisim/vault')
  let left = 0
  const send = async ({ to }) => {
    appendFileSync(file, to + '\\n')
    left += 1
    if (left === ${DIES_AT}) process.kill(process.pid, 'SIGKILL')
    return { id: '', segments: 1 }
  }
  const house = await openHouse(environment, {
    sms: { send }, forgetMessages: () => undefined, lenders: new Map(),
    allowedHosts: [], publicUrl: 'http://localhost:8080', now: () => at, random: pooledRandom() })
  await endWhatHasRunOut(house.means, (what, error) => console.error(what, error))
  await house.close()`

test('killed after a message left, the next run tells nobody twice and destroys everybody (I12)', async () => {
  await using heard = await heardWorld()
  const { world, phones } = heard
  const { means } = world.house
  for (let ordinal = 41; ordinal < 41 + PEOPLE; ordinal++) await entered(world, ordinal)
  world.clock.pass(31 * DAY)
  const file = join(world.environment.dataFolder, 'left')
  const child = spawn(process.execPath, ['--input-type=module', '--eval', ROUND], {
    cwd: new URL('..', import.meta.url).pathname,
    env: {
      ...process.env,
      KELISIM_TEST_ROUND: JSON.stringify({
        environment: world.environment,
        at: world.clock.at,
        file,
      }),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  assert.equal(signal, 'SIGKILL')
  const early = readFileSync(file, 'utf8').trim().split('\n')
  assert.equal(early.length, DIES_AT)
  // The database lets go of what the killed process held once it has noticed.
  for (let tries = 0; tries < 100 && (await endWhatHasRunOut(means, fail)) === 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  const all = [...early, ...phones.map(({ to }) => to)]
  assert.equal(new Set(all).size, all.length, 'nobody twice')
  const rows = await load(means.store.pool, SUBJECT, 'true', [])
  assert.deepEqual(
    rows.map(({ state }) => state),
    Array.from({ length: PEOPLE }, () => 'destroyed'),
  )
  const said = await saidIn(world)
  assert.equal(said.length, PEOPLE)
  assert.ok(said.includes('before'), said.join(' '))
  assert.equal(said.filter((one) => one === 'sent' || one === 'before').length, PEOPLE)
  const text = await everything(world)
  for (const phone of all) assert.ok(!text.includes(phone.slice(1)))
})
