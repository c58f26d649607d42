/**
 * The key of the blind indexes is changed each year: everybody is written down under the new one, then the old one ends.
 *
 * Whoever once had the old key and a copy of the table could try every phone and every IIN against it. In rounds,
 * each of which may die anywhere and is taken up by the next, in whatever process:
 *
 *   1. A keyring with a second index key is saved. From then on every link is written under both keys, and people are
 *      found by the older one: under that everybody stands.
 *   2. No link may be written without the newer key (`keys.index_floor`); then each person's values are opened inside
 *      the store, under a permit of the rules, and their links written under it. One action for each person.
 *   3. When nobody is left, and codes under way have run out, the keyring without the older key is saved. People are
 *      found by the newer one, and the older links go.
 *
 * Somebody whose value does not open stops it there: the older key lives until the row is restored.
 * The link of a number whose term is over cannot be made anew and goes. After a restoration the same rounds write
 * the links of the backup's day under the keys of today.
 *
 * Law: 94-V art. 22. Requirements. Invariant I12. Decision 0128.
 */
import { rightsPurpose } from '@kelisim/policy'
import { decide } from '@kelisim/rules'
import {
  indexFloor,
  know,
  peopleToRelink,
  raiseIndexFloor,
  relink,
  removeOlderLinks,
} from '@kelisim/store'
import { DAY, later, MINUTE, type Moment, type SubjectId } from '@kelisim/terms'
import { beginIndex, endIndex, type Keyring } from '@kelisim/vault'
import { aloneWithKeys, ifAloneWithKeys } from './alone-with-keys.ts'
import { each, type Trouble } from './do-what-is-due.ts'
import type { Means } from './means.ts'

const SYSTEM = { role: 'system', id: 'self' } as const
/** How long an index key lasts. */
export const INDEX_DAYS_MAX = 365
/** Both keys stand at least this long: a code that was sent under the older one can still be typed in. */
const OVERLAP_MS = 10 * MINUTE
/** People of one batch, and how many of them at once. */
const BATCH_MAX = 64
const AT_ONCE_MAX = 8
/** People of one round; the rest come in the next. */
const ROUND_PEOPLE_MAX = 2_048
/** Older links removed with one action. */
const LINKS_OF_ACTION_MAX = 500

type Save = (keyring: Keyring) => Promise<void>

export interface IndexRound {
  /** `idle`: one key, and everybody stands under it. `under_way`: come again. `waits`: until `endsAt`. */
  readonly state: 'idle' | 'under_way' | 'waits'
  readonly version: number
  readonly people: number
  /** When the older key may end at the earliest. */
  readonly endsAt?: Moment
}

/** A second key, when none is under way; false then. */
export async function beginNewIndex(means: Means, save: Save): Promise<boolean> {
  const begun = await aloneWithKeys(means, async () => ({ did: await begin(means, save) }))
  return begun.did
}

/** One round; begins when the key is a year old. Does nothing while another process turns the keys. */
export async function renewIndexWhenDue(
  means: Means,
  save: Save,
  trouble: Trouble,
): Promise<IndexRound | undefined> {
  await means.store.keys.renew()
  const floor = await indexFloor(means.store.pool)
  const isDue = later(floor.begunAt, INDEX_DAYS_MAX * DAY) <= means.now()
  if (isDue) await ifAloneWithKeys(means, async () => ({ did: await begin(means, save) }))
  return await renewIndex(means, save, trouble)
}

/** Nothing new is begun before the last change is through in the database. */
async function begin(means: Means, save: Save): Promise<boolean> {
  await means.store.keys.renew()
  const { keyring } = means.store.keys
  const { cleared } = await indexFloor(means.store.pool)
  if (cleared < keyring.indexVersion || keyring.indexFoundBy < keyring.indexVersion) return false
  const fresh = beginIndex(keyring, means.random)
  await save(fresh)
  await follow(means)
  await tell(means, 'index_key_made', { version: fresh.indexVersion })
  return true
}

