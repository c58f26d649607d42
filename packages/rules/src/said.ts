/**
 * The refusals that depend on the facts, each made once for a purpose and a field.
 *
 * A refusal says nothing but code, clause, article and place, and all four follow from the policy. So the
 * same frozen object answers every time; making and looking it up anew cost as much as the decision itself.
 * Kept per purpose of the tables and filled as needed: at most codes × (fields + 1) for each purpose.
 *
 * Requirements: R-46. Invariant I8. Decides nothing.
 */
import type { FieldMask, PurposeTable, Tables } from '@kelisim/policy'
import type { Code, Refusal } from '@kelisim/terms'
import { lowestField, refuse } from './answer.ts'

/** Codes of the refusals that only the facts bring about; the index is what is passed about. */
const CODES_OF_FACTS = [
  'no_consent',
  'purpose_mismatch',
  'consent_expired',
  'consent_withdrawn',
  'recipient_not_consented',
  'channel_not_consented',
  'recipient_suspended',
  'subject_blocked',
  'subject_restricted',
  'subject_destroyed',
  'purpose_suspended',
] as const satisfies readonly Code[]

export const NO_CONSENT = 0
export const PURPOSE_MISMATCH = 1
export const CONSENT_EXPIRED = 2
export const CONSENT_WITHDRAWN = 3
export const RECIPIENT_NOT_CONSENTED = 4
export const CHANNEL_NOT_CONSENTED = 5
export const RECIPIENT_SUSPENDED = 6
export const SUBJECT_BLOCKED = 7
export const SUBJECT_RESTRICTED = 8
export const SUBJECT_DESTROYED = 9
export const PURPOSE_SUSPENDED = 10

/** What is refused for one purpose. */
export class Said {
  readonly #clause: string
  readonly #fields: readonly string[]
  readonly #whole: Refusal[]
  readonly #ofField: (Refusal | undefined)[]

  constructor(clause: string, fields: readonly string[]) {
    this.#clause = clause
    this.#fields = fields
    this.#whole = CODES_OF_FACTS.map((code) => Object.freeze(refuse(code, clause)))
    this.#ofField = Array.from({ length: CODES_OF_FACTS.length * fields.length })
  }

  /** The refusal with no place. */
  whole(code: number): Refusal {
    return this.#whole[code] ?? this.#unknown(code)
  }

  /** The refusal at the first field of the mask. */
  at(code: number, mask: FieldMask): Refusal {
    const field = lowestField(mask.lo, mask.hi)
    if (field < 0) return this.whole(code)
    const place = code * this.#fields.length + field
    return this.#ofField[place] ?? this.#make(place, code, field)
  }

  #make(place: number, code: number, field: number): Refusal {
    const name = CODES_OF_FACTS[code] ?? this.#unknown(code)
    const made = Object.freeze(refuse(name, this.#clause, this.#fields[field]))
    this.#ofField[place] = made
    return made
  }

  #unknown(code: number): never {
    throw new Error(`no refusal has the number ${code}`)
  }
}

const saidOfPurpose = new WeakMap<PurposeTable, Said>()

export function saidOf(tables: Tables, purpose: PurposeTable): Said {
  const known = saidOfPurpose.get(purpose)
  if (known !== undefined) return known
  const made = new Said(purpose.clause, tables.fields)
  saidOfPurpose.set(purpose, made)
  return made
}
