/**
 * What does a file say that is written in plain YAML?
 *
 * Plain is how policies are written: mappings and lists by indent or in brackets, words bare or in quotes on one
 * line, long texts folded or literal, comments. It is read in one pass without the library's intermediate trees, since
 * reading was most of what a policy costs from its texts to what is in force.
 * Guarantee: what comes out is what the library gives, values and places. Whatever is not surely plain, every
 * fault included, gives nothing here, and the library reads that file (`folder.ts`).
 *
 * Requirements: R-10. Names no faults and does not know what keys mean.
 */
import {
  COLON,
  type Cursor,
  DASH,
  HASH,
  isGap,
  keyAt,
  NEWLINE,
  NotPlain,
  scalarAt,
  SPACE,
} from './plain-word.ts'

/** What stands somewhere in a file, and where: the offset of its key, or of itself in a list. */
export interface Placed {
  readonly content: unknown
  readonly at: number
  readonly keys?: ReadonlyMap<string, Placed>
  readonly items?: readonly Placed[]
}

/** Tabs, other controls and line ends of other kinds: the library knows all about them. */
const STRANGE = /[^\n -~\u00a0-\u2027\u202a-\ufefe\uff00-\uffff]/
/** Where a document begins or ends, and what only stands before one. */
const MARKER = /(?:^|\n)(?:---|\.\.\.|%)/
/** Deeper nesting than a policy has is left to the library, which survives a full stack. */
const DEPTH_MAX = 40

const COMMA = 44
const LIST = 91
const LIST_END = 93
const MAP = 123
const MAP_END = 125
const LITERAL = 124
const FOLDED = 62

export function readPlain(text: string): Placed | undefined {
  if (STRANGE.test(text) || MARKER.test(text)) return undefined
  const cursor = { text, at: 0 }
  try {
    const indent = nextLine(cursor)
    if (indent < 0) return undefined
    const said = block(cursor, indent, cursor.at + indent, 0)
    return nextLine(cursor) < 0 ? said : undefined
  } catch (cause) {
    if (cause instanceof NotPlain) return undefined
    throw cause
  }
}

/** To the next line that says something; its indent, or -1 at the end. The cursor stays at the line's beginning. */
function nextLine(cursor: Cursor): number {
  const { text } = cursor
  for (;;) {
    let sign = cursor.at
    while (text.charCodeAt(sign) === SPACE) sign++
    const code = text.charCodeAt(sign)
    if (Number.isNaN(code)) return -1
    if (code !== NEWLINE && code !== HASH) return sign - cursor.at
    leaveLine(cursor, sign)
  }
}

function leaveLine(cursor: Cursor, from: number): void {
  const end = cursor.text.indexOf('\n', from)
  cursor.at = end < 0 ? cursor.text.length : end + 1
}

/** To the next line of this indent; one that stands deeper belongs to nothing that is plain. */
function goesOn(cursor: Cursor, indent: number): boolean {
  const next = nextLine(cursor)
  if (next > indent) throw new NotPlain()
  if (next === indent) cursor.at += indent
  return next === indent
}

/** A mapping or a list whose first line the cursor stands at. */
function block(cursor: Cursor, indent: number, at: number, depth: number): Placed {
  if (depth > DEPTH_MAX) throw new NotPlain()
  cursor.at += indent
  return isDash(cursor) ? list(cursor, indent, at, depth) : mapping(cursor, indent, at, depth)
}

function isDash({ text, at }: Cursor): boolean {
  return text.charCodeAt(at) === DASH && isGap(text.charCodeAt(at + 1))
}

function mapping(cursor: Cursor, indent: number, at: number, depth: number): Placed {
  const map = emptyMap(at)
  do {
    const from = cursor.at
    put(map, keyAt(cursor, false), ofKey(cursor, indent, from, depth))
  } while (goesOn(cursor, indent))
  return map
}

interface Mapping extends Placed {
  readonly content: Record<string, unknown>
  readonly keys: Map<string, Placed>
}

function emptyMap(at: number): Mapping {
  return { content: {}, at, keys: new Map() }
}

/** A key said twice is a fault, which the library's reading names; `__proto__` would be no member here. */
function put({ content, keys }: Mapping, key: string, said: Placed): void {
  if (keys.has(key) || key === '__proto__') throw new NotPlain()
  keys.set(key, said)
  content[key] = said.content
}

/** Behind the colon: on the same line, or deeper on the next ones, or nothing. */
function ofKey(cursor: Cursor, indent: number, at: number, depth: number): Placed {
  const first = skipSpaces(cursor)
  if (first === LITERAL || first === FOLDED) return { content: longText(cursor, indent), at }
  if (!endsLine(cursor)) return inLine(cursor, indent, at, depth)
  leaveLine(cursor, cursor.at)
  const next = nextLine(cursor)
  if (next > indent) return block(cursor, next, at, depth + 1)
  // A list may stand at the indent of its key; such a file is left to the library.
  if (next === indent && cursor.text.charCodeAt(cursor.at + next) === DASH) throw new NotPlain()
  return { content: null, at }
}

function list(cursor: Cursor, indent: number, at: number, depth: number): Placed {
  const items: Placed[] = []
  do {
    const dash = cursor.at
    if (!isDash(cursor)) throw new NotPlain()
    cursor.at++
    skipSpaces(cursor)
    const from = cursor.at
    items.push(
      isKey(cursor)
        ? mapping(cursor, indent + from - dash, from, depth + 1)
        : inLine(cursor, indent, from, depth),
    )
  } while (goesOn(cursor, indent))
  return listOf(items, at)
}

function listOf(items: readonly Placed[], at: number): Placed {
  return { content: items.map(({ content }) => content), at, items }
}

