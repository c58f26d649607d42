/**
 * What does each file of the policy folder say, and on which line?
 *
 * YAML 1.2 (dates and `on` stay text), read with its lines, so that every fault can be named as
 * `file:line`. A duplicate key or broken syntax is a fault, never an exception. What is written plainly is read in
 * one pass (`plain-yaml.ts`); the library reads everything else and names all faults.
 * Does not read the disk and does not know what the keys mean.
 */
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
} from 'yaml'
import type { Finding } from './model.ts'
import { readPlain, type Placed } from './plain-yaml.ts'

export type Path = readonly (string | number)[]

export interface YamlFile {
  readonly name: string
  readonly content: unknown
  /** Why it could not be read; then `content` is undefined. */
  readonly faults: readonly Finding[]
  /** `file:line` of the deepest part of the path that is there. */
  readonly at: (path: Path) => string
}

export function readYaml(name: string, text: string): YamlFile {
  const plain = readPlain(text)
  if (plain === undefined) return readByLibrary(name, text)
  let lines: readonly number[] | undefined
  const at = (path: Path): string => {
    lines ??= lineStarts(text)
    return `${name}:${lineOf(lines, offsetOf(plain, path))}`
  }
  return { name, content: plain.content, faults: [], at }
}

/** The same, whatever the text is. */
export function readByLibrary(name: string, text: string): YamlFile {
  const lines = new LineCounter()
  // To find a key said twice the library compares each with each; `placedBy` sees it in passing.
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false }
  const document = parseDocument(text, options)
  const place = (offset: number): string => `${name}:${lines.linePos(offset).line || 1}`
  const faults = [...document.errors, ...document.warnings].map(({ code, pos }) =>
    fault(place(pos[0]), code.toLowerCase()),
  )
  const isBroken = faults.length > 0
  const refuse = (node: unknown, problem: string) => {
    // What a broken text means is not asked; what stands where still is.
    if (!isBroken) faults.push(fault(place(rangeStart(node)), problem))
  }
  const said = placedBy(document.contents, rangeStart(document.contents), refuse)
  const at = (path: Path): string => place(offsetOf(said, path))
  return { name, content: faults.length > 0 ? undefined : said.content, faults, at }
}

type Refuse = (node: unknown, problem: string) => void

/** An alias is refused: a rule must say itself what it means, and none can be multiplied without end. */
function placedBy(node: unknown, at: number, refuse: Refuse): Placed {
  if (isScalar(node)) return { content: node.value, at }
  if (isSeq(node)) {
    const items = node.items.map((item) => placedBy(item, rangeStart(item), refuse))
    return { content: items.map(({ content }) => content), at, items }
  }
  if (isMap(node)) {
    const keys = keysOf(node.items, refuse)
    const entries = Array.from(keys, ([key, { content }]) => [key, content] as const)
    return { content: Object.fromEntries(entries), at, keys }
  }
  if (isAlias(node)) refuse(node, 'alias')
  return { content: null, at }
}

function keysOf(pairs: readonly Pair[], refuse: Refuse): ReadonlyMap<string, Placed> {
  const keys = new Map<string, Placed>()
  for (const { key, value } of pairs) {
    const word = isScalar(key) ? String(key.value) : undefined
    if (word === undefined) refuse(key, 'key_not_word')
    else if (keys.has(word)) refuse(key, 'duplicate_key')
    else keys.set(word, placedBy(value, rangeStart(key), refuse))
  }
  return keys
}

function fault(where: string, problem: string): Finding {
  return { severity: 'error', code: 'yaml_invalid', where, clause: '', params: { problem } }
}

/** Where the path begins; for a missing part, where its nearest parent begins. */
function offsetOf(root: Placed, path: Path): number {
  let here = root
  for (const part of path) {
    const next = partOf(here, part)
    if (next === undefined) break
    here = next
  }
  return here.at
}

function partOf({ keys, items }: Placed, part: string | number): Placed | undefined {
  return keys?.get(String(part)) ?? items?.[Number(part)]
}

/** Where each line begins. */
function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
    starts.push(end + 1)
  }
  return starts
}

/** The number of the line with this offset, found by halving. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return high
}

function rangeStart(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}
