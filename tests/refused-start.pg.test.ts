/** A start that is refused after PostgreSQL came up leaves no server behind. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openHouse } from '@kelisim/house'
import { startPostgres } from '@kelisim/postgres'
import { openPool } from '@kelisim/store'
import { environmentOf } from './crash/house-of-crashes.ts'
import { killPostgres } from './crash/kill-postgres.ts'

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
