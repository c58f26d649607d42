/**
 * The audited table of reviews of the protection's controls.
 *
 * Law: 94-V art. 22(1), 25(2)(2). Requirements.
 */
import { define } from './table.ts'

export const CONTROL_REVIEW = define('control_review', ['review_id'], {
  review_id: 'uuid',
  control: 'text',
  outcome: 'text',
  /** What is missing or was improved. */
  words: 'text?',
  reviewed_by: 'uuid',
  reviewed_at: 'moment',
})
