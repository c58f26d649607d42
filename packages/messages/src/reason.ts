/**
 * Why is the answer what it is, in one line: the refusal's words, then where it stands.
 *
 * For programs that hand a decision on to a person. Requirement: R-46.
 */
import type { Code, Language } from '@kelisim/terms'
import { ground } from './article.ts'
import { messages } from './messages.ts'

export function reason(
  language: Language,
  said: { readonly code?: Code; readonly clause: string; readonly law: string },
): string {
  const stands = ground(language, said.clause, said.law)
  if (said.code === undefined) return stands
  const { text } = messages(language).refusals[said.code]
  return stands === '' ? text : `${text} (${stands})`
}
