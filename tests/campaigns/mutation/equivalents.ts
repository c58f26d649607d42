/**
 * Which changes can no test notice, and why?
 *
 * They are told in the evidence with the reason and count as survivors all the same. A mutant is known by its file, the text
 * of its line and what it becomes, not by a number that moves.
 */
import { DOOR } from './equivalents-door.ts'
import { LEDGER } from './equivalents-ledger.ts'
import { COMPILE, DECIDE } from './equivalents-rules.ts'
import { VAULT } from './equivalents-vault.ts'

export interface Equivalent {
  readonly file: string
  readonly line: string
  /** Where the line has several that could become the same. */
  readonly was?: string
  /** Absent: whatever it becomes. */
  readonly becomes?: readonly string[]
  readonly why: string
}

export const EQUIVALENTS: Readonly<Record<string, readonly Equivalent[]>> = {
  decide: DECIDE,
  compile: COMPILE,
  vault: VAULT,
  ledger: LEDGER,
  door: DOOR,
}
