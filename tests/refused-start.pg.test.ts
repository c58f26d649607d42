/** A start that is refused says why, and leaves no server behind where PostgreSQL came up. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openHouse } from '@kelisim/house'
import { startPostgres, testDatabase } from '@kelisim/postgres'
import { letRolesIn, migrate, openPool } from '@kelisim/store'
import { environmentOf } from './crash/house-of-crashes.ts'
import { killPostgres } from './crash/kill-postgres.ts'
import { roleUrls } from './world.ts'

const FITTINGS = {
  sms: { send: async () => await Promise.reject(new Error('nothing is sent here')) },
  forgetMessages: () => undefined,
  lenders: new Map(),
  allowedHosts: [],
  publicUrl: 'http://127.0.0.1:9',
}

test('a database newer than the program refuses the start, and its server ends with it', async (context: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-refused-'))
  context.after(async () => {
    await killPostgres(folder)
    await rm(folder, { recursive: true, force: true })
  })
  const directory = join(folder, 'postgres')
  {
    await using server = await startPostgres({ directory, durable: false })
    const pool = openPool(server.superuserUrl(), undefined)
    await pool.query('create database kelisim')
    await pool.end()
    const owner = openPool(server.superuserUrl('kelisim'), undefined)
    await owner.query(
      "create table migration as select '9999-later.sql' as name, '' as sha256, now() as applied_at",
    )
    await owner.end()
  }
  await assert.rejects(openHouse(environmentOf(folder), FITTINGS), /newer than this program/)
  assert.equal(existsSync(join(directory, 'cluster', 'postmaster.pid')), false)
})

test('a production start names each check of the protection that fails, by article and with what to do (R-30, L-6)', async (context: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-unprotected-'))
  const database = await testDatabase({
    name: 'kelisim',
    prepare: async (url) => void (await migrate(url)),
  })
  context.after(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  })
  await letRolesIn(database.url)
  const settings = await production(folder, database.url)
  const open = await started({ ...settings, KELISIM_PUBLIC_URL: 'http://kelisim.example' })
  assert.equal(open.code, 1)
  assert.match(open.told, /KELISIM_PUBLIC_URL: the https address/)
  const { KELISIM_DATABASE_URL_AUDITOR: _, ...unwatched } = settings
  assert.match((await started(unwatched)).told, /KELISIM_DATABASE_URL_AUDITOR: login of the role/)
  const unnamed = await started(settings)
  assert.equal(unnamed.code, 1, unnamed.told)
  assert.match(unnamed.told, /place_unnamed \(94-V art\. 12\(2\)\): .*KELISIM_DATABASE_REGION/)
  const abroad = await started({ ...settings, KELISIM_DATABASE_REGION: 'DE-BE' })
  assert.equal(abroad.code, 1, abroad.told)
  assert.match(abroad.told, /place_abroad \(94-V art\. 12\(2\)\)/)
  const home = await started({ ...settings, KELISIM_DATABASE_REGION: 'KZ-75' })
  assert.notEqual(home.code, 1, home.told)
  assert.match(home.told, /Kelisim is up/)
})

test('a policy with a fault refuses the start, and says why and what to do in the language of the terminal (R-5, L-16)', async (context: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-faulty-'))
  context.after(async () => await rm(folder, { recursive: true, force: true }))
  const policy = join(folder, 'policy')
  await cp(environmentOf(folder).policyFolder, policy, { recursive: true })
  const file = join(policy, 'policy.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^( +bin:) .+$/m, "$1 ''"))
  const settings = { KELISIM_DATA: join(folder, 'data'), KELISIM_POLICY: policy, PORT: '0' }
  for (const [locale, said] of [
    ['kk_KZ.UTF-8', 'policy.yaml файлына оператордың БСН-ін жазыңыз'],
    ['ru_RU.UTF-8', 'Впишите БИН оператора в policy.yaml'],
    ['C.UTF-8', "Write the operator's BIN into policy.yaml"],
  ] as const) {
    const { code, told } = await started({ ...settings, LC_ALL: locale })
    assert.equal(code, 1, told)
    assert.match(told, /policy\.yaml:\d+ operator_bin_missing \(A\.1\)/)
    assert.ok(told.includes(said), told)
  }
})

/** Everything a production start asks for but the place, with a policy that is not the demo's. */
async function production(folder: string, databaseUrl: string): Promise<Record<string, string>> {
  const policy = join(folder, 'policy')
  await cp(environmentOf(folder).policyFolder, policy, { recursive: true })
  const file = join(policy, 'policy.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^demo: true/m, 'demo: false'))
  const lenders = join(folder, 'lenders.json')
  await writeFile(lenders, '{}', { mode: 0o600 })
  const urls = roleUrls(databaseUrl)
  return {
    KELISIM_MODE: 'production',
    KELISIM_DATA: join(folder, 'data'),
    KELISIM_POLICY: policy,
    KELISIM_DATABASE_URL: urls['kelisim_app'] ?? '',
    KELISIM_DATABASE_URL_SEQUENCER: urls['kelisim_sequencer'] ?? '',
    KELISIM_DATABASE_URL_KEEPER: urls['kelisim_keeper'] ?? '',
    KELISIM_DATABASE_URL_AUDITOR: urls['kelisim_auditor'] ?? '',
    KELISIM_PASSPHRASE: 'sixteen characters or more',
    KELISIM_PUBLIC_URL: 'https://kelisim.example',
    KELISIM_SMS: 'smsc',
    KELISIM_SMS_LOGIN: 'nobody',
    KELISIM_SMS_SECRET: 'nothing',
    KELISIM_LENDERS: lenders,
    PORT: '0',
  }
}

/** The program's own process, stopped once it is up. */
async function started(
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly told: string }> {
  const main = new URL('../apps/server/src/main.ts', import.meta.url).pathname
  const environment = { ...process.env, ...settings }
  const child = spawn(process.execPath, [main], { env: environment, stdio: 'pipe' })
  let told = ''
  const hear = (text: string) => {
    told += text
    if (told.includes('Kelisim is up')) child.kill('SIGTERM')
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', hear)
  const [code] = await once(child, 'close')
  return { code: typeof code === 'number' ? code : null, told }
}
