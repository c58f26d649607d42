/**
 * Does everything stand on an act of Kazakhstan that is in force?
 *
 * `legal_foreign` for a declared jurisdiction is found by the parser; here it is found by the act's own name.
 * Law: 94-V art. 4, 7(1), 9. Requirements, I10.
 */
import { isIsoDate, OPERATIONS } from '@kelisim/terms'
import { clauseOf, error } from '../fault.ts'
import type { Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'

/** How a law of another state gives itself away, in the languages of the folder. */
export const FOREIGN = /152-ФЗ|152-FZ|федерал|Федерал|Russian|Российск|Ресей|GDPR|European/

interface Citation {
  readonly id: string
  readonly where: string
  readonly clause: string
}

export function checkLaw(policy: Policy, places: Places): readonly Finding[] {
  return [
    ...references(policy, places),
    ...citations(policy, places).flatMap((citation) => checkCitation(policy, citation)),
    ...grounded(policy, places),
  ]
}

function references(policy: Policy, places: Places): readonly Finding[] {
  const acts = new Map(policy.acts.map((act) => [act.id, act]))
  const found: Finding[] = []
  for (const { id, title } of policy.acts) {
    if (!FOREIGN.test([id, title.kk, title.ru, title.en].join(' '))) continue
    found.push(error('legal_foreign', places.of('act', id), '4.2.2(ж)', { act: id }))
  }
  for (const { id, act, redaction } of policy.legal) {
    if (!acts.has(act)) {
      const where = places.of('legal', id, 'act')
      found.push(error('legal_act_unknown', where, '1.1', { legal: id, act }))
    }
    if (!isIsoDate(redaction)) {
      const where = places.of('legal', id, 'redaction')
      found.push(error('legal_redaction_missing', where, '1.1', { legal: id }))
    }
  }
  return found
}

function checkCitation(policy: Policy, { id, where, clause }: Citation): readonly Finding[] {
  const reference = policy.legal.find((candidate) => candidate.id === id)
  const fault = (code: string) => [error(code, where, clause, { legal: id })]
  if (reference === undefined) return fault('legal_unknown')
  return reference.status === 'superseded' ? fault('legal_superseded') : []
}

/** Every place of the model that names an article. */
function citations(policy: Policy, places: Places): readonly Citation[] {
  const listed = (kind: string, entry: Listed, file: string): readonly Citation[] =>
    entry.legal.map((id, index) => ({
      id,
      where: places.of(kind, entry.id, 'legal', index),
      clause: entry.clause ?? clauseOf(file),
    }))
  const clauses = policy.chapters.flatMap((chapter) =>
    chapter.clauses.flatMap((clause, index) =>
      clause.legal.map((id, at) => {
        const where = places.of('chapter', chapter.number, 'clauses', index, 'legal', at)
        return { id, where, clause: clause.id }
      }),
    ),
  )
  const single = (kind: string, entry: { id: string; legal: string }, file: string): Citation => ({
    id: entry.legal,
    where: places.of(kind, entry.id, 'legal'),
    clause: clauseOf(file),
  })
  return [
    ...policy.purposes.flatMap((entry) => listed('purpose', entry, 'purposes.yaml')),
    ...policy.operations.flatMap((entry) => listed('operation', entry, 'operations.yaml')),
    ...policy.rights.flatMap((entry) => listed('right', entry, 'rights.yaml')),
    ...policy.deadlines.map((entry) => single('deadline', entry, 'deadlines.yaml')),
    ...(policy.register?.measureGrounds ?? []).flatMap(({ measure, orderedBy = [] }) =>
      listed('measure', { id: measure, legal: orderedBy }, 'register.yaml'),
    ),
    ...policy.specialCategories.map((entry) => single('special', entry, 'special-categories.yaml')),
    ...policy.specialCategories.flatMap(({ id, exception }) =>
      (exception?.legal ?? []).map((place, index) => ({
        id: place,
        where: places.of('special', id, 'exception', 'legal', index),
        clause: clauseOf('special-categories.yaml'),
      })),
    ),
    ...clauses,
  ]
}

interface Listed {
  readonly id: string
  readonly legal: readonly string[]
  readonly clause?: string
}

/** Purposes, operations, rights and clauses each name at least one article; all operations are declared. */
function grounded(policy: Policy, places: Places): readonly Finding[] {
  const bare = (kind: string, code: string, file: string, entries: readonly Listed[]) =>
    entries
      .filter((entry) => entry.legal.length === 0)
      .map((entry) => {
        const where = places.of(kind, entry.id, 'legal')
        return error(code, where, entry.clause ?? clauseOf(file), { id: entry.id })
      })
  const declared = new Set(policy.operations.map(({ id }) => id))
  const missing = OPERATIONS.filter((operation) => !declared.has(operation)).map((operation) => {
    const where = places.in('operations.yaml', 'operations')
    return error('operation_missing', where, 'A.4', { operation })
  })
  const clauses = policy.chapters.flatMap((chapter) =>
    chapter.clauses.flatMap((clause, index) => {
      if (clause.legal.length > 0) return []
      const where = places.of('chapter', chapter.number, 'clauses', index)
      return [error('clause_without_legal', where, clause.id)]
    }),
  )
  return [
    ...missing,
    ...bare('purpose', 'purpose_without_legal', 'purposes.yaml', policy.purposes),
    ...bare('operation', 'operation_without_legal', 'operations.yaml', policy.operations),
    ...bare('right', 'right_without_legal', 'rights.yaml', policy.rights),
    ...clauses,
  ]
}
