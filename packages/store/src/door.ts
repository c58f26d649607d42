/**
 * The one door: a person's values leave the store here and nowhere else, enter here and nowhere else.
 *
 * - Nothing opens without a permit that `rules.decide` made, for this very subject and these fields (I1).
 * - What is opened is recorded in the same unit and stays withheld until the commit is durable (I2).
 * - A box opens only at its own operator, subject, kind, version and key version (I4).
 *
 * Does not decide: `ask` hands the question to the rules and records the answer when it is no.
 */
import { rightsPurpose } from '@kelisim/policy'
import {
  type Decision,
  decide,
  type Facts,
  isPermit,
  type Permit,
  type Question,
} from '@kelisim/rules'
import type { ActionKind, Moment, SubjectId } from '@kelisim/terms'
import { liftedKey, openBox, sealBox, type SubjectKey } from '@kelisim/vault'
import type { Action, Actor } from './entry.ts'
import type { Known } from './facts.ts'
import type { SealedBox } from './holding.ts'
import { load } from './load.ts'
import { BOX, type Stored } from './table.ts'
import type { Unit } from './unit.ts'
import type { Writing } from './writing.ts'

export type Values = Readonly<Record<string, string>>

/** Values that may be read only after the unit that opened them is durably committed. */
export class Withheld {
  readonly #values: Values
  #released = false

  constructor(unit: Unit, values: Values) {
    this.#values = values
    unit.afterCommit(() => {
      this.#released = true
    })
  }