/** Is this the first key of a mapping that begins behind the dash? Leaves the cursor where it is. */
function isKey(cursor: Cursor): boolean {
  const { text, at } = cursor
  if (opens(text.charCodeAt(at))) return false
  scalarAt(cursor, false)
  const found = text.charCodeAt(cursor.at) === COLON
  cursor.at = at
  return found
}

/** A value, and behind it nothing but a comment. */
function inLine(cursor: Cursor, indent: number, at: number, depth: number): Placed {
  const said = value(cursor, indent, at, depth)
  if (!endsLine(cursor)) throw new NotPlain()
  leaveLine(cursor, cursor.at)
  return said
}

function endsLine(cursor: Cursor): boolean {
  const from = cursor.at
  const code = skipSpaces(cursor)
  const isComment = code === HASH && cursor.text.charCodeAt(cursor.at - 1) === SPACE
  if (Number.isNaN(code) || code === NEWLINE || isComment) return true
  cursor.at = from
  return false
}

function skipSpaces(cursor: Cursor): number {
  while (cursor.text.charCodeAt(cursor.at) === SPACE) cursor.at++
  return cursor.text.charCodeAt(cursor.at)
}

function opens(code: number): boolean {
  return code === LIST || code === MAP
}

function value(cursor: Cursor, indent: number, at: number, depth: number): Placed {
  const first = cursor.text.charCodeAt(cursor.at)
  if (opens(first) && depth > DEPTH_MAX) throw new NotPlain()
  if (first === LIST) return listInBrackets(cursor, indent, at, depth + 1)
  if (first === MAP) return mapInBrackets(cursor, indent, at, depth + 1)
  return { content: scalarAt(cursor, false), at }
}

function listInBrackets(cursor: Cursor, indent: number, at: number, depth: number): Placed {
  const items: Placed[] = []
  inBrackets(cursor, indent, LIST_END, () => {
    const from = cursor.at
    items.push(part(cursor, indent, from, depth))
  })
  return listOf(items, at)
}

function mapInBrackets(cursor: Cursor, indent: number, at: number, depth: number): Placed {
  const map = emptyMap(at)
  inBrackets(cursor, indent, MAP_END, () => {
    const from = cursor.at
    const key = keyAt(cursor, true)
    skipGap(cursor, indent)
    put(map, key, part(cursor, indent, from, depth))
  })
  return map
}

function part(cursor: Cursor, indent: number, at: number, depth: number): Placed {
  if (opens(cursor.text.charCodeAt(cursor.at))) return value(cursor, indent, at, depth)
  return { content: scalarAt(cursor, true), at }
}

/** Part by part, with commas between them; one may stand behind the last. */
function inBrackets(cursor: Cursor, indent: number, end: number, readPart: () => void): void {
  cursor.at++
  while (skipGap(cursor, indent) !== end) {
    readPart()
    if (skipGap(cursor, indent) === COMMA) cursor.at++
    else if (cursor.text.charCodeAt(cursor.at) !== end) throw new NotPlain()
  }
  cursor.at++
}

/** Over spaces, comments and line ends; a line that goes on stands deeper than what the brackets belong to. */
function skipGap(cursor: Cursor, indent: number): number {
  for (;;) {
    const before = cursor.at
    const code = skipSpaces(cursor)
    if (code === HASH && cursor.at === before) throw new NotPlain()
    if (code !== HASH && code !== NEWLINE) return code
    leaveLine(cursor, cursor.at)
    const next = nextLine(cursor)
    if (next <= indent) throw new NotPlain()
  }
}

/** Lines below `|` or `>`, as they stand or joined; the last line end stays unless `-` takes it. */
function longText(cursor: Cursor, indent: number): string {
  const { text } = cursor
  const isFolded = text.charCodeAt(cursor.at) === FOLDED
  const strips = text.charCodeAt(cursor.at + 1) === DASH
  cursor.at += strips ? 2 : 1
  if (skipSpaces(cursor) !== NEWLINE) throw new NotPlain()
  cursor.at++
  const lines = linesBelow(cursor, indent)
  return `${isFolded ? folded(lines) : lines.join('\n')}${strips ? '' : '\n'}`
}

/** Without their common indent and without the blank ones at the end. */
function linesBelow(cursor: Cursor, indent: number): readonly string[] {
  const { text } = cursor
  const lines: string[] = []
  let common = 0
  let blank = 0
  while (cursor.at < text.length) {
    const from = cursor.at
    const code = skipSpaces(cursor)
    const own = cursor.at - from
    const isBlank = code === NEWLINE || Number.isNaN(code)
    if (!isBlank && own <= indent) {
      cursor.at = from
      break
    }
    if (common === 0) common = own
    // Blank lines before the first, or longer than it: their spaces may be text.
    if (isBlank ? lines.length === 0 || own > common : own < common) throw new NotPlain()
    leaveLine(cursor, cursor.at)
    if (isBlank) blank++
    else {
      while (blank > 0) {
        lines.push('')
        blank--
      }
      lines.push(text.slice(from + common, lineEnd(cursor)))
    }
  }
  if (lines.length === 0) throw new NotPlain()
  return lines
}

/** Of the line that the cursor has just left. */
function lineEnd({ text, at }: Cursor): number {
  return text.charCodeAt(at - 1) === NEWLINE ? at - 1 : at
}

/** A line end is a space, and each blank line is a line end; a line that stands deeper would keep its own. */
function folded(lines: readonly string[]): string {
  let said = ''
  let between = ''
  for (const line of lines) {
    if (line.startsWith(' ')) throw new NotPlain()
    if (line === '') {
      between = between === ' ' ? '\n' : `${between}\n`
      continue
    }
    said += between + line
    between = ' '
  }
  return said
}
