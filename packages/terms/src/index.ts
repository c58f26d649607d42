export { ACTION_KINDS, type ActionKind } from './action-kind.ts'
export {
  addDays,
  almatyClock,
  almatyDate,
  endOfDay,
  isIsoDate,
  startOfDay,
  weekday,
  yearsBetween,
} from './almaty.ts'
export { type BinCheck, type BinReason, checkBin } from './bin.ts'
export { canonical, type Json } from './canonical.ts'
export { CODES, type Code, type Fault, isCode, type Refusal, refusal } from './code.ts'
export { controlDigit } from './control-digit.ts'
export { EMAIL_MAX, type Email, normaliseEmail } from './email.ts'
export { checkIban, type IbanCheck, type IbanReason } from './iban.ts'
export { ATTESTATION_DAYS, ATTESTED, type Attested } from './attestation.ts'
export {
  type Control,
  CONTROL_NAMES,
  CONTROL_REVIEW_DAYS,
  CONTROLS,
  isControl,
  REVIEWED,
  type Reviewed,
} from './control.ts'
export { CONTRACT_ROLES, type ContractRole, HOLD_KINDS, type HoldKind, isHoldKind } from './hold.ts'
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
export { checkIin, IIN_REASONS, type IinCheck, type IinReason } from './iin.ts'
export { isLanguage, LANGUAGES, type Language, languageOfLocale, type Texts } from './language.ts'
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
export {
  isOperation,
  OPERATIONS,
  type Operation,
  PAPER_OPERATIONS,
  type PaperOperation,
} from './operation.ts'
export { checkPersonName, PERSON_NAME_MAX, type PersonName } from './person-name.ts'
export { normalisePhone, type Phone, type PhoneKind, type PhoneReason } from './phone.ts'
export {
  PROTECTION,
  PROTECTION_CHECKS,
  type ProtectionCheck,
  type ProtectionFound,
} from './protection.ts'
export { isTrace, type Trace, TRACE_NAMES, TRACES } from './trace.ts'
export { Outage, unreachable } from './unreachable.ts'
export {
  CITING_KINDS,
  type CitingKind,
  REVIEW_FINDINGS,
  type ReviewFinding,
} from './rule-review.ts'
