/**
 * Is every clause of the source answered, and is nothing of it mended in silence?
 *
 * A clause of the source that no effective one names would be dropped; an effective one that keeps the
 * source's sense must say which clause that is, and may not stand on one with a term or a law that Kazakhstan
 * does not have. Says nothing of a policy that was written without a source.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements, section 7.
 */
import { error, type Params } from '../fault.ts'
import type { Clause, Finding, Policy, SourceClause, SourceDocument } from '../model.ts'
import type { Places } from '../read.ts'
import { linesOf, SOURCE_FILE } from '../source.ts'
import { FOREIGN } from './law.ts'
import { FORBIDDEN_KK } from './words.ts'

export function checkSource(policy: Policy, places: Places): readonly Finding[] {
  const { source } = policy
  return source === undefined ? unfounded(policy, places) : founded(policy, source, places)
}

function founded(policy: Policy, source: SourceDocument, places: Places): readonly Finding[] {
  const cited = new Set(policy.chapters.flatMap(({ clauses }) => clauses.map((one) => one.source)))
  return [
    ...lines(source, places),
    ...source.clauses.flatMap(({ id }, index) => {
      if (cited.has(id)) return []
      const where = places.in(SOURCE_FILE, 'clauses', index)
      return [error('source_unanswered', where, id, { clause: id })]
    }),
    ...eachClause(policy, places, (clause, where) => against(clause, source, where)),
  ]
}

/** Each clause has lines of its own that exist and say something; two may not claim the same line. */
function lines(source: SourceDocument, places: Places): readonly Finding[] {
  const count = source.text.split('\n').length
  const taken = new Map<number, string>()
  const names = new Set<string>()
  return source.clauses.flatMap((clause, index) => {
    const { id, from, to } = clause
    const where = places.in(SOURCE_FILE, 'clauses', index)
    const fault = (code: string, params: Params) => [error(code, where, id, params)]
    if (names.has(id)) return fault('declared_twice', { kind: 'clause', id })
    names.add(id)
    const isOutside = from > to || to > count || linesOf(source, clause).trim() === ''
    if (isOutside) return fault('source_lines_invalid', { clause: id, from, to, count })
    const other = claim(taken, clause)
    return other === undefined ? [] : fault('source_lines_shared', { clause: id, other })
  })
}

function claim(taken: Map<number, string>, { id, from, to }: SourceClause): string | undefined {
  let other: string | undefined
  for (let line = from; line <= to; line += 1) {
    other ??= taken.get(line)
    taken.set(line, id)
  }
  return other
}

function against(clause: Clause, source: SourceDocument, where: string): readonly Finding[] {
  if (clause.source === undefined) {
    if (clause.treatment === 'corrected') return []
    return [error('source_unnamed', where, clause.id)]
  }
  const place = source.clauses.find(({ id }) => id === clause.source)
  if (place === undefined) {
    return [error('source_unknown', where, clause.id, { clause: clause.source })]
  }
  const slip = clause.treatment === 'as_is' ? slipOf(linesOf(source, place)) : undefined
  if (slip === undefined) return []
  return [error('source_kept_with_mistake', where, clause.id, { found: slip })]
}

/** A word that no text of ours may use, or an act of another state. */
function slipOf(text: string): string | undefined {
  const low = text.toLowerCase()
  return FORBIDDEN_KK.find((stem) => low.includes(stem)) ?? FOREIGN.exec(text)?.[0]
}

/** Without a source there is nothing to cite and nothing to have been corrected. */
function unfounded(policy: Policy, places: Places): readonly Finding[] {
  return eachClause(policy, places, (clause, where) => {
    if (clause.source === undefined) return []
    return [error('source_unknown', where, clause.id, { clause: clause.source })]
  })
}

function eachClause(
  policy: Policy,
  places: Places,
  look: (clause: Clause, where: string) => readonly Finding[],
): readonly Finding[] {
  return policy.chapters.flatMap(({ number, clauses }) =>
    clauses.flatMap((clause, index) =>
      look(clause, places.of('chapter', number, 'clauses', index)),
    ),
  )
}
