/** Media, backup, restoration and drill as an officer runs them at the terminal, on a real database. */
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '@kelisim/postgres'
import { migrate, openPool, type Pool } from '@kelisim/store'
import { runCli } from './run-cli.ts'

const schema = { name: 'kelisim', prepare: async (url: string) => void (await migrate(url)) }
const ABOUT = ['--name', 'disk 1', '--place', 'safe 2', '--custodian', 'chief engineer'] as const

let database: TestDatabase
let owner: Pool
let folder: string
let medium: string

const run = async (...words: readonly string[]) => await runOn(database.url, ...words)
const runOn = async (url: string, ...words: readonly string[]) =>
  await runCli([...words, '--json'], { DATABASE_URL: url, KELISIM_DATA: folder })

before(async () => {
  database = await testDatabase(schema)
  owner = openPool(database.url, undefined)
  folder = await mkdtemp(join(tmpdir(), 'kelisim-cli-'))
  medium = await mkdtemp(join(tmpdir(), 'kelisim-cli-medium-'))
  assert.equal((await run('seed', '--people', '2')).code, 0)
})

after(async () => {
  await owner.end()
  await database.close()
  for (const path of [folder, medium]) await rm(path, { recursive: true, force: true })
})

test('a medium nobody registered, or abroad, is refused by code and article; a registered one is written (R-81, L-6)', async () => {
  const unknown = await run('backup', '--to', medium)
  assert.equal(unknown.code, 1)
  assert.match(unknown.err, /medium_not_registered, 94-V art\. 22\(1\)/)
  assert.deepEqual(await readdir(medium), [])
  assert.equal((await run('backup', '--to', join(medium, 'unplugged'))).code, 1)
  const abroad = await run('media', 'register', medium, '--region', 'CN-XJ', ...ABOUT)
  assert.match(abroad.err, /medium_abroad, 94-V art\. 12\(2\)/)
  const made = await run('media', 'register', medium, '--region', 'KZ-75', ...ABOUT)
  assert.equal(made.code, 0, made.err)
  assert.equal((await run('media', 'register', medium, '--region', 'KZ-75', ...ABOUT)).code, 1)
  const backup = await run('backup', '--to', medium)
  assert.equal(backup.code, 0, backup.err)
  assert.ok((backup.json as { written: number }).written > 30)
  const checked = await run('backup', 'check', medium)
  assert.equal(checked.code, 0, checked.out)
  const { media } = (await run('media', 'list')).json as { media: { id: string }[] }
  const [{ id } = { id: '' }] = media
  assert.equal((await run('media', 'issue', id, '--to', 'bank')).code, 0)
  assert.match((await run('backup', '--to', medium)).err, /medium_away/)
  assert.equal((await run('media', 'return', id)).code, 0)
  assert.equal((await run('backup', '--to', medium)).code, 0)
})

test('a forged version of the policy stops the house, and the restoration needs no house (R-83, I7)', async () => {
  await owner.query('alter table policy_version disable trigger user')
  await owner.query(
    `insert into policy_version (version, hash, model, adopted_at, salt)
     select version + 1, hash || '1', model, adopted_at, salt from policy_version`,
  )
  await owner.query('alter table policy_version enable trigger user')
  await owner.query("update offer set daily_rate_percent = '0.01'")
  const restored = await run('restore', '--from', medium)
  assert.equal(restored.code, 0, restored.out + restored.err)
  const { tables, act, file } = restored.json as {
    tables: Record<string, { restored: number; removed: number }>
    act: string
    file: string
  }
  assert.deepEqual([tables['policy_version']?.removed, tables['policy_version']?.restored], [1, 0])
  assert.equal(tables['offer']?.restored, tables['offer']?.removed)
  assert.match(await readFile(file, 'utf8'), new RegExp(act))
  assert.equal((await run('audit')).code, 0)
  const { rows } = await owner.query("select 1 from ledger_entry where kind = 'data_restored'")
  assert.equal(rows.length, 1)
})

test('a lost house comes back into an empty database, and the drill measures it beforehand (R-83)', async () => {
  const drilled = await run('drill', '--to', medium)
  assert.equal(drilled.code, 0, drilled.out + drilled.err)
  const { rpoLost, people } = drilled.json as { rpoLost: number; people: number }
  assert.deepEqual([rpoLost, people], [0, 2])
  await using empty = await testDatabase(schema)
  const behind = await runOn(empty.url, 'restore', '--from', medium, '--whole')
  assert.match(behind.err, /the ledger was longer than this backup/)
  assert.equal((await run('backup', '--to', medium)).code, 0)
  const full = await run('restore', '--from', medium, '--whole')
  assert.match(full.err, /not empty/)
  const whole = await runOn(empty.url, 'restore', '--from', medium, '--whole')
  assert.equal(whole.code, 0, whole.out + whole.err)
  assert.equal((await runOn(empty.url, 'audit')).code, 0)
})

test('options that do not go together are told (exit 2)', async () => {
  for (const words of [
    ['restore', '--from', medium, '--rows', '--whole'],
    ['restore', '--from', medium, '--copy'],
    ['restore', '--from', medium, '--whole', '--copy'],
    ['backup'],
  ]) {
    assert.equal((await run(...words)).code, 2, words.join(' '))
  }
})
