/** The keys lie with a key service: starts, rotations, moves and refusals of a whole house (I5, I10, R-37, R-99). */
import assert from 'node:assert/strict'
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type House, openHouse, readEnvironment } from '@kelisim/house'
import { smsOutbox } from '@kelisim/outside'
import { testDatabase } from '@kelisim/postgres'
import { load, migrate, SUBJECT } from '@kelisim/store'
import { checkDatabase, destroyData, rotateKeys } from '@kelisim/work'
import { runCli } from '../apps/cli/src/run-cli.ts'
import {
  KMS_TWIN_ACCESS,
  KMS_TWIN_KEY,
  KMS_TWIN_SECRET,
  kmsTwin,
} from '../packages/outside/src/twin/aws-kms.ts'
import { SOFTOKEN_PIN, softoken, softokenPath } from '../packages/outside/src/twin/softoken.ts'
import { TRANSIT_TWIN_TOKEN, transitTwin } from '../packages/outside/src/twin/transit.ts'

const ROOT = new URL('..', import.meta.url).pathname
const schema = { name: 'kelisim', prepare: async (url: string) => void (await migrate(url)) }

interface Place extends AsyncDisposable {
  readonly keyFile: string
  readonly environment: Readonly<Record<string, string>>
  readonly run: (
    settings: Readonly<Record<string, string>>,
    ...words: readonly string[]
  ) => ReturnType<typeof runCli>
}

