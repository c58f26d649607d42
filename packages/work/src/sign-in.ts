/**
 * A person signs in to their cabinet with a code; staff with password and a time code.
 *
 * Whoever confirmed the phone owns it, so only then is it said that nothing is held about them.
 * Staff: one answer for every wrong combination, a pause that grows with failures, a time code used once.
 *
 * Law: 94-V art. 10(2), 24(1). Requirements; ASVS 6.
 */
import {
  closeSession,
  findByIdentity,
  type Holder,
  iso,
  know,
  loadOne,
  openSession,
  STAFF,
  type Stored,
} from '@kelisim/store'
import { refusal, type StaffId } from '@kelisim/terms'
import { hashPassword, openToken, pooledRandom, verifyPassword } from '@kelisim/vault'
import { Secret, TOTP } from 'otpauth'
import { confirmedPhone } from './confirm-phone.ts'
import type { Answer, Means } from './means.ts'

const TOTP_SECONDS = 30
const FAILURES_FREE = 5
/** Longer logins do not exist; what is longer is counted by its beginning. */
const LOGIN_CHARS_MAX = 100
/** After the free failures each further one waits this long, times the count. */
const PAUSE_MS = 30_000

/** A password hash that belongs to nobody, made once in this process. */
const NOBODY = hashPassword('nobody', pooledRandom())

export async function signIn(
  means: Means,
  phoneToken: string,
): Promise<Answer<{ readonly session: string }>> {
  const phone = confirmedPhone(means, phoneToken)
  if (phone === undefined) return refusal('code_expired')
  const subject = await means.store.transaction(async (unit) => {
    const found = await findByIdentity(means.store, unit, { phone })
    if (found.phone === undefined) return undefined
    const known = await know(means.store, unit, found.phone, 'use')
    if (known === undefined || known.facts.state === 'destroyed') return undefined
    unit.record({ kind: 'signed_in', actor: { role: 'applicant', id: 'self' } }, known.key)
    return found.phone
  })
  if (subject === undefined) return refusal('not_found')
  return {
    effect: 'done',
    session: await openSession(means.store, { kind: 'subject', id: subject }),
  }
}

/** The time code of a secret at a moment; the demo page shows it, an authenticator computes it. */
export function timeCode(totpBase32: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(totpBase32) }).generate({ timestamp: at })
}

export async function signOut(means: Means, token: string): Promise<void> {
  await closeSession(means.store, token)
}

export interface StaffMember {
  readonly id: StaffId
  readonly name: string
  readonly role: string
}

export async function signInStaff(
  means: Means,
  login: string,
  password: string,
  timeCode: string,
): Promise<Answer<{ readonly session: string; readonly staff: StaffMember }>> {
  const attempt = login.slice(0, LOGIN_CHARS_MAX)
  if (!(await mayTry(means, attempt))) return refusal('too_many_calls')
  const staff = await loadOne(means.store.pool, STAFF, 'login = $1 and active', [login])
  // The same work for an unknown login: the time of an answer must not tell which logins exist.
  const matches = verifyPassword(password, staff?.password_hash ?? NOBODY)
  const right = staff !== undefined && matches
  const step = right ? timeStep(means, staff, timeCode) : undefined
  if (staff === undefined || step === undefined || !(await useStep(means, attempt, step))) {
    return refusal('credentials_wrong')
  }
  const id = staff.staff_id as StaffId
  await means.store.transaction(async (unit) => {
    unit.record({ kind: 'signed_in', actor: { role: staff.role, id } })
  })
  const session = await openSession(means.store, { kind: 'staff', id })
  return { effect: 'done', session, staff: { id, name: staff.name, role: staff.role } }
}

/** Who a session belongs to among the staff; undefined when it ended or the account was closed. */
export async function staffOf(
  means: Means,
  holder: Holder | undefined,
): Promise<StaffMember | undefined> {
  if (holder?.kind !== 'staff') return undefined
  const staff = await loadOne(means.store.pool, STAFF, 'staff_id = $1 and active', [holder.id])
  return staff && { id: holder.id, name: staff.name, role: staff.role }
}

function timeStep(means: Means, staff: Stored<typeof STAFF>, code: string): number | undefined {
  const secret = openToken(means.store.keys.keyring, 'totp', means.now(), staff.totp_sealed)
  if (secret === undefined) return undefined
  const totp = new TOTP({ secret: new Secret({ buffer: Uint8Array.from(secret.bytes).buffer }) })
  const timestamp = means.now()
  const delta = totp.validate({ token: code.replace(/\s/g, ''), timestamp, window: 1 })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / TOTP_SECONDS) + delta
}

/** A time code is right once: a watched code cannot be used again. */
async function useStep(means: Means, login: string, step: number): Promise<boolean> {
  const { rowCount } = await means.store.pool.query(
    `insert into staff_attempt (login, failures, last_at, used_step) values ($1, 0, $2, $3)
     on conflict (login) do update set failures = 0, last_at = excluded.last_at, used_step = excluded.used_step
       where staff_attempt.used_step is null or staff_attempt.used_step < excluded.used_step`,
    [login, iso(means.now()), step],
  )
  return rowCount === 1
}

/** Spends an attempt before anything is compared, so that a thousand guesses at once are counted, too. */
async function mayTry(means: Means, login: string): Promise<boolean> {
  const { rowCount } = await means.store.pool.query(
    `insert into staff_attempt (login, failures, last_at) values ($1, 1, $2)
     on conflict (login) do update set failures = staff_attempt.failures + 1, last_at = excluded.last_at
       where staff_attempt.failures < $3 or staff_attempt.last_at
         + (staff_attempt.failures - $3 + 1) * $4 * interval '1 millisecond' <= excluded.last_at`,
    [login, iso(means.now()), FAILURES_FREE, PAUSE_MS],
  )
  return rowCount === 1
}
