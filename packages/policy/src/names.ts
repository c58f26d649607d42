/**
 * What do other programs call our roles, operations and data?
 *
 * An optional file of the folder, `names.yaml`. A program that asks in words of its own (OpenID AuthZEN:
 * subject, action, resource, each with properties) is understood by the first entry that fits; what no
 * entry names has no meaning here and is refused. Without the file only our own words are understood.
 * It is part of the policy and of its hash, because a word's meaning decides.
 *
 * Requirements. Invariant I8. Grants nothing: roles do.
 */
import { OPERATIONS, type Operation } from '@kelisim/terms'
import { z } from 'zod'
import { error } from './fault.ts'
import type { Finding, Policy } from './model.ts'
import type { Places, Reader } from './read.ts'

export const NAMES_FILE = 'names.yaml'
const CLAUSE = '7.3(8)'

type Property = string | number | boolean

/** Fits when the type is the same, the id too where one is named, and every property named is there. */
interface Named {
  readonly type: string
  readonly id?: string
  readonly properties?: Readonly<Record<string, Property>>
}

export interface SubjectName extends Named {
  readonly role: string
}

export interface ActionName {
  readonly name: string
  readonly properties?: Readonly<Record<string, Property>>
  readonly operation: Operation
}

export interface ResourceName extends Named {
  readonly purpose: string
  readonly fields: readonly string[]
  /** What the operator declares true of such a resource; absent: the asker tells the facts. */
  readonly facts?: {
    readonly state: 'live' | 'blocked' | 'restricted' | 'destroyed'
    readonly subjectCategories: readonly string[]
  }
}

export interface Names {
  readonly subjects: readonly SubjectName[]
  readonly actions: readonly ActionName[]
  readonly resources: readonly ResourceName[]
}

const words = z.string().trim().min(1).max(200)
const properties = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const named = { type: words, id: words.exactOptional(), properties: properties.exactOptional() }
const list = z.array(words).default([])

const shape = z.strictObject({
  subjects: z.array(z.strictObject({ ...named, role: words })).default([]),
  actions: z
    .array(
      z.strictObject({
        name: words,
        properties: properties.exactOptional(),
        operation: z.enum(OPERATIONS),
      }),
    )
    .default([]),
  resources: z
    .array(
      z.strictObject({
        ...named,
        purpose: words,
        fields: list,
        facts: z
          .strictObject({
            state: z.enum(['live', 'blocked', 'restricted', 'destroyed']),
            subjectCategories: list,
          })
          .exactOptional(),
      }),
    )
    .default([]),
})

export function readNames(reader: Reader, files: ReadonlyMap<string, string>): Names | undefined {
  return files.has(NAMES_FILE) ? reader.whole(NAMES_FILE, '', shape) : undefined
}

/** Types whose meaning is fixed; a name for one of them would answer in place of the real one. */
const OWN_TYPES = ['role', 'field', 'purpose', 'subject', 'application']

/** A name that stands for something the policy does not have would be refused every time. */
export function checkNames(policy: Policy, places: Places): readonly Finding[] {
  const { names } = policy
  if (names === undefined) return []
  const missing = (
    part: keyof Names,
    index: number,
    what: string,
    id: string,
    known: readonly string[],
  ): readonly Finding[] => {
    if (known.includes(id)) return []
    const where = places.in(NAMES_FILE, part, index, what)
    return [error('names_unknown', where, CLAUSE, { id })]
  }
  const roles = policy.roles.map(({ id }) => id)
  const purposes = policy.purposes.map(({ id }) => id)
  const fields = policy.fields.map(({ id }) => id)
  const reserved = (['subjects', 'resources'] as const).flatMap((part) =>
    names[part].flatMap(({ type }, index) => {
      if (!OWN_TYPES.includes(type)) return []
      const where = places.in(NAMES_FILE, part, index, 'type')
      return [error('names_reserved', where, CLAUSE, { name: type })]
    }),
  )
  return [
    ...reserved,
    ...names.subjects.flatMap(({ role }, at) => missing('subjects', at, 'role', role, roles)),
    ...names.resources.flatMap((entry, at) => [
      ...missing('resources', at, 'purpose', entry.purpose, purposes),
      ...entry.fields.flatMap((id) => missing('resources', at, 'fields', id, fields)),
    ]),
  ]
}
