/** Whom has this database destroyed? For whoever restores a copy beside it (R-99, I5). */
import type { SubjectId } from '@kelisim/terms'
import { openPool } from './database.ts'

export async function destroyedSubjects(ownerUrl: string): Promise<ReadonlySet<SubjectId>> {
  const pool = openPool(ownerUrl, undefined)
  try {
    const { rows } = await pool.query<{ subject_id: SubjectId }>(
      'select subject_id from destruction',
    )
    return new Set(rows.map((row) => row.subject_id))
  } finally {
    await pool.end()
  }
}
