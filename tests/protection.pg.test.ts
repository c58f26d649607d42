/**
 * Nobody is taken in while the house's own protection fails, and nobody here already is hindered.
 *
 * Each check fails for real: a key file is taken away or replaced, the ledger's table is closed, an address or a place is
 * another one.
 */
import assert from 'node:assert/strict'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { lineOf, openHouse, publicLine } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { CONSENT, load, openPool, SUBJECT } from '@kelisim/store'
import {
  LANGUAGES,
  PROTECTION,
  PROTECTION_CHECKS,
  type ProtectionFound,
  type StaffId,
  type SubjectId,
} from '@kelisim/terms'
import {
  destroyData,
  failing,
  judgeProtection,
  openOwnValues,
  seeProtection,
  withdrawConsent,
} from '@kelisim/work'
import { serveWorld } from './served-world.ts'
import { apply, openWorld, type World } from './world.ts'

const GOOD = {
  isDemo: false,
  keys: 'usable',
  ledger: 'writable',
  publicLine: 'https',
  databaseLine: 'verified',
  region: 'KZ-75',
} as const
const OFFICER = { id: 'f0f0f0f0-f0f0-4f0f-8f0f-f0f0f0f0f0f0' as StaffId, role: 'officer' }
const CLERK = { id: 'c1c1c1c1-c1c1-4c1c-8c1c-c1c1c1c1c1c1' as StaffId, role: 'clerk' }

async function failed(world: World): Promise<readonly ProtectionFound[]> {
  await world.house.checkProtection().catch(() => undefined)
  return failing(world.house.means.protection.found)
}

test('of each check exactly one finding is made, with an article and a way out in three languages (R-30)', () => {
  const found = judgeProtection(GOOD)
  assert.deepEqual(
    found.map((one) => PROTECTION[one].check),
    PROTECTION_CHECKS,
  )
  assert.deepEqual(failing(found), [])
  for (const language of LANGUAGES) {
    const words = messages(language).protection.found
    for (const [code, { means, law }] of Object.entries(PROTECTION)) {
      assert.match(law, /^94-V art\. /)
      const { todo } = words[code as ProtectionFound]
      assert.equal(todo !== undefined, means === 'fails', `${language} ${code}`)
    }
  }
})

test('in production an open line, a machine of its own and a place unnamed or abroad fail; a demo is exempt on loopback only (R-30, L-6)', () => {
  const fails = (other: object) => failing(judgeProtection({ ...GOOD, ...other }))
  assert.deepEqual(fails({ publicLine: 'open' }), ['public_open'])
  assert.deepEqual(fails({ publicLine: 'loopback' }), ['public_open'])
  assert.deepEqual(fails({ databaseLine: 'loopback' }), ['database_open'])
  assert.deepEqual(fails({ region: undefined }), ['place_unnamed'])
  assert.deepEqual(fails({ region: 'RU-MOW' }), ['place_abroad'])
  assert.deepEqual(fails({ region: 'KZ-99' }), ['place_abroad'])
  assert.deepEqual(fails({ keys: 'missing', ledger: 'behind' }), ['keys_missing', 'ledger_behind'])
  const demo = { isDemo: true, publicLine: 'loopback', databaseLine: 'loopback', region: undefined }
  assert.deepEqual(fails(demo), [])
  assert.deepEqual(fails({ ...demo, publicLine: 'open' }), ['public_open'])
  assert.deepEqual(fails({ ...demo, region: 'DE-BE' }), ['place_abroad'])
})

test('an address tells its line: anything less than verify-full is open (R-30)', () => {
  const at = (rest: string) => lineOf(`postgresql://kelisim_app@${rest}`)
  assert.equal(at('db.example/kelisim?sslmode=verify-full'), 'verified')
  for (const mode of ['require', 'verify-ca', 'prefer', 'no-verify', 'disable']) {
    assert.equal(at(`db.example/kelisim?sslmode=${mode}`), 'open', mode)
  }
  assert.equal(at('db.example/kelisim'), 'open')
  assert.equal(at('localhost/kelisim?host=%2Fvar%2Frun%2Fpostgresql'), 'own')
  assert.equal(at('127.0.0.1/kelisim'), 'loopback')
  assert.equal(lineOf('no address'), 'open')
  assert.equal(publicLine('https://kelisim.example', '0.0.0.0'), 'https')
  assert.equal(publicLine('http://localhost:8080', '127.0.0.1'), 'loopback')
  assert.equal(publicLine('http://localhost:8080', '0.0.0.0'), 'open', 'others reach the port')
  assert.equal(publicLine('http://kelisim.example', '127.0.0.1'), 'open')
})

test('a key file taken away, or another one in its place, stops taking in until it is back (R-30)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  const keys = join(world.environment.dataFolder, 'keys')
  assert.equal((await apply(world)).effect, 'done')
  assert.deepEqual(await failed(world), [])
  await rename(keys, `${keys}.away`)
  assert.deepEqual(await failed(world), ['keys_missing'])
  world.clock.pass(5 * 60_000)
  const refused = await apply(world, { key: 'while the keys are away', ordinal: 2 })
  assert.ok(refused.effect === 'refuse', JSON.stringify(refused))
  assert.equal(refused.code, 'collection_stopped')
  assert.equal(refused.law, '94-V art. 20(2)')
  assert.equal(refused.clause, '4.1(2)')
  assert.equal((await load(means.store.pool, SUBJECT, 'true', [])).length, 1)
  await writeFile(keys, await readFile(`${keys}.away`).then((bytes) => bytes.reverse()))
  assert.deepEqual(await failed(world), ['keys_unusable'])
  await rename(`${keys}.away`, keys)
  assert.deepEqual(await failed(world), [])
  assert.equal((await apply(world, { key: 'they are back', ordinal: 2 })).effect, 'done')
})

