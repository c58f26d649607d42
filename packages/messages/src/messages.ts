/**
 * What does the interface say in this language?
 *
 * Interface words only. The policy's titles, the clauses and the texts of consents are data of the
 * policy and are never repeated here. Requirement: L-16.
 */
import type { Language } from '@kelisim/terms'
import { en } from './en/index.ts'
import { kk } from './kk/index.ts'
import { ru } from './ru/index.ts'
import type { ErrorMessages, FieldFault } from './shape/errors.ts'
import { FIELD_FAULTS } from './shape/errors.ts'
import type { Messages } from './shape/messages.ts'

const ALL: Readonly<Record<Language, Messages>> = { kk, ru, en }

export function messages(language: Language): Messages {
  return ALL[language]
}

/** The nearest text for a fault: by kind of field and code, by code, or «check it». */
export function fieldFault(errors: ErrorMessages, kind: string, code: string): string {
  const named = [`${kind}:${code}`, code].find(isFieldFault) ?? 'invalid'
  return errors.field[named]
}

function isFieldFault(name: string): name is FieldFault {
  return FIELD_FAULTS.some((fault) => fault === name)
}