async function openPlace(): Promise<Place> {
  const database = await testDatabase(schema)
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-keys-'))
  const environment = { DATABASE_URL: database.url, KELISIM_DATA: folder }
  return {
    keyFile: join(folder, 'keys'),
    environment,
    run: async (settings, ...words) =>
      await runCli([...words, '--json'], { ...environment, ...settings }),
    [Symbol.asyncDispose]: async () => {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function houseOf(place: Place, settings: Readonly<Record<string, string>>): Promise<House> {
  const read = readEnvironment({ ...place.environment, ...settings }, ROOT)
  assert.ok('environment' in read, JSON.stringify(read))
  const outbox = smsOutbox(() => Date.now())
  return await openHouse(read.environment, {
    sms: outbox,
    forgetMessages: () => undefined,
    lenders: new Map(),
    allowedHosts: [],
    publicUrl: 'http://localhost:8080',
  })
}

const epochsOf = (json: unknown) =>
  (json as { epochs: { epoch: number }[] }).epochs.map(({ epoch }) => epoch)

test('a house whose keys lie in Transit starts, turns its keys, and refuses an old copy of the file', async () => {
  await using twin = await transitTwin()
  await startsAndTurns('transit', TRANSIT_TWIN_TOKEN, {
    KELISIM_TRANSIT: twin.address,
    KELISIM_TRANSIT_TOKEN: TRANSIT_TWIN_TOKEN,
  })
})

const skip = softokenPath === undefined ? 'no libsoftokn3.so on this machine' : false
test('a house whose keys lie on a PKCS#11 token does so, too', { skip }, async () => {
  await using token = await softoken()
  await startsAndTurns('pkcs11', SOFTOKEN_PIN, {
    KELISIM_PKCS11: token.address,
    KELISIM_PKCS11_PIN: SOFTOKEN_PIN,
    KELISIM_PKCS11_RESERVED: token.reserved,
    KELISIM_KEYS_DEADLINE_MS: '30000',
  })
})

async function startsAndTurns(
  kind: string,
  secret: string,
  access: Readonly<Record<string, string>>,
): Promise<void> {
  await using place = await openPlace()
  const settings = { KELISIM_KEYS: kind, ...access }
  const seeded = await place.run(settings, 'seed', '--people', '2')
  assert.equal(seeded.code, 0, seeded.err)
  const files = await readdir(join(place.keyFile, '..'))
  assert.ok(!files.includes('keys.passphrase'), 'no passphrase was made beside a key service')
  await copyFile(place.keyFile, `${place.keyFile}.copy`)
  const rotated = await place.run(settings, 'keys', 'rotate')
  assert.equal((rotated.json as { wrapped: number }).wrapped, 2, rotated.err)
  const status = await place.run(settings, 'keys', 'status')
  assert.equal(status.code, 0, status.out + status.err)
  assert.deepEqual(epochsOf(status.json), [2])
  assert.deepEqual((status.json as { service: object }).service, {
    version: '2',
    oldest: '2',
    usable: true,
  })
  assert.ok(!status.out.includes(secret))
  const audited = await place.run(settings, 'audit')
  assert.equal(audited.code, 0, audited.out + audited.err)

  await copyFile(`${place.keyFile}.copy`, place.keyFile)
  const refused = await place.run(settings, 'audit')
  assert.equal(refused.code, 1)
  assert.match(refused.err, new RegExp(`the key service ${kind} did not do it: destroyed`))
}

test('I10: without an answer of the service a start is refused, and nobody falls back to another holder', async () => {
  await using place = await openPlace()
  const twin = await transitTwin()
  const settings = {
    KELISIM_KEYS: 'transit,file',
    KELISIM_TRANSIT: twin.address,
    KELISIM_TRANSIT_TOKEN: TRANSIT_TWIN_TOKEN,
  }
  const seeded = await place.run(settings, 'seed', '--people', '1')
  assert.equal(seeded.code, 0, seeded.err)
  const before = await readFile(place.keyFile)
  const wrong = await place.run({ ...settings, KELISIM_TRANSIT_TOKEN: 's.other' }, 'audit')
  assert.equal(wrong.code, 1)
  assert.match(wrong.err, /transit did not do it: forbidden/)
  assert.doesNotMatch(wrong.err, /s\.other/)
  await twin[Symbol.asyncDispose]()
  const away = await place.run(settings, 'audit')
  assert.equal(away.code, 1)
  assert.match(away.err, /transit did not do it: away/)
  const alone = await place.run({}, 'audit')
  assert.match(alone.err, /other_lock/)
  assert.deepEqual(await readFile(place.keyFile), before)
})

test('a holder named without its settings is a fault of the start', async () => {
  await using place = await openPlace()
  const ran = await place.run({ KELISIM_KEYS: 'transit,aws-kms' }, 'audit')
  assert.equal(ran.code, 1)
  assert.match(ran.err, /KELISIM_TRANSIT_TOKEN/)
  assert.match(ran.err, /KELISIM_KMS_ACCESS/)
})

test('R-99: the keys move from holder to holder while a house works; who does not know the new one writes nothing', async () => {
  await using place = await openPlace()
  await using transit = await transitTwin()
  await using kms = await kmsTwin()
  const all = {
    KELISIM_KEYS: 'file,transit,aws-kms',
    KELISIM_TRANSIT: transit.address,
    KELISIM_TRANSIT_TOKEN: TRANSIT_TWIN_TOKEN,
    KELISIM_KMS: KMS_TWIN_KEY,
    KELISIM_KMS_URL: kms.url,
    KELISIM_KMS_ACCESS: KMS_TWIN_ACCESS,
    KELISIM_KMS_SECRET: KMS_TWIN_SECRET,
  }
  assert.equal((await place.run(all, 'seed', '--people', '2')).code, 0)
  const house = await houseOf(place, all)
  const stranger = await houseOf(place, { KELISIM_KEYS: 'file' })
  try {
    let at = 'file'
    for (const to of ['transit', 'aws-kms', 'transit']) {
      const moved = await place.run(all, 'keys', 'move', '--to', to)
      assert.deepEqual(moved.json, { from: at, to, moved: true }, moved.err)
      at = to
      await house.keys.renew()
      assert.equal(house.keys.lock().kind, to)
      assert.deepEqual((await checkDatabase(house.means)).findings, [])
      const { wrapped } = await rotateKeys(house.means, house.saveKeyring)
      assert.equal(wrapped, 2)
    }
    assert.deepEqual((await place.run(all, 'keys', 'move', '--to', at)).json, {
      from: at,
      to: at,
      moved: false,
    })
    const { pool } = house.means.store
    const [person] = await load(pool, SUBJECT, 'true limit 1', [])
    const by = { role: 'system', id: 'self' } as const
    const gone = await destroyData(house.means, person?.subject_id as never, by, 'request')
    assert.equal(gone.effect, 'done')
    const told = await pool.query<{ entry: string }>(
      "select convert_from(entry, 'UTF8') as entry from action_inbox where kind = 'subject_destroyed'",
    )
    assert.match(told.rows[0]?.entry ?? '', /"keyHolder":\{[^}]*"holder":"transit"/)
    const before = await readFile(place.keyFile)
    await assert.rejects(
      rotateKeys(stranger.means, stranger.saveKeyring),
      /couldn't write the keys/,
    )
    assert.deepEqual(await readFile(place.keyFile), before)
    const status = await place.run({ ...all, KELISIM_KEYS: 'transit' }, 'keys', 'status')
    assert.equal(status.code, 0, status.out + status.err)
    assert.equal((await place.run(all, 'audit')).code, 0)
  } finally {
    await stranger.close()
    await house.close()
  }
})
