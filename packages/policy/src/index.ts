export { consentTexts, namePlaceholder, transferFields } from './consent.ts'
export type {
  AprCap,
  CalendarYear,
  Clause,
  ConsentControl,
  ConsentText,
  Deadline,
  Field,
  FieldType,
  Finding,
  Policy,
  Purpose,
  Recipient,
} from './model.ts'
export { loadPolicy } from './load.ts'
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
