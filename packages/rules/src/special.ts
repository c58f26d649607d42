/**
 * Does a free text name a special category of personal data?
 *
 * Stems of the policy in three languages, matched at the beginning of a word; letters that only look
 * alike and ё are folded, so that a Latin "a" in a Cyrillic word hides nothing. Better one innocent word
 * too many than one category stored: the person is told which field and can write it another way.
 *
 * Law: 94-V art. 7(8), 7(9). Requirements. Invariant I9.
 */
import type { Policy } from '@kelisim/policy'

const ALIKE: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  h: 'һ',
  i: 'і',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
  ё: 'е',
}

/** The id of the category; undefined when no word betrays one. */
export function specialCategoryIn(policy: Policy, text: string): string | undefined {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((word) => word !== '')
  const folded = words.map(fold)
  return policy.specialCategories.find((category) =>
    Object.values(category.stems)
      .flat()
      .some((stem) => begins(words, stem) || begins(folded, fold(stem))),
  )?.id
}

/** A stem of several words matches words that stand together. */
function begins(words: readonly string[], stem: string): boolean {
  const parts = stem.split(' ')
  return words.some((_, start) =>
    parts.every((part, offset) => words[start + offset]?.startsWith(part) === true),
  )
}

function fold(word: string): string {
  return Array.from(word, (letter) => ALIKE[letter] ?? letter).join('')
}
