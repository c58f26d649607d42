/**
 * What does another program ask, in OpenID AuthZEN's words: subject, action, resource, context?
 *
 * - `subject`: type `role`, id a role of the policy; other types through the policy's names.
 * - `action`: one of our operations; other words through the policy's names.
 * - `resource`: type `field` or `purpose`, id a field or a purpose of the policy (facts told in
 *   `context.facts`); `application` or `subject`, id of a real one (facts are read, never told); other types
 *   through the policy's names. `properties`: `purpose`, `fields`, `recipient`, `channel`.
 * - `context`: `facts` as for `policy decide`, `at`, `policy`; everything else is somebody else's.
 *
 * Translates only; `decide` answers. What has no meaning here stays a word that the rules do not know, and is
 * refused by them with its code (I8). A member of ours with a wrong type is a fault, never a guess.
 *
 * Source: OpenID AuthZEN Authorization API 1.0. Requirements.
 */
import type { ActionName, Policy, ResourceName, SubjectName } from '@kelisim/policy'
import type { Fault, Moment } from '@kelisim/terms'
import type { Facts, Question } from './question.ts'
import { type Members, NOTHING_TOLD, readFacts, readMoment } from './question-in.ts'

export interface Entity {
  readonly type: string
  readonly id: string
  readonly properties?: Members | undefined
}

export interface Evaluation {
  readonly subject: Entity
  readonly action: { readonly name: string; readonly properties?: Members | undefined }
  readonly resource: Entity
  readonly context?: Members | undefined
}

export type EvaluationAsked =
  /** About a person: the facts are those of the store at the moment of asking. */
  | {
      readonly about: 'subject' | 'application'
      readonly id: string
      readonly question: Omit<Question, 'at' | 'policy'>
    }
  | {
      readonly about: 'policy'
      readonly question: Question
      readonly facts: Facts
      /** The first fact that was not told. */
      readonly absent?: string
    }
  | { readonly about: 'nothing'; readonly faults: readonly Fault[] }

/** A word that no policy can have, so that the rules refuse it as unknown. */
const NO_WORD = ''
export const ROLE_TYPE = 'role'
export const FIELD_TYPE = 'field'
export const PURPOSE_TYPE = 'purpose'
/** Types of resources that are persons or theirs. */
export const PERSON_TYPES = ['subject', 'application'] as const

/** `now` stands where the asker names no moment. */
export function readEvaluation(policy: Policy, asked: Evaluation, now: Moment): EvaluationAsked {
  const { resource } = asked
  const role = roleOf(policy, asked.subject)
  const operation = operationOf(policy, asked.action)
  const named = resourceNamed(policy, resource)
  if (named !== undefined) {
    const { purpose, fields } = named
    return aboutPolicy(policy, asked, now, { role, operation, purpose, fields }, named)
  }
  const faults: Fault[] = []
  const place = placeOf(resource.properties ?? {}, faults)
  const person = PERSON_TYPES.find((type) => type === resource.type)
  const fields = resource.type === FIELD_TYPE ? [resource.id, ...place.fields] : place.fields
  const question = {
    ...place,
    role,
    operation,
    purpose: purposeOf(resource, place.purpose),
    fields: [...new Set(fields)],
  }
  if (faults.length > 0) return { about: 'nothing', faults }
  if (person !== undefined) return { about: person, id: resource.id, question }
  return aboutPolicy(policy, asked, now, question, undefined)
}

/** The names of a kind that a search may try, each with what it would be asked with. */
export function subjectsToTry(policy: Policy, type: string): readonly Entity[] {
  const ids = type === ROLE_TYPE ? policy.roles.map(({ id }) => id) : []
  const named = policy.names?.subjects ?? []
  return entities(type, [...ids, ...idsOf(named, type)])
}

/** Persons are never listed here: who is held is not for this door to tell. */
export function resourcesToTry(
  policy: Policy,
  type: string,
  properties: Members | undefined,
): readonly Entity[] {
  if (type === FIELD_TYPE) {
    const wanted = properties?.['purpose']
    return policy.purposes
      .filter(({ id }) => wanted === undefined || wanted === id)
      .flatMap(({ id: purpose }) =>
        policy.fields.map(({ id }) => ({ type, id, properties: { ...properties, purpose } })),
      )
  }
  const own = type === PURPOSE_TYPE ? policy.purposes.map(({ id }) => id) : []
  const named = idsOf(policy.names?.resources ?? [], type)
  return entities(type, [...own, ...named]).map((one) => ({
    ...one,
    ...(properties === undefined ? {} : { properties }),
  }))
}

/** Names of actions for a resource: those of the policy's names where it is named there, else our operations. */
export function actionsToTry(policy: Policy, resource: Entity): readonly string[] {
  const { names } = policy
  if (names === undefined || resourceNamed(policy, resource) === undefined) {
    return policy.operations.map(({ id }) => id)
  }
  return [...new Set(names.actions.map(({ name }) => name))]
}

