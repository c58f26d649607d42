/**
 * May this policy be put into force?
 *
 * Runs every rule of meaning over the whole model and returns all faults at once, in the order of the
 * folder's files. An error stops a start; a warning is shown to the officer and stops nothing.
 * Each rule stands in the file of its subject, with a stable code and a failing example in a test.
 *
 * Law: 94-V art. 5, 7, 8(4), 10, 12(2), 25(2)(1). Requirements, I8.
 * Does not read files and does not look at what is stored or decided under the policy.
 */
import type { Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'
import { checkActivities } from './activities.ts'
import { checkAnnexes } from './annexes.ts'
import { checkCard } from './card.ts'
import { checkClauses } from './clauses.ts'
import { checkClocks } from './clocks.ts'
import { checkContradictions } from './contradictions.ts'
import { checkControls } from './controls.ts'
import { checkDead } from './dead.ts'
import { checkFields } from './fields.ts'
import { checkFreely } from './freely.ts'
import { checkLaw } from './law.ts'
import { checkMeasures } from './measures.ts'
import { checkOddities } from './oddities.ts'
import { checkPromises } from './promises.ts'
import { checkPurposes } from './purposes.ts'
import { checkRecipients } from './recipients.ts'
import { checkRoles } from './roles.ts'
import { checkSharing } from './sharing.ts'
import { checkSource } from './source.ts'
import { checkLawful } from './lawful.ts'
import { checkSpecial } from './special.ts'
import { checkTerms } from './terms.ts'
import { checkVocabulary } from './vocabulary.ts'
import { checkWords } from './words.ts'

export type Rule = (policy: Policy, places: Places) => readonly Finding[]

const RULES: readonly Rule[] = [
  checkCard,
  checkPurposes,
  checkFields,
  checkLawful,
  checkSpecial,
  checkRoles,
  checkRecipients,
  checkControls,
  checkContradictions,
  checkSharing,
  checkPromises,
  checkFreely,
  checkLaw,
  checkClocks,
  checkClauses,
  checkSource,
  checkWords,
  checkTerms,
  checkOddities,
  checkActivities,
  checkAnnexes,
  checkMeasures,
  checkVocabulary,
]

export function checkPolicy(policy: Policy, places: Places): readonly Finding[] {
  const found = RULES.flatMap((rule) => rule(policy, places))
  // Tables can be made only of names that exist; until they do, nothing can be said of what is dead.
  const faulty = found.some(({ severity }) => severity === 'error')
  return faulty ? found : [...found, ...checkDead(policy, places)]
}
