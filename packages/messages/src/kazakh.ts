/**
 * Which ending does a Kazakh number take?
 *
 * The ending follows the last word of the number as it is spoken: 17:42-ге (екі), 17:40-қа (қырық).
 * Only whole numbers written in digits; nothing here inflects a word or a person's name.
 */
const ONES = ['', 'бір', 'екі', 'үш', 'төрт', 'бес', 'алты', 'жеті', 'сегіз', 'тоғыз'] as const
const TENS = ['', 'он', 'жиырма', 'отыз', 'қырық', 'елу', 'алпыс', 'жетпіс', 'сексен', 'тоқсан']
const BACK = /[аоұыяёу]/
const VOICELESS = /[пкқтсшщчцхфһ]$/

/** `42-ге`, `40-қа`, `9-ға`. */
export function dative(value: number): string {
  const word = lastWord(value)
  const hard = isHard(word)
  if (VOICELESS.test(word)) return `${value}-${hard ? 'қа' : 'ке'}`
  return `${value}-${hard ? 'ға' : 'ге'}`
}

function lastWord(value: number): string {
  const whole = Math.abs(Math.trunc(value))
  if (whole === 0) return 'нөл'
  if (whole % 1_000_000_000 === 0) return 'миллиард'
  if (whole % 1_000_000 === 0) return 'миллион'
  if (whole % 1_000 === 0) return 'мың'
  if (whole % 100 === 0) return 'жүз'
  if (whole % 10 === 0) return TENS[(whole / 10) % 10] ?? ''
  return ONES[whole % 10] ?? ''
}

/** The last vowel decides. `у` of елу is soft there, hard in no other number word. */
function isHard(word: string): boolean {
  if (word === 'елу') return false
  const vowels = word.match(/[аәеёиіоөуұүыэюя]/g) ?? []
  return BACK.test(vowels.at(-1) ?? '')
}
