/**
 * A call repeated with its key gets the first answer and does nothing twice (I12).
 *
 * Same key and body: the stored answer. Same key, other body: refused. First still running: refused
 * for now. The body is kept as a keyed hash only, because it holds personal data; the answer holds ids.
 *
 * Source: draft-ietf-httpapi-idempotency-key-header-07.
 */
import { secretHash } from '@kelisim/vault'
import { iso } from './session.ts'
import type { Store } from './store.ts'
import type { Unit } from './unit.ts'

export const IDEMPOTENCY_MS = 72 * 3_600_000
/** A call that died without an answer blocks its key no longer than this. */
const RUNNING_MS_MAX = 60_000

export type Begun =
  | { readonly state: 'new'; readonly key: Buffer }
  | { readonly state: 'done'; readonly answer: string }
  | { readonly state: 'reused' }
  | { readonly state: 'busy' }

export async function beginCall(
  store: Store,
  scope: string,
  key: string,
  body: string,
): Promise<Begun> {
  const keyHash = Buffer.from(secretHash(store.keys.keyring, 'idempotency', `${scope}:${key}`))
  const bodyHash = Buffer.from(secretHash(store.keys.keyring, 'idempotency-body', body))
  const now = store.means.now()
  const taken = await store.pool.query(
    `insert into idempotency (key_hash, body_hash, state, created_at) values ($1, $2, 'running', $3)
     on conflict (key_hash) do update set created_at = excluded.created_at
       where idempotency.state = 'running' and idempotency.body_hash = excluded.body_hash
         and idempotency.created_at < $4`,
    [keyHash, bodyHash, iso(now), iso(now - RUNNING_MS_MAX)],
  )
  if (taken.rowCount === 1) return { state: 'new', key: keyHash }
  const { rows } = await store.pool.query<{
    body_hash: Buffer
    state: string
    answer: string | null
  }>('select body_hash, state, answer from idempotency where key_hash = $1', [keyHash])
  const row = rows[0]
  if (row === undefined) return { state: 'busy' }
  if (!row.body_hash.equals(bodyHash)) return { state: 'reused' }
  return row.state === 'done' && row.answer !== null
    ? { state: 'done', answer: row.answer }
    : { state: 'busy' }
}

/**
 * Stores the answer in the unit that did the work: both are durable or neither. A call that slept until
 * another took its key over finds it ended, touches no row, and fails as a whole: one key, one answer.
 */
export function endCall(unit: Unit, key: Buffer, answer: string): void {
  unit.aside({
    sql: "update idempotency set state = 'done', answer = $2 where key_hash = $1 and state = 'running'",
    cells: [
      { type: 'bytea', value: key },
      { type: 'text', value: answer },
    ],
    rows: 1,
  })
}

/** The call was refused or failed before anything happened: the key may be used again. */
export async function dropCall(store: Store, key: Buffer): Promise<void> {
  await store.pool.query("delete from idempotency where key_hash = $1 and state = 'running'", [key])
}
