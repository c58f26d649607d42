/** The commands that open the house, on a real database: seed, verify, prove, check, rotate, audit. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testDatabase } from '@kelisim/postgres'
import { migrate, openPool } from '@kelisim/store'
import { runCli } from './run-cli.ts'

const schema = { name: 'kelisim', prepare: async (url: string) => void (await migrate(url)) }

interface Place extends AsyncDisposable {
  readonly folder: string
  readonly databaseUrl: string
  readonly run: (...words: readonly string[]) => ReturnType<typeof runCli>
}

async function openPlace(): Promise<Place> {
  const database = await testDatabase(schema)
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-cli-'))
  const env = { DATABASE_URL: database.url, KELISIM_DATA: folder }
  return {
    folder,
    databaseUrl: database.url,
    run: async (...words) => await runCli([...words, '--json'], env),
    [Symbol.asyncDispose]: async () => {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

test('a seeded house is verified, audited, proven action by action, and keeps its keys turning', async () => {
  await using place = await openPlace()
  const { run, folder } = place
  assert.deepEqual((await run('migrate')).json, { migrated: true, applied: [] })
  assert.deepEqual((await run('seed', '--people', '3')).json, { people: 3 })
  assert.deepEqual((await run('seed', '--people', '3')).json, { people: 0 })
  const verified = await run('ledger', 'verify')
  assert.equal(verified.code, 0, verified.out + verified.err)
  assert.ok((verified.json as { size: number }).size > 3 * 4)
  const rotated = await run('keys', 'rotate')
  assert.equal((rotated.json as { wrapped: number }).wrapped, 3, rotated.err)
  const audited = await run('audit')
  assert.equal(audited.code, 0, audited.out + audited.err)

  const path = join(folder, 'receipt.json')
  assert.equal((await run('ledger', 'prove', '--index', '8', '--out', path)).code, 0)
  assert.equal((await run('ledger', 'prove', '--index', '8', '--out', path)).code, 2)
  const checked = await run('ledger', 'check', path)
  const said = checked.json as { ok: boolean; index: number; id: string; keyKnown: boolean }
  assert.deepEqual([checked.code, said.ok, said.index, said.keyKnown], [0, true, 8, false])
  const receipt = JSON.parse(await readFile(path, 'utf8')) as { log: { vkey: string } }
  const byId = await run('ledger', 'prove', said.id)
  assert.equal(
    (byId.json as { entry: string }).entry,
    (receipt as unknown as { entry: string }).entry,
  )
  assert.equal((await run('ledger', 'check', path, '--key', receipt.log.vkey)).code, 0)

  await writeFile(path, JSON.stringify({ ...receipt, proof: `${JSON.stringify(receipt)}` }))
  const bad = await run('ledger', 'check', path)
  assert.deepEqual([bad.code, (bad.json as { ok: boolean }).ok], [1, false])
  assert.equal((await run('ledger', 'prove', '--index', '100000')).code, 1)
})

test('audit names a row changed behind the door, and a database rolled back as a whole (I7)', async () => {
  await using place = await openPlace()
  const { run, folder } = place
  await run('seed', '--people', '2')
  const pool = openPool(place.databaseUrl, undefined)
  try {
    await pool.query("update offer set amount_max_tenge = 199000 where offer_id = 'samal-short'")
    const changed = await run('audit')
    const { findings } = changed.json as { findings: { code: string; where: string }[] }
    assert.equal(changed.code, 1)
    assert.deepEqual(findings.map(({ code }) => code).toSorted(), [
      'row_missing',
      'row_not_vouched',
    ])
    assert.ok(findings.some(({ where }) => where.includes('samal-short')))
    await pool.query("update offer set amount_max_tenge = 190000 where offer_id = 'samal-short'")
    assert.equal((await run('audit')).code, 0)

    const note = await readFile(join(folder, 'last-checkpoint'), 'utf8')
    for (const table of ['ledger_checkpoint', 'ledger_tile', 'ledger_entry']) {
      await pool.query(`alter table ${table} disable trigger user`)
    }
    await pool.query('truncate ledger_checkpoint, ledger_tile')
    await pool.query('delete from ledger_entry')
    await run('migrate')
    const back = await run('audit')
    assert.equal(back.code, 1)
    assert.equal((back.json as { ledger: { rolledBack: boolean } }).ledger.rolledBack, true)
    assert.equal(await readFile(join(folder, 'last-checkpoint'), 'utf8'), note)
  } finally {
    await pool.end()
  }
})

test('in production there is no demo world, and the faults of the settings are all named', async () => {
  await using place = await openPlace()
  const env = {
    DATABASE_URL: place.databaseUrl,
    KELISIM_DATA: place.folder,
    KELISIM_MODE: 'production',
  }
  const ran = await runCli(['seed'], env)
  assert.equal(ran.code, 1)
  assert.match(ran.err, /KELISIM_PASSPHRASE/)
  assert.match(ran.err, /KELISIM_LENDERS/)
})
