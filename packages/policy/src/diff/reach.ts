/**
 * What is the best answer that a policy can give to a question, and which ticks does it take?
 *
 * For one role, operation, purpose and addressee, every field gets the refusal nobody can avoid or the sets
 * of ticks that would do. The order of the checks is that of the decision, so codes agree with it; a test in
 * `@kelisim/rules` asks the decision itself over the whole space and finds the same.
 * The person is the most favoured one: alive here, an applicant, nobody suspended. Decides nothing.
 *
 * Law: as `decide`: 94-V art. 7, 8, 10, 12(2), 14, 17(1). Requirements.
 */
import { type Code, type Moment, OPERATIONS, type Operation } from '@kelisim/terms'
import type { Tick } from '../consent.ts'
import {
  type AgreementTable,
  cellIndex,
  type FieldMask,
  fieldsIn,
  type PurposeTable,
  type Tables,
} from '../tables.ts'
import type { Addressee } from './difference.ts'

const TRANSFERS: readonly Operation[] = ['transfer', 'provide', 'give_access']
const OUTPUTS: readonly Operation[] = [...TRANSFERS, 'extract', 'distribute']

/** The fields of both versions; bit 0 stands for a question without any field, bit i + 1 for field i. */
export interface Universe {
  readonly fields: readonly string[]
  readonly all: bigint
}

export interface Asked {
  readonly role: string
  readonly operation: Operation
  readonly purpose: string
  readonly to: Addressee
}

/** Fields that get one answer: a code, or alternatives of ticks written `contract+recipient:samal|…`. */
export interface Piece {
  readonly answer: string
  readonly mask: bigint
}

export function universeOf(...lists: readonly (readonly string[])[]): Universe {
  const fields = ['', ...new Set(lists.flat())]
  return { fields, all: (1n << BigInt(fields.length)) - 1n }
}

export function fieldsOf(universe: Universe, mask: bigint): readonly string[] {
  return universe.fields.filter((_, index) => ((mask >> BigInt(index)) & 1n) === 1n)
}

/** A refusal is written with a mark in front, so that no name of a control can be taken for it. */
export function isRefused(answer: string): boolean {
  return answer.startsWith('!')
}

export class Reach {
  readonly #tables: Tables
  readonly #universe: Universe
  readonly #at: Moment
  readonly #known: bigint
  readonly #ticks: readonly Ticked[]
  readonly #widened = new Map<string, bigint>()

  constructor(tables: Tables, ticks: readonly Tick[], universe: Universe, at: Moment) {
    this.#tables = tables
    this.#universe = universe
    this.#at = at
    this.#known = maskIn(universe, tables.fields) | 1n
    this.#ticks = ticks.map((tick) => ({ ...tick, mask: maskIn(universe, tick.fields) | 1n }))
  }

