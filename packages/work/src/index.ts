export { agree } from './agree.ts'
export { askNext } from './ask-next.ts'
export { checkDatabase, checkLedger, type LedgerCheck } from './check-ledger.ts'
export { confirmCode, confirmedPhone, sendCode } from './confirm-phone.ts'
export { deskPurpose } from './desk-purpose.ts'
export { type Destroyed, destroyData, destructionDue } from './destroy-data.ts'
export { disclose } from './disclose.ts'
export { doWhatIsDue, endWhatHasRunOut, type Worked } from './do-what-is-due.ts'
export { hearOutcome, readOutcome } from './hear-outcome.ts'
export { type Draft, newDraft, openDraft, sealDraft } from './keep-draft.ts'
export { addStaff, adoptPolicy, type NewStaff, suspendRecipient } from './keep-house.ts'
export { type Answer, type Invalid, invalid, type LenderAccess, type Means } from './means.ts'
export { type Offer, offersFor, publishedOffers, publishOffer } from './offers.ts'
export { actionReceipt, consentReceipt, consentText, type ShownText } from './receipt.ts'
export { type Rotation, rotateKeys, rotateWhenDue } from './rotate-keys.ts'
export { type OwnData, seeOwnActions, seeOwnData } from './see-own-data.ts'
export { type StaffMember, signIn, signInStaff, signOut, staffOf, timeCode } from './sign-in.ts'
export { type Submission, type Submitted, submitApplication } from './submit-application.ts'
export { takeIn } from './take-in.ts'
export { hearConfirmation, tellRecipient } from './tell-recipients.ts'
export { type Withdrawal, withdrawConsent } from './withdraw-consent.ts'
export {
  countApplications,
  countWaiting,
  LIST_ROWS,
  type ListPage,
  type ListRow,
  listApplications,
} from './list-applications.ts'
export { type Card, type CardField, openCard } from './open-card.ts'
export { type Revealed, revealField } from './reveal-field.ts'
export { type OwnActions, seeStaffActions } from './see-staff-actions.ts'
