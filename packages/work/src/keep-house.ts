/**
 * The operator's own acts: opening a staff account and closing it.
 *
 * Each is an action in the ledger, so the audit finds an account that nobody opened, or that somebody opened again. A closed
 * account stays in the record and is nobody's on the next request; the last officer's is not closed, because nobody could
 * put anything right after it.
 *
 * Law: 94-V art. 10(1). Requirements.
 */
import type { Policy } from '@kelisim/policy'
import { NOT_STAFF } from '@kelisim/rules'
import { load, loadOne, STAFF } from '@kelisim/store'
import { later, type Moment, type StaffId } from '@kelisim/terms'
import { hashPassword, sealToken } from '@kelisim/vault'
import { Secret, TOTP } from 'otpauth'
import { endSessions, isContained, lock } from './contain.ts'
import type { Means } from './means.ts'

const HOUSE = { role: 'system', id: 'self' }
/** A time-code secret is sealed for a century: it ends with the account, not with a date. */
const FOREVER_MS = 100 * 365 * 24 * 3_600_000

export interface NewStaff {
  readonly login: string
  readonly name: string
  readonly role: string
  readonly password: string
  /** Secret of the time codes, as authenticators write it. RFC 4648 base32. */
  readonly totpBase32: string
}

/** Roles that an account may have; not those of people outside the operator and of the program. */
export function staffRoles(policy: Pick<Policy, 'roles'>): readonly string[] {
  return policy.roles.map(({ id }) => id).filter((id) => !NOT_STAFF.has(id))
}

/** Opens an account; false when the login exists. */
export async function addStaff(means: Means, fresh: NewStaff): Promise<boolean> {
  if (!staffRoles(means.policy).includes(fresh.role)) {
    throw new Error(`the policy has no role ${fresh.role} for staff`)
  }
  const secret = Secret.fromBase32(fresh.totpBase32).bytes
  const forever = later(0 as Moment, FOREVER_MS)
  const { keyring } = means.store.keys
  const sealed = sealToken(keyring, 'totp', forever, secret, means.random)
  const passwordHash = hashPassword(fresh.password, means.random)
  return await means.store.transaction(async (unit) => {
    const known = await loadOne(unit.client, STAFF, 'login = $1', [fresh.login])
    if (known !== undefined) return false
    const id = unit.newId<StaffId>()
    unit.put(STAFF, {
      staff_id: id,
      login: fresh.login,
      name: fresh.name,
      role: fresh.role,
      password_hash: passwordHash,
      totp_sealed: sealed,
      active: true,
    })
    unit.record({ kind: 'staff_added', actor: HOUSE, detail: { staff: id, role: fresh.role } })
    return true
  })
}

export const PASSWORD_CHARS_MIN = 12
/** RFC 4226 § 4 recommends 160 bits for the secret of time codes. */
const TOTP_SECRET_BYTES = 20

/**
 * The same for a person, who gets a secret of their own: the address that an authenticator takes (`otpauth://`). It is shown
 * once and kept nowhere but sealed. undefined when the login exists.
 */
export async function openStaffAccount(
  means: Means,
  fresh: Omit<NewStaff, 'totpBase32'>,
): Promise<string | undefined> {
  const secret = new Secret({ buffer: Uint8Array.from(means.random(TOTP_SECRET_BYTES)).buffer })
  const isNew = await addStaff(means, { ...fresh, totpBase32: secret.base32 })
  if (!isNew) return undefined
  const issuer = means.policy.operator.brand
  return new TOTP({ issuer, label: fresh.login, secret }).toString()
}

/** `locked`: an incident holds the account, and an officer settles that first. */
export async function closeStaffAccount(
  means: Means,
  login: string,
): Promise<'closed' | 'unknown' | 'locked' | 'last_officer'> {
  return await means.store.transaction(async (unit) => {
    const staff = await loadOne(unit.client, STAFF, 'login = $1', [login])
    if (staff === undefined) return 'unknown'
    if (!staff.active)
      return (await isContained(means.store, staff.staff_id)) ? 'locked' : 'unknown'
    if (!(await lock(unit, staff.staff_id))) return 'last_officer'
    await endSessions(unit, staff.staff_id)
    unit.record({
      kind: 'staff_closed',
      actor: HOUSE,
      detail: { staff: staff.staff_id, role: staff.role },
    })
    return 'closed'
  })
}

export interface StaffAccount {
  readonly login: string
  readonly name: string
  readonly role: string
  readonly active: boolean
}

export async function listStaff(means: Means): Promise<readonly StaffAccount[]> {
  const rows = await load(means.store.pool, STAFF, 'true order by login', [])
  return rows.map(({ login, name, role, active }) => ({ login, name, role, active }))
}
