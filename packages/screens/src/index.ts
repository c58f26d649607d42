export { aboutStep } from './public/apply-about.ts'
export { type CheckStepView, checkStep } from './public/apply-check.ts'
export { type ConsentStepView, consentStep, controlId } from './public/apply-consents.ts'
export { leftPage } from './public/apply-left.ts'
export { amountStep, codeStep, phoneStep } from './public/apply-start.ts'
export { consentTextPage } from './public/consent-text.ts'
export { type DemoView, demoPage, outboxPage } from './public/demo.ts'
export {
  type Bounds,
  type HomeView,
  homePage,
  type NotSuitable,
  type OfferCost,
  type OfferRow,
} from './public/home.ts'
export { howPage } from './public/how.ts'
export { verifyPage } from './public/verify.ts'
export { loginCodePage, loginPage } from './public/login.ts'
export { type OfferView, offerPage } from './public/offer.ts'
export { type DocumentRow, documentsPage } from './public/documents.ts'
export {
  clausePagePath,
  policyDiffPath,
  PUBLIC,
  versionCopyPath,
  documentsPath,
  versionPath,
} from './public/paths.ts'
export { clausesBySlug, policyClausePage } from './public/policy-clause.ts'
export { policyPage } from './public/policy-page.ts'
export { policySourcePage } from './public/policy-source.ts'
export { policyDiffPage, policyVersionsPage, type VersionLine } from './public/policy-versions.ts'
export { type ResultView, resultPage } from './public/result.ts'
export { type StepFault, type StepFrame } from './public/step.ts'
export { unsubscribePage } from './public/unsubscribe.ts'
export { failedPage, notFoundPage, refusedPage } from './public/trouble.ts'
export { type Frame, publicPage } from './frame.ts'
export { type ActionView, type ActorView, sentence } from './action.ts'
export { actionsScreen } from './cabinet/actions.ts'
export { blockedScreen, blockScreen, type CopyView } from './cabinet/block.ts'
export type { AskedAnewView } from './cabinet/asked-anew.ts'
export { type ConsentView, consentsScreen } from './cabinet/consents.ts'
export { correctScreen } from './cabinet/correct.ts'
export { type DataRow, dataScreen, type RequestView } from './cabinet/data.ts'
export type { MarkView } from './cabinet/marks.ts'
export { destroyScreen, destroyWord, farewellScreen } from './cabinet/destroy.ts'
export { downloadScreen } from './cabinet/download.ts'
export type { CabinetFrame } from './cabinet/frame.ts'
export { type ApplicationView, overviewScreen } from './cabinet/overview.ts'
export { type OwnMessageView, ownMessagesScreen } from './cabinet/messages.ts'
export { recipientsScreen } from './cabinet/recipients.ts'
export { signedOutScreen } from './cabinet/signed-out.ts'
export {
  type Consequences,
  withdrawnScreen,
  withdrawScreen,
} from './cabinet/withdraw.ts'
export { type ApplicationRow, applicationsScreen, type StateFilter } from './desk/applications.ts'
export { type PaperFault, paperScreen, type PaperView } from './desk/paper.ts'
export { type CardView, type CheckSaid, cardScreen, type QuestionView } from './desk/card.ts'
export type { CardField, CardFieldState } from './desk/card-field.ts'
export type { DeskFrame } from './desk/frame.ts'
export {
  type AuditView,
  type LedgerView,
  ledgerScreen,
  type VerificationView,
} from './desk/ledger.ts'
export type { KeysView } from './desk/ledger-keys.ts'
export type { WitnessesView } from './desk/ledger-witnesses.ts'
export {
  LAW_STATUSES,
  type LawAsked,
  type LawRegister,
  type LawStatus,
  lawScreen,
} from './desk/law.ts'
export { staffLoginScreen } from './desk/login.ts'
export { notPermittedScreen } from './desk/not-permitted.ts'
export type { ContractFault, ContractRow, ContractsView } from './desk/contracts.ts'
export { type HoldFault, type HoldRow, holdsScreen, type HoldsView } from './desk/holds.ts'
export {
  type ActRow,
  type FigureRow,
  type PurposeStrip,
  retentionScreen,
} from './desk/retention.ts'
export { internalDocumentScreen } from './desk/document.ts'
export {
  type DocumentFormFault,
  type DocumentsScreen,
  type DocumentState,
  type DocumentTyped,
  type InternalDocumentRow,
  internalDocumentsScreen,
} from './desk/documents.ts'
export { backupsScreen } from './desk/backups.ts'
export type { ControlsView, ReviewFault } from './desk/controls.ts'
export { protectionScreen } from './desk/protection.ts'
export { type RequestRow, requestScreen, requestsScreen } from './desk/requests.ts'
export { type IncidentView, incidentScreen } from './desk/incident.ts'
export {
  type DueView,
  type IncidentAbout,
  type IncidentRow,
  type IncidentState,
  incidentsScreen,
} from './desk/incidents.ts'
export {
  type MailingFault,
  mailingsScreen,
  type MailingsView,
  type MailingView,
} from './desk/mailings.ts'
export { stoppedScreen } from './desk/stopped.ts'
export { type PurposeStateView, purposesScreen } from './desk/purposes.ts'
export { supervisionScreen } from './desk/recipients.ts'
export type { AttestationFault, AttestationTyped } from './desk/attestation.ts'
export { ownActionsScreen } from './desk/own-actions.ts'
export {
  REGISTER_QUESTIONS,
  type RegisterQuestion,
  registerPath,
  registerScreen,
} from './desk/register.ts'
export {
  policySourceScreen,
  type TreatmentFilter,
  TREATMENTS,
} from './desk/policy-source.ts'
export {
  type ChangesView,
  fileHref,
  type FilesView,
  type ImpactRow,
  policyChangesScreen,
  policyFilesScreen,
  policyPreviewScreen,
} from './desk/policy-changes.ts'
export type { EditionView, TroubleView } from './desk/policy-frame.ts'
export { type PolicyOverviewView, policyOverviewScreen } from './desk/policy-overview.ts'
export {
  type HeadFormView,
  type PolicyFieldsView,
  policyFieldsScreen,
  policyHeadScreen,
  policyPurposeScreen,
  policyRecipientScreen,
  policyWordsScreen,
  type PurposeFormView,
  type RecipientFormView,
  type WordsFormView,
} from './desk/policy-purpose.ts'
export {
  type FolderView,
  type PolicyVersionsView,
  policyVersionsScreen,
} from './desk/policy-versions.ts'
export type { ReviewRow, ReviewsView } from './desk/policy-reviews.ts'
export {
  applicationPath,
  reviewsPath,
  paperPath,
  CABINET,
  correctPath,
  decoysPath,
  DESK,
  editionPath,
  incidentPath,
  mailingPath,
  nextRecipientPath,
  receiptPath,
  purposeStatePath,
  attestationPath,
  recipientStatePath,
  destructionPath,
  documentPath,
  contractPath,
  holdPath,
  requestPath,
  revealPath,
  withdrawPath,
  witnessPath,
} from './paths.ts'
export type { RecipientView } from './recipient.ts'
export type { StepSaid } from './steps.ts'
