/**
 * Are all chapters there, each clause once, and does everything that names a clause name a real one?
 *
 * Requirements: R-1 (every clause linkable by its number), R-3, R-10, section 7 (no silent correction).
 */
import { error } from '../fault.ts'
import { clauseFor } from '../meaning.ts'
import type { Clause, Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'

/** What every policy speaks of, in whatever chapters: the program names these clauses when it refuses. */
const ANSWERED = ['R-2', 'R-17', 'R-38', 'R-54', 'R-55', 'R-58', 'R-85', 'R-88', 'R-91']

export function checkClauses(policy: Policy, places: Places): readonly Finding[] {
  const known = new Set(policy.chapters.flatMap((chapter) => chapter.clauses.map(({ id }) => id)))
  return [...chapters(policy, places), ...twice(policy, places), ...named(policy, known, places)]
}

function chapters(policy: Policy, places: Places): readonly Finding[] {
  const where = places.in('clauses.yaml', 'chapters')
  const blank = policy.chapters.filter(({ clauses }) => clauses.length === 0)
  const gone = chaptersOfSource(policy).filter(
    (number) => !policy.chapters.some((chapter) => chapter.number === number),
  )
  const empty = [...gone, ...blank.map(({ number }) => number)].map((chapter) =>
    error('chapter_missing', where, chapter, { chapter }),
  )
  const silent = ANSWERED.filter((requirement) => clauseFor(policy, requirement) === '').map(
    (requirement) => error('clause_missing', where, '', { matter: requirement, requirement }),
  )
  return [...empty, ...silent]
}

/** A source's chapters are kept: `8.2(б)` is of chapter 8; `0` is its title and no chapter. */
function chaptersOfSource(policy: Policy): readonly string[] {
  const heads = policy.source?.clauses.flatMap(({ id }) => /^([^.]+)\./.exec(id)?.[1] ?? []) ?? []
  return [...new Set(heads)]
}

function twice(policy: Policy, places: Places): readonly Finding[] {
  const seen = new Set<string>()
  return policy.chapters.flatMap((chapter) =>
    chapter.clauses.flatMap((clause, index) => {
      const where = places.of('chapter', chapter.number, 'clauses', index)
      const found = treatment(clause, where)
      if (seen.has(clause.id)) {
        found.push(error('clause_twice', where, clause.id, { clause: clause.id }))
      }
      seen.add(clause.id)
      return found
    }),
  )
}

/** What was changed names the oddity it answers; what was kept has none to name. */
function treatment(clause: Clause, where: string): Finding[] {
  if ((clause.treatment === 'as_is') === (clause.oddities.length === 0)) return []
  return [error('clause_treatment_unexplained', where, clause.id, { clause: clause.id })]
}

function named(policy: Policy, known: ReadonlySet<string>, places: Places): readonly Finding[] {
  const entries = [
    ...policy.purposes.map(({ id, clause }) => ({ kind: 'purpose', id, clause })),
    ...policy.roles.map(({ id, clause }) => ({ kind: 'role', id, clause })),
    ...policy.rights.map(({ id, clause }) => ({ kind: 'right', id, clause })),
    ...policy.subjectCategories.map(({ id, clause }) => ({ kind: 'category', id, clause })),
  ]
  return entries
    .filter(({ clause }) => clause !== '' && !known.has(clause) && !isHead(clause, known))
    .map(({ kind, id, clause }) => {
      const where = places.of(kind, id, 'clause')
      return error('clause_unknown', where, clause, { clause, kind, id })
    })
}

/** `7.3` stands for the items 7.3(1) to 7.3(9). */
function isHead(clause: string, known: ReadonlySet<string>): boolean {
  return [...known].some((id) => id.startsWith(`${clause}(`))
}
