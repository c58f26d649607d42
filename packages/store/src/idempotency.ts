/**
 * A call repeated with its key gets the first answer and does nothing twice (I12).
 *
 * Same key and body: the stored answer. Same key, other body: refused. First still running: refused
 * for now. The body is kept as a keyed hash only, because it holds personal data; the answer holds ids.
 *
 * Source: draft-ietf-httpapi-idempotency-key-header-07.
 */
import type { Moment } from '@kelisim/terms'
import { secretHash } from '@kelisim/vault'
import { bytesOf, momentOf } from './cell.ts'
import { columnArray } from './column.ts'
import type { Asked, Told } from './exchange.ts'
import { iso } from './session.ts'
import type { Store } from './store.ts'
import type { AsideKind } from './statement.ts'
import type { Writing } from './writing.ts'

export const IDEMPOTENCY_MS = 72 * 3_600_000
/** A call that died without an answer blocks its key no longer than this. */
const RUNNING_MS_MAX = 60_000

export type Begun =
  | { readonly state: 'new'; readonly key: Buffer }
  | { readonly state: 'done'; readonly answer: string }
  | { readonly state: 'reused' }
  | { readonly state: 'busy' }

/** A call as the database knows it: two keyed hashes. */
export interface Call {
  readonly key: Buffer
  readonly body: Buffer
}

export function callOf(store: Store, scope: string, key: string, body: string): Call {
  const { keyring } = store.keys
  return {
    key: Buffer.from(secretHash(keyring, 'idempotency', `${scope}:${key}`)),
    body: Buffer.from(secretHash(keyring, 'idempotency-body', body)),
  }
}

export async function beginCall(
  store: Store,
  scope: string,
  key: string,
  body: string,
): Promise<Begun> {
  const { key: keyHash, body: bodyHash } = callOf(store, scope, key, body)
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

export async function isAnswered(store: Store, scope: string, key: string): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    "select from idempotency where key_hash = $1 and state = 'done'",
    [callOf(store, scope, key, '').key],
  )
  return rowCount === 1
}

const ENDED: AsideKind = {
  sql: `update idempotency set state = 'done', answer = r.answer from ROWS
        where idempotency.key_hash = r.key_hash and state = 'running'`,
  columns: { key_hash: 'bytes', answer: 'text' },
}

/**
 * Stores the answer in the unit that did the work: both are durable or neither. A call that slept until
 * another took its key over finds it ended, touches no row, and fails as a whole: one key, one answer.
 */
export function endCall(unit: Writing, key: Buffer, answer: string): void {
  unit.aside({ kind: ENDED, row: { key_hash: key, answer } })
}

export type Answered = Exclude<Begun, { readonly state: 'new' }>

const CALLS = `select key_hash, body_hash, state, answer, created_at from idempotency
  where key_hash = any($1::bytea[])`

/** For units that begin and end their call at once. */
export function askCalls(calls: readonly Call[]): Asked {
  const keys = columnArray(
    'bytes',
    calls.map(({ key }) => key),
  )
  return { text: CALLS, values: [keys] }
}

/** Which of these calls were answered before, by key. */
export function answeredCalls(
  calls: readonly Call[],
  rows: readonly Told[],
  at: Moment,
): ReadonlyMap<string, Answered> {
  const answered = new Map<string, Answered>()
  if (rows.length === 0) return answered
  const bodies = new Map(calls.map(({ key, body }) => [key.toString('latin1'), body]))
  for (const told of rows) {
    const key = bytesOf(told[0] ?? '').toString('latin1')
    const state = stateOf(told, bodies.get(key), at)
    if (state !== undefined) answered.set(key, state)
  }
  return answered
}

function stateOf(
  [, bodyHash, state, answer, createdAt]: Told,
  body: Buffer | undefined,
  at: Moment,
): Answered | undefined {
  if (body === undefined || !bytesOf(bodyHash ?? '').equals(body)) return { state: 'reused' }
  if (state === 'done') return typeof answer === 'string' ? { state, answer } : { state: 'busy' }
  return momentOf(createdAt ?? '') < at - RUNNING_MS_MAX ? undefined : { state: 'busy' }
}

const ANSWERED: AsideKind = {
  sql: `insert into idempotency (key_hash, body_hash, state, answer, created_at)
        select r.key_hash, r.body_hash, 'done', r.answer, r.created_at from ROWS
        on conflict (key_hash) do update set state = 'done', answer = excluded.answer
          where idempotency.state = 'running' and idempotency.body_hash = excluded.body_hash`,
  columns: { key_hash: 'bytes', body_hash: 'bytes', answer: 'text', created_at: 'moment' },
}

/** Begins and ends a call in the unit that did the work; of two at once one fails, goes again and finds the answer. */
export function answerCall(unit: Writing, { key, body }: Call, answer: string): void {
  const row = { key_hash: key, body_hash: body, answer, created_at: unit.at }
  unit.aside({ kind: ANSWERED, row })
}

/** The call was refused or failed before anything happened: the key may be used again. */
export async function dropCall(store: Store, key: Buffer): Promise<void> {
  await store.pool.query("delete from idempotency where key_hash = $1 and state = 'running'", [key])
}
