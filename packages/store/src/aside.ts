/**
 * A value that waits for its proof: sealed beside the boxes, under the same key, bound to its request.
 *
 * It enters with a permit to change and leaves with one to extract, like any value of the door; the
 * request's row loses it with the decision. No box holds it meanwhile, so nothing uses it.
 *
 * Law: 94-V art. 24(1)(2), 25(2)(8). Requirement: R-40. Invariants I1, I2, I4.
 */
import { isPermit, type Permit } from '@kelisim/rules'
import { openBox, sealBox, type SubjectKey } from '@kelisim/vault'
import { keyFor, type Opening, openAmong, Tampered, type Values, Withheld } from './door.ts'
import type { Known } from './facts.ts'
import type { BOX, REQUEST, Stored } from './table.ts'
import type { Unit } from './unit.ts'

type Waiting = Pick<Stored<typeof REQUEST>, 'request_id' | 'field' | 'sealed'>

/** The value as the request's row keeps it. */
export function sealAside(
  unit: Unit,
  known: Known & { readonly key: SubjectKey },
  permit: Permit,
  request: string,
  value: string,
): string {
  guard(known, permit, permit.fields)
  const place = placeOf(unit, known, known.key, request)
  const sealed = sealBox(known.key, place, Buffer.from(value, 'utf8'), unit.random)
  return Buffer.from(sealed).toString('base64url')
}

/** Shows the waiting value to whoever the permit was made for; recorded like any look. */
export function accessAside(
  unit: Unit,
  known: Known,
  permit: Permit,
  waiting: Waiting,
  opening: Opening,
): Withheld {
  const values = moveAside(unit, known, permit, waiting)
  unit.record({ ...opening, permit }, known.key)
  return new Withheld(unit, values)
}

/** The waiting value on its way into a box of the same unit; the caller records what becomes of it. */
export function moveAside(unit: Unit, known: Known, permit: Permit, waiting: Waiting): Values {
  const { field, sealed, request_id: request } = waiting
  if (field === undefined || sealed === undefined) return {}
  guard(known, permit, [field])
  const { key } = known
  if (key === undefined) throw new Tampered('the key of a living subject is gone')
  const place = placeOf(unit, known, key, request)
  const plaintext = openBox(keyFor(unit, key, permit), place, Buffer.from(sealed, 'base64url'))
  if (plaintext === undefined) throw new Tampered('a waiting value does not open')
  return { [field]: Buffer.from(plaintext).toString('utf8') }
}

/** What is held and must agree with a waiting value; it stays in the unit, and the caller records the look. */
export function heldBeside(
  unit: Unit,
  known: Known,
  permit: Permit,
  boxes: readonly Stored<typeof BOX>[],
): Values {
  guard(known, permit, permit.fields)
  const { key } = known
  if (key === undefined) throw new Tampered('the key of a living subject is gone')
  return openAmong(unit, keyFor(unit, key, permit), known.facts.subject, boxes, permit.fields)
}

function placeOf(unit: Unit, known: Known, key: SubjectKey, request: string) {
  const { subject } = known.facts
  const operator = unit.policy.operator.bin
  return { operator, subject, box: `request/${request}`, version: 1, keyVersion: key.keyVersion }
}

function guard(known: Known, permit: Permit, fields: readonly string[]): void {
  if (!isPermit(permit)) throw new Error('a permit that the rules did not make')
  if (permit.subject !== known.facts.subject) throw new Error("another subject's permit")
  const outside = fields.find((field) => !permit.fields.includes(field))
  if (outside !== undefined) throw new Error(`a value without a permit: ${outside}`)
}
