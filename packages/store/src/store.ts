/**
 * The store: one value that holds what every question to the database needs.
 *
 * Made once at start; use cases get it through their means. `transaction` is the only way to a unit.
 */
import type { Policy, Tables } from '@kelisim/policy'
import type { Moment, SubjectId } from '@kelisim/terms'
import type { Keyring, Random } from '@kelisim/vault'
import { Abouts } from './about.ts'
import { type Arrival, Arrivals, type Arriving } from './arrival.ts'
import { type Client, inTransaction, openPool, type Pool } from './database.ts'
import type { Holding } from './holding.ts'
import { KeyCache } from './key-cache.ts'
import { OwnActions } from './own-actions.ts'
import { underPolicyInForce } from './policy-version.ts'
import { type Look, type Released, Releases } from './release.ts'
import { type Addresses, addressOf, Roles } from './roles.ts'
import { Unit } from './unit.ts'
import type { Writing } from './writing.ts'

export interface StoreMeans {
  /** Where each role of the database logs in. */
  readonly database: Addresses
  readonly now: () => Moment
  readonly random: Random
  /** Read anew at each use: rotation replaces the value. */
  readonly keyring: () => Keyring
  /** Brings `keyring` to what stands outside the database, when another process has rotated it. */
  readonly renewKeyring: () => Promise<void>
  /** The version in force, and its tables: read anew at each use, because an adoption replaces both. */
  readonly policy: Policy
  readonly tables: Tables
  /** Brings `policy` and `tables` to what the database says is in force. */
  readonly renewPolicy: () => Promise<void>
}

export interface Store {
  readonly means: StoreMeans
  /** The application's. */
  readonly pool: Pool
  /** The pools of the other roles, for the work that the application may not do. */
  readonly as: Roles
  readonly keys: KeyCache
  /** Actions of this process until they have their place (own-actions.ts). */
  readonly own: OwnActions
  /** Looks that stand alone, many in one commit (release.ts). */
  look(look: Look): Promise<Released>
  /** A unit about one person known beforehand, many in one commit (about.ts). */
  about<T>(
    subject: SubjectId,
    act: (writing: Writing, holding: Holding) => T,
  ): Promise<T | undefined>
  /** A unit about somebody who comes with a phone and an IIN, many in one commit (arrival.ts). */
  arrive<T>(arriving: Arriving, act: (writing: Writing, arrival: Arrival) => T): Promise<T>
  transaction<T>(work: (unit: Unit) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export function openStore(means: StoreMeans): Store {
  const pool = openPool(addressOf(means.database, 'kelisim_app'), 'kelisim_app')
  const as = new Roles(means.database)
  const keys = new KeyCache(means.keyring, means.now, means.renewKeyring)
  const own = new OwnActions(means.keyring, () => as.auditor)
  const transaction = async <T>(work: (unit: Unit) => Promise<T>): Promise<T> => {
    let unit: Unit | undefined
    const begin = async (client: Client): Promise<T> => {
      // The try before may have written under an epoch that a rotation has just ended.
      if (unit !== undefined) await keys.renew()
      unit = new Unit(client, means.now(), means.random, means.policy, means.tables, own)
      return await work(unit)
    }
    const flush = () => unit?.flush() ?? Promise.resolve()
    const result = await underPolicyInForce(means, () => inTransaction(pool, begin, flush))
    unit?.committed()
    return result
  }
  const look = async (asked: Look): Promise<Released> => await releases.look(asked)
  const store: Store = {
    means,
    pool,
    as,
    keys,
    own,
    look,
    about: async (subject, act) => await abouts.about(subject, act),
    arrive: async (arriving, act) => await arrivals.arrive(arriving, act),
    transaction,
    close: async () => {
      await Promise.all([pool.end(), as.close()])
    },
  }
  const releases = new Releases(store)
  const abouts = new Abouts(store)
  const arrivals = new Arrivals(store)
  return store
}
