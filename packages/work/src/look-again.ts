/**
 * When must a box be looked at again? At the nearest end among its values, as consents and policy stand now.
 *
 * The day may come too early (a consent was given since: then it is only set anew), never too late.
 * Requirements. Law: 94-V art. 12(2).
 */
import { nearestEnd } from '@kelisim/rules'
import { BOX, boxesOf, type Known, type Stored, type Unit } from '@kelisim/store'
import type { Moment } from '@kelisim/terms'
import type { Means } from './means.ts'

type Box = Stored<typeof BOX>

export function lookAgainAt(
  means: Pick<Means, 'policy'>,
  known: Pick<Known, 'facts'>,
  row: Pick<Box, 'written_at'>,
  fields: readonly string[],
): Moment {
  return nearestEnd(means.policy, known.facts.consents, fields, row.written_at)
}

/** Sets the days anew where they differ; the number of boxes. `notBefore`: a hold stands until then. */
export async function lookAgain(
  means: Pick<Means, 'policy'>,
  unit: Unit,
  known: Known,
  notBefore?: Moment,
): Promise<number> {
  let changed = 0
  for (const row of await boxesOf(unit, known.facts.subject)) {
    const end = lookAgainAt(means, known, row, row.fields)
    const at = notBefore !== undefined && end < notBefore ? notBefore : end
    if (at === row.retain_until) continue
    unit.put(BOX, { ...row, retain_until: at }, row)
    changed += 1
  }
  return changed
}
