/** Staff accounts and offers at the terminal, on a real database: who was added signs in, who was closed does not. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openHouse, readEnvironment } from '@kelisim/house'
import { testDatabase } from '@kelisim/postgres'
import { migrate } from '@kelisim/store'
import { signInStaff, staffOf, timeCode } from '@kelisim/work'
import { type Ran, runCli } from './run-cli.ts'

const schema = { name: 'kelisim', prepare: async (url: string) => void (await migrate(url)) }
const PASSWORD = 'synthetic pass phrase'
const POLICY = new URL('../../../policy/proleads', import.meta.url).pathname

interface Place extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>
  readonly run: (words: string, input?: string) => Promise<Ran>
}

async function openPlace(): Promise<Place> {
  const database = await testDatabase(schema)
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-staff-'))
  const env = { DATABASE_URL: database.url, KELISIM_DATA: folder, KELISIM_POLICY: POLICY }
  return {
    env,
    run: async (words, input = '') => await runCli([...words.split(' '), '--json'], env, input),
    [Symbol.asyncDispose]: async () => {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

test('whoever was added signs in with password and time code, and is nobody once closed (R-84)', async () => {
  await using place = await openPlace()
  const { run } = place
  assert.deepEqual((await run('staff list')).json, { staff: [] })
  const added = await run('staff add sample-one --name Үлгі --role officer', `${PASSWORD}\n`)
  assert.equal(added.code, 0, added.err)
  const { authenticator } = added.json as { authenticator: string }
  assert.ok(!added.out.includes(PASSWORD) && !added.err.includes(PASSWORD))
  assert.equal((await run('staff add sample-one --name Үлгі --role clerk', PASSWORD)).code, 1)
  assert.equal((await run('staff close sample-one')).code, 1, 'the last officer')
  await run('staff add sample-two --name Үлгі --role officer', PASSWORD)

  const read = readEnvironment(place.env, process.cwd())
  assert.ok('environment' in read)
  const house = await openHouse(read.environment, {
    sms: { send: () => Promise.reject(new Error('nothing is sent')) },
    forgetMessages: () => undefined,
    lenders: new Map(),
    allowedHosts: [],
    publicUrl: 'http://localhost:8080',
  })
  try {
    const secret = new URL(authenticator).searchParams.get('secret') ?? ''
    const code = timeCode(secret, house.means.now())
    const signed = await signInStaff(house.means, 'sample-one', PASSWORD, code)
    assert.ok(signed.effect === 'done')
    assert.equal((await run('staff close sample-one')).code, 0)
    assert.equal(await staffOf(house.means, { kind: 'staff', id: signed.staff.id }), undefined)
  } finally {
    await house.close()
  }
  assert.equal((await run('staff close sample-one')).code, 1)
  const states = (await run('staff list')).json as { staff: { login: string; active: boolean }[] }
  assert.deepEqual(
    states.staff.map(({ login, active }) => [login, active]),
    [
      ['sample-one', false],
      ['sample-two', true],
    ],
  )
  assert.equal((await run('audit')).code, 0)
})

test('an account wants a login, a name, a role of staff and a long password (R-84)', async () => {
  await using place = await openPlace()
  const { run } = place
  for (const [words, input] of [
    ['staff add', PASSWORD],
    ['staff add A --name Үлгі --role clerk', PASSWORD],
    ['staff add sample --role clerk', PASSWORD],
    ['staff add sample --name Үлгі --role applicant', PASSWORD],
    ['staff add sample --name Үлгі --role clerk', 'short'],
  ] as const) {
    assert.equal((await run(words, input)).code, 2, words)
  }
  assert.deepEqual((await run('staff list')).json, { staff: [] })
})

test('an offer is published within the caps, changed, and withdrawn (L-14)', async () => {
  await using place = await openPlace()
  const { run } = place
  const publish = async (rate: string) =>
    await run(
      `offer publish sample-short --recipient samal --amount 10000-190000 --days 5-45 --rate ${rate} ` +
        '--product short_small --requirement income_proof --checked 2026-11-21',
    )
  const unlawful = await publish('5')
  assert.equal(unlawful.code, 1)
  assert.match(unlawful.err, /offer_unlawful/)
  for (const rate of ['0.1', '0.2']) assert.equal((await publish(rate)).code, 0)
  const { offers } = (await run('offer list')).json as { offers: { dailyRatePercent: number }[] }
  assert.deepEqual(
    offers.map((one) => one.dailyRatePercent),
    [0.2],
  )
  assert.equal((await run('offer withdraw sample-short')).code, 0)
  assert.equal((await run('offer withdraw sample-short')).code, 1)
  assert.deepEqual((await run('offer list')).json, { offers: [] })
  assert.equal((await run('audit')).code, 0)
})
