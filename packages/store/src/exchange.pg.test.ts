/** Several statements in one exchange: their answers, their order, and what a failure among them leaves. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { testDatabase } from '@kelisim/postgres'
import fc from 'fast-check'
import { Client } from 'pg'
import { bytesOf, listOf, momentOf } from './cell.ts'
import { columnArray } from './column.ts'
import { inExchanges, openPool, type Pool, sqlState } from './database.ts'
import { exchange } from './exchange.ts'

const never = () => false

async function openTable(context: TestContext): Promise<{ pool: Pool; other: Client }> {
  const database = await testDatabase()
  const pool = openPool(database.url, undefined)
  const other = new Client({ connectionString: database.url })
  await other.connect()
  await other.query('create table mark (id int primary key)')
  context.after(async () => {
    await pool.end()
    await other.end()
    await database.close()
  })
  return { pool, other }
}

const INSERT = (id: number) => ({ text: 'insert into mark values ($1::int)', values: [String(id)] })
const MARKS = { text: 'select id from mark order by id', values: [] }

async function marks(other: Client): Promise<readonly number[]> {
  const { rows } = await other.query<{ id: number }>(MARKS.text)
  return rows.map((row) => row.id)
}

test('answers come in the order of the statements, each with its rows', async (context) => {
  const { pool } = await openTable(context)
  const client = await pool.connect()
  for (let round = 0; round < 3; round++) {
    const answers = await exchange(client, [
      { text: 'select 1, null, $1::text', values: ['ә"\\'] },
      { text: 'select from mark where false', values: [] },
      { text: 'select generate_series(1, 3)', values: [] },
    ])
    assert.deepEqual(
      answers.map(({ rows }) => rows),
      [[['1', null, 'ә"\\']], [], [['1'], ['2'], ['3']]],
    )
  }
  client.release()
})

test('a statement that fails ends its exchange: the commit behind it is not carried out (I2)', async (context) => {
  const { pool, other } = await openTable(context)
  const failing = inExchanges(
    pool,
    async (ask) => await ask(INSERT(1)),
    () => [{ text: 'select 1 / 0', values: [] }],
    never,
  )
  await assert.rejects(failing, (error) => sqlState(error) === '22012')
  assert.deepEqual(await marks(other), [])
  const again = inExchanges(
    pool,
    async (ask) => await ask(INSERT(2)),
    () => [INSERT(3), { text: 'select 1 / 1', values: [] }],
    never,
  )
  await again
  assert.deepEqual(await marks(other), [2, 3], 'the connection is as good as before')
})

test('a failure in the first exchange, in the work or in making the last statement leaves nothing', async (context) => {
  const { pool, other } = await openTable(context)
  const thrown = () => {
    throw new Error('no')
  }
  const nothing = () => []
  await assert.rejects(
    inExchanges(
      pool,
      async (ask) => await ask(INSERT(1), { text: 'nonsense', values: [] }),
      nothing,
      never,
    ),
    (error) => sqlState(error) === '42601',
  )
  await assert.rejects(
    inExchanges(
      pool,
      async (ask) => {
        await ask(INSERT(1))
        return thrown()
      },
      nothing,
      never,
    ),
    /no/,
  )
  await assert.rejects(
    inExchanges(pool, async (ask) => await ask(INSERT(1)), thrown, never),
    /no/,
  )
  assert.deepEqual(await marks(other), [])
})

test('a connection that dies fails the unit, and the next one has another', async (context) => {
  const { pool, other } = await openTable(context)
  let tries = 0
  await inExchanges(
    pool,
    async (ask) => {
      tries += 1
      const [answer] = await ask({ text: 'select pg_backend_pid()', values: [] }, INSERT(tries))
      const pid = answer?.rows[0]?.[0]
      if (tries === 1) await other.query('select pg_terminate_backend($1, 5000)', [pid])
    },
    () => [INSERT(10 + tries)],
    never,
  ).catch(() => undefined)
  assert.ok(!(await marks(other)).includes(1), 'the first run never stands')
})

test('a question behind a lock sees what the lock waited for (I6)', async (context) => {
  const { pool, other } = await openTable(context)
  await other.query('insert into mark values (1)')
  await other.query('begin')
  await other.query('select from mark where id = 1 for update')
  const seen = inExchanges(
    pool,
    async (ask) => await ask({ text: 'select from mark for share', values: [] }, MARKS),
    () => [],
    never,
  )
  await new Promise((resolve) => setTimeout(resolve, 100))
  await other.query('insert into mark values (2)')
  await other.query('commit')
  assert.deepEqual((await seen)[1]?.rows, [['1'], ['2']])
})

test('cells in text are read as the values that were sent', async (context) => {
  const { pool } = await openTable(context)
  const client = await pool.connect()
  const texts = fc.array(fc.string({ unit: 'grapheme' }).map((drawn) => drawn.replaceAll('\0', '')))
  const moments = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2200, 0) })
  const cells = fc.tuple(texts, moments, fc.uint8Array({ maxLength: 300 }))
  await fc.assert(
    fc.asyncProperty(cells, async ([list, at, bytes]) => {
      const [answer] = await exchange(client, [
        {
          text: `select (select r::text[] from unnest($1::text[]) as r),
            (select r from unnest($2::timestamptz[]) as r), (select r from unnest($3::bytea[]) as r)`,
          values: [
            columnArray('texts', [list]),
            columnArray('moment', [at]),
            columnArray('bytes', [bytes]),
          ],
        },
      ])
      const [listText, momentText, bytesText] = answer?.rows[0] ?? []
      assert.deepEqual(listOf(listText ?? ''), list)
      assert.equal(momentOf(momentText ?? ''), at)
      assert.deepEqual(new Uint8Array(bytesOf(bytesText ?? '')), bytes)
    }),
    { numRuns: 80 },
  )
  client.release()
})
