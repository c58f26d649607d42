export { article, ground } from './article.ts'
export { dueBy, lastsUntil } from './due.ts'
export {
  clockTime,
  date,
  dateOf,
  dateTime,
  dateWords,
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
export { fieldFault, messages } from './messages.ts'
export { reason } from './reason.ts'
export { actionSentence, refusedSentence } from './story.ts'
export { type SentState } from './shape/apply.ts'
export { INVARIANTS } from './shape/desk-law.ts'
export { type PaperFaultSaid } from './shape/paper.ts'
export {
  type ApplicationStep,
  RECIPIENT_STATES,
  type RecipientState,
  type Remains,
  type Source,
  type Stopped,
} from './shape/cabinet.ts'
export {
  CORRECTION_REFUSALS,
  type CorrectionRefusal,
  DEMAND_GROUNDS,
  type DemandGroundSaid,
  EVIDENCE,
} from './shape/rights.ts'
export {
  APPLICATION_STATES,
  type ApplicationState,
  type AuditFinding,
  type Check,
  type LedgerFault,
  type WitnessTrouble,
} from './shape/desk.ts'
export {
  CONTAINED,
  type ContainedSaid,
  INCIDENT_STEPS,
  type IncidentStepSaid,
} from './shape/incidents.ts'
export {
  MAILING_STATES,
  type MailingState,
  MESSAGE_STATES,
  type MessageState,
  SKIPPED,
  type SkippedSaid,
} from './shape/mailings.ts'
export { EDITION_STATES, type EditionState } from './shape/desk-policy.ts'
