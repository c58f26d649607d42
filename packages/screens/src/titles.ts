/**
 * Titles of fields inside a sentence: `имя, телефон, ИИН`.
 *
 * A title begins with a capital letter, a list in a sentence does not; an abbreviation keeps its own.
 */
import type { Language, Texts } from '@kelisim/terms'

export function titleList(language: Language, titles: readonly Texts[]): string {
  return titles.map((title) => inSentence(title[language])).join(', ')
}

/** A state as the name of a link: `жабылды` → `Жабылды`. */
export function asTitle(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function inSentence(title: string): string {
  const second = title.charAt(1)
  const abbreviation = second !== second.toLowerCase()
  return abbreviation ? title : title.charAt(0).toLowerCase() + title.slice(1)
}

/** The organisation's name in quotation marks, unless it brings its own; none in English. */
export function organisation(language: Language, name: Texts): string {
  const text = name[language]
  return language === 'en' || text.includes('«') ? text : `«${text}»`
}