/** One round of a change that is under way. */
export async function renewIndex(
  means: Means,
  save: Save,
  trouble: Trouble,
): Promise<IndexRound | undefined> {
  await means.store.keys.renew()
  const floor = await follow(means)
  const { indexVersion: version } = means.store.keys.keyring
  if (floor.cleared === version) return { state: 'idle', version, people: 0 }
  const people = await relinkSome(means, version, trouble)
  const [left] = await peopleToRelink(means.store, version, 1)
  if (left !== undefined) return { state: 'under_way', version, people }
  const endsAt = later(floor.begunAt, OVERLAP_MS)
  if (means.store.keys.keyring.indexFoundBy < version && endsAt > means.now())
    return { state: 'waits', version, people, endsAt }
  const ended = await ifAloneWithKeys(means, async () => {
    await end(means, save)
    await clear(means)
    return { version }
  })
  return { state: ended === undefined ? 'under_way' : 'idle', version, people }
}

/** The database asks for what the keyring has; a process with an older one writes no link from here on. */
async function follow(means: Means) {
  const { store } = means
  const { indexVersion: newest, indexFoundBy: oldest } = store.keys.keyring
  const floor = await indexFloor(store.pool)
  if (floor.newest >= newest && floor.oldest >= oldest) return floor
  const begunAt = floor.newest < newest ? means.now() : floor.begunAt
  await raiseIndexFloor(store, { ...floor, newest, oldest, begunAt })
  return { ...floor, newest, oldest, begunAt }
}

async function relinkSome(means: Means, version: number, trouble: Trouble): Promise<number> {
  let people = 0
  let after: SubjectId | undefined
  for (let seen = 0; seen < ROUND_PEOPLE_MAX; seen += BATCH_MAX) {
    const batch = await peopleToRelink(means.store, version, BATCH_MAX, after)
    if (batch.length === 0) break
    after = batch.at(-1)
    const one = async (subject: SubjectId) => {
      if (await relinkOne(means, subject)) people += 1
    }
    await each(batch, AT_ONCE_MAX, one, (error) => trouble('index', error))
  }
  return people
}

async function relinkOne(means: Means, subject: SubjectId): Promise<boolean> {
  return await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, subject, 'change')
    if (known === undefined || known.facts.state === 'destroyed') return false
    const permit = decide(
      unit.tables,
      {
        role: SYSTEM.role,
        operation: 'store',
        purpose: rightsPurpose(unit.policy).id,
        fields: unit.policy.fields
          .filter(({ type }) => type === 'phone' || type === 'iin')
          .map(({ id }) => id),
        at: unit.at,
        policy: unit.policy.hash,
      },
      known.facts,
    )
    if (permit.effect === 'refuse') throw new Error(`no permit to keep: ${permit.code}`)
    const { written, gone } = await relink(means.store, unit, known, permit)
    if (written + gone === 0) return false
    const detail = { written, gone, version: means.store.keys.keyring.indexVersion }
    unit.record({ kind: 'index_renewed', actor: SYSTEM, permit, detail }, known.key)
    return true
  })
}

async function end(means: Means, save: Save): Promise<void> {
  await means.store.keys.renew()
  const { keyring } = means.store.keys
  const clean = endIndex(keyring)
  if (clean !== keyring) await save(clean)
}

/** Once no process finds anybody by the older key, its links go. */
async function clear(means: Means): Promise<void> {
  const { store } = means
  const floor = await follow(means)
  const { indexVersion: version } = store.keys.keyring
  // Another process was faster.
  if (floor.cleared === version) return
  let removed = 0
  for (;;) {
    const links = await store.transaction(async (unit) => {
      const count = await removeOlderLinks(unit, version, LINKS_OF_ACTION_MAX)
      const detail = { version, links: count }
      if (count > 0) unit.record({ kind: 'index_links_ended', actor: SYSTEM, detail })
      return count
    })
    removed += links
    if (links < LINKS_OF_ACTION_MAX) break
  }
  await raiseIndexFloor(store, { ...floor, cleared: version })
  await tell(means, 'index_key_ended', { version, links: removed })
}

async function tell(
  means: Means,
  kind: 'index_key_made' | 'index_key_ended',
  detail: Readonly<Record<string, number>>,
): Promise<void> {
  await means.store.transaction(async (unit) => {
    unit.record({ kind, actor: SYSTEM, detail })
  })
}
