/**
 * Text that the typeface can show; a character it lacks is written as its number, `[U+1F600]`.
 *
 * PDF/UA asks that every character can be read: one that cannot would cost the person the whole copy.
 * Covers the Latin and Cyrillic letters of our three languages and the signs of our own sentences. The
 * JSON copy holds each value as it is.
 */
const SHOWN =
  /[\u0020-\u007e\u00a0-\u017f\u0400-\u052f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u20b8\u2116\u2212]/

export function printable(text: string): string {
  return Array.from(text, (sign) => (SHOWN.test(sign) ? sign : numberOf(sign))).join('')
}

function numberOf(sign: string): string {
  const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `[U+${code}]`
}
