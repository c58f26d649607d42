/**
 * The small words of an answer: a refusal with its article, sets of operations as bits, the first field of a mask.
 *
 * Shared by the checks of `decide`. A refusal's clause comes from the policy, its article from the table of codes.
 */
import type { Tables } from '@kelisim/policy'
import { CODES, type Code, OPERATIONS, type Operation, type Refusal } from '@kelisim/terms'

/** Bits of operations, in the order of `OPERATIONS`, which is also the order of the tables. */
export function bit(...names: readonly Operation[]): number {
  return names.reduce((bits, name) => bits | (1 << OPERATIONS.indexOf(name)), 0)
}

export function has(bits: number, index: number): boolean {
  return ((bits >>> index) & 1) === 1
}

/** Data reach somebody else: O-11 and its parts. */
export const TRANSFERS = bit('transfer', 'provide', 'give_access')
/** Values of single persons come out. */
export const OUTPUTS = TRANSFERS | bit('distribute', 'extract')
/** What an unfulfilled obligation may keep alive: nothing new is gathered and nothing leaves. */
export const CONTINUED = bit('store', 'extract', 'use', 'clarify', 'update', 'change')

export function refuse(code: Code, clause = '', where?: string): Refusal {
  const law = CODES[code].law
  if (where === undefined) return { effect: 'refuse', code, clause, law }
  return { effect: 'refuse', code, clause, law, where }
}

/** The id of the lowest field in the mask; undefined for an empty one. */
export function firstField(tables: Tables, lo: number, hi: number): string | undefined {
  return tables.fields[lowestField(lo, hi)]
}

/** The index of the lowest field in the mask; -1 for an empty one. */
export function lowestField(lo: number, hi: number): number {
  if (lo !== 0) return lowest(lo)
  return hi === 0 ? -1 : 32 + lowest(hi)
}

function lowest(word: number): number {
  return 31 - Math.clz32(word & -word)
}
