export { canonical, type Json } from './canonical.ts'
export { CODES, type Code, type Fault, isCode, type Refusal, refusal } from './code.ts'
export {
  type ActionId,
  type ApplicationId,
  type Branded,
  type ConsentId,
  type DisclosureId,
  parseId,
  recordId,
  type StaffId,
  type SubjectId,
  subjectId,
} from './identifier.ts'
export { isLanguage, LANGUAGES, type Language, type Texts } from './language.ts'
export {
  DAY,
  HOUR,
  later,
  MINUTE,
  type Moment,
  moment,
  parseMoment,
  SECOND,
  toIso,
} from './moment.ts'
export { isOperation, OPERATIONS, type Operation } from './operation.ts'
export { Outage, unreachable } from './unreachable.ts'
