export {
  COPY_STATES,
  mayAskNext,
  mayHoldCopy,
  OPEN_STATES,
  stateAfterOutcomes,
} from './application.ts'
export { decide, decideInterned, isPermit } from './decide.ts'
export { type Counting, countPeople, type Figure } from './depersonalise.ts'
export { type Alarm, countsFor, isOutsideHours, judge, NOT_STAFF, type Seen } from './detect.ts'
export { disclosableFields } from './disclosable.ts'
export { addWorkingDays, CalendarMissing, due, termOf, workingDaysPassed } from './due.ts'
export {
  actionsToTry,
  type Entity,
  type Evaluation,
  type EvaluationAsked,
  mayNotAskFor,
  readEvaluation,
  resourcesToTry,
  subjectsToTry,
} from './evaluation.ts'
export {
  answerEvaluation,
  type EvaluationAnswer,
  failedEvaluation,
  type ReasonOf,
} from './evaluation-answer.ts'
export { checkIntake } from './intake.ts'
export { internFacts, internQuestion } from './intern.ts'
export { specialCategoryIn, specialWordsOf } from './special.ts'
export { type MessageFault, type MessageFaultCode, messageFaults } from './message-class.ts'
export { messagesLeaveAt } from './message-hours.ts'
export { MASK, maskPerson, maskValue } from './mask.ts'
export { checkOffer, type OfferTerms, type Quote, quote, SINGLE_PAYMENT_DAYS_MAX } from './offer.ts'
export {
  CLIENT,
  type ConsentFact,
  type Decision,
  type Facts,
  type Permit,
  type Question,
} from './question.ts'
export { readQuestion } from './question-in.ts'
export {
  endOfConsent,
  isKeeping,
  type Keepers,
  nearestEnd,
  purposeTerm,
  type ValueTerm,
  valueTerm,
} from './retention.ts'
export { decideSql } from './sql-predicate.ts'
export { keepsRestricted, mustNotify, type SizeClass, sizeClass } from './size-class.ts'
