/**
 * Whose handles are these? Only the people's own keys can say, so every key is asked.
 *
 * The ledger names nobody: a handle is made with the person's key, and nothing stored leads back from it. For an incident
 * the operator has to find the people, so the keys are unwrapped page by page. A handle that no key
 * makes is of somebody destroyed since. Requirements: R-82, L-3. Invariant I5. Opens no box.
 */
import type { SubjectId } from '@kelisim/terms'
import { handleOf, unwrapSubjectKey } from '@kelisim/vault'
import type { Store } from './store.ts'

const PAGE = 2_000

interface KeyRow {
  readonly subject_id: SubjectId
  readonly key_version: number
  readonly epoch: number
  readonly wrapped: Uint8Array
}

/** By handle. Reads everybody's wrapped key once, as the keeper; some ten microseconds for each. */
export async function subjectsOf(
  store: Store,
  handles: ReadonlySet<string>,
): Promise<ReadonlyMap<string, SubjectId>> {
  const found = new Map<string, SubjectId>()
  let after = '00000000-0000-0000-0000-000000000000'
  while (found.size < handles.size) {
    const { rows } = await store.as.keeper.query<KeyRow>({
      text: `select subject_id, key_version, epoch, wrapped from keys.subject_key
             where subject_id > $1 order by subject_id limit ${PAGE}`,
      values: [after],
      name: 'people_of_handles',
    })
    for (const { key_version: keyVersion, ...row } of rows) {
      const key = unwrapSubjectKey(store.keys.keyring, row.subject_id, { ...row, keyVersion })
      const handle = key === undefined ? undefined : handleOf(key)
      if (handle !== undefined && handles.has(handle)) found.set(handle, row.subject_id)
    }
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.subject_id
  }
  return found
}
