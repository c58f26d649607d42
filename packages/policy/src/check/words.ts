/**
 * Is everything a person reads said in three languages, and is the Kazakh Kazakh?
 *
 * Equal texts are untranslated texts; names of organisations are exempt, figures have no language. Kazakh is
 * looked at by catalogue, and by sentence where it is long: forty letters without one that only Kazakh has are
 * Russian. Words that press and exclamation marks are refused, because a consent is free.
 * Requirements: L-16, X-1, X-15; law §5 (forbidden stems), look §5 (voice).
 */
import { LANGUAGES, type Language } from '@kelisim/terms'
import { error } from '../fault.ts'
import type { Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'
import { type Said, said } from './said.ts'

const KAZAKH = /[әғқңөұүһіӘҒҚҢӨҰҮҺІ]/
const LATIN = /\p{Script=Latin}/u
const CYRILLIC = /\p{Script=Cyrillic}/u
const LONG_LETTERS = 40
const CATALOGUE_LETTERS = 30

export const FORBIDDEN_KK = [
  'жеке дерек',
  'жеке мәлімет',
  'дербес мәлімет',
  'деректі мәлімет',
  'деректер тақырыб',
  'федералдық',
]

const PRESSING: Readonly<Record<Language, string>> = {
  kk: 'тез|асығыңыз|соңғы мүмкіндік|бас тартусыз',
  ru: 'срочно|успейте|без отказа|одобрено|только сегодня',
  en: 'hurry|guaranteed|only today|last chance|pre-approved',
}
/** Where the edges of a word are is costly to see, so it is asked only where the letters stand at all. */
const PRESSES = LANGUAGES.map((language) => {
  const words = PRESSING[language]
  const alone = `(?<!\\p{L})(?:${words})(?!\\p{L})`
  return { language, letters: new RegExp(words, 'i'), word: new RegExp(alone, 'iu') }
})

export function checkWords(policy: Policy, places: Places): readonly Finding[] {
  const all = said(policy, places)
  return [
    ...all.flatMap(missing),
    ...all.flatMap(equal),
    ...all.flatMap(faulty),
    ...catalogues(all),
  ]
}

function missing({ texts, at, clause }: Said): readonly Finding[] {
  return LANGUAGES.filter((language) => texts[language].trim() === '').map((language) =>
    error('translation_missing', at(language), clause, { language }),
  )
}

function equal({ texts, at, clause, proper }: Said): readonly Finding[] {
  if (proper) return []
  const pairs = [
    ['kk', 'ru'],
    ['kk', 'en'],
    ['ru', 'en'],
  ] as const
  return pairs
    .filter(([one, other]) => texts[one] === texts[other] && hasWords(texts[one]))
    .map(([one, other]) => {
      const params = { language: one, otherLanguage: other }
      return error('translation_equal', at(other), clause, params)
    })
}

function faulty({ texts, low, at, clause, quotes }: Said): readonly Finding[] {
  const found: Finding[] = []
  const kk = texts.kk
  if (!KAZAKH.test(kk) && letters(kk) >= LONG_LETTERS) {
    found.push(error('kazakh_not_kazakh', at('kk'), clause))
  }
  const stem = quotes ? undefined : FORBIDDEN_KK.find((word) => low.kk.includes(word))
  if (stem !== undefined) {
    found.push(error('kazakh_forbidden_term', at('kk'), clause, { found: stem }))
  }
  for (const { language, letters: near, word } of PRESSES) {
    const text = texts[language]
    if (isMixed(text)) {
      found.push(error('alphabets_mixed', at(language), clause))
    }
    if ((near.test(text) && word.test(text)) || text.includes('!')) {
      found.push(error('words_pressing', at(language), clause))
    }
  }
  return found
}

/** By file: a whole catalogue without one Kazakh letter was never translated. */
function catalogues(all: readonly Said[]): readonly Finding[] {
  const files = new Map<string, string>()
  for (const { texts, at } of all) {
    const file = at('kk').split(':')[0] ?? ''
    files.set(file, `${files.get(file) ?? ''} ${texts.kk}`)
  }
  return [...files]
    .filter(([, text]) => !KAZAKH.test(text) && letters(text) >= CATALOGUE_LETTERS)
    .map(([file]) => error('kazakh_not_kazakh', `${file}:1`, '1.3'))
}

/** Figures and `{places}` belong to no language. */
function hasWords(text: string): boolean {
  return /\p{L}/u.test(text.replaceAll(/\{[^}]*\}/g, ''))
}

function letters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0
}

function isMixed(text: string): boolean {
  if (!LATIN.test(text) || !CYRILLIC.test(text)) return false
  const words = text.match(/\p{L}+/gu) ?? []
  return words.some((word) => LATIN.test(word) && CYRILLIC.test(word))
}
