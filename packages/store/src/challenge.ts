/**
 * One-time codes: one live code per phone, few tries, few minutes; only keyed hashes are stored.
 *
 * Law: DC art. 47 (digital confirmation). Source: market notes b6. The answer is the same for known
 * and unknown numbers, because nothing here asks who the person is.
 */
import { type Branded, type Moment, recordId } from '@kelisim/terms'
import { blindIndex, secretHash } from '@kelisim/vault'
import { iso } from './session.ts'
import type { Store } from './store.ts'

export type ChallengeId = Branded<'challenge'>

/** Codes one phone may ask for within an hour (SMS pumping, harassment). */
export const CODES_PER_HOUR_MAX = 5
/** Codes are kept as long as the limit counts them, though they open nothing any more. */
export const CODES_COUNTED_MS = 3_600_000

/**
 * Makes the code's record; undefined when the phone has asked too often. Calls at once may each find
 * room, so the record is counted again when it stands: the one too many sees all the others and goes.
 */
export async function openChallenge(
  store: Store,
  phone: string,
  code: string,
  lastsMs: number,
): Promise<ChallengeId | undefined> {
  const at = store.means.now()
  const id = recordId<ChallengeId>(at, store.means.random(10))
  const phoneIndex = Buffer.from(blindIndex(store.keys.keyring, 'phone', phone))
  const { rowCount } = await store.pool.query(
    `insert into code_challenge (challenge_id, phone_index, code_hash, tries, created_at, expires_at)
     select $1, $2, $3, 0, $4, $5
     where (select count(*) from code_challenge where phone_index = $2 and created_at > $6) < $7`,
    [
      id,
      phoneIndex,
      codeHash(store, id, code),
      iso(at),
      iso(at + lastsMs),
      iso(at - CODES_COUNTED_MS),
      CODES_PER_HOUR_MAX,
    ],
  )
  if (rowCount !== 1) return undefined
  const counted = await store.pool.query<{ count: number }>(
    'select count(*) from code_challenge where phone_index = $1 and created_at > $2',
    [phoneIndex, iso(at - CODES_COUNTED_MS)],
  )
  if ((counted.rows[0]?.count ?? 0) <= CODES_PER_HOUR_MAX) return id
  await store.pool.query('delete from code_challenge where challenge_id = $1', [id])
  return undefined
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
     where challenge_id = $1 and phone_index = $2 and used_at is null
       and not exists (select from code_challenge newer
         where newer.phone_index = $2 and newer.created_at > code_challenge.created_at)
     returning tries, code_hash, expires_at`,
    [challenge, Buffer.from(blindIndex(store.keys.keyring, 'phone', phone))],
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
