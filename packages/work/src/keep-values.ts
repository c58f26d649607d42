/**
 * The values of an application go into the subject's boxes, under a permit to collect.
 *
 * Law: 94-V art. 7(1), 12(1). Requirements, O-1, O-2.
 */
import { mainPurpose } from '@kelisim/policy'
import { nearestEnd } from '@kelisim/rules'
import {
  ask,
  type Holding,
  type Keeping,
  keepAmong,
  type Values,
  type Writing,
} from '@kelisim/store'
import type { Refusal } from '@kelisim/terms'
import type { SubjectKey } from '@kelisim/vault'
import type { Means } from './means.ts'

/** undefined when kept; the refusal when the consents do not cover what was typed. */
export function keepValues(
  means: Means,
  unit: Writing,
  known: Holding & { readonly key: SubjectKey },
  values: Values,
  source: string,
): Refusal | undefined {
  const actor = { role: 'applicant', id: 'self' }
  const { id: purpose } = mainPurpose(means.policy)
  const decision = ask(unit, known, actor, {
    role: 'applicant',
    operation: 'collect',
    purpose,
    fields: Object.keys(values),
    at: unit.at,
    policy: means.policy.hash,
  })
  if (decision.effect === 'refuse') return decision
  const { consents } = known.facts
  const retainUntil = (fields: readonly string[]) =>
    nearestEnd(means.policy, consents, fields, unit.at)
  const keeping: Keeping = { values, source, retainUntil }
  keepAmong(unit, known, decision, keeping, known.boxes)
  unit.record({ kind: 'values_kept', actor, permit: decision }, known.key)
  return undefined
}
