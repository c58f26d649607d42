/**
 * The policy as numbers: the tables that `@kelisim/rules` decides with.
 *
 * Every name gets a small index, every set of fields becomes two 32-bit words, every set of operations
 * one. A cell (role, purpose, operation) then says with one comparison which fields it grants. What the
 * policy does not grant is a zero, so silence forbids (I8) without a branch.
 *
 * Guarantees: tables of one policy are equal; nothing in them changes after they are made; `hash` is the
 * version they were compiled from. Serves; 94-V art. 7(8), 7(9), 10.
 * Does not check the policy: the checker does, before this. Names it does not know throw, because a wrong
 * policy must not start.
 */
import { endOfDay, type Moment, OPERATIONS, startOfDay } from '@kelisim/terms'
import { exceptionOf, mayBeAsked } from './lawful.ts'
import type { Agreement, Grant, Policy, Purpose } from './model.ts'

/** Two words; a policy with more fields needs a third and a new measurement. */
export const FIELDS_MAX = 64
/** One word of purposes per agreement. */
export const PURPOSES_MAX = 32
/** By custom the letter of the purpose that gives effect to the subject's rights (94-V art. 24(1)). */
export const RIGHTS_LETTER = 'R'

/** A set of fields by their index: bit i of `lo` is field i, bit i of `hi` is field i + 32. */
export interface FieldMask {
  readonly lo: number
  readonly hi: number
}

export type Index = ReadonlyMap<string, number>

export interface PurposeTable {
  readonly id: string
  readonly clause: string
  /** The first article that the purpose stands on. */
  readonly law: string
  readonly statute: boolean
  readonly rights: boolean
  readonly depersonalisedOnly: boolean
  readonly clientsOnly: boolean
  readonly fields: FieldMask
  /** A consent control of this kind exists, so the tick it stands for is needed. */
  readonly hasProcessingControl: boolean
  /** Bits of the channels that each need a consent of their own; 0 where messages are no matter of the purpose. */
  readonly channels: number
}

export interface AgreementTable {
  readonly from: Moment
  readonly to: Moment
  readonly operations: number
  readonly purposes: number
  readonly fields: FieldMask
  readonly inKazakhstan: boolean
}

export interface RecipientTable {
  readonly id: string
  readonly agreement: AgreementTable | undefined
}

export interface RoleTable {
  readonly id: string
  readonly clause: string
}

export interface Tables {
  readonly hash: string
  readonly roleOf: Index
  readonly operationOf: Index
  readonly purposeOf: Index
  readonly fieldOf: Index
  readonly recipientOf: Index
  readonly channelOf: Index
  readonly categories: ReadonlySet<string>
  readonly roles: readonly RoleTable[]
  readonly operations: readonly string[]
  readonly purposes: readonly PurposeTable[]
  /** Field ids by index, in the order of the policy. */
  readonly fields: readonly string[]
  readonly recipients: readonly RecipientTable[]
  readonly off: FieldMask
  readonly special: FieldMask
  /** Bit of each operation the role may do for the purpose: index role × purposes + purpose. */
  readonly granted: Uint32Array
  /** Fields of the cell, two words: index (`cellIndex` of role, purpose, operation) × 2. */
  readonly allowed: Uint32Array
}

export const NO_FIELDS: FieldMask = Object.freeze({ lo: 0, hi: 0 })

/** The place of a cell in `allowed`, before doubling. */
export function cellIndex(
  tables: Tables,
  role: number,
  purpose: number,
  operation: number,
): number {
  return (role * tables.purposes.length + purpose) * tables.operations.length + operation
}

export function compileTables(policy: Policy): Tables {
  const names = indexNames(policy)
  const off = maskWhere(policy, (field) => field.default === 'off')
  const special = maskWhere(
    policy,
    (field) => field.class === 'S' && exceptionOf(policy, field) === undefined,
  )
  const purposes = policy.purposes.map((purpose) => purposeTable(policy, names, purpose))
  const recipients = policy.recipients.map((recipient) =>
    Object.freeze({
      id: recipient.id,
      agreement:
        recipient.agreement === undefined ? undefined : agreementTable(names, recipient.agreement),
    }),
  )
  return Object.freeze({
    hash: policy.hash,
    ...names,
    categories: new Set(policy.subjectCategories.map((category) => category.id)),
    roles: policy.roles.map(({ id, clause }) => Object.freeze({ id, clause })),
    operations: OPERATIONS,
    purposes,
    fields: Object.freeze(policy.fields.map((field) => field.id)),
    recipients,
    off,
    special,
    ...compileGrants(policy, names),
  })
}

/** The fields of a grant: `*` is every field of the purpose that is neither off nor special. */
export function expand(policy: Policy, grant: Grant): readonly string[] {
  if (!grant.fields.includes('*')) return grant.fields
  return policy.fields
    .filter((field) => mayBeAsked(policy, field))
    .filter((field) => field.purposes.includes(grant.purpose))
    .map((field) => field.id)
}

