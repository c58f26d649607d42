/**
 * What does a file say that is written plainly, as nearly every file of a policy folder is?
 *
 * Reads the part of YAML 1.2 in which policies are written: block and flow lists and maps, plain and quoted words
 * on one line, folded and literal texts, comments. Guarantee: either the same value and the same lines as the
 * complete reader gives, or nothing at all; whatever is rarer, doubtful or wrong is left to that one, which
 * also names the faults. Ten times as quick, because it knows nothing else. Serves.
 */

/** A part of a file: its value, the line a person would point at, and the parts below it. */
export interface Part {
  readonly value: unknown
  /** Of the key for an entry of a map; of the value for an entry of a list. Counted from 1. */
  readonly line: number
  readonly parts?: ReadonlyMap<string, Part> | readonly Part[]
}

/** Thrown inside only: this file is for the complete reader. */
class NotPlain extends Error {}

const DEPTH_MAX = 30
const KEY_CHARS_MAX = 500
/** Tabs, carriage returns, control characters and other ends of a line: allowed in places, and rare. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const ODD = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\uFEFF]/
const PLAIN_KEY = /[\p{L}\p{N}_](?:[\p{L}\p{N}_.()\-/ ]*[\p{L}\p{N}_.()\-/])?(?=:(?: |$))/uy
const QUOTED_KEY = /(?:'([^']*)'|"([^"\\]*)")(?=:(?: |$))/y
const SINGLE = /'((?:[^']|'')*)'/y
/** With those escapes only that JSON has too. */
const DOUBLE = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const FLOW_PLAIN = /[^\s,[\]{}&*!|>'"%@`#?:-](?:[^,[\]{}:#]|:(?=[^\s,[\]{}])|(?<=\S)#)*/y
const INDICATOR = /[,[\]{}&*!|>'"%@`#?:-]/
const HEADER = /([>|])(-?) *(?: #.*)?$/y
const REST = / *(?: #.*)?$/y
/** What may be a number, yes or no, or nothing: only the clear cases are decided here. */
const DOUBTFUL = /^(?:[-+.~]|\d+(?:\.\d*)?(?:e[-+]?\d*)?$|0[xo]|(?:null|true|false)$)/i
const NUMBER = /^(?:0|[1-9]\d{0,14}|(?:0|[1-9]\d{0,8})\.\d{1,6})$/

/** The root of the file; undefined where the complete reader has to look. */
export function readPlain(text: string): Part | undefined {
  if (ODD.test(text) || !text.endsWith('\n')) return undefined
  try {
    return new PlainReader(text.split('\n')).root()
  } catch (fault) {
    if (fault instanceof NotPlain) return undefined
    throw fault
  }
}

class PlainReader {
  readonly #lines: readonly string[]
  #row = 0
  #column = 0
  #depth = 0

  constructor(lines: readonly string[]) {
    this.#lines = lines
  }

  root(): Part {
    this.#skipEmpty()
    if (this.#column !== 0) throw new NotPlain()
    const root = this.#block(-1)
    if (this.#row < this.#lines.length) throw new NotPlain()
    return root
  }

  get #line(): string {
    return this.#lines[this.#row] ?? ''
  }

  /** To the next line that says something; its indent becomes the column. */
  #skipEmpty(): void {
    for (; this.#row < this.#lines.length; this.#row++) {
      const column = indentOf(this.#line)
      const first = this.#line.charAt(column)
      if (first !== '' && first !== '#') {
        this.#column = column
        return
      }
    }
    this.#column = -1
  }

  #deeper<T>(work: () => T): T {
    if (++this.#depth > DEPTH_MAX) throw new NotPlain()
    const made = work()
    this.#depth--
    return made
  }

  #block(parent: number): Part {
    return this.#deeper(() => {
      if (isDash(this.#line, this.#column)) return this.#list(this.#column)
      if (this.#column <= parent) throw new NotPlain()
      return this.#map(this.#column)
    })
  }

  #list(column: number): Part {
    const line = this.#row + 1
    const parts: Part[] = []
    while (this.#column === column && isDash(this.#line, column)) {
      this.#column = indentOf(this.#line, column + 1)
      if (this.#line.length === this.#column) throw new NotPlain()
      parts.push(this.#startsKey() ? this.#block(column) : this.#value(column))
    }
    if (this.#column > column) throw new NotPlain()
    return { value: parts.map(({ value }) => value), line, parts }
  }

  #map(column: number): Part {
    const line = this.#row + 1
    const parts = new Map<string, Part>()
    const value: Record<string, unknown> = {}
    while (this.#column === column && !isDash(this.#line, column)) {
      const at = this.#row + 1
      const key = this.#key()
      const part = this.#after(column)
      add(parts, value, key, { ...part, line: at })
    }
    if (this.#column > column) throw new NotPlain()
    return { value, line, parts }
  }

  #startsKey(): boolean {
    return (
      match(PLAIN_KEY, this.#line, this.#column) !== null ||
      match(QUOTED_KEY, this.#line, this.#column) !== null
    )
  }

  #key(): string {
    const plain = match(PLAIN_KEY, this.#line, this.#column)
    const found = plain ?? match(QUOTED_KEY, this.#line, this.#column)
    if (found === null) throw new NotPlain()
    this.#column += found[0].length + 1
    return plain === null ? (found[1] ?? found[2] ?? '') : plainKey(plain[0])
  }

  /** What stands behind `key:`, on the line or below it. */
  #after(column: number): Part {
    if (match(REST, this.#line, this.#column) === null) {
      this.#column = indentOf(this.#line, this.#column)
      return this.#value(column)
    }
    this.#row++
    this.#skipEmpty()
    const isList = this.#column >= column && isDash(this.#line, this.#column)
    if (this.#column <= column && !isList) throw new NotPlain()
    return this.#block(isList ? column - 1 : column)
  }

  /** A value that begins here, inside what stands at `parent`; leaves the reader at the next line that says something. */
  #value(parent: number): Part {
    const line = this.#row + 1
    const first = this.#line.charAt(this.#column)
    if (first === '>' || first === '|') return this.#text(parent)
    if (first === '{' || first === '[') {
      const part = this.#flow(parent)
      this.#end()
      return part
    }
    if (first === "'" || first === '"') {
      const value = this.#quoted()
      this.#end()
      return { value, line }
    }
    return { value: this.#plain(parent), line }
  }

  #end(): void {
    if (match(REST, this.#line, this.#column) === null) throw new NotPlain()
    this.#row++
    this.#skipEmpty()
  }

  #quoted(): string {
    const isSingle = this.#line.charAt(this.#column) === "'"
    const found = match(isSingle ? SINGLE : DOUBLE, this.#line, this.#column)
    if (found === null) throw new NotPlain()
    this.#column += found[0].length
    return isSingle ? (found[1] ?? '').replaceAll("''", "'") : String(JSON.parse(found[0]))
  }

  #plain(parent: number): unknown {
    const rest = this.#line.slice(this.#column)
    const comment = rest.indexOf(' #')
    const said = (comment < 0 ? rest : rest.slice(0, comment)).trimEnd()
    if (INDICATOR.test(said.charAt(0)) || said.includes(': ') || said.endsWith(':')) {
      throw new NotPlain()
    }
    this.#row++
    this.#skipEmpty()
    // It would go on in the next line.
    if (this.#column > parent) throw new NotPlain()
    return resolved(said)
  }

  /** A folded or literal text. Lines that stand out and blank lines before the first are for the complete reader. */
  #text(parent: number): Part {
    const line = this.#row + 1
    const header = match(HEADER, this.#line, this.#column)
    const indent = indentOf(this.#lines[this.#row + 1] ?? '')
    if (header === null || indent <= parent || indent === (this.#lines[this.#row + 1] ?? '').length)
      throw new NotPlain()
    const said: string[] = []
    for (this.#row++; this.#row < this.#lines.length; this.#row++) {
      const at = indentOf(this.#line)
      if (at === this.#line.length) {
        if (at > 0) throw new NotPlain()
        said.push('')
        continue
      }
      if (at < indent) {
        if (at > parent) throw new NotPlain()
        break
      }
      if (at > indent && header[1] === '>') throw new NotPlain()
      said.push(this.#line.slice(indent))
    }
    while (said.at(-1) === '') said.pop()
    this.#skipEmpty()
    const ending = header[2] === '-' ? '' : '\n'
    return { value: `${header[1] === '>' ? folded(said) : said.join('\n')}${ending}`, line }
  }

  #flow(parent: number): Part {
    const isMap = this.#line.charAt(this.#column) === '{'
    return this.#deeper(() => (isMap ? this.#flowMap(parent) : this.#flowList(parent)))
  }

  #flowList(parent: number): Part {
    const line = this.#row + 1
    const parts: Part[] = []
    this.#column++
    while (this.#flowNext(parent) !== ']') {
      parts.push(this.#flowValue(parent))
      if (this.#flowNext(parent) === ']') break
      this.#take(',')
    }
    this.#take(']')
    return { value: parts.map(({ value }) => value), line, parts }
  }

  #flowMap(parent: number): Part {
    const line = this.#row + 1
    const parts = new Map<string, Part>()
    const value: Record<string, unknown> = {}
    this.#column++
    while (this.#flowNext(parent) !== '}') {
      const at = this.#row + 1
      const key = this.#key()
      this.#flowNext(parent)
      add(parts, value, key, { ...this.#flowValue(parent), line: at })
      if (this.#flowNext(parent) === '}') break
      this.#take(',')
    }
    this.#take('}')
    return { value, line, parts }
  }

  #flowValue(parent: number): Part {
    const line = this.#row + 1
    const first = this.#line.charAt(this.#column)
    if (first === '{' || first === '[') return this.#flow(parent)
    if (first === "'" || first === '"') return { value: this.#quoted(), line }
    const found = match(FLOW_PLAIN, this.#line, this.#column)
    if (found === null) throw new NotPlain()
    this.#column += found[0].length
    return { value: resolved(found[0].trimEnd()), line }
  }

  /** The next character that says something, perhaps lines below. */
  #flowNext(parent: number): string {
    this.#column = indentOf(this.#line, this.#column)
    while (this.#column === this.#line.length) {
      this.#row++
      this.#column = indentOf(this.#line)
      if (this.#row >= this.#lines.length || this.#column <= parent) throw new NotPlain()
    }
    return this.#line.charAt(this.#column)
  }

  #take(wanted: string): void {
    if (this.#line.charAt(this.#column) !== wanted) throw new NotPlain()
    this.#column++
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function indentOf(line: string, from = 0): number {
  let at = from
  while (line.charCodeAt(at) === 0x20) at++
  return at
}

function isDash(line: string, column: number): boolean {
  const next = line.charAt(column + 1)
  return line.charAt(column) === '-' && (next === ' ' || next === '')
}

/** The same key twice is a fault; one name would change what the object is. */
function add(
  parts: Map<string, Part>,
  value: Record<string, unknown>,
  key: string,
  part: Part,
): void {
  if (parts.has(key) || key === '__proto__') throw new NotPlain()
  parts.set(key, part)
  value[key] = part.value
}

/** A key that is no text is written another way than it is read: `1.10` is 1.1. */
function plainKey(key: string): string {
  if (key.length > KEY_CHARS_MAX || DOUBTFUL.test(key)) throw new NotPlain()
  return key
}

function resolved(said: string): unknown {
  if (!DOUBTFUL.test(said)) return said
  if (said === 'true' || said === 'false') return said === 'true'
  if (NUMBER.test(said)) return Number(said)
  throw new NotPlain()
}

/** The end of a line is a space; each blank line is an end of a line. */
function folded(lines: readonly string[]): string {
  let text = lines[0] ?? ''
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const isFirst = lines[at - 1] !== ''
    if (line === '') text += '\n'
    else text += isFirst ? ` ${line}` : line
  }
  return text
}
