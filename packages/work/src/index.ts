export {
  listPurposes,
  type SupervisedPurpose,
  supervisePurpose,
  suspendedPurposes,
} from './suspend-purpose.ts'
export { adoptFirst } from './adopt-first.ts'
export { adoptedVersions, adoptWhatIsDue } from './adopt-policy.ts'
export {
  reviewControl,
  type ReviewWanted,
  seeControls,
  type SeenControl,
} from './review-controls.ts'
export { isUndertaking, unsignedUndertaking } from './undertaking.ts'
export { type AttestationWanted, enterAttestation } from './attest-recipient.ts'
export type { Attestation, Attesting } from './attested.ts'
export { answerAboutPerson } from './answer-about-person.ts'
export { agree } from './agree.ts'
export { type Drilled, drill } from './drill.ts'
export { draftNext } from './draft-next.ts'
export { approvePolicy } from './approve-policy.ts'
export {
  discardEdition,
  draftPolicy,
  editDraft,
  editionOfFolder,
  takeBack,
} from './draft-policy.ts'
export { type Governor, HOUSE, nameOf, notGovernor } from './govern-policy.ts'
export {
  type Edition,
  type EditionState,
  editionById,
  folderHash,
  judge,
  type Judged,
  listEditions,
  openEdition,
  type Step,
} from './policy-edition.ts'
export {
  approveMailing,
  listMailings,
  type Mailing,
  MAILING_CHARS_MAX,
  type MailingSeen,
  type MailingText,
  type MailingTexts,
  seesMailings,
  stopMailing,
  SUBJECT_CHARS_MAX,
  textsOf,
  writableClasses,
  writeMailing,
} from './mailing.ts'
export { type Compose, Mailings } from './send-mailings.ts'
export { ownMarks } from './see-own-marks.ts'
export { type OwnMessage, seeOwnMessages } from './see-own-messages.ts'
export { unsubscribe, whatIsRefused } from './unsubscribe.ts'
export { type Medium, listMedia, REGIONS } from './media.ts'
export {
  collectionStopped,
  failing,
  judgeProtection,
  Protection,
  type ProtectionLine,
  type ProtectionSeen,
  seeProtection,
} from './protection.ts'
export {
  approveDocument,
  type DocumentWanted,
  type InternalDocument,
  proposeDocument,
  withdrawDocument,
} from './internal-document.ts'
export {
  acknowledgeDocument,
  type DocumentFault,
  type DocumentsSeen,
  type Reading,
  type SeenDocument,
  seeDocuments,
} from './see-internal-documents.ts'
export {
  type Contract,
  type ContractWanted,
  endContract,
  enterContract,
  type ListedContract,
  listContracts,
  OPERATOR,
} from './contract.ts'
export { sizeOfOperator } from './size-of-operator.ts'
export { seeBackups } from './see-backups.ts'
export { type KeyHolding, type KeyMove, moveKeys } from './move-keys.ts'
export {
  destroyMedium,
  issueMedium,
  registerMedium,
  returnMedium,
} from './register-medium.ts'
export { restoreDamaged } from './restore-damaged.ts'
export { checkBackup, restoreHouse, type RestoringHouse } from './restore-house.ts'
export { proposePolicy } from './propose-policy.ts'
export { type Published, publishPolicy } from './publish-policy.ts'
export { finishReviews, listReviews, type ReviewTask } from './review-rules.ts'
export { type AskedAnew, askedAnew, countAskedAnew, type Pending } from './asked-anew.ts'
export { askNext } from './ask-next.ts'
export { askWitnesses, type Witnessing } from './ask-witnesses.ts'
export { backUp, findMedium, mediumOf, writeMediumMark } from './back-up.ts'
export {
  type Blocked,
  blockData,
  DEMAND_GROUNDS,
  type DemandGround,
  STOPPED_BY_BLOCK,
  type Unblocked,
  unblockData,
} from './block-data.ts'
export {
  checkDatabase,
  checkOwnActions,
  type DatabaseCheck,
  examineClosedHouse,
  checkLedger,
  continuesCheckpoint,
  type LedgerCheck,
} from './check-ledger.ts'
export { type AskedFrom, networkOf } from './asked-from.ts'
export { confirmCode, confirmedPhone, sendCode, type WrongCode } from './confirm-phone.ts'
export { type Corrected, correctValue, isCorrectable, needsProof } from './correct-value.ts'
export {
  type Compared,
  compareCorrection,
  CORRECTION_REFUSALS,
  type CorrectionRefusal,
  type Decided,
  decideCorrection,
  EVIDENCE,
  type Evidence,
  findRequest,
  type ListedRequest,
  listRequests,
  type Verdict,
} from './decide-correction.ts'
export { deskPurpose } from './desk-purpose.ts'
export { destroyData } from './destroy-data.ts'
export { doWhatIsDue, DueWork } from './do-what-is-due.ts'
export { endWhatHasRunOut, OVERDUE_MS } from './end-what-has-run-out.ts'
export {
  CALENDAR_DAYS,
  calendarDays,
  type DestructionRecord,
  destructionProof,
  destructionRecord,
  FIGURES_MAX,
  seeTerms,
  type TermsSeen,
} from './see-destruction.ts'
export {
  type Act,
  actNumber,
  type ActPart,
  type DestructionGround,
} from './act-of-destruction.ts'
export {
  type Hold,
  type HoldWanted,
  liftHold,
  type ListedHold,
  listHolds,
  setHold,
  STOPPED_BY_RESTRICTION,
} from './hold.ts'
export { grantAnew } from './grant-anew.ts'
export { grantable, grantLater } from './grant-later.ts'
export { hearIncident, type IncidentTold } from './hear-incident.ts'
export { hearOutcome, readOutcome } from './hear-outcome.ts'
export { type Draft, newDraft, openDraft, sealDraft } from './keep-draft.ts'
export {
  addStaff,
  closeStaffAccount,
  listStaff,
  openStaffAccount,
  PASSWORD_CHARS_MIN,
  staffRoles,
} from './keep-house.ts'
export {
  type Answer,
  type Invalid,
  invalid,
  type KeyHolder,
  type LenderAccess,
  type Means,
} from './means.ts'
export { type Offer, offersFor, publishedOffers, publishOffer, withdrawOffer } from './offers.ts'
export { consentReceipt, consentText, receiptAt } from './receipt.ts'
export {
  beginNewIndex,
  type IndexRound,
  INDEX_DAYS_MAX,
  renewIndex,
  renewIndexWhenDue,
} from './renew-index.ts'
export { rotateKeys, rotateWhenDue } from './rotate-keys.ts'
export {
  openOwnValues,
  type OwnData,
  type OwnRecord,
  seeOwnActions,
  seeOwnData,
  seeOwnRecord,
} from './see-own-data.ts'
export { type StaffMember, signIn, signInStaff, signOut, staffOf, timeCode } from './sign-in.ts'
export { type Submission, type Submitted, submitApplication } from './submit-application.ts'
export { takeIn } from './take-in.ts'
export {
  listRecipients,
  type Supervised,
  superviseRecipient,
  supervises,
  unlessSupervisor,
} from './supervise.ts'
export { hearConfirmation } from './tell-recipients.ts'
export { endingOf, withdrawConsent } from './withdraw-consent.ts'
export {
  countApplications,
  countWaiting,
  type ListRow,
  listApplications,
} from './list-applications.ts'
export { type Card, openCard } from './open-card.ts'
export {
  PAPER_DAYS_MAX,
  PAPER_REFERENCE_CHARS_MAX,
  type PaperWanted,
  paperChoices,
  paperOf,
  recordPaper,
} from './record-paper.ts'
export { type Revealed, revealField } from './reveal-field.ts'
export { seeStaffActions } from './see-staff-actions.ts'
export { type RegisterAsked, type RegisterFound, searchRegister } from './search-register.ts'
export { type Impact, type Touched, type Weighed, weighPolicy } from './weigh-policy.ts'
export type { Settle } from './settle.ts'
export { countLocked, isContained, liftContainment } from './contain.ts'
export { liftRecipient } from './contain-recipient.ts'
export { clearWitnessAlarm, OF_THE_HOUSE } from './clear-witness.ts'
export {
  countOpenIncidents,
  findIncident,
  isAccount,
  listIncidents,
  openByHand,
  type OpenedIncident,
  type IncidentStep,
  STEP_CHARS_MAX,
  STEPS,
  takeStep,
} from './handle-incident.ts'
export {
  findTouched,
  incidentsOf,
  type ListedPerson,
  listTouched,
  tellOfIncidents,
  tellPeople,
  type Touched as TouchedByIncident,
} from './tell-of-incident.ts'
export { Decoys, type Invent, type Invented, ORDER_MAX, orderDecoys } from './plant-decoys.ts'
export { noteTrouble } from './note-trouble.ts'
export { BY_HAND, BY_RECIPIENT, type Incident } from './incident.ts'
export { watch, type Watched } from './watch.ts'
export { type LenderCaller, refuseCall, whoCalls } from './who-calls.ts'
