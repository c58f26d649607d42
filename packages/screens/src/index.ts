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
