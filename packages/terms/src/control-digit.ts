/**
 * The control digit shared by IIN and BIN.
 *
 * Sum of digit × weight over the first eleven digits, modulo 11; a remainder of 10 is computed once more
 * with the second weights; a second 10 means that no number exists with these eleven digits.
 * Source: Government decrees 565 of 11.06.2003 and 406 of 22.05.2007; vectors of `iin.json`.
 */
const FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const
const SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2] as const

/** The twelfth digit for the first eleven, or undefined where such a number is never issued. */
export function controlDigit(elevenDigits: string): number | undefined {
  const first = remainder(elevenDigits, FIRST)
  if (first < 10) return first
  const second = remainder(elevenDigits, SECOND)
  return second < 10 ? second : undefined
}

function remainder(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11
}
