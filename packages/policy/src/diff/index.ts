/**
 * What does a newer version of the policy change: in words, in answers, and for people already here?
 *
 * Pure: two policies in, one value out; both have to be policies that the checker let pass. The same two give
 * the same difference. Serves; 94-V art. 7(8), 8(4), 14, 18.
 */
import { type Moment, startOfDay } from '@kelisim/terms'
import type { Policy } from '../model.ts'
import { consequencesOf } from './consequences.ts'
import type { PolicyDiff, VersionCard } from './difference.ts'
import { changedEntries } from './entries.ts'
import { groupAnswers } from './groups.ts'
import { compareAnswers } from './questions.ts'

export type {
  Addressee,
  AnswerChanges,
  AnswerGroup,
  Best,
  Consequences,
  Destroy,
  EntryChange,
  NewConsent,
  Notify,
  PolicyDiff,
  Stop,
  TextChange,
  ValueChange,
  VersionCard,
} from './difference.ts'

/** `at`: the moment both are asked at, for agreements; absent, the first day of the newer version. */
export function diffPolicies(before: Policy, after: Policy, at?: Moment): PolicyDiff {
  const moment = at ?? startOfDay(after.effectiveFrom)
  const answers = groupAnswers(compareAnswers(before, after, moment))
  return {
    before: cardOf(before),
    after: cardOf(after),
    same: before.hash === after.hash,
    at: moment,
    changes: changedEntries(before, after),
    answers,
    consequences: consequencesOf(before, after, answers.groups),
  }
}

function cardOf({ id, version, hash, effectiveFrom }: Policy): VersionCard {
  return { id, version, hash, effectiveFrom }
}
