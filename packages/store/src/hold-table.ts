/**
 * The rows that put a destruction off, and the contracts that may be why.
 *
 * Law: 94-V art. 8(5), 25(2)(4); DC art. 41(3). Requirements.
 */
import { define } from './table.ts'

/** What puts a destruction off: who ordered it, on what ground, until when. */
export const HOLD = define('hold', ['subject_id', 'hold_id'], {
  subject_id: 'uuid',
  hold_id: 'uuid',
  kind: 'text',
  law: 'text',
  document: 'text',
  set_by: 'text',
  set_at: 'moment',
  review_at: 'moment',
  until_at: 'moment',
  lifted_at: 'moment?',
  lifted_by: 'text?',
})
/** What a person is bound by, with whom and how long; requisites only. */
export const CONTRACT = define('contract', ['subject_id', 'contract_id'], {
  subject_id: 'uuid',
  contract_id: 'uuid',
  number: 'text',
  side: 'text',
  role: 'text',
  starts_at: 'moment',
  until_at: 'moment',
  entered_by: 'text',
  entered_at: 'moment',
  ended_at: 'moment?',
  ended_by: 'text?',
})
