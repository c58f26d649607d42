/**
 * A purpose is achieved: what was kept for it ends at the term of DL-12, not at the end of its consent.
 *
 * What achieves it, the policy says (`achievedBy`). The consents to it end then, so that every term that is counted from
 * them is the earlier one, in the same engine as an expiry or a withdrawal; what another consent keeps stays. While another
 * application of the same person is open, or a transfer of it, nothing is achieved.
 *
 * Shortens only, and repeating it changes nothing (I12). The caller holds the lock on the person and records the action.
 * Law: 94-V art. 12(2), 18(1), 25(2)(4). Requirements. Deadline: DL-12. Decision 0102.
 */
import { mainPurpose } from '@kelisim/policy'
import { due, OPEN_STATES } from '@kelisim/rules'
import {
  APPLICATION,
  CONSENT,
  consentFact,
  DISCLOSURE,
  type Known,
  load,
  type Unit,
} from '@kelisim/store'
import { lookAgain } from './look-again.ts'
import type { Means } from './means.ts'

/** `application`: the one that ended with it. */
export async function achievePurpose(
  means: Means,
  unit: Unit,
  known: Known,
  application: string,
): Promise<void> {
  const purpose = mainPurpose(means.policy)
  if (purpose.achievedBy?.includes('issued') !== true) return
  if (await isUnderWay(unit, known, application)) return
  const end = due(means.policy, 'DL-12', unit.at)
  const consents = known.consents.map((row) => {
    const isLonger = row.purpose === purpose.id && row.expires_at > end
    if (!isLonger || row.withdrawn_at !== undefined) return row
    const ended = { ...row, expires_at: end }
    unit.put(CONSENT, ended, row)
    return ended
  })
  const facts = { ...known.facts, consents: consents.map(consentFact) }
  await lookAgain(means, unit, { ...known, facts })
}

/** Another application is open, or somebody else still acts on a transfer. */
async function isUnderWay(unit: Unit, known: Known, application: string): Promise<boolean> {
  const mine = 'subject_id = $1 and application_id <> $2'
  const values = [known.facts.subject, application]
  const others = await load(unit.client, APPLICATION, `${mine} and state <> 'closed'`, values)
  if (others.length > 0) return true
  const transfers = await load(unit.client, DISCLOSURE, mine, values)
  return transfers.some(({ state }) => OPEN_STATES.some((open) => open === state))
}
