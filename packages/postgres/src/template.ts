/**
 * A finished database once, copies of it many times.
 *
 * Running all migrations takes seconds, copying the result takes a tenth of one. The template is made under
 * another name and renamed when it is complete, so that no copy is ever taken of half a schema; an advisory
 * lock lets one process make it while the others wait.
 */
import { createHash, randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { PostgresServer } from './server.ts'

/** PostgreSQL cuts longer names silently, and two names could become one. */
const NAME_BYTES_MAX = 63

/** Makes the database `name` with `prepare` unless it exists; `prepare` gets a superuser's url to it. */
export async function templateDatabase(
  server: PostgresServer,
  name: string,
  prepare: (url: string) => Promise<void>,
): Promise<void> {
  const unfinished = `${name}_unfinished`
  const [final, building] = [quote(name), quote(unfinished)]
  await asSuperuser(server, async (client) => {
    // Freed with the connection, also when this process is killed.
    await client.query('select pg_advisory_lock($1, $2)', lockOf(name))
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rows.length > 0) return
    await client.query(`drop database if exists ${building} with (force)`)
    await client.query(`create database ${building}`)
    await prepare(server.superuserUrl(unfinished))
    await client.query(`alter database ${building} rename to ${final}`)
  })
}

/** Copies `template` into a new database and returns its name. */
export async function cloneDatabase(server: PostgresServer, template: string): Promise<string> {
  const name = `${template.slice(0, 40)}_${randomBytes(8).toString('hex')}`
  await asSuperuser(server, async (client) => {
    // Only one copy of a template is made at a time: PostgreSQL refuses a source with other sessions in it.
    await client.query('select pg_advisory_lock($1, $2)', lockOf(template))
    await client.query(`create database ${quote(name)} template ${quote(template)}`)
  })
  return name
}

/** Cuts the connections that are still open: a test that failed leaves some. */
export async function dropDatabase(server: PostgresServer, name: string): Promise<void> {
  await asSuperuser(server, async (client) => {
    await client.query(`drop database if exists ${quote(name)} with (force)`)
  })
}

async function asSuperuser(
  server: PostgresServer,
  task: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: server.superuserUrl() })
  await client.connect()
  try {
    await task(client)
  } finally {
    await client.end()
  }
}

function quote(name: string): string {
  if (Buffer.byteLength(name) > NAME_BYTES_MAX)
    throw new Error('the name of a database is too long')
  return `"${name.replaceAll('"', '""')}"`
}

function lockOf(name: string): [number, number] {
  const hash = createHash('sha256').update(name).digest()
  return [hash.readInt32BE(0), hash.readInt32BE(4)]
}
