/** One person of the example's policy: two consents, and two questions that they carry. */
import { type ConsentId, DAY, moment, type SubjectId } from '@kelisim/terms'
import { EXAMPLE } from './example-policy.ts'
import { SPACE_AT as AT } from './example-space.ts'
import type { ConsentFact, Facts, Question } from './question.ts'

export const PROCESSING: ConsentFact = {
  id: 'processing' as ConsentId,
  purpose: 'contract',
  operations: ['collect', 'record', 'store', 'extract', 'use', 'systematise'],
  fields: ['last_name', 'first_name', 'phone', 'iin', 'birth_date'],
  grantedAt: moment(AT - DAY),
  expiresAt: moment(AT + DAY),
}
export const NEAR: ConsentFact = {
  ...PROCESSING,
  id: 'near' as ConsentId,
  operations: ['provide'],
  recipient: 'near',
}
export const FACTS: Facts = {
  subject: 'somebody' as SubjectId,
  state: 'live',
  subjectCategories: ['potential_borrower'],
  consents: [PROCESSING, NEAR],
  suspendedRecipients: [],
  suspendedPurposes: [],
  obligations: [],
}
export const USE: Question = {
  role: 'clerk',
  operation: 'use',
  purpose: 'contract',
  fields: ['phone', 'last_name'],
  at: AT,
  policy: EXAMPLE.hash,
}
export const PROVIDE: Question = { ...USE, role: 'system', operation: 'provide', recipient: 'near' }
