/**
 * How does a single word or quoted text of plain YAML read?
 *
 * A word without quotes is nothing, a truth value or a number where the core schema of YAML 1.2 says so, else a text.
 * Whatever is not surely plain throws `NotPlain`; nothing is guessed. The lines around it are read in `plain-yaml.ts`.
 *
 * Requirements: R-10.
 */

/** Where the reading is; each function leaves it behind what it has read. */
export interface Cursor {
  readonly text: string
  at: number
}

/** No fault: the library reads such a file, and names what is wrong with it if anything is. */
export class NotPlain extends Error {}

export const NEWLINE = 10
export const SPACE = 32
export const DASH = 45
export const HASH = 35
export const COLON = 58
const QUOTE = 39
const DOUBLE_QUOTE = 34

/** The library wants a key within 1,024 signs; a longer one than this is looked at there. */
const KEY_CHARS_MAX = 500
/**
 * A word: no indicator at its beginning, then up to the line's end, a comment, or the colon of a key; within brackets also
 * up to the next sign of theirs. Spaces at its end are none of it.
 */
const WORD =
  /(?:[^\n ,[\]{}#&*!|>'"%@`?:-]|[-?:](?=[^\n ]))(?:[^\n :]+|:(?=[^\n ])| +(?=[^\n #]))*/y
const WORD_IN_BRACKETS =
  /(?:[^\n ,[\]{}#&*!|>'"%@`?:-]|[-?:](?=[^\n ,[\]{}]))(?:[^\n :,[\]{}]+|:(?=[^\n ,[\]{}])| +(?=[^\n #]))*/y
/** What JSON escapes in the same way. */
const ESCAPED = /"(?:[^"\\\n]|\\["\\bfnrt]|\\u[0-9a-fA-F]{4})*"/y

/** Words of other meaning than a text begin with one of these. */
const MAY_MEAN: ReadonlySet<string> = new Set('-+.0123456789~nNtTfF')
const NOTHING = /^(?:~|[Nn]ull|NULL)$/
const TRUTH = /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/
const WHOLE = /^[-+]?[0-9]+$/
const FRACTION = /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/
/** Numbers in other notations: rare in a policy, so the library reads them. */
const RARE =
  /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+)$/

/** A space, a line's end or the text's end, which is no number. */
export function isGap(code: number): boolean {
  return code === SPACE || code === NEWLINE || Number.isNaN(code)
}

/** What stands at the cursor and before the key's colon; leaves the cursor behind the colon. */
export function keyAt(cursor: Cursor, inBrackets: boolean): string {
  const from = cursor.at
  const key = String(scalarAt(cursor, inBrackets))
  if (cursor.text.charCodeAt(cursor.at) !== COLON || cursor.at - from > KEY_CHARS_MAX)
    throw new NotPlain()
  cursor.at++
  if (!isGap(cursor.text.charCodeAt(cursor.at))) throw new NotPlain()
  return key
}

export function scalarAt(cursor: Cursor, inBrackets: boolean): string | number | boolean | null {
  const first = cursor.text.charCodeAt(cursor.at)
  if (first === QUOTE) return quoted(cursor)
  if (first === DOUBLE_QUOTE) return doublyQuoted(cursor)
  return meaningOf(word(cursor, inBrackets))
}

function word(cursor: Cursor, inBrackets: boolean): string {
  const { text, at } = cursor
  const pattern = inBrackets ? WORD_IN_BRACKETS : WORD
  pattern.lastIndex = at
  if (!pattern.test(text)) throw new NotPlain()
  cursor.at = pattern.lastIndex
  let end = cursor.at
  while (text.charCodeAt(end - 1) === SPACE) end--
  return text.slice(at, end)
}

/** On one line; a quote said twice is one. */
function quoted(cursor: Cursor): string {
  const { text } = cursor
  const from = cursor.at + 1
  let end = text.indexOf("'", from)
  while (end >= 0 && text.charCodeAt(end + 1) === QUOTE) end = text.indexOf("'", end + 2)
  const said = text.slice(from, end)
  if (end < 0 || said.includes('\n')) throw new NotPlain()
  cursor.at = end + 1
  return said.replaceAll("''", "'")
}

/** On one line; what it escapes is what JSON escapes in the same way. */
function doublyQuoted(cursor: Cursor): string {
  ESCAPED.lastIndex = cursor.at
  const found = ESCAPED.exec(cursor.text)?.[0]
  if (found === undefined) throw new NotPlain()
  cursor.at += found.length
  return String(JSON.parse(found))
}

function meaningOf(said: string): string | number | boolean | null {
  if (!MAY_MEAN.has(said.charAt(0))) return said
  if (NOTHING.test(said)) return null
  if (TRUTH.test(said)) return said.startsWith('t') || said.startsWith('T')
  if (WHOLE.test(said)) return Number.parseInt(said, 10)
  if (FRACTION.test(said)) return Number.parseFloat(said)
  if (RARE.test(said)) throw new NotPlain()
  return said
}
