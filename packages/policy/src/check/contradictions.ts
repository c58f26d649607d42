/**
 * Do two rules say what cannot both be so, or does a rule stand on nothing?
 *
 * Law: 94-V art. 5, 7(1), 7(3), 8(4), 10, 17(1), 25(2)(1-1). Requirements.
 */
import type { Operation } from '@kelisim/terms'
import { error } from '../fault.ts'
import type { Finding, Policy, Role } from '../model.ts'
import { controlName } from '../parse.ts'
import type { Places } from '../read.ts'

/** Values of single persons come out. */
const OUTPUTS: readonly Operation[] = ['transfer', 'provide', 'give_access', 'extract']

export function checkContradictions(policy: Policy, places: Places): readonly Finding[] {
  return [
    ...policy.roles.flatMap((role) => grants(policy, role, places)),
    ...controls(policy, places),
    ...clauses(policy, places),
    ...operations(policy, places),
    ...publicSources(policy, places),
  ]
}

function grants(policy: Policy, role: Role, places: Places): readonly Finding[] {
  return role.grants.flatMap((grant, index) => {
    const found: Finding[] = []
    const fault = (code: string, operation: Operation) => {
      const where = places.of('role', role.id, 'grants', index, 'operations')
      const params = { role: role.id, purpose: grant.purpose, operation }
      found.push(error(code, where, role.clause, params))
    }
    const twice = grant.operations.find((operation) =>
      role.grants
        .slice(0, index)
        .some((other) => other.purpose === grant.purpose && other.operations.includes(operation)),
    )
    if (twice !== undefined) fault('grants_contradict', twice)
    const purpose = policy.purposes.find(({ id }) => id === grant.purpose)
    const raw = grant.operations.find((operation) => OUTPUTS.includes(operation))
    if (purpose?.depersonalisedOnly === true && raw !== undefined) {
      fault('statistics_raw_granted', raw)
    }
    return found
  })
}

function controls(policy: Policy, places: Places): readonly Finding[] {
  const names = new Set<string>()
  return policy.controls.flatMap((control) => {
    const found: Finding[] = []
    const fault = (code: string, key: string, limit = '') => {
      const name = controlName(control)
      const params = { control: name, purpose: control.purpose, limit }
      found.push(error(code, places.of('control', name, key), '6.1', params))
    }
    const purpose = policy.purposes.find(({ id }) => id === control.purpose)
    if (control.kind === 'processing' && control.requiredToApply && purpose?.clientsOnly === true) {
      fault('control_contradicts_purpose', 'requiredToApply', 'clientsOnly')
    }
    if (control.kind === 'recipient' && purpose?.depersonalisedOnly === true) {
      fault('control_contradicts_purpose', 'purpose', 'depersonalisedOnly')
    }
    if (control.kind === 'recipient' && names.has(control.kind)) {
      fault('control_name_twice', 'purpose')
    }
    names.add(control.kind)
    if (control.kind === 'processing' && control.requiredToApply && purpose !== undefined) {
      const needed = policy.fields.some(
        (field) => field.requiredToApply && field.purposes.includes(purpose.id),
      )
      if (!needed) fault('control_forced', 'requiredToApply')
    }
    return found
  })
}

/** What names no clause, or one that is disabled, stands on nothing. */
function clauses(policy: Policy, places: Places): readonly Finding[] {
  const all = policy.chapters.flatMap((chapter) => chapter.clauses)
  const disabled = new Set(all.filter((one) => one.treatment === 'disabled').map(({ id }) => id))
  const entries = [
    ...policy.purposes.map((entry) => ({ kind: 'purpose', ...entry })),
    ...policy.roles.map((entry) => ({ kind: 'role', ...entry })),
    ...policy.rights.map((entry) => ({ kind: 'right', ...entry })),
    ...policy.subjectCategories.map((entry) => ({ kind: 'category', ...entry })),
  ]
  return entries.flatMap(({ kind, id, clause }): readonly Finding[] => {
    const where = places.of(kind, id, 'clause')
    if (disabled.has(clause)) {
      return [error('clause_disabled_cited', where, clause, { clause, kind, id })]
    }
    // A role without a clause has a code of its own.
    if (clause !== '' || kind === 'role') return []
    return [error('rule_without_clause', where, '1.4', { kind, id })]
  })
}

/** An operation that somebody may do is one that a clause speaks of. */
function operations(policy: Policy, places: Places): readonly Finding[] {
  const known = new Set(policy.chapters.flatMap((chapter) => chapter.clauses.map(({ id }) => id)))
  const used = new Set([
    ...policy.roles.flatMap(({ grants: each }) => each.flatMap((grant) => grant.operations)),
    ...policy.controls.flatMap((control) => control.operations),
  ])
  return policy.operations
    .filter(({ id, clause }) => used.has(id) && (clause === undefined || !known.has(clause)))
    .map(({ id, clause }) => {
      const where = places.of('operation', id, 'clause')
      return error('operation_without_clause', where, clause ?? '1.4', { operation: id })
    })
}

/** Data that anybody can reach are not thereby public: the clause stands on what the law calls public. */
function publicSources(policy: Policy, places: Places): readonly Finding[] {
  return policy.chapters.flatMap(({ number, clauses: list }) =>
    list.flatMap((clause, index) => {
      const speaks = clause.requirements.includes('R-27')
      if (!speaks || clause.legal.some((id) => PUBLIC.test(id))) return []
      const where = places.of('chapter', number, 'clauses', index, 'legal')
      return [error('public_source_unfounded', where, clause.id)]
    }),
  )
}

const PUBLIC = /^94-V art\. (?:6|7\([345]\)|7\(11\))/
