export { type AboutStepView, aboutStep } from './public/apply-about.ts'
export { type CheckStepView, checkStep } from './public/apply-check.ts'
export {
  type ConsentRecipient,
  type ConsentStepView,
  consentStep,
  controlId,
} from './public/apply-consents.ts'
export { leftPage } from './public/apply-left.ts'
export {
  type AmountStepView,
  amountStep,
  type CodeStepView,
  codeStep,
  type PhoneStepView,
  phoneStep,
} from './public/apply-start.ts'
export { type ConsentTextView, consentTextPage } from './public/consent-text.ts'
export { type DemoView, demoPage, type OutboxView, outboxPage } from './public/demo.ts'
export {
  type Bounds,
  type HomeView,
  homePage,
  type NotSuitable,
  type NotSuitableRow,
  type OfferCost,
  type OfferLender,
  type OfferRow,
} from './public/home.ts'
export { howPage } from './public/how.ts'
export { type LoginCodeView, type LoginView, loginCodePage, loginPage } from './public/login.ts'
export { type OfferView, offerPage, type Payment } from './public/offer.ts'
export {
  applyPath,
  clauseAnchor,
  clausePath,
  homePath,
  offerPath,
  PUBLIC,
  textPath,
  withLanguage,
} from './public/paths.ts'
export { type PolicyPageView, policyPage } from './public/policy-page.ts'
export { type ResultRecipient, type ResultView, resultPage } from './public/result.ts'
export { STEPS, type StepFault, type StepFrame } from './public/step.ts'
export {
  type FailedView,
  failedPage,
  notFoundPage,
  type RefusedView,
  refusalCard,
  refusedPage,
} from './public/trouble.ts'
export { type Frame, languageLinks, type PublicPage, publicPage } from './frame.ts'
export {
  type ActionView,
  type ActorView,
  type ProofState,
  sentence,
} from './action.ts'
export { type ActionsView, actionsScreen } from './cabinet/actions.ts'
export {
  type Confirmation,
  type ConsentState,
  type ConsentsView,
  type ConsentView,
  consentsScreen,
} from './cabinet/consents.ts'
export { type DataRow, type DataView, dataScreen } from './cabinet/data.ts'
export {
  type DestroyView,
  destroyScreen,
  destroyWord,
  type FarewellView,
  farewellScreen,
} from './cabinet/destroy.ts'
export { type DownloadView, downloadScreen } from './cabinet/download.ts'
export type { CabinetFrame, CabinetPlace } from './cabinet/frame.ts'
export { type ApplicationView, type OverviewView, overviewScreen } from './cabinet/overview.ts'
export { type RecipientsView, recipientsScreen } from './cabinet/recipients.ts'
export { type SignedOutView, signedOutScreen } from './cabinet/signed-out.ts'
export {
  type Consequences,
  type DueDate,
  type Remaining,
  type WithdrawnView,
  type WithdrawView,
  withdrawnScreen,
  withdrawScreen,
} from './cabinet/withdraw.ts'
export {
  type ApplicationRow,
  type ApplicationsView,
  applicationsScreen,
  type StateFilter,
} from './desk/applications.ts'
export { type CardView, type CheckSaid, cardScreen, type QuestionView } from './desk/card.ts'
export type { CardField, CardFieldState, PurposeChoice } from './desk/card-field.ts'
export type { DeskDoor, DeskFrame, DeskPlace } from './desk/frame.ts'
export {
  type AuditView,
  type LedgerView,
  ledgerScreen,
  type VerificationView,
} from './desk/ledger.ts'
export { type StaffLoginView, staffLoginScreen } from './desk/login.ts'
export { type NotPermittedView, notPermittedScreen } from './desk/not-permitted.ts'
export { type OwnActionsView, ownActionsScreen } from './desk/own-actions.ts'
export {
  actionsPath,
  applicationPath,
  applicationsPath,
  CABINET,
  DESK,
  nextRecipientPath,
  receiptPath,
  revealPath,
  withdrawPath,
} from './paths.ts'
export type { RecipientView } from './recipient.ts'
export type { StepSaid } from './steps.ts'
export type { ValueView } from './value.ts'
