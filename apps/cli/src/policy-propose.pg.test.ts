/** A folder becomes a draft at the terminal, once, and rules nothing. */
import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testDatabase } from '@kelisim/postgres'
import { migrate, openPool } from '@kelisim/store'
import { runCli } from './run-cli.ts'

const POLICY = new URL('../../../policy/proleads', import.meta.url).pathname

test('a changed folder is drafted once and the version in force stays', async () => {
  const database = await testDatabase({
    name: 'kelisim',
    prepare: async (url) => void (await migrate(url)),
  })
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-propose-'))
  const pool = openPool(database.url, undefined)
  try {
    const changed = join(folder, 'next')
    await cp(POLICY, changed, { recursive: true })
    const head = await readFile(join(changed, 'policy.yaml'), 'utf8')
    const next = head
      .replace(/^version: \d+$/m, 'version: 99')
      .replace(/^( {2}number: ).*$/m, "$1''")
    await writeFile(join(changed, 'policy.yaml'), next)
    const env = { DATABASE_URL: database.url, KELISIM_DATA: folder }
    const propose = async () => await runCli(['policy', 'propose', changed, '--json'], env)
    const first = await propose()
    assert.equal(first.code, 0, first.err)
    const said = first.json as {
      edition: string
      repeated: boolean
      findings: readonly { code: string }[]
    }
    assert.equal(said.repeated, false)
    assert.ok(said.findings.some(({ code }) => code === 'approval_missing'))
    const again = (await propose()).json as typeof said
    assert.deepEqual([again.edition, again.repeated], [said.edition, true])
    const { rows } = await pool.query<{ version: number; state: string }>(
      'select version, state from policy_edition order by version',
    )
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['in_force', 'draft'],
    )
    assert.equal(rows[1]?.version, 99)
    assert.equal((await runCli(['policy', 'propose', join(folder, 'nowhere')], env)).code, 2)
  } finally {
    await pool.end()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
})
