/** What a transaction does when the connection, a statement, the callback or the pool fails under it. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { testDatabase } from '@kelisim/postgres'
import { Outage } from '@kelisim/terms'
import { Client } from 'pg'
import {
  type Client as Held,
  inSnapshot,
  inTransaction,
  openPool,
  type Pool,
  sqlState,
} from './database.ts'

/** A pool on a database with one empty table, and a second connection that no test breaks. */
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

async function marks(other: Client): Promise<readonly number[]> {
  const { rows } = await other.query<{ id: number }>('select id from mark order by id')
  return rows.map((row) => row.id)
}

const PID = 'select pg_backend_pid() as pid'

test('a connection that dies while a unit computes fails that unit and not the process', async (context) => {
  const { pool, other } = await openTable(context)
  await assert.rejects(
    inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>(PID)
      await client.query('insert into mark values (1)')
      await other.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
      // Long enough for the bad news to come while no query waits for it.
      await new Promise((resolve) => setTimeout(resolve, 50))
      await client.query('insert into mark values (2)')
    }),
  )
  assert.deepEqual(await marks(other), [])
  await inTransaction(
    pool,
    async (client) => void (await client.query('insert into mark values (3)')),
  )
  assert.deepEqual(await marks(other), [3])
})

test('a connection that is cut between the last change and the commit leaves nothing', async (context) => {
  const { pool, other } = await openTable(context)
  let tries = 0
  await inTransaction(pool, async (client) => {
    tries += 1
    const { rows } = await client.query<{ pid: number }>(PID)
    await client.query('insert into mark values ($1)', [tries])
    if (tries === 1) await other.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
  }).catch(() => undefined)
  // Either the whole unit ran again or it failed; the first run never stands.
  assert.ok(!(await marks(other)).includes(1))
})

test('a last change that fails takes the commit behind it back', async (context) => {
  const { pool, other } = await openTable(context)
  await assert.rejects(
    inTransaction(
      pool,
      async (client) => {
        await client.query('insert into mark values (1)')
        return client
      },
      () => Promise.reject(new Error('never sent')),
    ),
    /never sent/,
  )
  assert.deepEqual(await marks(other), [], 'a change that was never sent must not be left out')
})

test('an error that the work swallows does not become a commit of nothing', async (context) => {
  const { pool, other } = await openTable(context)
  await assert.rejects(
    inTransaction(pool, async (client) => {
      await client.query('insert into mark values (1)')
      await client.query('select 1 / 0').catch(() => undefined)
    }),
    /rolled back/,
  )
  assert.deepEqual(await marks(other), [])
})

test('a throw in the callback with queries still on the wire leaves nothing', async (context) => {
  const { pool, other } = await openTable(context)
  await assert.rejects(
    inTransaction(pool, async (client) => {
      const sent = client.query('insert into mark values (1)')
      sent.catch(() => undefined)
      throw new Error('no')
    }),
    /no/,
  )
  assert.deepEqual(await marks(other), [])
})

test('when every connection is taken a unit fails as an outage and does not wait for ever', async (context) => {
  const database = await testDatabase()
  // Long enough for a new connection on a machine with much else to do.
  const pool = openPool(database.url, undefined, { connectMsMax: 2_000 })
  context.after(async () => {
    await pool.end()
    await database.close()
  })
  const held: Held[] = []
  for (let place = 0; place < 20; place++) held.push(await pool.connect())
  await assert.rejects(
    inTransaction(pool, async () => await Promise.resolve()),
    Outage,
  )
  for (const client of held) client.release()
  await inTransaction(pool, async () => await Promise.resolve())
})

test('a unit that meets a unique key runs again, and any other refusal is thrown once', async (context) => {
  const { pool, other } = await openTable(context)
  let tries = 0
  await inTransaction(pool, async (client) => {
    tries += 1
    if (tries === 1) await other.query('insert into mark values (1)')
    await client.query('insert into mark values ($1)', [tries])
  })
  assert.equal(tries, 2)
  tries = 0
  await assert.rejects(
    inTransaction(pool, async (client) => {
      tries += 1
      await client.query('insert into nowhere values (1)')
    }),
    (error) => sqlState(error) === '42P01',
  )
  assert.equal(tries, 1)
})

test('a snapshot whose connection dies gives its place in the pool back', async (context) => {
  const { pool, other } = await openTable(context)
  await assert.rejects(
    inSnapshot(pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>(PID)
      await other.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
      await client.query('select 1')
    }),
  )
  assert.equal(pool.totalCount, 0)
})
