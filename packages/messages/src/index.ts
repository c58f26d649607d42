export type { Actor } from './action.ts'
export { article, ground } from './article.ts'
export { dueBy, lastsUntil } from './due.ts'
export {
  clockTime,
  date,
  dateOf,
  dateTime,
  dateWords,
  dayMonth,
  dayOfWeek,
  days,
  dayTime,
  number,
  onDay,
  percent,
  percentRange,
  since,
  tenge,
  tengeRange,
  until,
  untilTime,
} from './format.ts'
export { ablative, ablativeEnding, dative, dativeEnding } from './kazakh.ts'
export { fieldFault, messages } from './messages.ts'
export { english, russian } from './plural.ts'
export { actionSentence, refusedSentence } from './story.ts'
export {
  type ApplyMessages,
  type LoginMessages,
  type ResultMessages,
  SENT_STATES,
  type SentState,
} from './shape/apply.ts'
export {
  APPLICATION_STEPS,
  type ApplicationStep,
  type CabinetMessages,
  RECIPIENT_STATES,
  type RecipientState,
  REMAINS,
  type Remains,
  SOURCES,
  type Source,
  STOPPED,
  type Stopped,
} from './shape/cabinet.ts'
export type { CommonMessages } from './shape/frame.ts'
export type { CopyMessages } from './shape/copy.ts'
export type { DemoMessages } from './shape/demo.ts'
export {
  APPLICATION_STATES,
  type ApplicationState,
  AUDIT_FINDINGS,
  type AuditFinding,
  CHECKS,
  type Check,
  type DeskMessages,
  LEDGER_FAULTS,
  type LedgerFault,
} from './shape/desk.ts'
export { type ErrorMessages, FIELD_FAULTS, type FieldFault } from './shape/errors.ts'
export type { HomeMessages, OfferMessages } from './shape/home.ts'
export type { Messages } from './shape/messages.ts'
export type { ConsentPageMessages, HowMessages, PolicyMessages } from './shape/policy.ts'
export type { RefusalMessages, RefusalText } from './shape/refusals.ts'
export type { SmsMessages } from './shape/sms.ts'
