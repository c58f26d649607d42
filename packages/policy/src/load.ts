/**
 * May the program start with this folder?
 *
 * Reading and checking together: all faults at once, sorted by file and line. A policy comes back only
 * without an error, so whoever holds one holds a lawful one (I8). When an entry could not be read, what only
 * echoes its absence ("unknown name") is left out.
 */
import { checkPolicy } from './check/check.ts'
import { remedyOf } from './check/rules.ts'
import { checkStamps } from './check/stamps.ts'
import type { Finding, Policy } from './model.ts'
import { readDraft } from './parse.ts'
import type { ReadFile } from './read.ts'

export interface Loaded {
  readonly policy?: Policy
  readonly findings: readonly Finding[]
}

/** These look for something elsewhere, perhaps in the entry that was just named as unreadable. */
const ELSEWHERE =
  /_(unknown|unnamed|incomplete|not_asked|outside|outside_purpose|without_control|dead|idle)$|^(operation|deadline|right|calendar_year|chapter)_missing$/
/** These miss something in their own file, perhaps what could not be read of it. */
const ABSENT = /_(missing|blank)$/

export function loadPolicy(files: ReadonlyMap<string, string>, read?: ReadFile): Loaded {
  const { policy, findings, places, partial, stamps } = readDraft(files, read)
  const unread = new Set(partial ? findings.map((finding) => place(finding)[0]) : [])
  const meaning = [...checkPolicy(policy, places), ...checkStamps(policy, stamps, places)]
  const heard = meaning.filter((finding) => !isEcho(finding, unread))
  const all = [...findings, ...heard].sort(byPlace).map(withRemedy)
  const faulty = partial || all.some(({ severity }) => severity === 'error')
  return faulty ? { findings: all } : { policy, findings: all }
}

function withRemedy(finding: Finding): Finding {
  const remedy = remedyOf(finding.code)
  return remedy === undefined ? finding : { ...finding, remedy }
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