test('a person sees, withdraws and destroys while nobody is taken in (R-30, R-38, R-45)', async () => {
  await using world = await openWorld()
  const { means } = world.house
  assert.equal((await apply(world)).effect, 'done')
  const [row] = await load(means.store.pool, SUBJECT, 'true', [])
  const subject = row?.subject_id as SubjectId
  const keys = join(world.environment.dataFolder, 'keys')
  await rename(keys, `${keys}.away`)
  assert.deepEqual(await failed(world), ['keys_missing'])
  assert.equal((await openOwnValues(means, subject, ['phone'])).effect, 'done')
  const [consent] = await load(means.store.pool, CONSENT, 'true', [])
  const withdrawn = await withdrawConsent(means, subject, consent?.consent_id ?? '')
  assert.equal(withdrawn.effect, 'done')
  const self = { role: 'applicant', id: 'self' } as const
  assert.equal((await destroyData(means, subject, self, 'request')).effect, 'done')
})

test('a ledger that takes no entry stops taking in; what failed is written down once it can be (R-30, I2)', async () => {
  await using world = await openWorld()
  const owner = openPool(world.databaseUrl, undefined)
  try {
    await owner.query('revoke insert on action_inbox from kelisim_app')
    assert.deepEqual(await failed(world), ['ledger_refused'])
    await owner.query('grant insert on action_inbox to kelisim_app')
    assert.deepEqual(await failed(world), [])
    await world.sequenceAll()
    const keys = join(world.environment.dataFolder, 'keys')
    await rename(keys, `${keys}.away`)
    await failed(world)
    await failed(world)
    // Actions of one moment have no order among units.
    world.clock.pass(1_000)
    await rename(`${keys}.away`, keys)
    await failed(world)
    await world.sequenceAll()
    const { rows } = await owner.query<{ entry: Buffer }>(
      "select entry from ledger_entry where kind = 'protection_changed' order by leaf_index",
    )
    const told = rows.map(({ entry }) => JSON.parse(entry.toString('utf8')).detail.fails)
    assert.deepEqual(told, [['keys_missing'], []], 'each change once')
    const { rowCount } = await owner.query('select from action_inbox')
    assert.equal(rowCount, 0, 'nothing of a probe stays')
  } finally {
    await owner.end()
  }
})

test('a database declared abroad takes nobody in, on the site and over the API, in three languages (R-30, L-6)', async () => {
  await using world = await openWorld()
  const abroad = await openHouse(
    { ...world.environment, databaseRegion: 'DE-BE' },
    {
      sms: world.outbox,
      forgetMessages: () => undefined,
      lenders: new Map(),
      allowedHosts: [],
      publicUrl: 'http://localhost:8080',
      now: () => world.clock.at,
    },
  )
  try {
    assert.deepEqual(failing(abroad.means.protection.found), ['place_abroad'])
    const app = await serveWorld({ ...world, house: abroad })
    try {
      for (const language of LANGUAGES) {
        const { text, way } = messages(language).refusals.collection_stopped
        const headers = { 'accept-language': language }
        for (const url of ['/apply', '/apply/phone', '/apply/check']) {
          const page = await app.inject({ url, headers })
          assert.equal(page.statusCode, 503, url)
          assert.ok(page.body.includes(text), `${language} ${url}`)
          assert.ok(page.headers['retry-after'])
        }
        const sent = await app.inject({
          method: 'POST',
          url: '/v1/applications',
          headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
          payload: {
            phone_token: 'none',
            amount: 50_000,
            term_days: 20,
            values: {},
            consents: [{ control: 'contract', text_sha256: '0'.repeat(64) }],
            recipients: [],
            language,
          },
        })
        assert.equal(sent.statusCode, 503, sent.body)
        assert.equal(sent.json().code, 'collection_stopped')
        assert.equal(sent.json().detail, way)
      }
      assert.equal((await app.inject({ url: '/apply/sent' })).statusCode, 303, 'their own page')
      for (const url of ['/', '/login', '/policy', '/readyz']) {
        assert.equal((await app.inject({ url })).statusCode, 200, url)
      }
    } finally {
      await app.close()
    }
  } finally {
    await abroad.close()
  }
})

test('the officer reads each check with its last result, nobody else does (R-30, R-84)', async () => {
  await using world = await openWorld()
  const answer = await seeProtection(world.house.means, OFFICER)
  assert.ok(answer.effect === 'done')
  assert.equal(answer.at, world.clock.at)
  assert.deepEqual(
    answer.lines.map(({ found }) => found),
    ['keys_usable', 'ledger_writable', 'public_loopback', 'database_own', 'place_of_demo'],
  )
  const refused = await seeProtection(world.house.means, CLERK)
  assert.equal(refused.effect, 'refuse')
})
