/**
 * People are found under a new index key: whose link is missing under it, and how it comes to stand there.
 *
 * The values are opened here to be hashed again and never leave; that is keeping them, so the permit is one to store,
 * and it opens blocked and restricted data as well: a person who cannot be found cannot lift a block either.
 *
 * Law: 94-V art. 22. Requirements. Invariants I4, I12. Decision 0128.
 */
import { fieldOfType } from '@kelisim/policy'
import type { Permit } from '@kelisim/rules'
import { type Moment, moment, type SubjectId } from '@kelisim/terms'
import { blindIndexes, liftedKey, type VersionedIndex } from '@kelisim/vault'
import { type Client, inTransaction } from './database.ts'
import { boxesOf, guard, openAmong, Tampered } from './door.ts'
import type { Known } from './facts.ts'
import { load } from './load.ts'
import { iso } from './session.ts'
import type { AsideKind } from './statement.ts'
import type { Store } from './store.ts'
import type { IdentityKind } from './subject.ts'
import { IDENTITY_LINK, type Stored } from './table.ts'
import type { Unit } from './unit.ts'
import type { Writing } from './writing.ts'

const KINDS: readonly IdentityKind[] = ['phone', 'iin']

/** What a link must (`newest`) and may (`oldest`) be written under; every link stands under `cleared`, and none under an older key. */
export interface IndexFloor {
  readonly newest: number
  readonly oldest: number
  readonly cleared: number
  /** When the newest began. */
  readonly begunAt: Moment
}

export async function indexFloor(client: Pick<Client, 'query'>): Promise<IndexFloor> {
  const { rows } = await client.query<Omit<IndexFloor, 'begunAt'> & { begun_at: number }>(
    'select newest, oldest, cleared, begun_at from keys.index_floor',
  )
  const [floor] = rows
  if (floor === undefined) throw new Error('the floor of the index keys is gone')
  const { begun_at: begunAt, ...versions } = floor
  return { ...versions, begunAt: moment(begunAt) }
}

/** From here on a process with an older keyring writes no link; returns when none is under way that began before. */
export async function raiseIndexFloor(store: Store, floor: IndexFloor): Promise<void> {
  await inTransaction(store.as.keeper, async (client) => {
    await client.query(
      // Whoever comes late with what was true a moment ago lowers nothing.
      `update keys.index_floor set newest = greatest(newest, $1), oldest = greatest(oldest, $2),
         cleared = greatest(cleared, $3), begun_at = greatest(begun_at, $4)`,
      [floor.newest, floor.oldest, floor.cleared, iso(floor.begunAt)],
    )
  })
  await inTransaction(store.pool, async (client) => {
    await client.query('lock table identity_link in share row exclusive mode')
  })
}

const LEFT = `
  select distinct older.subject_id from identity_link older
  where older.subject_id > $1 and older.index_version < $2 and not exists (
    select from identity_link newest where newest.subject_id = older.subject_id
      and newest.kind = older.kind and newest.index_version = $2)
  order by older.subject_id limit $3`
const FIRST = '00000000-0000-0000-0000-000000000000'

/** People beyond `after` who are not found under that version yet, in their order. */
export async function peopleToRelink(
  store: Store,
  version: number,
  limit: number,
  after: string = FIRST,
): Promise<readonly SubjectId[]> {
  const { rows } = await store.pool.query<{ subject_id: SubjectId }>(LEFT, [after, version, limit])
  return rows.map((row) => row.subject_id)
}

/**
 * Writes the person's links under the newest key. The link of a value that is no longer held goes: it cannot be made
 * anew. Returns how many were written; the caller records the action.
 */
export async function relink(
  store: Store,
  unit: Unit,
  known: Known,
  permit: Permit,
): Promise<{ readonly written: number; readonly gone: number }> {
  guard(known.facts, permit)
  if (permit.operation !== 'store') throw new Error('indexes are made anew under a permit to store')
  if (known.key === undefined) throw new Tampered('the key of a living subject is gone')
  const { subject } = known.facts
  const key = known.key.isBlocked ? liftedKey(known.key) : known.key
  const values = openAmong(unit, key, subject, await boxesOf(unit, subject), permit.fields)
  const links = await load(unit.client, IDENTITY_LINK, 'subject_id = $1', [subject])
  const { keyring } = store.keys
  let [written, gone] = [0, 0]
  for (const kind of KINDS) {
    const held = links.filter((link) => link.kind === kind)
    if (held.length === 0 || held.some((link) => link.index_version === keyring.indexVersion))
      continue
    const value = values[fieldOfType(unit.policy, kind)?.id ?? '']
    if (value === undefined) {
      for (const link of held) unit.remove(IDENTITY_LINK, link)
      gone += held.length
      continue
    }
    const indexes = blindIndexes(keyring, kind, value)
    refuseOther(held, indexes)
    putLinks(store, unit, subject, kind, indexes.slice(-1))
    written += 1
  }
  return { written, gone }
}

/** A link that does not agree with the value it stands for was put there behind the door's back. */
function refuseOther(
  held: readonly Stored<typeof IDENTITY_LINK>[],
  indexes: readonly VersionedIndex[],
): void {
  for (const link of held) {
    const own = indexes.find(({ version }) => version === link.index_version)
    if (own !== undefined && !Buffer.from(own.index).equals(link.blind_index))
      throw new Tampered('a link does not agree with its value')
  }
}

export function putLinks(
  { keys: { keyring } }: Store,
  unit: Writing,
  subject: SubjectId,
  kind: IdentityKind,
  indexes: readonly VersionedIndex[],
): void {
  for (const { version, index } of indexes) {
    unit.put(IDENTITY_LINK, {
      kind,
      blind_index: index,
      subject_id: subject,
      index_version: version,
    })
  }
  const row = { newest: keyring.indexVersion, oldest: keyring.indexFoundBy }
  unit.aside({ kind: WITH_KEYS_OF_NOW, row })
}

/** Who has an older keyring, or one that still finds by an ended key, writes no link: the unit fails and goes again. */
const WITH_KEYS_OF_NOW: AsideKind = {
  sql: `select 1 from ROWS
        join keys.index_floor floor on floor.newest <= r.newest and floor.oldest <= r.oldest`,
  columns: { newest: 'int', oldest: 'int' },
}

/** Takes away links under keys before `version`, some at a time; the caller records the action. */
export async function removeOlderLinks(
  unit: Unit,
  version: number,
  limit: number,
): Promise<number> {
  const where = 'index_version < $1 order by subject_id limit $2'
  const links = await load(unit.client, IDENTITY_LINK, where, [version, limit])
  for (const link of links) unit.remove(IDENTITY_LINK, link)
  return links.length
}
