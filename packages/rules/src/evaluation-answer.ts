/**
 * A decision as OpenID AuthZEN tells it: `decision`, and in `context` everything else that we say.
 *
 * The words for people come from the caller, who knows the languages. A place is repeated only when it looks
 * like a name of ours: an unknown field could itself be somebody's data (I11). No consent of a person leaves,
 * only how many the answer stands on.
 *
 * Source: OpenID AuthZEN Authorization API 1.0, Decision and reasons. Requirements.
 */
import { type Code, LANGUAGES, type Language, toIso } from '@kelisim/terms'
import type { Decision } from './question.ts'

const NAME = /^[a-z][A-Za-z0-9_]{0,49}$/

export interface EvaluationAnswer {
  readonly decision: boolean
  readonly context: {
    readonly effect: 'permit' | 'refuse' | 'fault'
    readonly [more: string]: unknown
  }
}

/** What is said to a person: of a refusal its code, of any answer where it stands. */
export type ReasonOf = (
  language: Language,
  said: { readonly code?: Code; readonly clause: string; readonly law: string },
) => string

export function answerEvaluation(
  decision: Decision,
  policy: string,
  reasonOf: ReasonOf,
): EvaluationAnswer {
  const { clause, law } = decision
  const code = decision.effect === 'refuse' ? { code: decision.code } : {}
  const reason = Object.fromEntries(
    LANGUAGES.map((language) => [language, reasonOf(language, { ...code, clause, law })]),
  )
  const said = { policy, clause, law, reason_user: reason }
  if (decision.effect === 'refuse') {
    const { where } = decision
    const place = where === undefined ? {} : { where: NAME.test(where) ? where : '?' }
    return { decision: false, context: { effect: 'refuse', ...code, ...place, ...said } }
  }
  const { ground, obligations, consents, at } = decision
  const stands = { ground, obligations, consents: consents.length, at: toIso(at) }
  return { decision: true, context: { effect: 'permit', ...stands, ...said } }
}

/** An evaluation that could not be put to the rules at all; closed, as every silence is. */
export function failedEvaluation(status: number, message: string): EvaluationAnswer {
  return { decision: false, context: { effect: 'fault', error: { status, message } } }
}
