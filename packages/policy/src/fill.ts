/**
 * How does a template of the policy become a sentence?
 *
 * `{key}` is replaced by a text, `{key|form|forms}` by a number and the form that it takes in the language
 * (ru: two forms are one and other, three are one, few, many; kk and en: one and other).
 * Guarantee: nothing blank and nothing unfilled comes out; it throws instead, because such a sentence would
 * be a consent with a hole in it. Serves: L-1.
 */
import type { Language } from '@kelisim/terms'

export type Fillings = Readonly<Record<string, string | number>>

const PLACE = /\{([A-Za-z][A-Za-z0-9]*)((?:\|[^{}|]+)*)\}/g

/** A template that cannot become a sentence, and the place in it that is to blame. */
export class Unfilled extends Error {
  override readonly name = 'Unfilled'
  readonly place: string

  constructor(place: string) {
    super(`{${place}} is blank or not closed`)
    this.place = place
  }
}

export function fill(template: string, fillings: Fillings, language: Language): string {
  if (template.trim() === '') throw new Unfilled('…')
  const filled = put(template, language, (key) => {
    const value = fillings[key]
    if (value === undefined || value === '' || value === 0) throw new Unfilled(key)
    return value
  })
  if (/[{}]/.test(filled)) throw new Unfilled(template)
  return filled
}

/** Each place is asked for by its key and put in as it is. */
export function put(
  template: string,
  language: Language,
  valueOf: (key: string) => string | number,
): string {
  return template.replace(PLACE, (_, key: string, forms: string) => {
    const value = valueOf(key)
    if (forms === '') return String(value)
    return `${value}\u00a0${formOf(Number(value), forms.slice(1).split('|'), language)}`
  })
}

/** The keys of a template's places, sorted, each once. */
export function placesIn(template: string): readonly string[] {
  return [...new Set([...template.matchAll(PLACE)].map(([, key = '']) => key))].toSorted()
}

function formOf(count: number, forms: readonly string[], language: Language): string {
  const last = count % 10
  const teen = Math.floor(count / 10) % 10 === 1
  const one = language === 'ru' ? last === 1 && !teen : count === 1
  const few = last >= 2 && last <= 4 && !teen
  const index = one ? 0 : forms.length > 2 && few ? 1 : forms.length - 1
  return forms[index] ?? ''
}

/** A title within a list: `Тегі` → `тегі`, but `ЖСН` and `IP-адрес` stay. */
export function withinList(title: string): string {
  const second = title.charAt(1)
  const abbreviation = second !== '' && second === second.toUpperCase() && /\p{L}/u.test(second)
  return abbreviation ? title : title.charAt(0).toLowerCase() + title.slice(1)
}
