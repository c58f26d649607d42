/**
 * Who is signed in: opaque tokens, of which the database holds only a keyed hash.
 *
 * Whose a token is, and since when, is sealed under the keyring: whoever may write rows of the database can
 * end a session, and can neither make one, nor make it another's, nor let it last.
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
  const hash = tokenHash(store, token)
  const seal = sealOf(store, hash, holder.kind, holder.id, at)
  await store.pool.query(
    `insert into session (token_hash, kind, holder, created_at, expires_at, seal)
     values ($1, $2, $3, $4, $5, $6)`,
    [hash, holder.kind, holder.id, iso(at), iso(at + LASTS_MS[holder.kind]), seal],
  )
  return token
}

const LASTS_MS = { subject: SUBJECT_SESSION_MS, staff: STAFF_SESSION_MS } as const

interface HolderRow {
  readonly kind: 'subject' | 'staff'
  readonly holder: string
  readonly created_at: Moment
  readonly seal: Buffer
}

export async function holderOf(store: Store, token: string): Promise<Holder | undefined> {
  const hash = tokenHash(store, token)
  const now = store.means.now()
  const { rows } = await store.pool.query<HolderRow>({
    text: 'select kind, holder, created_at, seal from session where token_hash = $1 and expires_at > $2',
    values: [hash, iso(now)],
    name: 'session_holder',
  })
  const [row] = rows
  return row && now < row.created_at + LASTS_MS[row.kind] ? holderIn(store, hash, row) : undefined
}

/** Whose the session was, ended or not, as long as its row stands: to say why it ended, and for nothing else. */
export async function formerHolderOf(store: Store, token: string): Promise<Holder | undefined> {
  const hash = tokenHash(store, token)
  const { rows } = await store.pool.query<HolderRow>(
    'select kind, holder, created_at, seal from session where token_hash = $1',
    [hash],
  )
  return rows[0] && holderIn(store, hash, rows[0])
}

/** undefined when the row says another holder or beginning than was sealed. */
function holderIn(store: Store, hash: Buffer, row: HolderRow): Holder | undefined {
  if (!row.seal.equals(sealOf(store, hash, row.kind, row.holder, row.created_at))) return undefined
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

function sealOf(
  store: Store,
  hash: Buffer,
  kind: Holder['kind'],
  holder: string,
  at: Moment,
): Buffer {
  const said = `${hash.toString('hex')} ${kind} ${holder} ${iso(at)}`
  return Buffer.from(secretHash(store.keys.keyring, 'session_holder', said))
}

export function iso(at: Moment | number): string {
  return new globalThis.Date(at).toISOString()
}
