/**
 * Puts back the texts that are addressed by their hash: of consents, and of the policy's files.
 *
 * Such a text proves itself, so any backup that has it will do. Requirements. Invariant I7.
 */
import { type Keyring, openFromBackup } from '@kelisim/vault'
import { type Manifest, parted } from './backup-format.ts'
import { putExtraRows } from './backup-extras.ts'
import type { BackupPool } from './backup-pool.ts'
import type { Client } from './database.ts'

/** The table and the column whose SHA-256 the key is. */
export const TEXTS: Readonly<Record<string, string>> = {
  consent_text: 'verbatim',
  policy_file: 'content',
}

/** The number of texts put right. */
export async function mendTexts(
  client: Client,
  pool: BackupPool,
  keyring: Keyring,
  manifest: Manifest,
): Promise<number> {
  let mended = 0
  for (const [table, column] of Object.entries(TEXTS)) {
    const rows = await extrasOf(pool, keyring, manifest, table)
    mended += await putExtraRows(client, table, rows)
    const { rowCount } = await client.query(
      `update ${table} t set ${column} = r.${column}
       from jsonb_populate_recordset(null::${table}, $1::jsonb) r
       where t.sha256 = r.sha256 and t.${column} <> r.${column}
         and r.sha256 = encode(sha256(convert_to(r.${column}, 'UTF8')), 'hex')`,
      [`[${rows.join(',')}]`],
    )
    mended += rowCount ?? 0
  }
  return mended
}

/** The rows of a table that was taken whole; none when the object is not what was named. */
export async function extrasOf(
  pool: BackupPool,
  keyring: Keyring,
  manifest: Manifest,
  table: string,
): Promise<readonly string[]> {
  const held = manifest.extras.find((extra) => extra.table === table)
  const sealed = held && (await pool.folder.read(held.name))
  const place = { medium: pool.medium, kind: 'extras', name: held?.name ?? '' }
  const bytes = sealed && openFromBackup(keyring, place, sealed)
  return bytes === undefined ? [] : parted(bytes).map((row) => Buffer.from(row).toString('utf8'))
}
