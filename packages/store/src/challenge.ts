/**
 * One-time codes: few tries, few minutes, good for who holds their id; only keyed hashes are stored.
 *
 * Nobody can use up what another may ask for: codes are counted by the phone and the network together, and past the
 * ceiling of a phone they wait instead of being refused for the hour. A newer code ends only the one that the same
 * browser asked for before, because the id of a code never leaves the browser that asked.
 *
 * Law: DC art. 47 (digital confirmation); 94-V art. 24(1). Requirements. The answer is the same for
 * known and unknown numbers, because nothing here asks who the person is.
 */
import { type Branded, type Moment, recordId } from '@kelisim/terms'
import { blindIndexes, secretHash } from '@kelisim/vault'
import { iso } from './session.ts'
import { inTransaction } from './database.ts'
import type { Store } from './store.ts'

export type ChallengeId = Branded<'challenge'>

/** Codes for one phone that one network may ask for within an hour (harassment). */
export const CODES_PER_HOUR_MAX = 5
/** Codes for one phone from everywhere; past it each further one waits (SMS pumping). */
export const PHONE_CODES_PER_HOUR = 20
/** Codes that one network may ask for within an hour, for all phones together. */
export const NETWORK_CODES_PER_HOUR_MAX = 100
/** How long a code past the ceiling waits after the newest; a network that asked already waits twice as long. */
export const CEILING_WAIT_MS = 5 * 60_000
/** Codes are kept as long as the limit counts them, though they open nothing any more. */
export const CODES_COUNTED_MS = 3_600_000

export interface ChallengeWanted {
  readonly phone: string
  readonly code: string
  readonly lastsMs: number
  /** Absent for a call inside the program; such calls are counted together, by phone. */
  readonly network?: string | undefined
  /** The code this one takes the place of, by its id. */
  readonly instead?: string | undefined
}

/** `too_many`: this network asked too often; `waits`: the phone was asked for so often that codes go slowly. */
export type ChallengeAnswer =
  | { readonly state: 'open'; readonly id: ChallengeId }
  | { readonly state: 'too_many' }
  | { readonly state: 'waits' }

/** Calls for one phone go one after another, so that calls at once are counted one by one. */
export async function openChallenge(
  store: Store,
  wanted: ChallengeWanted,
): Promise<ChallengeAnswer> {
  const at = store.means.now()
  const id = recordId<ChallengeId>(at, store.means.random(10))
  const phones = indexesOf(store, 'phone', wanted.phone)
  const networks = wanted.network === undefined ? [] : indexesOf(store, 'network', wanted.network)
  const [phone, network] = [phones.at(-1), networks.at(-1) ?? null]
  return await inTransaction(store.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1, $2)', [LOCK, phones[0]?.readInt32BE(0)])
    const counted = [phones, networks, iso(at - CODES_COUNTED_MS)]
    const { rows } = await client.query<Counted>(COUNT, counted)
    const state = rows[0] === undefined ? 'too_many' : verdictOf(rows[0], at)
    if (state !== 'open') return { state }
    if (wanted.instead !== undefined) await client.query(END, [wanted.instead, phones, iso(at)])
    const hash = codeHash(store, id, wanted.code)
    await client.query(INSERT, [id, phone, hash, iso(at), iso(at + wanted.lastsMs), network])
    return { state, id }
  })
}

/** First half of the advisory lock of a phone; the second is the beginning of its index. */
const LOCK = 0x6b_0d_e0_01

interface Counted {
  readonly here: number
  readonly everywhere: number
  readonly last: number | null
  readonly of_network: number
}

const COUNT = `select count(*) as everywhere, count(*) filter (where network_index = any($2) or network_index is null and $2 = '{}') as here,
    max(created_at) as last, (select count(*) from code_challenge
      where network_index = any($2::bytea[]) and created_at > $3) as of_network
  from code_challenge where phone_index = any($1::bytea[]) and created_at > $3`
const END = `update code_challenge set used_at = $3
  where challenge_id::text = $1 and phone_index = any($2::bytea[]) and used_at is null`
const INSERT = `insert into code_challenge
    (challenge_id, phone_index, code_hash, tries, created_at, expires_at, network_index)
  values ($1, $2, $3, 0, $4, $5, $6)`

function verdictOf(counted: Counted, at: Moment): 'open' | 'too_many' | 'waits' {
  if (counted.here >= CODES_PER_HOUR_MAX) return 'too_many'
  if (counted.of_network >= NETWORK_CODES_PER_HOUR_MAX) return 'too_many'
  if (counted.everywhere < PHONE_CODES_PER_HOUR || counted.last === null) return 'open'
  const wait = counted.here === 0 ? CEILING_WAIT_MS : 2 * CEILING_WAIT_MS
  return at - counted.last >= wait ? 'open' : 'waits'
}

/** What the row of a code may stand under; the last is what a new one is written under. */
function indexesOf(store: Store, kind: 'phone' | 'network', value: string): readonly Buffer[] {
  return blindIndexes(store.keys.keyring, kind, value).map(({ index }) => Buffer.from(index))
}

export type CodeAnswer =
  | { readonly state: 'right' }
  | { readonly state: 'wrong'; readonly triesLeft: number }
  | { readonly state: 'expired' }
  | { readonly state: 'locked' }

/** Spends one try; a right code is right once. */
export async function answerChallenge(
  store: Store,
  challenge: string,
  phone: string,
  code: string,
  triesMax: number,
): Promise<CodeAnswer> {
  const at: Moment = store.means.now()
  const { rows } = await store.pool.query<{ tries: number; code_hash: Buffer; expires_at: number }>(
    `update code_challenge set tries = tries + 1
     where challenge_id = $1 and phone_index = any($2::bytea[]) and used_at is null
     returning tries, code_hash, expires_at`,
    [challenge, indexesOf(store, 'phone', phone)],
  )
  const row = rows[0]
  if (row === undefined || row.expires_at <= at) return { state: 'expired' }
  if (row.tries > triesMax) return { state: 'locked' }
  if (!row.code_hash.equals(codeHash(store, challenge, code))) {
    return row.tries >= triesMax
      ? { state: 'locked' }
      : { state: 'wrong', triesLeft: triesMax - row.tries }
  }
  const used = await store.pool.query(
    'update code_challenge set used_at = $2 where challenge_id = $1 and used_at is null',
    [challenge, iso(at)],
  )
  return used.rowCount === 1 ? { state: 'right' } : { state: 'expired' }
}

function codeHash(store: Store, challenge: string, code: string): Buffer {
  return Buffer.from(secretHash(store.keys.keyring, 'code', `${challenge}:${code}`))
}