  read(): Values {
    if (!this.#released) throw new Error('values are withheld until their action is recorded')
    return this.#values
  }
}

/** Asks the rules; a refusal is recorded with the person's handle, so that they can see it. */
export function ask(
  unit: Writing,
  known: Pick<Known, 'facts' | 'key'>,
  actor: Actor,
  question: Question,
  detail?: NonNullable<Action['detail']>,
): Decision {
  const decision = decide(unit.tables, question, known.facts)
  if (decision.effect === 'refuse') {
    const refused = { refusal: decision, question }
    const said = { kind: 'refused', actor, refused } as const
    unit.record(detail === undefined ? said : { ...said, detail }, known.key)
  }
  return decision
}

export interface Opening {
  readonly kind: ActionKind
  readonly actor: Actor
  readonly detail?: NonNullable<Action['detail']>
}

/** Opens exactly the permit's fields that are held; records the action. */
export async function access(
  unit: Unit,
  known: Known,
  permit: Permit,
  opening: Opening,
): Promise<Withheld> {
  guard(known.facts, permit)
  const subject = known.facts.subject
  if (known.key === undefined) throw new Tampered('the key of a living subject is gone')
  const key = keyFor(unit, known.key, permit)
  const values = openAmong(unit, key, subject, await boxesOf(unit, subject), permit.fields)
  unit.record({ ...opening, permit }, known.key)
  return new Withheld(unit, values)
}

/** What comes in: values by field, where they came from, how long they stay. */
export interface Keeping {
  readonly values: Values
  readonly source: string
  /** When the box must be looked at again, by the fields that stand in it then; a number only ever prolongs. */
  readonly retainUntil: number | ((fields: readonly string[]) => number)
}

/** Seals values into the subject's boxes; the caller records the action that names the writes. */
export async function keep(
  unit: Unit,
  known: Known & { readonly key: SubjectKey },
  permit: Permit,
  keeping: Keeping,
  isNew: boolean,
): Promise<void> {
  const held = isNew ? [] : await boxesOf(unit, known.facts.subject)
  keepAmong(unit, known, permit, keeping, held)
}

/** The same with the boxes at hand that the subject has now, as read in this transaction. */
export function keepAmong(
  unit: Writing,
  known: { readonly facts: Facts; readonly key: SubjectKey },
  permit: Permit,
  keeping: Keeping,
  held: readonly Stored<typeof BOX>[],
): void {
  guard(known.facts, permit)
  const outside = Object.keys(keeping.values).find((field) => !permit.fields.includes(field))
  if (outside !== undefined) throw new Error(`a value without a permit: ${outside}`)
  const subject = known.facts.subject
  for (const [box, fresh] of byBox(unit, keeping.values)) {
    const previous = held.find((row) => row.box === box)
    const old = previous === undefined ? {} : openRow(unit, known.key, subject, previous)
    const values = { ...old, ...fresh }
    const version = (previous?.version ?? 0) + 1
    const plaintext = Buffer.from(JSON.stringify(values), 'utf8')
    const place = placeOf(unit, known.key, subject, box, version)
    unit.put(
      BOX,
      {
        subject_id: subject,
        box,
        version,
        sealed: sealBox(known.key, place, plaintext, unit.random),
        fields: Object.keys(values),
        source: keeping.source,
        written_at: unit.at,
        retain_until: endOf(keeping, Object.keys(values), previous) as never,
      },
      previous,
    )
  }
}

function endOf(
  { retainUntil }: Keeping,
  fields: readonly string[],
  previous: Stored<typeof BOX> | undefined,
): number {
  if (typeof retainUntil === 'function') return retainUntil(fields)
  return Math.max(retainUntil, previous?.retain_until ?? 0)
}

/** What leaves a box, and when the rest must be looked at again. */
export interface Stripping {
  readonly gone: readonly string[]
  readonly retainUntil: (fields: readonly string[]) => Moment
}

/**
 * Values whose term is over leave their box: the rest is sealed anew as the next version, an empty box goes. Needs a
 * permit to destroy; the caller records the action. The words of the row (source, day of collection) stay.
 */
export function stripBox(
  unit: Writing,
  known: { readonly facts: Facts; readonly key: SubjectKey },
  permit: Permit,
  row: Stored<typeof BOX>,
  { gone, retainUntil }: Stripping,
): void {
  guard(known.facts, permit)
  if (permit.operation !== 'destroy')
    throw new Error('values are taken away under a permit to destroy')
  const subject = known.facts.subject
  const left = row.fields.filter((field) => !gone.includes(field))
  if (left.length === 0) {
    unit.remove(BOX, row)
    return
  }
  const values = Object.entries(openRow(unit, known.key, subject, row)).filter(([field]) =>
    left.includes(field),
  )
  const version = row.version + 1
  const plaintext = Buffer.from(JSON.stringify(Object.fromEntries(values)), 'utf8')
  const sealed = sealBox(
    known.key,
    placeOf(unit, known.key, subject, row.box, version),
    plaintext,
    unit.random,
  )
  const fresh = { version, sealed, fields: left, retain_until: retainUntil(left) }
  unit.put(BOX, { ...row, ...fresh }, row)
}

export async function boxesOf(
  unit: Unit,
  subject: SubjectId,
): Promise<readonly Stored<typeof BOX>[]> {
  unit.announce(subject)
  return await load(unit.client, BOX, 'subject_id = $1', [subject])
}

/** A box that does not open is tampering, and tampering is loud. */
export class Tampered extends Error {
  override readonly name = 'Tampered'
}

/**
 * A lock of its own beside the rules: while the data are blocked, the key opens for a look under the person's rights
 * and for nothing else, also should the rules ever permit it by mistake. Law: 94-V art. 1(3), 24(1). Requirement: R-41.
 */
export function keyFor(unit: Writing, key: SubjectKey, permit: Permit): SubjectKey {
  if (!key.isBlocked) return key
  const isOwnRight =
    permit.operation === 'extract' && permit.purpose === rightsPurpose(unit.policy).id
  if (!isOwnRight) throw new Error('the key of blocked data opens for the person only')
  return liftedKey(key)
}

/** The fields that are held in these boxes; for the door's own two ways through it. */
export function openAmong(
  unit: Writing,
  key: SubjectKey,
  subject: SubjectId,
  boxes: readonly SealedBox[],
  fields: readonly string[],
): Values {
  const wanted = new Set(fields)
  const values: Record<string, string> = {}
  for (const row of boxes) {
    if (!row.fields.some((field) => wanted.has(field))) continue
    for (const [field, value] of Object.entries(openRow(unit, key, subject, row))) {
      if (wanted.has(field)) values[field] = value
    }
  }
  return values
}

function openRow(
  unit: Writing,
  key: SubjectKey,
  subject: SubjectId,
  row: Omit<SealedBox, 'fields'>,
): Record<string, string> {
  const plaintext = openBox(key, placeOf(unit, key, subject, row.box, row.version), row.sealed)
  if (plaintext === undefined) throw new Tampered(`a box does not open: ${row.box}`)
  return JSON.parse(textOf(plaintext)) as Record<string, string>
}

function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('utf8')
}

function placeOf(unit: Writing, key: SubjectKey, subject: SubjectId, box: string, version: number) {
  return { operator: unit.policy.operator.bin, subject, box, version, keyVersion: key.keyVersion }
}

/** For the door's own ways through it. */
export function guard(facts: Facts, permit: Permit): void {
  if (!isPermit(permit)) throw new Error('a permit that the rules did not make')
  if (permit.subject !== facts.subject) throw new Error("another subject's permit")
}

function byBox(unit: Writing, values: Values): Map<string, Record<string, string>> {
  const boxes = new Map<string, Record<string, string>>()
  for (const [field, value] of Object.entries(values)) {
    const box = unit.policy.fields.find((rule) => rule.id === field)?.box
    if (box === undefined) throw new Error(`a field without a box: ${field}`)
    const content = boxes.get(box)
    if (content === undefined) boxes.set(box, { [field]: value })
    else content[field] = value
  }
  return boxes
}
