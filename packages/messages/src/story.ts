/**
 * What does one line of the story of a person's data say? `Сотрудник Д. Ким открыл: телефон`
 *
 * A sentence for every kind of action and a refused form for every operation, in each language.
 * Requirement: R-85.
 */
import type { Language } from '@kelisim/terms'
import type { ActionSaid, RefusedSaid } from './action.ts'
import * as en from './en/action.ts'
import * as kk from './kk/action.ts'
import * as ru from './ru/action.ts'

const ALL = { kk, ru, en }

export function actionSentence(language: Language, said: ActionSaid): string {
  return ALL[language].acted(said)
}

export function refusedSentence(language: Language, said: RefusedSaid): string {
  return ALL[language].refused(said)
}
