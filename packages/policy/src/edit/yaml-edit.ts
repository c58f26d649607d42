/**
 * How is one value of a YAML file changed without touching anything else in it?
 *
 * The document tells where a value stands; only those characters are replaced, so comments, order, blank
 * lines and the way a person wrote the rest stay as they are. What comes out is read again and compared:
 * it says the new values and in everything else the same.
 *
 * Serves: R-1 (the folder stays what people read). Does not know what a key means.
 */
import { isSame } from './same.ts'
import { isMap, isScalar, isSeq, parseDocument } from 'yaml'

/** A part of a path: a key, or the entry of a list whose keys have these values. */
export type Part = string | Readonly<Record<string, string>>
export type NewValue = string | number | boolean | readonly string[]

export interface Edit {
  readonly path: readonly Part[]
  readonly value: NewValue
}

const LINE_CHARS_MAX = 100

/** Throws when the text is not YAML or the path is not there: the caller looked before. */
export function editYaml(text: string, edits: readonly Edit[]): string {
  return edits.reduce(editOne, text)
}

/** What stands at the path; undefined when nothing does. */
export function valueAt(text: string, path: readonly Part[]): unknown {
  return valueOf(parseDocument(text).toJS(), path)
}

function valueOf(root: unknown, path: readonly Part[]): unknown {
  return path.reduce(childOf, root)
}

function editOne(text: string, { path, value }: Edit): string {
  const document = parseDocument(text)
  if (document.errors.length > 0) throw new Error('this is not YAML that can be edited')
  const before: unknown = document.toJS()
  const wanted = withValue(before, path, value)
  // Texts are read without the spaces around them: a folded one that says the same stays folded.
  const was = valueOf(before, path)
  if (isSame(before, wanted) || (typeof was === 'string' && was.trim() === value)) return text
  const fresh = splice(text, document.contents, path, value)
  const after = parseDocument(fresh)
  if (after.errors.length > 0 || !isSame(after.toJS(), wanted)) {
    throw new Error('an edit would have changed something else')
  }
  return fresh
}

function splice(text: string, root: unknown, path: readonly Part[], value: NewValue): string {
  const [last, parent] = [path.at(-1), path.slice(0, -1).reduce(nodeOf, root)]
  if (typeof last !== 'string' || !isMap(parent)) throw new Error('there is no such place')
  const old = nodeOf(parent, last)
  if ((isScalar(old) || isMap(old) || isSeq(old)) && old.range) {
    const [from, to] = old.range
    const column = from - (text.lastIndexOf('\n', from - 1) + 1)
    return `${text.slice(0, from)}${written(value, column)}${text.slice(to)}`
  }
  return withPair(text, parent.range, parent.flow === true, `${last}: ${written(value, 0)}`)
}

/** A key that is not there yet goes behind the last one. */
function withPair(
  text: string,
  range: readonly [number, number, number] | null | undefined,
  isFlow: boolean,
  pair: string,
): string {
  if (!range) throw new Error('there is no such place')
  const [from, end] = range
  if (isFlow) {
    const body = text.slice(from + 1, end - 1).trimEnd()
    const comma = body.trim() === '' ? ' ' : ', '
    return `${text.slice(0, from + 1)}${body}${comma}${pair} }${text.slice(end)}`
  }
  const column = from - (text.lastIndexOf('\n', from - 1) + 1)
  const body = text.slice(0, end).trimEnd()
  return `${body}\n${' '.repeat(column)}${pair}\n${text.slice(end)}`
}

function nodeOf(node: unknown, part: Part): unknown {
  if (isMap(node) && typeof part === 'string') {
    return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === part)?.value
  }
  if (!isSeq(node) || typeof part === 'string') return undefined
  return node.items.find(
    (item) =>
      isMap(item) && Object.entries(part).every(([key, wanted]) => item.get(key) === wanted),
  )
}

function childOf(value: unknown, part: Part): unknown {
  if (typeof part === 'string') return isRecord(value) ? value[part] : undefined
  return Array.isArray(value) ? value.find((item) => fits(item, part)) : undefined
}

function withValue(value: unknown, path: readonly Part[], fresh: NewValue): unknown {
  const [part, ...rest] = path
  if (part === undefined) return fresh
  if (typeof part === 'string') {
    const record = isRecord(value) ? value : {}
    return { ...record, [part]: withValue(record[part], rest, fresh) }
  }
  if (!Array.isArray(value)) throw new Error('there is no such place')
  const at = value.findIndex((item) => fits(item, part))
  if (at < 0) throw new Error('there is no such place')
  return value.map((item: unknown, index) => (index === at ? withValue(item, rest, fresh) : item))
}

function fits(item: unknown, part: Readonly<Record<string, string>>): boolean {
  return Object.entries(part).every(([key, wanted]) => isRecord(item) && item[key] === wanted)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function written(value: NewValue, column: number): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? scalar(value) : list(value, column)
}

/** Several to a line, the next lines under the first name. */
function list(names: readonly string[], column: number): string {
  const lines = ['']
  for (const name of names.map(scalar)) {
    const line = lines.at(-1) ?? ''
    const longer = line === '' ? name : `${line}, ${name}`
    if (line !== '' && column + longer.length > LINE_CHARS_MAX) lines.push(name)
    else lines[lines.length - 1] = longer
  }
  return `[${lines.join(`,\n${' '.repeat(column + 1)}`)}]`
}

/** Plain where that says the same inside any YAML; else in quotes. */
function scalar(text: string): string {
  const isPlain =
    /^[\p{L}«][\p{L}\p{N}\p{M} _.()«»№%₸–-]*$/u.test(text) &&
    text === text.trim() &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
  if (isPlain) return text
  return /^[^\p{Cc}]*$/u.test(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text)
}
