/**
 * The audited table of what recipients attested of their use of the data.
 *
 * Law: 94-V art. 10(1), 14. Requirements.
 */
import { define } from './table.ts'

export const ATTESTATION = define('attestation', ['attestation_id'], {
  attestation_id: 'uuid',
  recipient: 'text',
  /** Number of the paper that the recipient signed. */
  document: 'text',
  /** ISO date, Asia/Almaty. */
  signed_on: 'text',
  said: 'text',
  /** What the recipient says of it; always there where it deviates. */
  words: 'text?',
  /** Number of the agreement whose purposes it was measured by. */
  agreement: 'text',
  policy_version: 'int',
  entered_by: 'uuid',
  entered_at: 'moment',
})
