/**
 * Brings a database to this program's schema: numbered `.sql` files, forward only, each in one
 * transaction together with the row that records it.
 *
 * A file once applied never changes: its SHA-256 is compared at every start, and a difference or a
 * newer breaking schema stops the program instead of guessing.
 */
import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { inTransaction, openPool, type Pool } from './database.ts'

const FOLDER = new URL('../migrations/', import.meta.url)
/** Any constant; the same in every program, so that two starts wait for each other. */
const LOCK = 7_305_112

export interface Migration {
  readonly name: string
  readonly sha256: string
  readonly sql: string
}

/** Applies what is missing; returns the names applied now. `url` is the owner's. */
export async function migrate(url: string): Promise<readonly string[]> {
  const pool = openPool(url, undefined)
  try {
    const files = await migrations()
    return await inTransaction(pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [LOCK])
      await client.query(
        'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
      )
      await client.query('grant select on migration to public')
      const done = await applied(client)
      refuseForeign(files, done)
      const missing = files.filter((file) => !done.has(file.name))
      for (const file of missing) {
        // First, so that a concurrent start collides here and not halfway through the file.
        await client.query('insert into migration (name, sha256) values ($1, $2)', [
          file.name,
          file.sha256,
        ])
        await client.query(file.sql)
      }
      return missing.map((file) => file.name)
    })
  } finally {
    await pool.end()
  }
}

/** True when every migration of this program is applied; used by `/readyz`. */
export async function isMigrated(pool: Pool): Promise<boolean> {
  const files = await migrations()
  const done = await applied(pool)
  return files.every((file) => done.get(file.name) === file.sha256)
}

export async function migrations(): Promise<readonly Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name)).sort()
  return await Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, FOLDER), 'utf8')
      return { name, sql, sha256: hash('sha256', sql) }
    }),
  )
}

type Asks = Pick<Pool, 'query'>

async function applied(client: Asks): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration',
  )
  return new Map(rows.map((row) => [row.name, row.sha256]))
}

function refuseForeign(files: readonly Migration[], done: ReadonlyMap<string, string>): void {
  const known = new Map(files.map((file) => [file.name, file.sha256]))
  for (const [name, sha256] of done) {
    const here = known.get(name)
    if (here === undefined) throw new Error(`the database is newer than this program: ${name}`)
    if (here !== sha256) throw new Error(`an applied migration was edited: ${name}`)
  }
}
