/**
 * Titles of fields inside a sentence: small first letters, a comma between.
 */
/** Titles as a sentence: first letter large, a full stop at the end. */
export function sentenceOf(titles: readonly string[]): string {
  const text = titles.map((title) => lowerFirst(title)).join(', ')
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** `Туған күні` → `туған күні`; an abbreviation such as ЖСН stays. */
export function lowerFirst(title: string): string {
  const second = title.charAt(1)
  const abbreviation = second !== '' && second !== second.toLowerCase()
  return abbreviation ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`
}

export function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
