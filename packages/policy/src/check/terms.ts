/**
 * Does every term have one meaning, and every meaning one word?
 *
 * `glossary.yaml` names the terms of the policy, the clause that defines each, and words that may not stand for it.
 * Also here: sentences that are broken, because a sentence that cannot be read defines nothing.
 *
 * Law: 94-V art. 1, 25(2)(1-1). Requirements, L-16, X-1, X-24, X-25.
 */
import { LANGUAGES, type Language } from '@kelisim/terms'
import { error } from '../fault.ts'
import type { DefinedTerm, Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'
import { type Said, said } from './said.ts'

export function checkTerms(policy: Policy, places: Places): readonly Finding[] {
  const all = said(policy, places)
  const terms = policy.glossary ?? []
  return [
    ...terms.flatMap((term) => defined(policy, term, places)),
    ...all.filter(({ quotes }) => !quotes).flatMap((one) => differently(terms, one)),
    ...all.flatMap(broken),
  ]
}

function defined(policy: Policy, term: DefinedTerm, places: Places): readonly Finding[] {
  const clause = policy.chapters
    .flatMap((chapter) => chapter.clauses)
    .find(({ id }) => id === term.clause)
  const fault = (title: string, ...path: readonly string[]) => {
    const params = { term: title, clause: term.clause }
    return error('term_undefined', places.of('term', term.id, ...path), term.clause, params)
  }
  if (clause === undefined) return [fault(term.id, 'clause')]
  return LANGUAGES.filter(
    (language) => !clause.text[language].toLowerCase().includes(term.title[language].toLowerCase()),
  ).map((language) => fault(term.title[language], 'title', language))
}

function differently(terms: readonly DefinedTerm[], one: Said): readonly Finding[] {
  return LANGUAGES.flatMap((language) => {
    const text = one.low[language]
    return terms.flatMap(({ title, instead }): readonly Finding[] => {
      const stem = instead[language].find((other) => startsIn(text, other))
      if (stem === undefined) return []
      const params = { found: stem, term: title[language] }
      return [error('term_used_differently', one.at(language), one.clause, params)]
    })
  })
}

function startsIn(text: string, stem: string): boolean {
  const at = text.indexOf(stem)
  return at >= 0 && !/\p{L}/u.test(text.charAt(at - 1))
}

/** Twice the same word, a bracket or a quotation mark that never closes. */
const TWICE: Readonly<Record<Language, RegExp>> = {
  kk: /(?<!\p{L})(\p{L}{2,}) \1(?!\p{L})/iu,
  ru: /(?<!\p{L})(\p{L}{1,}) \1(?!\p{L})/iu,
  en: /(?<!\p{L})(\p{L}{2,}) \1(?!\p{L})/iu,
}
const PAIRS = [
  ['(', ')'],
  ['«', '»'],
] as const

function broken({ texts, low, at, clause }: Said): readonly Finding[] {
  return LANGUAGES.flatMap((language) => {
    const text = texts[language]
    const twice = mayStammer(low[language]) ? TWICE[language].exec(text)?.[0] : undefined
    const open = PAIRS.find(([left, right]) => count(text, left) !== count(text, right))
    const found = twice ?? open?.join(' ')
    return found === undefined ? [] : [error('text_broken', at(language), clause, { found })]
  })
}

const SPACE = 32

/** In small letters: the same ones up to a space and after it, as words by themselves: quicker to see than the whole pattern. */
function mayStammer(low: string): boolean {
  for (let space = low.indexOf(' '); space >= 0; space = low.indexOf(' ', space + 1)) {
    const begins = low.charCodeAt(space + 1)
    for (let from = space - 1; from >= 0 && low.charCodeAt(from) !== SPACE; from--) {
      if (low.charCodeAt(from) !== begins || isLetter(low.charAt(from - 1))) continue
      const word = low.slice(from, space)
      const after = low.charAt(space + 1 + word.length)
      if (low.startsWith(word, space + 1) && !isLetter(after)) return true
    }
  }
  return false
}

/** A letter of one case only is taken for none here: the pattern looks again. */
function isLetter(sign: string): boolean {
  return sign.toUpperCase() !== sign.toLowerCase()
}

function count(text: string, part: string): number {
  let found = 0
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found++
  return found
}
