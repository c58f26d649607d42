/**
 * A line in the words of OpenID AuthZEN: `{ "subject": …, "action": …, "resource": …, "context": … }`.
 *
 * A command has no people: a question about a real one is answered `not_found`, as for an unknown id.
 * Members nobody knows are left alone, as AuthZEN wants. Invariant I8. Requirements: R-55 to R-62.
 */
import { reason } from '@kelisim/messages'
import type { Policy, Tables } from '@kelisim/policy'
import { answerEvaluation, decide, type Evaluation, readEvaluation } from '@kelisim/rules'
import { type Fault, type Moment, refusal } from '@kelisim/terms'

type Members = Readonly<Record<string, unknown>>

export function isEvaluation(line: unknown): line is Members {
  const members = membersOf(line)
  return members !== undefined && !('question' in members) && 'resource' in members
}

export function answerLineEvaluation(
  policy: Policy,
  tables: Tables,
  line: Members,
  now: Moment,
): Members {
  const faults: Fault[] = []
  const evaluation = evaluationIn(line, faults)
  if (faults.length > 0) return { effect: 'fault', faults }
  const asked = readEvaluation(policy, evaluation, now)
  if (asked.about === 'nothing') return { effect: 'fault', faults: asked.faults }
  if (asked.about !== 'policy') {
    return { ...answerEvaluation(refusal('not_found'), policy.hash, reason) }
  }
  const { absent } = asked
  const decision = decide(tables, asked.question, asked.facts)
  const unsaid = absent !== undefined && decision.effect === 'refuse'
  const placed =
    unsaid && decision.code === 'fact_missing' ? { ...decision, where: absent } : decision
  return { ...answerEvaluation(placed, policy.hash, reason) }
}

function evaluationIn(line: Members, faults: Fault[]): Evaluation {
  const entity = (name: string) => {
    const members = part(line, name, faults)
    return {
      type: text(members, 'type', name, faults),
      id: text(members, 'id', name, faults),
      ...optional(members, 'properties', name, faults),
    }
  }
  const action = part(line, 'action', faults)
  return {
    subject: entity('subject'),
    action: {
      name: text(action, 'name', 'action', faults),
      ...optional(action, 'properties', 'action', faults),
    },
    resource: entity('resource'),
    ...optional(line, 'context', '', faults),
  }
}

function part(line: Members, name: string, faults: Fault[]): Members {
  const members = membersOf(line[name])
  if (members === undefined) {
    faults.push({ pointer: `/${name}`, code: line[name] === undefined ? 'required' : 'type' })
  }
  return members ?? {}
}

function text(members: Members, key: string, name: string, faults: Fault[]): string {
  const value = members[key]
  if (typeof value === 'string') return value
  faults.push({ pointer: `/${name}/${key}`, code: value === undefined ? 'required' : 'type' })
  return ''
}

function optional<Key extends string>(
  members: Members,
  key: Key,
  name: string,
  faults: Fault[],
): { readonly [K in Key]?: Members } {
  const value = members[key]
  if (value === undefined) return {}
  const found = membersOf(value)
  if (found === undefined) {
    faults.push({ pointer: `${name === '' ? '' : `/${name}`}/${key}`, code: 'type' })
    return {}
  }
  const one: { [K in Key]?: Members } = {}
  one[key] = found
  return one
}

function membersOf(value: unknown): Members | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return { ...value }
}