  /** The answers to one row of questions; the masks share no field and together are the universe. */
  ask(asked: Asked): readonly Piece[] {
    const { left, pieces } = new Answers(this.#universe.all)
      .refuse('unknown_role', this.#tables.roleOf.has(asked.role) ? 0n : -1n)
      .refuse('unknown_purpose', this.#tables.purposeOf.has(asked.purpose) ? 0n : -1n)
    if (left === 0n) return pieces
    return this.#askKnown(asked)
  }

  #askKnown(asked: Asked): readonly Piece[] {
    const { off, special, purposes, purposeOf } = this.#tables
    const purpose = purposes[purposeOf.get(asked.purpose) ?? -1]
    const answers = new Answers(this.#universe.all)
      .refuse('unknown_field', ~this.#known)
      .refuse('special_category', this.#wide(special) & ~1n)
      .refuse('field_off', this.#wide(off) & ~1n)
    if (asked.operation === 'distribute') return answers.refuseAll('distribution_forbidden')
    if (purpose === undefined) return answers.refuseAll('unknown_purpose')
    if (purpose.depersonalisedOnly && OUTPUTS.includes(asked.operation)) {
      return answers.refuseAll('statistics_raw')
    }
    return this.#askGranted(asked, purpose, answers)
  }

  #askGranted(asked: Asked, purpose: PurposeTable, answers: Answers): readonly Piece[] {
    const { roleOf, purposeOf, granted, allowed } = this.#tables
    const role = roleOf.get(asked.role) ?? -1
    const why = purposeOf.get(asked.purpose) ?? -1
    const operation = OPERATIONS.indexOf(asked.operation)
    const row = granted[role * this.#tables.purposes.length + why] ?? 0
    if (((row >>> operation) & 1) === 0) return answers.refuseAll('operation_not_permitted')
    const cell = cellIndex(this.#tables, role, why, operation) * 2
    const touched = this.#wide({ lo: allowed[cell] ?? 0, hi: allowed[cell + 1] ?? 0 })
    answers.refuse('field_not_for_purpose', ~this.#wide(purpose.fields) & ~1n)
    answers.refuse('field_not_for_role', ~touched & ~1n)
    return this.#askGround(asked, purpose, answers)
  }

  #askGround(asked: Asked, purpose: PurposeTable, answers: Answers): readonly Piece[] {
    const { to, operation } = asked
    const transfer = TRANSFERS.includes(operation)
    const addressed = transfer || (to.kind === 'channel' && purpose.channels !== 0)
    const needs: (readonly Ticked[])[] = []
    if (!purpose.statute && (purpose.hasProcessingControl || !addressed)) {
      const isBase = (tick: Ticked) =>
        tick.recipient === undefined &&
        (tick.channel === undefined || !purpose.hasProcessingControl) &&
        (addressed || tick.operations.includes(operation))
      needs.push(answers.need('no_consent', this.#given(asked, isBase)))
    }
    if (to.kind === 'recipient') {
      needs.push(...this.#receiver(asked, to.id, purpose, answers))
    } else if (transfer) {
      return answers.refuseAll('fact_missing')
    }
    if (to.kind === 'channel') needs.push(...this.#channel(asked, to.id, purpose, answers))
    else if (purpose.channels !== 0 && operation === 'use') return answers.refuseAll('fact_missing')
    return answers.permit(needs)
  }

  #receiver(
    asked: Asked,
    id: string,
    purpose: PurposeTable,
    answers: Answers,
  ): readonly (readonly Ticked[])[] {
    const transfer = TRANSFERS.includes(asked.operation)
    const recipient = this.#tables.recipients[this.#tables.recipientOf.get(id) ?? -1]
    if (recipient === undefined) answers.refuse('unknown_recipient', -1n)
    const { agreement } = recipient ?? { agreement: undefined }
    if (agreement === undefined || this.#at < agreement.from) answers.refuse('no_agreement', -1n)
    else this.#agreed(asked, agreement, answers)
    if (purpose.statute) return []
    const named = (tick: Ticked) =>
      tick.recipient === id && (!transfer || tick.operations.includes(asked.operation))
    return [answers.need('recipient_not_consented', this.#given(asked, named))]
  }

  #agreed(asked: Asked, agreement: AgreementTable, answers: Answers): void {
    const has = (bits: number, index: number) => ((bits >>> index) & 1) === 1
    const operation = OPERATIONS.indexOf(asked.operation)
    const transfer = TRANSFERS.includes(asked.operation)
    const why = this.#tables.purposeOf.get(asked.purpose) ?? -1
    if (this.#at > agreement.to) answers.refuse('agreement_expired', -1n)
    if (transfer && !has(agreement.operations, operation)) {
      answers.refuse('operation_outside_agreement', -1n)
    }
    if (!has(agreement.purposes, why)) answers.refuse('purpose_outside_agreement', -1n)
    answers.refuse('field_outside_agreement', ~this.#wide(agreement.fields) & ~1n)
    if (!agreement.inKazakhstan) answers.refuse('storage_abroad', -1n)
  }

  #channel(
    asked: Asked,
    id: string,
    purpose: PurposeTable,
    answers: Answers,
  ): readonly (readonly Ticked[])[] {
    const index = this.#tables.channelOf.get(id)
    const free = purpose.statute || purpose.channels === 0
    const named = index !== undefined && (free || ((purpose.channels >>> index) & 1) === 1)
    if (!named) answers.refuse('channel_not_consented', -1n)
    if (!named || free) return []
    const told = (tick: Ticked) =>
      tick.channel === id &&
      tick.recipient === undefined &&
      tick.operations.includes(asked.operation)
    return [answers.need('channel_not_consented', this.#given(asked, told))]
  }

  #given(asked: Asked, test: (tick: Ticked) => boolean): readonly Ticked[] {
    return this.#ticks.filter((tick) => tick.purpose === asked.purpose && test(tick))
  }

  /** A mask of the tables' own fields as one of the universe; the question without fields is in it. */
  #wide(mask: FieldMask): bigint {
    const key = `${mask.lo},${mask.hi}`
    const known = this.#widened.get(key)
    if (known !== undefined) return known
    const wide = maskIn(this.#universe, fieldsIn(this.#tables, mask)) | 1n
    this.#widened.set(key, wide)
    return wide
  }
}

interface Ticked extends Tick {
  readonly mask: bigint
}

function maskIn(universe: Universe, ids: readonly string[]): bigint {
  const wanted = new Set(ids)
  return universe.fields.reduce(
    (mask, id, index) => (index > 0 && wanted.has(id) ? mask | (1n << BigInt(index)) : mask),
    0n,
  )
}

/** The fields that have no answer yet, and the answers given so far. */
class Answers {
  left: bigint
  readonly pieces: Piece[] = []

  constructor(all: bigint) {
    this.left = all
  }

  refuse(code: Code, mask: bigint): this {
    const hit = this.left & mask
    if (hit === 0n) return this
    this.pieces.push({ answer: `!${code}`, mask: hit })
    this.left &= ~hit
    return this
  }

  refuseAll(code: Code): readonly Piece[] {
    return this.refuse(code, -1n).pieces
  }

  /** What none of these ticks covers is refused. */
  need(code: Code, ticks: readonly Ticked[]): readonly Ticked[] {
    const covered = ticks.reduce((mask, tick) => mask | tick.mask, 0n)
    this.refuse(code, ~covered)
    return ticks
  }

  /** One piece for each way in which the ticks divide the fields that are left. */
  permit(needs: readonly (readonly Ticked[])[]): readonly Piece[] {
    let parts: { readonly mask: bigint; readonly sets: readonly string[] }[] = [
      { mask: this.left, sets: [''] },
    ]
    for (const ticks of needs) {
      parts = parts.flatMap(({ mask, sets }) =>
        divide(mask, ticks).map((part) => ({
          mask: part.mask,
          sets: sets.flatMap((set) =>
            part.names.map((name) => (set === '' ? name : `${set}+${name}`)),
          ),
        })),
      )
    }
    for (const { mask, sets } of parts) {
      if (mask !== 0n) this.pieces.push({ answer: [...sets].sort().join('|'), mask })
    }
    return this.pieces
  }
}

function divide(
  mask: bigint,
  ticks: readonly Ticked[],
): readonly { readonly mask: bigint; readonly names: readonly string[] }[] {
  let parts: { readonly mask: bigint; readonly names: readonly string[] }[] = [{ mask, names: [] }]
  for (const tick of ticks) {
    parts = parts.flatMap((part) => [
      { mask: part.mask & tick.mask, names: [...part.names, tick.control] },
      { mask: part.mask & ~tick.mask, names: part.names },
    ])
    parts = parts.filter((part) => part.mask !== 0n)
  }
  return parts.filter((part) => part.names.length > 0)
}
