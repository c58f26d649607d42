/**
 * What does each file of the policy folder say, and on which line?
 *
 * YAML 1.2 (dates and `on` stay text), read with its lines, so that every fault can be named as
 * `file:line`. A duplicate key or broken syntax is a fault, never an exception.
 * Does not read the disk and does not know what the keys mean.
 */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml'
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

/** Aliases are refused: a rule must say itself what it means, and none can be multiplied without end. */
const ALIASES_MAX = 0

export function readYaml(name: string, text: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const place = (offset: number): string => `${name}:${lines.linePos(offset).line || 1}`
  const faults = [...document.errors, ...document.warnings].map(({ code, pos }) => {
    const what = code.toLowerCase().replaceAll('_', ' ')
    return fault(place(pos[0]), `This is not YAML that can be read: ${what}.`)
  })
  const at = (path: Path): string => place(offsetOf(document.contents, path))
  if (faults.length > 0) return { name, content: undefined, faults, at }
  try {
    return { name, content: document.toJS({ maxAliasCount: ALIASES_MAX }), faults, at }
  } catch {
    // `toJS` throws for nothing else than an alias here: the text had no syntax error.
    const alias = fault(`${name}:1`, 'Aliases are not allowed: write the value out.')
    return { name, content: undefined, faults: [alias], at }
  }
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

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value)
}