/** The ids in a mask, in the order of the policy. A shift counts modulo 32, so field 32 is the lowest bit of `hi`. */
export function fieldsIn(tables: Tables, mask: FieldMask): readonly string[] {
  return tables.fields.filter((_, index) => ((index < 32 ? mask.lo : mask.hi) >>> index) & 1)
}

/** The mask of the ids that the tables know; the others are left out. */
export function maskOf(fieldOf: Index, ids: readonly string[]): FieldMask {
  let lo = 0
  let hi = 0
  for (const id of ids) {
    const index = fieldOf.get(id)
    if (index === undefined) continue
    if (index < 32) lo |= 1 << index
    else hi |= 1 << index
  }
  return { lo, hi }
}

/** Bits of the names that the index knows; the others are left out. */
export function bitsOf(index: Index, names: readonly string[]): number {
  return names.reduce((bits, name) => {
    const at = index.get(name)
    return at === undefined ? bits : bits | (1 << at)
  }, 0)
}

interface Names {
  readonly roleOf: Index
  readonly operationOf: Index
  readonly purposeOf: Index
  readonly fieldOf: Index
  readonly recipientOf: Index
  readonly channelOf: Index
}

function indexNames(policy: Policy): Names {
  if (policy.fields.length > FIELDS_MAX) throw new Error(`more than ${FIELDS_MAX} fields`)
  if (policy.purposes.length > PURPOSES_MAX) throw new Error(`more than ${PURPOSES_MAX} purposes`)
  return {
    roleOf: indexOf(policy.roles.map(({ id }) => id)),
    operationOf: indexOf(OPERATIONS),
    purposeOf: indexOf(policy.purposes.map(({ id }) => id)),
    fieldOf: indexOf(policy.fields.map(({ id }) => id)),
    recipientOf: indexOf(policy.recipients.map(({ id }) => id)),
    channelOf: indexOf([...new Set(policy.purposes.flatMap(({ channels }) => channels))]),
  }
}

function indexOf(names: readonly string[]): Index {
  const index = new Map(names.map((name, at) => [name, at]))
  if (index.size !== names.length) throw new Error('a name is declared twice in the policy')
  return index
}

function maskWhere(policy: Policy, test: (field: Policy['fields'][number]) => boolean): FieldMask {
  const ids = policy.fields.filter(test).map((field) => field.id)
  return Object.freeze(maskOf(indexOf(policy.fields.map(({ id }) => id)), ids))
}

function purposeTable(policy: Policy, names: Names, purpose: Purpose): PurposeTable {
  const controls = policy.controls.filter((control) => control.purpose === purpose.id)
  return Object.freeze({
    id: purpose.id,
    clause: purpose.clause,
    law: purpose.legal[0] ?? '',
    statute: purpose.ground === 'statute',
    rights: purpose.everyStoredField === true || purpose.letter === RIGHTS_LETTER,
    depersonalisedOnly: purpose.depersonalisedOnly,
    clientsOnly: purpose.clientsOnly,
    fields: maskWhere(policy, (field) => field.purposes.includes(purpose.id)),
    hasProcessingControl: controls.some((control) => control.kind === 'processing'),
    channels: bitsOf(names.channelOf, purpose.channels),
  })
}

function agreementTable(names: Names, agreement: Agreement): AgreementTable {
  return Object.freeze({
    from: startOfDay(agreement.validFrom),
    to: endOfDay(agreement.validTo),
    operations: bitsOf(names.operationOf, agreement.operations),
    purposes: bitsOf(names.purposeOf, agreement.purposes),
    fields: Object.freeze(maskOf(names.fieldOf, agreement.fields)),
    inKazakhstan: agreement.storageCountry === 'KZ',
  })
}

function compileGrants(policy: Policy, names: Names): Pick<Tables, 'granted' | 'allowed'> {
  const width = policy.purposes.length
  const granted = new Uint32Array(policy.roles.length * width)
  const allowed = new Uint32Array(granted.length * OPERATIONS.length * 2)
  policy.roles.forEach((role, roleIndex) => {
    for (const grant of role.grants) {
      const row = roleIndex * width + known(names.purposeOf, grant.purpose)
      const mask = maskOf(names.fieldOf, expand(policy, grant))
      for (const operation of grant.operations) {
        const column = known(names.operationOf, operation)
        granted[row] = (granted[row] ?? 0) | (1 << column)
        const at = (row * OPERATIONS.length + column) * 2
        allowed[at] = (allowed[at] ?? 0) | mask.lo
        allowed[at + 1] = (allowed[at + 1] ?? 0) | mask.hi
      }
    }
  })
  return { granted, allowed }
}

function known(index: Index, name: string): number {
  const at = index.get(name)
  if (at === undefined) throw new Error(`the policy names something it does not declare: ${name}`)
  return at
}
