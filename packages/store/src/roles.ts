/**
 * As whom does the program come to the database? One role for each kind of work, one pool for each role.
 *
 * Each logs in as itself wherever it has an address of its own: such a connection cannot become another
 * role. Without one, connections of the owner take the role (`set role`): whoever holds such a connection can
 * put it down again, so that is for demonstration and tests only.
 *
 * What each may do: migration 0032. Requirements. Why so: decision 0072.
 */
import { openPool, type Pool } from './database.ts'

export const ROLES = [
  'kelisim_app',
  'kelisim_sequencer',
  'kelisim_auditor',
  'kelisim_keeper',
  'kelisim_backup',
] as const

export type Role = (typeof ROLES)[number]

/** Beside the application, which has many, each is one process's work at a time: writer, reader, a lane. */
const CONNECTIONS_MAX = 3

/** Addresses by role. Either every role that is used has one, or `owner` stands for all that have none. */
export interface Addresses {
  readonly owner?: string | undefined
  readonly roles?: Readonly<Partial<Record<Role, string>>> | undefined
}

/** Throws with the name of the role when nobody told where it logs in. */
export function addressOf(addresses: Addresses, role: Role): string {
  const own = addresses.roles?.[role]
  if (own !== undefined) return own
  // Half of the roles with logins and half without would look locked and not be.
  if (addresses.roles !== undefined || addresses.owner === undefined) {
    throw new Error(`no address of the database for the role ${role}`)
  }
  return addresses.owner
}

/** Pools of the roles beside the application, each opened when it is first asked for. */
export class Roles {
  readonly #addresses: Addresses
  readonly #pools = new Map<Role, Pool>()

  constructor(addresses: Addresses) {
    this.#addresses = addresses
  }

  get sequencer(): Pool {
    return this.#pool('kelisim_sequencer')
  }

  get auditor(): Pool {
    return this.#pool('kelisim_auditor')
  }

  get keeper(): Pool {
    return this.#pool('kelisim_keeper')
  }

  get backup(): Pool {
    return this.#pool('kelisim_backup')
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map(async (pool) => await pool.end()))
  }

  #pool(role: Role): Pool {
    const known = this.#pools.get(role)
    if (known !== undefined) return known
    const limits = { connectionsMax: CONNECTIONS_MAX }
    const pool = openPool(addressOf(this.#addresses, role), role, limits)
    this.#pools.set(role, pool)
    return pool
  }
}

/**
 * What is wrong with a connection that should be this role and nothing else; undefined when nothing is.
 * A login with an attribute of the cluster, or one that can become another role, is no lock.
 */
export async function faultOfLogin(pool: Pool, role: Role): Promise<string | undefined> {
  const { rows } = await pool.query<{ fault: string | null }>(
    `select case
       when session_user <> $1 then 'logs in as ' || session_user
       when rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
         then 'has an attribute of the cluster'
       when exists (select from pg_auth_members where member = r.oid) then 'can become another role'
     end as fault
     from pg_roles r where rolname = session_user`,
    [role],
  )
  const fault = rows[0]?.fault ?? undefined
  return fault && `the login of ${role} ${fault}`
}

const TRIES_MAX = 5

/**
 * Lets every role log in, without a password: for the embedded server, whose socket only its own user reaches.
 * Roles belong to the cluster, so two starts may meet here, each in its own database.
 */
export async function letRolesIn(ownerUrl: string): Promise<void> {
  const owner = openPool(ownerUrl, undefined, { connectionsMax: 1 })
  try {
    for (let tries = 1; ; tries++) {
      const { rows } = await owner.query<{ rolname: string }>(
        'select rolname from pg_roles where rolname = any ($1) and not rolcanlogin',
        [ROLES],
      )
      try {
        for (const { rolname } of rows) await owner.query(`alter role ${rolname} login`)
        return
      } catch (error) {
        if (tries >= TRIES_MAX) throw error
      }
    }
  } finally {
    await owner.end()
  }
}
