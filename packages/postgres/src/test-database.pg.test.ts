import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from 'pg'
import { testDatabase } from './index.ts'

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql)
    return rows[0]?.answer
  } finally {
    await client.end()
  }
}

test('a template is prepared once and copied for each test, whoever comes first', async () => {
  let prepared = 0
  const template = {
    name: `once_${process.pid}`,
    prepare: async (url: string) => {
      prepared += 1
      await ask(url, 'create table person (id int)')
    },
  }
  const all = await Promise.all([1, 2, 3].map(() => testDatabase(template)))
  const [first, second] = all
  assert.ok(first && second)
  await ask(first.url, 'insert into person values (1)')
  assert.equal(await ask(first.url, 'select count(*)::int as answer from person'), 1)
  assert.equal(await ask(second.url, 'select count(*)::int as answer from person'), 0)
  assert.equal(prepared, 1)
  await Promise.all(all.map((database) => database.close()))
})

test('a template that fails half-way is not used by the next test', async () => {
  const name = `half_${process.pid}`
  const fail = async (url: string) => {
    await ask(url, 'create table half (id int)')
    throw new Error('stopped here')
  }
  await assert.rejects(testDatabase({ name, prepare: fail }), /stopped here/)
  await using database = await testDatabase({ name, prepare: async () => undefined })
  assert.equal(await ask(database.url, "select to_regclass('half') as answer"), null)
})

test('an empty database speaks UTF-8 and sorts and folds Kazakh letters without the system locale', async () => {
  await using database = await testDatabase()
  assert.equal(await ask(database.url, "select upper('қарлығаш') as answer"), 'ҚАРЛЫҒАШ')
  assert.equal(
    await ask(database.url, "select current_setting('server_encoding') as answer"),
    'UTF8',
  )
})

test('a database is dropped although a connection is still open', async () => {
  const database = await testDatabase()
  const client = new Client({ connectionString: database.url })
  client.on('error', () => undefined)
  await client.connect()
  await database.close()
  await assert.rejects(ask(database.url, 'select 1'), { code: '3D000' })
  await client.end().catch(() => undefined)
})
