/**
 * The operator's own act: opening a staff account.
 *
 * It is an action in the ledger, so the audit finds an account that nobody opened.
 *
 * Law: 94-V art. 10(1). Requirements.
 */
import { loadOne, STAFF } from '@kelisim/store'
import { later, type Moment, type StaffId } from '@kelisim/terms'
import { hashPassword, sealToken } from '@kelisim/vault'
import { Secret } from 'otpauth'
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

/** Opens an account; false when the login exists. */
export async function addStaff(means: Means, fresh: NewStaff): Promise<boolean> {
  if (!means.policy.roles.some((role) => role.id === fresh.role)) {
    throw new Error(`the policy has no role ${fresh.role}`)
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
