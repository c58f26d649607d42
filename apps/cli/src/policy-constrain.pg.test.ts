import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { testDatabase } from '@kelisim/postgres'
import { migrate, openPool } from '@kelisim/store'
import { runCli } from './run-cli.ts'

const POLICY = join(import.meta.dirname, '../../../policy/proleads')

test('R-54, I9: policy constrain lets the owner’s database refuse, and twice is once', async (context) => {
  const database = await testDatabase()
  context.after(async () => await database.close())
  await migrate(database.url)
  for (const _ of ['once', 'twice']) {
    const ran = await runCli(['policy', 'constrain', POLICY, '--json'], {
      DATABASE_URL: database.url,
    })
    assert.equal(ran.code, 0, ran.err)
  }
  const pool = openPool(database.url, undefined)
  const { rows } = await pool.query(`select 1 from pg_constraint where conname = 'policy_box'`)
  await pool.end()
  assert.equal(rows.length, 1)
})

test('R-84, I8: rows that stood before are told, and held to it once they are gone', async (context) => {
  const database = await testDatabase()
  const pool = openPool(database.url, undefined)
  context.after(async () => {
    await pool.end()
    await database.close()
  })
  await migrate(database.url)
  await pool.query(
    `insert into staff values (gen_random_uuid(), 'eve', 'Eve', 'emperor', 'x', 'x', false, 'x')`,
  )
  const constrain = async () => {
    const ran = await runCli(['policy', 'constrain', POLICY, '--json'], {
      DATABASE_URL: database.url,
    })
    assert.equal(ran.code, 0, ran.err)
    const { tables } = JSON.parse(ran.out) as { tables: { table: string; holds: boolean }[] }
    const { rows } = await pool.query<{ table: string; holds: boolean }>(
      `select relname as table, convalidated as holds from pg_constraint
       join pg_class r on r.oid = conrelid where conname = 'policy_' || relname order by relname`,
    )
    assert.deepEqual(tables, rows)
    return tables
  }
  const before = await constrain()
  assert.equal(before.length, 4)
  assert.deepEqual(
    before.filter(({ holds }) => !holds).map(({ table }) => table),
    ['staff'],
  )
  await pool.query(`delete from staff where login = 'eve'`)
  assert.ok((await constrain()).every(({ holds }) => holds))
})

test('policy constrain without the owner’s database is told what is missing', async () => {
  const ran = await runCli(['policy', 'constrain', POLICY])
  assert.equal(ran.code, 1)
  assert.match(ran.err, /DATABASE_URL/)
})
