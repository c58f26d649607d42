/**
 * What does the ledger say of backups, drills and restorations? The newest first.
 *
 * Asked of an index of its own (0065), so the answer costs the same in a ledger of any size. Entries that still wait
 * for a place are not here: they get it within a moment. Law: 94-V art. 22(1)(3). Requirements.
 */
import { type Entry, readEntry } from './entry.ts'
import type { Pool } from './database.ts'

export interface StoryEntry {
  readonly entry: Entry
  readonly index: number
}

const KINDS = "kind in ('backup_begun', 'data_restored', 'ledger_checked')"

export async function newestOfKind(
  pool: Pool,
  kind: 'backup_begun' | 'data_restored',
  limit: number,
): Promise<readonly StoryEntry[]> {
  const { rows } = await pool.query<{ entry: Uint8Array; leaf_index: number }>(
    `select entry, leaf_index from ledger_entry where ${KINDS} and kind = $1
     order by leaf_index desc limit $2`,
    [kind, limit],
  )
  return rows.map((row) => ({ entry: readEntry(row.entry), index: row.leaf_index }))
}

/** A drill is recorded as a check of the ledger that says so (`drill.ts` in work). */
export async function newestDrill(pool: Pool): Promise<StoryEntry | undefined> {
  const { rows } = await pool.query<{ entry: Uint8Array; leaf_index: number }>(
    `select entry, leaf_index from ledger_entry where ${KINDS} and kind = 'ledger_checked'
       and position('"what":"drill"' in convert_from(entry, 'UTF8')) > 0
     order by leaf_index desc limit 1`,
  )
  const row = rows[0]
  return row && { entry: readEntry(row.entry), index: row.leaf_index }
}
