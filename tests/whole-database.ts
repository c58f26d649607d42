/** Every row of every table as one text, bytes read as letters: to look for what must not stand anywhere. */
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
