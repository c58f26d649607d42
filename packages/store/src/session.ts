/**
 * Who is signed in: opaque tokens, of which the database holds only a keyed hash.
 *
 * Requirements: R-39; ASVS 7.2, 7.4. A session of a person ends with their destruction.
 */
import type { Moment, StaffId, SubjectId } from '@kelisim/terms'
import { secretHash } from '@kelisim/vault'
import type { Store } from './store.ts'

export const SUBJECT_SESSION_MS = 30 * 60_000
export const STAFF_SESSION_MS = 8 * 3_600_000
const TOKEN_BYTES = 32

export type Holder =
  | { readonly kind: 'subject'; readonly id: SubjectId }
  | { readonly kind: 'staff'; readonly id: StaffId }

/** Opens a session; the token goes to the browser and nowhere else. */
export async function openSession(store: Store, holder: Holder): Promise<string> {
  const token = Buffer.from(store.means.random(TOKEN_BYTES)).toString('base64url')
  const at = store.means.now()
  const lasts = holder.kind === 'subject' ? SUBJECT_SESSION_MS : STAFF_SESSION_MS
  await store.pool.query(
    'insert into session (token_hash, kind, holder, created_at, expires_at) values ($1, $2, $3, $4, $5)',
    [tokenHash(store, token), holder.kind, holder.id, iso(at), iso(at + lasts)],
  )
  return token
}

interface HolderRow {
  readonly kind: 'subject' | 'staff'
  readonly holder: string
}

export async function holderOf(store: Store, token: string): Promise<Holder | undefined> {
  const { rows } = await store.pool.query<HolderRow>({
    text: 'select kind, holder from session where token_hash = $1 and expires_at > $2',
    values: [tokenHash(store, token), iso(store.means.now())],
    name: 'session_holder',
  })
  return holderIn(rows[0])
}

/** Whose the session was, ended or not, as long as its row stands: to say why it ended, and for nothing else. */
export async function formerHolderOf(store: Store, token: string): Promise<Holder | undefined> {
  const { rows } = await store.pool.query<HolderRow>(
    'select kind, holder from session where token_hash = $1',
    [tokenHash(store, token)],
  )
  return holderIn(rows[0])
}

function holderIn(row: HolderRow | undefined): Holder | undefined {
  if (row === undefined) return undefined
  return row.kind === 'subject'
    ? { kind: 'subject', id: row.holder as SubjectId }
    : { kind: 'staff', id: row.holder as StaffId }
}

export async function closeSession(store: Store, token: string): Promise<void> {
  await store.pool.query('delete from session where token_hash = $1', [tokenHash(store, token)])
}

function tokenHash(store: Store, token: string): Buffer {
  return Buffer.from(secretHash(store.keys.keyring, 'session', token))
}

export function iso(at: Moment | number): string {
  return new globalThis.Date(at).toISOString()
}
