/**
 * A migrated, empty database beside the living one, for a restoration that only has to be tried.
 *
 * Dropped when done, with whatever was restored into it. Requirements: R-83.
 */
import { openPool, type Pool } from './database.ts'
import { migrate } from './migrate.ts'

export interface Scratch extends AsyncDisposable {
  readonly url: string
}

/** `name`: lower-case letters, digits and `_`; `ownerUrl` may create databases. */
export async function openScratch(ownerUrl: string, name: string): Promise<Scratch> {
  if (!/^[a-z][a-z0-9_]{0,60}$/.test(name)) throw new Error('a scratch database has a plain name')
  await inCluster(ownerUrl, `create database ${name}`)
  const url = new URL(ownerUrl)
  url.pathname = `/${name}`
  const drop = async () => await inCluster(ownerUrl, `drop database ${name} with (force)`)
  try {
    await migrate(url.href)
    return { url: url.href, [Symbol.asyncDispose]: drop }
  } catch (error) {
    await drop()
    throw error
  }
}

async function inCluster(ownerUrl: string, statement: string): Promise<void> {
  const pool = openPool(ownerUrl, undefined)
  try {
    await pool.query(statement)
  } finally {
    await pool.end()
  }
}

/** Ids of every action that stands, in the ledger or waiting for it. */
export async function standingActions(pool: Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ action_id: string }>(
    'select action_id from ledger_entry union all select action_id from action_inbox',
  )
  return new Set(rows.map((row) => row.action_id))
}
