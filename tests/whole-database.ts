/** Every row of every table as one text, bytes read as letters, and every file: to look for what must not stand anywhere. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openPool } from '@kelisim/store'

export async function wholeDatabase(url: string): Promise<string> {
  const pool = openPool(url, undefined, { connectionsMax: 1 })
  try {
    const { rows: tables } = await pool.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname in ('public', 'keys') order by 1`,
    )
    const texts: string[] = []
    for (const { name } of tables) {
      // The policy and its documents name what is never asked; they are about nobody.
      if (name.startsWith('policy_')) continue
      const { rows } = await pool.query<Readonly<Record<string, unknown>>>(`select * from ${name}`)
      texts.push(`${name} ${JSON.stringify(rows.map((row) => Object.values(row).map(readable)))}`)
    }
    return texts.join('\n')
  } finally {
    await pool.end()
  }
}

function readable(value: unknown): unknown {
  return Buffer.isBuffer(value) ? value.toString('utf8') : value
}

/** Every column of any table that holds these bytes. */
export async function placesOf(url: string, hex: string): Promise<readonly string[]> {
  const pool = openPool(url, undefined, { connectionsMax: 1 })
  try {
    const { rows: columns } = await pool.query<{ table: string; column: string; type: string }>(
      `select format('%I.%I', table_schema, table_name) as table, quote_ident(column_name) as column, data_type as type
       from information_schema.columns
       where table_schema in ('public', 'keys') and data_type in ('bytea', 'uuid') order by 1, 2`,
    )
    const places: string[] = []
    for (const { table, column, type } of columns) {
      const bytes = type === 'uuid' ? `uuid_send(${column})` : column
      const found = await pool.query(`select from ${table} where ${bytes} = $1 limit 1`, [
        Buffer.from(hex, 'hex'),
      ])
      if (found.rowCount === 1) places.push(`${table}.${column}`)
    }
    return places
  } finally {
    await pool.end()
  }
}

/** Every file under a folder that holds one of the words, as raw bytes. */
export async function filesWith(
  folder: string,
  words: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    for (const word of words) if (bytes.includes(word)) found.push(`${word} in ${path}`)
  }
  return found
}
