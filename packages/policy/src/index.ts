export { exceptionOf, mayBeAsked } from './lawful.ts'
export { changedReferences, citations, type CitingRule, rulesToReview } from './citing.ts'
export type { Form, MeasureGround, Processing, Terms, Vocabulary } from './annex-model.ts'
export { findingLine, type FindingWords, findingWords } from './check/finding-words.ts'
export { CHECKER_RULES, type CheckerRule } from './check/rules.ts'
export { rulesDocument } from './check/rules-document.ts'
export { stampsOf } from './check/stamps.ts'
export { consentTexts, namePlaceholder, transferFields } from './consent.ts'
export {
  type Addressee,
  type AnswerChanges,
  type AnswerGroup,
  type Best,
  type Consequences,
  type Destroy,
  diffPolicies,
  type EntryChange,
  type NewConsent,
  type Notify,
  type PolicyDiff,
  type Stop,
  type TextChange,
  type ValueChange,
  type VersionCard,
} from './diff/index.ts'
export { changedEntries } from './diff/entries.ts'
export {
  type Containment,
  type Detection,
  detectionFaults,
  type DetectionRule,
  readDetection,
  RECIPIENT_CONTAINMENTS,
  type RecipientContainment,
  type Sign,
  SIGNS,
  STAFF_CONTAINMENTS,
  STAFF_ROLES,
  type StaffContainment,
  type WorkingHours,
} from './detection.ts'
export {
  type Depersonalisation,
  depersonalisedFields,
  type Trait,
} from './depersonalisation.ts'
export type { MessageLimits } from './limits.ts'
export {
  isWrittenChannel,
  type MessageKind,
  messageConsentDays,
  messageKind,
  type Messaging,
  type WrittenChannel,
} from './messaging.ts'
export { digestText } from './digest.ts'
export {
  type AgreementEdit,
  type CardEdit,
  editAgreement,
  editCard,
  editFieldStates,
  editPurpose,
  editWording,
  type FieldState,
  type PurposeEdit,
  replaceLines,
  WORDED,
  type Worded,
  type WordingEdit,
} from './edit/edit-policy.ts'
export { type Stands, standsAt } from './edit/stands.ts'
export type {
  Agreement,
  CalendarYear,
  Clause,
  ConsentControl,
  ConsentText,
  Deadline,
  Field,
  FieldMeaning,
  FieldType,
  Finding,
  Policy,
  Purpose,
  Recipient,
  SourceClause,
  SourceDocument,
  WordingKind,
} from './model.ts'
export { type Loaded, loadPolicy } from './load.ts'
export {
  categoryOfComer,
  categoryOfDecided,
  clauseFor,
  clauseOfRight,
  fieldMeaning,
  fieldOfType,
  hasLenders,
  mainPurpose,
  meaningOf,
  orderedPurpose,
  rightsPurpose,
} from './meaning.ts'
export type { AprCap, DestructionTold } from './limits.ts'
export type { ActionName, Names, ResourceName, SubjectName } from './names.ts'
export { type Draft, parsePolicy, readDraft } from './parse.ts'
export { linesOf, sourceText } from './source.ts'
export {
  type AgreementTable,
  bitsOf,
  cellIndex,
  compileTables,
  expand,
  type FieldMask,
  fieldsIn,
  maskOf,
  NO_FIELDS,
  type PurposeTable,
  type RoleTable,
  type Tables,
} from './tables.ts'
export { type Run, wordDiff } from './word-diff.ts'
