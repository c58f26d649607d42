/**
 * Does a free text betray a special category of personal data?
 *
 * Stems of the policy are looked for at the beginnings of words, in Kazakh, Russian and English. Case, ё,
 * invisible characters and letters of the other alphabet that look the same do not hide a word.
 * Finds words, not meanings: a hit is refused and never stored, and what it says is never repeated.
 *
 * Law: 94-V art. 7(8), 7(9). Requirements, I9.
 */
import type { Policy } from '@kelisim/policy'

/** Latin letters and the Cyrillic ones that look the same; capitals and small letters resemble different ones. */
const LATIN_LOOKS = 'ABCEHIKMOPTXYaceihkmoptxy'
const CYRILLIC_LOOKS = 'АВСЕНІКМОРТХУасеіһкморт\u0445у'
const DIGIT_LOOKS: readonly (readonly [string, string])[] = [
  ['0', 'о'],
  ['3', 'з'],
]
const CYRILLIC_FOR = new Map([...pairs(LATIN_LOOKS, CYRILLIC_LOOKS), ...DIGIT_LOOKS])
const LATIN_FOR = new Map(pairs(CYRILLIC_LOOKS, LATIN_LOOKS))

const INVISIBLE = /[\p{Cf}\p{Mn}]/gu
const WORD_BREAK = /[^\p{L}\p{N}]+/u
const CYRILLIC = /\p{Script=Cyrillic}/u
const LATIN = /\p{Script=Latin}/u
/** Words of a text that are compared with one stem. */
const PHRASE_WORDS_MAX = 4

/** Compiled once per policy version. */
export interface SpecialWords {
  readonly cyrillic: readonly Stem[]
  readonly latin: readonly Stem[]
}

interface Stem {
  readonly stem: string
  readonly category: string
}

const compiled = new WeakMap<Policy['specialCategories'], SpecialWords>()

/** The same categories give the same words: an intake compiles nothing. */
export function specialWordsOf(policy: Pick<Policy, 'specialCategories'>): SpecialWords {
  const known = compiled.get(policy.specialCategories)
  if (known !== undefined) return known
  const words = compileSpecialWords(policy)
  compiled.set(policy.specialCategories, words)
  return words
}

export function compileSpecialWords(policy: Pick<Policy, 'specialCategories'>): SpecialWords {
  const stems = policy.specialCategories.flatMap((category) =>
    [...category.stems.kk, ...category.stems.ru, ...category.stems.en].map((stem) => ({
      stem: lowered(wordsOf(stem).join(' ')),
      category: category.id,
    })),
  )
  return {
    cyrillic: stems.filter(({ stem }) => CYRILLIC.test(stem)),
    latin: stems.filter(({ stem }) => !CYRILLIC.test(stem)),
  }
}

/** The id of the special category that the text speaks of; undefined when none was found. */
export function specialCategoryIn(words: SpecialWords, text: string): string | undefined {
  const parts = wordsOf(text)
  const cyrillic = parts.map((part) => lowered(fold(part, CYRILLIC_FOR, LATIN)))
  const latin = parts.map((part) => lowered(fold(part, LATIN_FOR, CYRILLIC)))
  // A stem may run over several words («ребёнок-инвалид»), so it is sought from each word onwards.
  for (let start = 0; start < parts.length; start++) {
    const end = start + PHRASE_WORDS_MAX
    const found =
      begun(words.cyrillic, cyrillic.slice(start, end).join(' ')) ??
      begun(words.latin, latin.slice(start, end).join(' '))
    if (found !== undefined) return found
  }
  return undefined
}

function begun(stems: readonly Stem[], text: string): string | undefined {
  return stems.find(({ stem }) => text.startsWith(stem))?.category
}

/** NFKC gives й as one letter, so dropping loose marks and invisible characters leaves real letters alone. */
function wordsOf(text: string): readonly string[] {
  return text.normalize('NFKC').replace(INVISIBLE, '').split(WORD_BREAK).filter(Boolean)
}

function lowered(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}

/** A word wholly of one alphabet stays so unless each letter has a double: `pacific` is no «расов…». */
function fold(word: string, to: ReadonlyMap<string, string>, other: RegExp): string {
  const changed = word.replace(/./gu, (letter) => to.get(letter) ?? letter)
  const mixed = CYRILLIC.test(word) && LATIN.test(word)
  return mixed || !other.test(changed) ? changed : word
}

function pairs(from: string, to: string): [string, string][] {
  return Array.from(from, (letter, index) => [letter, to.charAt(index)])
}
