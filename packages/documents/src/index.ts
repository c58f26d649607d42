export { documentsOf, indexOf, type Listed } from './compile.ts'
export { consentReceipt27560, consentRecord } from './consent-record.ts'
export { type DatabaseRule, databaseRuleRows, databaseRules } from './database-rules.ts'
export {
  DOCUMENT_GROUPS,
  DOCUMENT_KINDS,
  type Document,
  FORMAT_VERSION,
  GROUP_OF,
} from './document.ts'
export type { GivenConsent, Standing } from './given-consent.ts'
export { kantaraReceipt } from './kantara-receipt.ts'
export { AGE_BANDS, AMOUNT_BANDS } from './lender-schemas.ts'
export { PAPER_STYLE } from './paper.ts'
export { formsOf, sentFields } from './reading.ts'
export type { PageWords } from './words/shape.ts'
export { pageWords } from './words/index.ts'
