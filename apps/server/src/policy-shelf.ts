/**
 * The policy's pages in memory: made once for each version in force, place and language.
 *
 * Keyed by the hash of the version in force: after an adoption the first reader finds an empty shelf, so no page
 * of a superseded version is ever sent as the one in force. Older versions are read from the database, once.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements. Decides nothing and holds nobody's data.
 */
import { type House, readAdopted } from '@kelisim/house'
import type { Policy } from '@kelisim/policy'
import type { VersionLine } from '@kelisim/screens'
import { adoptedVersion } from '@kelisim/store'
import { adoptedVersions } from '@kelisim/work'
import { z } from 'zod'
import type { Copy } from './copy.ts'

/** A hundred and thirty clauses in three languages for seven versions. */
const COPIES_MAX = 3_000
const OLDER_MAX = 50

export interface Shelf {
  readonly policy: Policy
  /** Newest first. */
  readonly versions: readonly VersionLine[]
  /** The version of this number as it was adopted; undefined where there was none. */
  readonly policyOf: (version: number) => Promise<Policy | undefined>
  /** The canonical model as it was adopted, for programs. */
  readonly modelOf: (version: number) => Promise<string | undefined>
  /** The copy of this place, made when nobody has asked for it yet. */
  readonly copy: (place: string, make: () => Promise<Copy | undefined>) => Promise<Copy | undefined>
}

export function policyShelf(house: House): () => Promise<Shelf> {
  let held: { readonly hash: string; readonly shelf: Promise<Shelf> } | undefined
  return async () => {
    const { policy } = house.means
    if (held?.hash === policy.hash) return await held.shelf
    const fresh = { hash: policy.hash, shelf: fill(house, policy) }
    held = fresh
    // A shelf that could not be filled must not stand for the rest of the version's life.
    fresh.shelf.catch(() => {
      if (held === fresh) held = undefined
    })
    return await fresh.shelf
  }
}

async function fill(house: House, policy: Policy): Promise<Shelf> {
  const { pool } = house.means.store
  const rows = await adoptedVersions(house.means)
  const copies = new Map<string, Promise<Copy | undefined>>()
  const older = new Map<number, Promise<Policy | undefined>>()
  return {
    policy,
    versions: rows
      .filter((row) => row.version <= policy.version)
      .map(({ version, hash, model }) => ({ version, hash, from: firstDay(model) })),
    policyOf: async (version) => {
      if (version === policy.version) return policy
      return await remembered(older, version, OLDER_MAX, async () => await read(house, version))
    },
    modelOf: async (version) => (await adoptedVersion(pool, version))?.model,
    copy: async (place, make) => await remembered(copies, place, COPIES_MAX, make),
  }
}

const Dated = z.object({ effectiveFrom: z.string() })

/** As the desk says it: from the text that was approved. */
function firstDay(model: string): string {
  return Dated.parse(JSON.parse(model)).effectiveFrom
}

async function read(house: House, version: number): Promise<Policy | undefined> {
  const adopted = await adoptedVersion(house.means.store.pool, version)
  return adopted === undefined ? undefined : readAdopted(adopted)
}

/** Asked once however many wait for it; what failed or is not there is forgotten, the oldest makes room. */
async function remembered<Key, Value>(
  known: Map<Key, Promise<Value | undefined>>,
  key: Key,
  max: number,
  make: () => Promise<Value | undefined>,
): Promise<Value | undefined> {
  const before = known.get(key)
  if (before !== undefined) return await before
  const [oldest] = known.keys()
  if (known.size >= max && oldest !== undefined) known.delete(oldest)
  const made = make()
  known.set(key, made)
  const forget = () => {
    if (known.get(key) === made) known.delete(key)
  }
  void made.then((value) => {
    if (value === undefined) forget()
  }, forget)
  return await made
}
