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
const ANSWERED: readonly (readonly [requirement: string, what: string])[] = [
  ['R-2', 'the law it stands on'],
  ['R-17', 'the closed list of purposes'],
  ['R-38', 'the rights of the person'],
  ['R-54', 'the list of data'],
  ['R-55', 'the ground of processing'],
  ['R-58', 'transfers to third parties'],
  ['R-85', 'the record of every action'],
  ['R-88', 'publication'],
  ['R-91', 'the operator'],
]

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
  const empty = [...gone, ...blank.map(({ number }) => number)].map((number) =>
    error('chapter_missing', where, number, `Chapter ${number} is missing or empty.`),
  )
  const silent = ANSWERED.filter(([requirement]) => clauseFor(policy, requirement) === '').map(
    ([requirement, what]) =>
      error('chapter_missing', where, '', `No clause speaks of ${what} (${requirement}).`),
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
    ...policy.subjectCategories.map(({ id, clause }) => ({ kind: 'category', id, clause })),
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
