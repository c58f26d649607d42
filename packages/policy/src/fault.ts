/**
 * How is a fault of shape named: with which code, at which line, for which clause?
 *
 * A finding has a code and parameters; what is wrong and what to do is said by the table of rules in three languages
 * (`check/rules.ts`). There is nobody's data in a policy, still no parameter repeats a value longer than a few words.
 */
import type { z } from 'zod'
import type { YamlFile, Path } from './folder.ts'
import type { Finding } from './model.ts'

export type Params = Finding['params']
type Issue = z.core.$ZodIssue

/** Keys by which someone may try to tick a box for the person, or to join two matters in one tick. */
const TICKED = new Set(['ticked', 'checked', 'preTicked', 'selected', 'default', 'value'])
const BUNDLED = new Set(['purposes', 'recipients', 'channels', 'controls'])

/** The clause that a file of the folder gives effect to; entries with a clause of their own name it instead. */
const CLAUSES: readonly (readonly [string, string])[] = [
  ['policy.yaml', '1.1'],
  ['purposes.yaml', '2.1'],
  ['subject-categories.yaml', '3.3'],
  ['special-categories.yaml', '3.2'],
  ['rights.yaml', '4.2.1'],
  ['deadlines.yaml', '4.2.1'],
  ['calendar.yaml', '4.2.1'],
  ['fields.yaml', '5.1'],
  ['regions.yaml', '5.1'],
  ['controls.yaml', '6.1'],
  ['recipients.yaml', '6.2'],
  ['agreements/', '6.2'],
  ['limits.yaml', '6.5'],
  ['messages.yaml', '2.1'],
  ['roles.yaml', '7.3(8)'],
  ['operations.yaml', 'A.4'],
  ['legal.yaml', '1.1'],
  ['glossary.yaml', 'A.4'],
  ['source/', '0'],
]

export function clauseOf(file: string): string {
  return CLAUSES.find(([prefix]) => file.startsWith(prefix))?.[1] ?? '1.3'
}

export function error(code: string, where: string, clause: string, params: Params = {}): Finding {
  return { severity: 'error', code, where, clause, params }
}

export function warning(code: string, where: string, clause: string, params: Params = {}): Finding {
  return { severity: 'warning', code, where, clause, params }
}

/** One finding per unknown key, one per other issue; `base` is where the checked entry stands in the file. */
export function faultsOf(
  file: YamlFile,
  base: Path,
  entry: unknown,
  issues: readonly Issue[],
): Finding[] {
  const clause = clauseOf(file.name)
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path.filter((part) => typeof part !== 'symbol')]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownKey(file, [...path, key], key))
    }
    const key = String(path.at(-1) ?? '')
    const [code, params] = describe(key, issue, isAbsent(entry, issue.path))
    return [error(code, file.at(path), clause, params)]
  })
}

function unknownKey(file: YamlFile, path: Path, key: string): Finding {
  const inControls = file.name === 'controls.yaml'
  const clause = clauseOf(file.name)
  if (inControls && TICKED.has(key)) {
    return error('control_pre_ticked', file.at(path), clause, { key })
  }
  if (inControls && BUNDLED.has(key)) return error('control_bundled', file.at(path), clause)
  return error('key_unknown', file.at(path), clause, { key })
}

function describe(key: string, issue: Issue, absent: boolean): readonly [string, Params] {
  if (key === 'ground') return [absent ? 'purpose_without_ground' : 'ground_not_in_law', {}]
  if (key === 'retentionDays' && absent) return ['retention_missing', {}]
  if (absent) return ['key_missing', { key }]
  return ['shape_invalid', { key, expected: expected(issue) }]
}

/** A word of the closed list in `check/closed-words.ts`, or signs that every language reads alike. */
function expected(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.expected
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' | ')
  if (issue.code === 'too_small') return `≥ ${issue.minimum}`
  if (issue.code === 'too_big') return `≤ ${issue.maximum}`
  return issue.code === 'invalid_format' || issue.code === 'invalid_key' ? 'format' : 'known_value'
}

/** The shape checker does not say whether a value was wrong or not there at all. */
function isAbsent(entry: unknown, path: readonly PropertyKey[]): boolean {
  let value = entry
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return true
    value = Reflect.get(value, part)
  }
  return value === undefined || value === null
}
