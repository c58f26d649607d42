/**
 * May personal data be taken in at this moment? Only while every check of the house's own protection holds.
 *
 * The house looks (`packages/house/src/protection.ts`): at its start and on a round. What it found is kept here, where
 * the use cases that take somebody in ask before anything else. What a person may do with data that are already here
 * (see, correct, withdraw, destroy) never asks: it goes on as far as it can. A change of what fails is written down as
 * soon as the ledger takes it.
 *
 * Law: 94-V art. 12(2), 20(2), 22(1). Requirement: R-30. Why so: decision 0123.
 */
import { clauseFor } from '@kelisim/policy'
import {
  type Moment,
  PROTECTION,
  PROTECTION_CHECKS,
  type ProtectionCheck,
  type ProtectionFound,
  type Refusal,
  refusal,
} from '@kelisim/terms'
import { type Answer, type Means } from './means.ts'
import { REGIONS } from './media.ts'
import type { StaffMember } from './sign-in.ts'
import { unlessSupervisor } from './supervise.ts'

const SYSTEM = { role: 'system', id: 'self' } as const

/** What a look at the house showed, before anything is judged. */
export interface ProtectionSeen {
  readonly isDemo: boolean
  readonly keys: 'usable' | 'missing' | 'unusable'
  readonly ledger: 'writable' | 'refused' | 'behind'
  /** `loopback`: only this machine reaches the address. */
  readonly publicLine: 'https' | 'loopback' | 'open'
  /** `own`: a server of the data folder, or a socket of this machine. */
  readonly databaseLine: 'own' | 'verified' | 'loopback' | 'open'
  /** Where the operator declares the database to lie, ISO 3166-2. */
  readonly region: string | undefined
}

/** One finding for each check, in the order of the checks. */
export function judgeProtection(seen: ProtectionSeen): readonly ProtectionFound[] {
  const { isDemo, keys, ledger, publicLine, databaseLine } = seen
  // What only this machine reaches is good enough for invented people, and for nobody else.
  const publicFound = publicLine === 'loopback' && !isDemo ? 'open' : publicLine
  const databaseFound = databaseLine === 'loopback' && !isDemo ? 'open' : databaseLine
  return [
    `keys_${keys}`,
    `ledger_${ledger}`,
    `public_${publicFound}`,
    `database_${databaseFound}`,
    placeOf(seen),
  ]
}

function placeOf({ region, isDemo }: ProtectionSeen): ProtectionFound {
  if (region === undefined) return isDemo ? 'place_of_demo' : 'place_unnamed'
  return REGIONS.some((known) => known === region) ? 'place_in_kazakhstan' : 'place_abroad'
}

export function failing(found: readonly ProtectionFound[]): readonly ProtectionFound[] {
  return found.filter((one) => PROTECTION[one].means === 'fails')
}

/** What was found last; one for each house. */
export class Protection {
  #found: readonly ProtectionFound[] = []
  #at: Moment | undefined
  /** What the ledger knows to fail; nothing at first. */
  #told = ''

  get found(): readonly ProtectionFound[] {
    return this.#found
  }

  get at(): Moment | undefined {
    return this.#at
  }

  /** Before the first look nothing is known, and nothing may be taken in. */
  get holds(): boolean {
    return this.#at !== undefined && failing(this.#found).length === 0
  }

  /** Throws when a change could not be written down; the next look tries again. */
  async see(means: Pick<Means, 'store'>, seen: ProtectionSeen): Promise<void> {
    this.#found = judgeProtection(seen)
    this.#at = means.store.means.now()
    const fails = failing(this.#found)
    if (fails.join() === this.#told) return
    await means.store.transaction(async (unit) => {
      const detail = { fails: [...fails] }
      unit.record({ kind: 'protection_changed', actor: SYSTEM, detail })
    })
    this.#told = fails.join()
  }
}

/** undefined while data may be taken in. */
export function collectionStopped(
  means: Pick<Means, 'policy' | 'protection'>,
): Refusal | undefined {
  if (means.protection.holds) return undefined
  return refusal('collection_stopped', clauseFor(means.policy, 'R-30'))
}

export interface ProtectionLine {
  readonly check: ProtectionCheck
  readonly found: ProtectionFound | undefined
}

/** For the person responsible; also before the first look. */
export async function seeProtection(
  means: Means,
  staff: Pick<StaffMember, 'id' | 'role'>,
): Promise<Answer<{ readonly lines: readonly ProtectionLine[]; readonly at: Moment | undefined }>> {
  const refused = await unlessSupervisor(means, staff, 'protection_changed')
  if (refused !== undefined) return refused
  const { found, at } = means.protection
  const lines = PROTECTION_CHECKS.map((check) => ({
    check,
    found: found.find((one) => PROTECTION[one].check === check),
  }))
  return { effect: 'done', lines, at }
}
