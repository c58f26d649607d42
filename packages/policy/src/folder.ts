/**
 * What does each file of the policy folder say, and on which line?
 *
 * YAML 1.2 (dates and `on` stay text), read with its lines, so that every fault can be named as
 * `file:line`. A duplicate key or broken syntax is a fault, never an exception.
 * Does not read the disk and does not know what the keys mean.
 */
import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
} from 'yaml'
import type { Finding } from './model.ts'

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
  const lines = new LineCounter()
  // To find a key said twice the library compares each with each; `valueOf` sees it in passing.
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false }
  const document = parseDocument(text, options)
  const place = (offset: number): string => `${name}:${lines.linePos(offset).line || 1}`
  const faults = [...document.errors, ...document.warnings].map(({ code, pos }) => {
    const what = code.toLowerCase().replaceAll('_', ' ')
    return fault(place(pos[0]), `This is not YAML that can be read: ${what}.`)
  })
  const at = (path: Path): string => place(offsetOf(document.contents, path))
  if (faults.length > 0) return { name, content: undefined, faults, at }
  const refuse = (node: unknown, why: string) => faults.push(fault(place(rangeStart(node)), why))
  const content = valueOf(document.contents, refuse)
  return { name, content: faults.length > 0 ? undefined : content, faults, at }
}

type Refuse = (node: unknown, why: string) => void

/** An alias is refused: a rule must say itself what it means, and none can be multiplied without end. */
function valueOf(node: unknown, refuse: Refuse): unknown {
  if (isScalar(node)) return node.value
  if (isSeq(node)) return node.items.map((item) => valueOf(item, refuse))
  if (isMap(node)) return Object.fromEntries(entriesOf(node.items, refuse))
  if (isAlias(node)) refuse(node, 'Aliases are not allowed: write the value out.')
  return null
}

function entriesOf(pairs: readonly Pair[], refuse: Refuse): ReadonlyMap<string, unknown> {
  const entries = new Map<string, unknown>()
  for (const { key, value } of pairs) {
    const word = isScalar(key) ? String(key.value) : undefined
    if (word === undefined) refuse(key, 'This is not YAML that can be read: a key is one word.')
    else if (entries.has(word)) refuse(key, 'This is not YAML that can be read: duplicate key.')
    else entries.set(word, valueOf(value, refuse))
  }
  return entries
}

function fault(where: string, message: string): Finding {
  return { severity: 'error', code: 'yaml_invalid', where, clause: '', message }
}

/** Where the path begins; for a missing part, where its nearest parent begins. */
function offsetOf(root: unknown, path: Path): number {
  let node = root
  let offset = rangeStart(root)
  for (const part of path) {
    const [next, start] = step(node, part)
    if (next === undefined) break
    node = next
    offset = start
  }
  return offset
}

function step(node: unknown, part: string | number): readonly [unknown, number] {
  if (isSeq(node)) {
    const item = node.items[Number(part)]
    return [item, rangeStart(item)]
  }
  if (!isMap(node)) return [undefined, 0]
  for (const pair of node.items) {
    if (isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(part)) {
      return [pair.value ?? pair.key, rangeStart(pair.key)]
    }
  }
  return [undefined, 0]
}

function rangeStart(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}
