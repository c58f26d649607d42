/**
 * Special categories of a policy: the words that betray each, and the exception that a statute may make.
 *
 * Law: 94-V art. 7(8), 7(9). Requirements.
 */
import type { Language, Texts } from '@kelisim/terms'

export interface SpecialCategory {
  readonly id: string
  readonly title: Texts
  readonly legal: string
  /** Stems, lower case; matched at the beginning of a word. */
  readonly stems: Readonly<Record<Language, readonly string[]>>
  /** Where a statute permits this operator what nobody else may (R-19d); absent: never, under no name. */
  readonly exception?: SpecialException
}

/** Why, and by whose word, items of a special category are asked. Law: 94-V art. 7(9). R-19(d). */
export interface SpecialException {
  /** At least one article of the statute that makes the exception. */
  readonly legal: readonly string[]
  /** By the person responsible, for this exception alone. */
  readonly approval: { readonly number: string; readonly date: string; readonly approver: string }
  /** Said in the consent itself, above everything it lists. */
  readonly statement: Texts
}

/** Kinds of operators for whom a statute makes exceptions. */
export type OperatorKind = 'medical_organisation'
