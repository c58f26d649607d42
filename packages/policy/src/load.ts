/**
 * May the program start with this folder?
 *
 * Reading and checking together: all faults at once, sorted by file and line. A policy comes back only
 * without an error, so whoever holds one holds a lawful one (I8). When an entry could not be read, what only
 * echoes its absence ("unknown name") is left out.
 */
import { checkPolicy } from './check/check.ts'
import { checkStamps } from './check/stamps.ts'
import { clauseFor } from './meaning.ts'
import type { Finding, Policy } from './model.ts'
import { readDraft } from './parse.ts'
import type { ReadFile } from './read.ts'

export interface Loaded {
  readonly policy?: Policy
  readonly findings: readonly Finding[]
}

/** These look for something elsewhere, perhaps in the entry that was just named as unreadable. */
const ELSEWHERE =
  /_(unknown|unnamed|incomplete|not_asked|outside|outside_purpose|without_control|dead|idle)$|^(operation|deadline|right|calendar_year|chapter|clause)_missing$/
/** These miss something in their own file, perhaps what could not be read of it. */
const ABSENT = /_(missing|blank)$/

export function loadPolicy(files: ReadonlyMap<string, string>, read?: ReadFile): Loaded {
  const { policy, findings, places, partial, stamps } = readDraft(files, read)
  const unread = new Set(partial ? findings.map((finding) => place(finding)[0]) : [])
  const meaning = [...checkPolicy(policy, places), ...checkStamps(policy, stamps, places)]
  const heard = meaning.filter((finding) => !isEcho(finding, unread))
  const all = [...findings, ...heard]
    .sort(byPlace)
    .map((finding) => underOwnClause(policy, finding))
  const faulty = partial || all.some(({ severity }) => severity === 'error')
  return faulty ? { findings: all } : { policy, findings: all }
}

/** Rules name a clause by the place where it usually stands; another numbering has it under the requirement. */
const USUAL: ReadonlyMap<string, string> = new Map([
  ['1.1', 'R-2'],
  ['1.3', 'R-9'],
  ['1.4', 'R-10'],
  ['2.1', 'R-17'],
  ['2.1(4)', 'R-15'],
  ['3.2', 'R-19'],
  ['3.3', 'R-7'],
  ['4.1(6)', 'R-34'],
  ['4.2.1', 'R-38'],
  ['4.2.2', 'R-52'],
  ['4.2.2(ж)', 'R-52'],
  ['5.1', 'R-54'],
  ['6.1', 'R-55'],
  ['6.2', 'R-58'],
  ['6.5', 'R-66'],
  ['7.3(8)', 'R-84'],
  ['8.2', 'R-88'],
  ['A.1', 'R-91'],
  ['A.4', 'R-94'],
])

function underOwnClause(policy: Policy, finding: Finding): Finding {
  const requirement = USUAL.get(finding.clause)
  const own = policy.chapters.some(({ clauses }) => clauses.some(({ id }) => id === finding.clause))
  if (requirement === undefined || own) return finding
  const clause = clauseFor(policy, requirement)
  return clause === '' ? finding : { ...finding, clause }
}

function isEcho(finding: Finding, unread: ReadonlySet<string>): boolean {
  if (unread.size === 0) return false
  const own = unread.has(place(finding)[0])
  return ELSEWHERE.test(finding.code) || (own && ABSENT.test(finding.code))
}

function byPlace(one: Finding, other: Finding): number {
  const [file, line] = place(one)
  const [otherFile, otherLine] = place(other)
  return file === otherFile ? line - otherLine : file < otherFile ? -1 : 1
}

function place({ where }: Finding): readonly [string, number] {
  const colon = where.lastIndexOf(':')
  return [where.slice(0, colon), Number(where.slice(colon + 1))]
}