/** True where the other role could be granted something that this one is not. */
export function mayNotAskFor(policy: Policy, own: string, asked: string): boolean {
  if (own === asked) return false
  const other = policy.roles.find(({ id }) => id === asked)
  if (other === undefined) return false
  const mine = policy.roles.find(({ id }) => id === own)?.grants ?? []
  return other.grants.some((grant) =>
    grant.operations.some((operation) => {
      const held = mine
        .filter((one) => one.purpose === grant.purpose && one.operations.includes(operation))
        .flatMap(({ fields }) => fields)
      return !held.includes('*') && !grant.fields.every((field) => held.includes(field))
    }),
  )
}

function aboutPolicy(
  policy: Policy,
  asked: Evaluation,
  now: Moment,
  question: Omit<Question, 'at' | 'policy'>,
  named: ResourceName | undefined,
): EvaluationAsked {
  const context = asked.context ?? {}
  const at = context['at'] === undefined ? now : readMoment(context['at'])
  const version = context['policy'] ?? policy.hash
  const faults: Fault[] = [
    ...(at === undefined ? [{ pointer: '/context/at', code: 'date' }] : []),
    ...(typeof version === 'string' ? [] : [{ pointer: '/context/policy', code: 'type' }]),
  ]
  const told = factsFor(named, context)
  if ('faults' in told) faults.push(...told.faults)
  if (faults.length > 0 || at === undefined || typeof version !== 'string' || 'faults' in told) {
    return { about: 'nothing', faults }
  }
  return { about: 'policy', question: { ...question, at, policy: version }, ...told }
}

/** What the operator declared of a named resource holds; nobody may tell it otherwise. */
function factsFor(named: ResourceName | undefined, context: Members) {
  if (named?.facts !== undefined) return { facts: { ...NOTHING_TOLD, ...named.facts } }
  const told = context['facts']
  if (told === undefined) return { facts: NOTHING_TOLD, absent: 'facts' }
  return readFacts(told, '/context')
}

function roleOf(policy: Policy, subject: Entity): string {
  const named = policy.names?.subjects.find((one) => fits(one, subject))
  if (named !== undefined) return named.role
  return subject.type === ROLE_TYPE ? subject.id : NO_WORD
}

function operationOf(policy: Policy, action: Evaluation['action']): string {
  const named = policy.names?.actions.filter(({ name }) => name === action.name) ?? []
  if (named.length === 0) return action.name
  return named.find((one) => holds(one, action.properties))?.operation ?? NO_WORD
}

function resourceNamed(policy: Policy, resource: Entity): ResourceName | undefined {
  return policy.names?.resources.find((one) => fits(one, resource))
}

function fits(name: SubjectName | ResourceName, entity: Entity): boolean {
  if (name.type !== entity.type) return false
  if (name.id !== undefined && name.id !== entity.id) return false
  return holds(name, entity.properties)
}

function holds(name: Pick<ActionName, 'properties'>, told: Members | undefined): boolean {
  return Object.entries(name.properties ?? {}).every(([key, value]) => {
    return told !== undefined && Object.hasOwn(told, key) && told[key] === value
  })
}

/** A resource nobody knows is a purpose nobody knows. */
function purposeOf(resource: Entity, told: string): string {
  if (resource.type === PURPOSE_TYPE) return resource.id
  const known = [FIELD_TYPE, ...PERSON_TYPES].some((type) => type === resource.type)
  return known ? told : NO_WORD
}

interface Place {
  readonly purpose: string
  readonly fields: readonly string[]
  readonly recipient?: string
  readonly channel?: string
}

function placeOf(properties: Members, faults: Fault[]): Place {
  const word = (name: string): string | undefined => {
    const value = properties[name]
    if (typeof value === 'string' || value === undefined) return value
    faults.push({ pointer: `/resource/properties/${name}`, code: 'type' })
    return undefined
  }
  const fields = properties['fields'] ?? []
  const listed = Array.isArray(fields) && fields.every((one) => typeof one === 'string')
  if (!listed) faults.push({ pointer: '/resource/properties/fields', code: 'type' })
  const recipient = word('recipient')
  const channel = word('channel')
  return {
    purpose: word('purpose') ?? NO_WORD,
    fields: listed ? fields : [],
    ...(recipient === undefined ? {} : { recipient }),
    ...(channel === undefined ? {} : { channel }),
  }
}

function idsOf(named: readonly (SubjectName | ResourceName)[], type: string): readonly string[] {
  return named.flatMap((one) => (one.type === type && one.id !== undefined ? [one.id] : []))
}

function entities(type: string, ids: readonly string[]): readonly Entity[] {
  return [...new Set(ids)].map((id) => ({ type, id }))
}
