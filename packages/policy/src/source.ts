/**
 * Is the operator's source document the one that was approved, and what does each of its clauses say?
 *
 * Guarantee: a document comes out only when the bytes of the file have the fingerprint that
 * `source/source.yaml` declares, so nobody can mend the source silently. A folder without `source/` has none.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements, section 7. Whether the clauses fit together is
 * asked by `check/source.ts`.
 */
import { digestText } from './digest.ts'
import { clauseOf, error } from './fault.ts'
import type { Clause, Policy, SourceClause, SourceDocument } from './model.ts'
import type { Reader } from './read.ts'
import * as shape from './shape.ts'

export const SOURCE_FILE = 'source/source.yaml'

export function sourceDocument(
  reader: Reader,
  files: ReadonlyMap<string, string>,
): { readonly source?: SourceDocument } {
  const below = [...files.keys()].filter((name) => name.startsWith('source/'))
  if (below.length === 0) return {}
  const declared = reader.whole(SOURCE_FILE, '', shape.source)
  if (declared === undefined) return {}
  refuseOthers(reader, below, declared.file)
  const text = files.get(`source/${declared.file}`)
  if (text === undefined || !isSame(reader, declared.file, text, declared.sha256)) return {}
  return { source: { ...declared, text } }
}

function refuseOthers(reader: Reader, below: readonly string[], file: string): void {
  if (!below.includes(`source/${file}`)) {
    const where = reader.places.in(SOURCE_FILE, 'file')
    reader.findings.push(error('source_missing', where, clauseOf(SOURCE_FILE), { file }))
  }
  for (const name of below) {
    if (name === SOURCE_FILE || name === `source/${file}`) continue
    reader.findings.push(error('file_unknown', `${name}:1`, clauseOf(name), { file: name }))
  }
}

function isSame(reader: Reader, file: string, text: string, declared: string): boolean {
  const found = digestText(text)
  if (found === declared) return true
  const where = reader.places.in(SOURCE_FILE, 'sha256')
  const params = { file, sha256: found }
  reader.findings.push(error('source_altered', where, clauseOf(SOURCE_FILE), params))
  return false
}

/** The clause's lines as they stand, without the common indent; undefined where no source says it. */
export function sourceText(policy: Pick<Policy, 'source'>, clause: Clause): string | undefined {
  const { source } = policy
  const place = source?.clauses.find(({ id }) => id === clause.source)
  return source === undefined || place === undefined ? undefined : linesOf(source, place)
}

export function linesOf(source: SourceDocument, { from, to }: SourceClause): string {
  const lines = allLines(source).slice(from - 1, to)
  return lines.map((line) => line.trim()).join(' ')
}

/** Each clause is looked up in the same text, which is taken apart once and for as long as it is held. */
const apart = new WeakMap<SourceDocument, readonly string[]>()

function allLines(source: SourceDocument): readonly string[] {
  const known = apart.get(source)
  if (known !== undefined) return known
  const lines = source.text.split('\n')
  apart.set(source, lines)
  return lines
}
