/**
 * Are all chapters there, each clause once, and does everything that names a clause name a real one?
 *
 * Requirements: R-1 (every clause linkable by its number), R-3, R-10, section 7 (no silent correction).
 */
import { error } from '../fault.ts'
import type { Clause, Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'

const CHAPTERS = ['1', '2', '3', '4', '5', '6', '7', '8', 'A']

export function checkClauses(policy: Policy, places: Places): readonly Finding[] {
  const known = new Set(policy.chapters.flatMap((chapter) => chapter.clauses.map(({ id }) => id)))
  return [...chapters(policy, places), ...twice(policy, places), ...named(policy, known, places)]
}

function chapters(policy: Policy, places: Places): readonly Finding[] {
  return CHAPTERS.flatMap((number) => {
    const chapter = policy.chapters.find((candidate) => candidate.number === number)
    if (chapter !== undefined && chapter.clauses.length > 0) return []
    const where = places.in('clauses.yaml', 'chapters')
    return [error('chapter_missing', where, number, `Chapter ${number} is missing or empty.`)]
  })
}

function twice(policy: Policy, places: Places): readonly Finding[] {
  const seen = new Set<string>()
  return policy.chapters.flatMap((chapter) =>
    chapter.clauses.flatMap((clause, index) => {
      const where = places.of('chapter', chapter.number, 'clauses', index)
      const found = treatment(clause, where)
      if (seen.has(clause.id)) {
        found.push(error('clause_twice', where, clause.id, 'The clause is declared twice.'))
      }
      seen.add(clause.id)
      return found
    }),
  )
}

/** What was changed names the oddity it answers; what was kept has none to name. */
function treatment(clause: Clause, where: string): Finding[] {
  if ((clause.treatment === 'as_is') === (clause.oddities.length === 0)) return []
  const message = 'A corrected clause names the oddity of the source (X-n); a kept one has none.'
  return [error('clause_treatment_unexplained', where, clause.id, message)]
}

function named(policy: Policy, known: ReadonlySet<string>, places: Places): readonly Finding[] {
  const entries = [
    ...policy.purposes.map(({ id, clause }) => ({ kind: 'purpose', id, clause })),
    ...policy.roles.map(({ id, clause }) => ({ kind: 'role', id, clause })),
    ...policy.rights.map(({ id, clause }) => ({ kind: 'right', id, clause })),
    // 3.3(1) to 3.3(8) are the entries of clause 3.3.
    ...policy.subjectCategories.map(({ id, clause }) => {
      return { kind: 'category', id, clause: clause.replace(/^3\.3\([1-8]\)$/, '3.3') }
    }),
  ]
  return entries
    .filter(({ clause }) => clause !== '' && !known.has(clause) && !isHead(clause, known))
    .map(({ kind, id, clause }) => {
      const where = places.of(kind, id, 'clause')
      return error('clause_unknown', where, clause, `There is no clause "${clause}".`)
    })
}

/** `7.3` stands for the items 7.3(1) to 7.3(9). */
function isHead(clause: string, known: ReadonlySet<string>): boolean {
  return [...known].some((id) => id.startsWith(`${clause}(`))
}
