export {
  type AfterOutcomes,
  type ApplicationEvent,
  type ApplicationState,
  askingFault,
  type ClosingReason,
  DISCLOSURE_STEPS,
  type DisclosureEvent,
  type DisclosureState,
  mayAskNext,
  nextApplicationState,
  nextState,
  OUTCOME_ORDER,
  type OutcomeEvent,
  type OutcomeKind,
  stateAfterOutcomes,
} from './application.ts'
export { decide, decideInterned, isPermit } from './decide.ts'
export { disclosableFields } from './disclosable.ts'
export {
  addWorkingDays,
  CalendarMissing,
  due,
  isWorkingDay,
  type Term,
  type TermFault,
  termOf,
  workingDaysPassed,
} from './due.ts'
export { checkIntake, type Extent, type Intake } from './intake.ts'
export {
  type InternedFacts,
  type InternedQuestion,
  internFacts,
  internQuestion,
} from './intern.ts'
export { ageBand, MASK, maskPerson, maskValue } from './mask.ts'
export {
  capFor,
  checkOffer,
  covers,
  effectiveRate,
  type OfferTerms,
  offerFaults,
  type Payment,
  type Quote,
  quote,
  SINGLE_PAYMENT_DAYS_MAX,
  scheduleOf,
} from './offer.ts'
export {
  CLIENT,
  type ConsentFact,
  type Decision,
  type Facts,
  type Permit,
  type PermitContent,
  type Question,
} from './question.ts'
export {
  consentEnd,
  type DueForDestruction,
  dueForDestruction,
  type Held,
  type HeldField,
} from './retention.ts'
export { compileSpecialWords, type SpecialWords, specialCategoryIn } from './special.ts'
export { DOCUMENT_PARTS } from './value.ts'
export { type Remainder, type WhatStops, whatStops } from './what-stops.ts'
