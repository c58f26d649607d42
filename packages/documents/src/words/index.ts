/** The words of the documents in one language; what the policy says itself is never repeated here (L-16). */
import type { Language } from '@kelisim/terms'
import { en } from './en.ts'
import { kk } from './kk.ts'
import { ru } from './ru.ts'
import type { PageWords, Words } from './shape.ts'

const ALL: Readonly<Record<Language, Words>> = { kk, ru, en }

export function wordsOf(language: Language): Words {
  return ALL[language]
}

/** For the page of a server that lists the documents. */
export function pageWords(language: Language): PageWords {
  return ALL[language].page
}
