/** Until when is each of a person's values kept, as the cabinet shows it? By the rules of `rules/retention.ts`. R-35. */
import type { House } from '@kelisim/house'
import { valueTerm } from '@kelisim/rules'
import { consentFact } from '@kelisim/store'
import type { Moment } from '@kelisim/terms'
import type { OwnRecord } from '@kelisim/work'

/** A hold puts off what is due already; the day shown is then that of looking again. */
export function endOfValue(
  house: House,
  data: OwnRecord,
  box: OwnRecord['boxes'][number],
  field: string,
): Moment {
  const facts = data.consents.map(consentFact)
  const { until } = valueTerm(house.means.policy, facts, field, box.written_at)
  return until < house.means.now() ? box.retain_until : until
}

export function destroyedAt(house: House, data: OwnRecord): Moment | undefined {
  const ends = data.boxes.flatMap((box) =>
    box.fields.map((field) => endOfValue(house, data, box, field)),
  )
  return ends.length === 0 ? undefined : (Math.max(...ends) as Moment)
}
