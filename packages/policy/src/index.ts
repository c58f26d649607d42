export { consentTexts, namePlaceholder, transferFields } from './consent.ts'
export { digestText } from './digest.ts'
export type {
  Agreement,
  AprCap,
  CalendarYear,
  Clause,
  ConsentControl,
  ConsentText,
  Deadline,
  Field,
  FieldType,
  Finding,
  Form,
  Policy,
  Purpose,
  Recipient,
  Terms,
  Vocabulary,
} from './model.ts'
export { loadPolicy } from './load.ts'
export { parsePolicy } from './parse.ts'
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
  type Tables,
} from './tables.ts'
