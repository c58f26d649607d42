export { agree } from './agree.ts'
export { askNext } from './ask-next.ts'
export { checkDatabase, checkLedger, type LedgerCheck } from './check-ledger.ts'
export { confirmCode, confirmedPhone, sendCode } from './confirm-phone.ts'
export { deskPurpose } from './desk-purpose.ts'
export { destroyData } from './destroy-data.ts'
export { doWhatIsDue, endWhatHasRunOut } from './do-what-is-due.ts'
export { hearOutcome, readOutcome } from './hear-outcome.ts'
export { type Draft, newDraft, openDraft, sealDraft } from './keep-draft.ts'
export { addStaff, adoptPolicy, suspendRecipient } from './keep-house.ts'
export { type Answer, type Invalid, invalid, type LenderAccess, type Means } from './means.ts'
export { type Offer, offersFor, publishedOffers, publishOffer } from './offers.ts'
export { consentReceipt, consentText } from './receipt.ts'
export { rotateKeys, rotateWhenDue } from './rotate-keys.ts'
export { type OwnData, seeOwnActions, seeOwnData } from './see-own-data.ts'
export { type StaffMember, signIn, signInStaff, signOut, staffOf, timeCode } from './sign-in.ts'
export { type Submission, type Submitted, submitApplication } from './submit-application.ts'
export { takeIn } from './take-in.ts'
export { hearConfirmation } from './tell-recipients.ts'
export { withdrawConsent } from './withdraw-consent.ts'
export {
  countApplications,
  countWaiting,
  type ListRow,
  listApplications,
} from './list-applications.ts'
export { type Card, openCard } from './open-card.ts'
export { type Revealed, revealField } from './reveal-field.ts'
export { seeStaffActions } from './see-staff-actions.ts'
