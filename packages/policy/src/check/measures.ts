/**
 * Is each measure of protection ordered by the law or chosen for a reason, and is none that the law orders left out?
 *
 * The operator determines what is necessary and sufficient, beyond a set that it cannot leave: what art. 22(1) lists point
 * by point, and the place of storage. Each point has a measure that names it; without one there is no policy.
 *
 * Law: 94-V art. 12(2), 22(1), 25(2)(2). Requirement: R-74. Whether a measure is really taken is no matter of the folder.
 */
import { error } from '../fault.ts'
import { clauseFor } from '../meaning.ts'
import type { Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'

/** What the law orders of every operator, whatever it chooses besides. */
export const ORDERED_BY_LAW: readonly string[] = [
  '94-V art. 12(2)',
  '94-V art. 22(1)(1)',
  '94-V art. 22(1)(2)',
  '94-V art. 22(1)(3)',
  '94-V art. 22(1)(4)',
  '94-V art. 22(1)(5)',
]

export function checkMeasures(policy: Policy, places: Places): readonly Finding[] {
  const { register } = policy
  if (register === undefined) return []
  const clause = clauseFor(policy, 'R-74')
  const grounds = register.measureGrounds ?? []
  const list = places.in('register.yaml', 'measures')
  const unexplained = register.measures
    .filter((id) => !grounds.some(({ measure }) => measure === id))
    .map((measure) => error('measure_unexplained', list, clause, { measure }))
  const twofold = grounds
    .filter(({ orderedBy, because }) => (orderedBy === undefined) === (because === undefined))
    .map(({ measure }) =>
      error('measure_unexplained', places.of('measure', measure), clause, { measure }),
    )
  const strangers = grounds
    .filter(({ measure }) => !register.measures.includes(measure))
    .map(({ measure }) => {
      const where = places.of('measure', measure)
      return error('register_unknown', where, clause, { kind: 'measure', id: measure })
    })
  const ordered = new Set(grounds.flatMap(({ orderedBy }) => orderedBy ?? []))
  const left = ORDERED_BY_LAW.filter((id) => !ordered.has(id)).map((legal) =>
    error('measure_of_law_missing', list, clause, { legal }),
  )
  return [...unexplained, ...twofold, ...strangers, ...left]
}
