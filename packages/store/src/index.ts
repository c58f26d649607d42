export { accessAside, heldBeside, moveAside, sealAside } from './aside.ts'
export type { Arrival } from './arrival.ts'
export { type Auditor, type AuditReport, audit, openAuditor } from './audit.ts'
export { digestOfDocuments, digestOfRules, digestOfTexts, type TextRow } from './audit-texts.ts'
export { checkMedium, type MediumCheck } from './backup-check.ts'
export type { Manifest, MediumFolder } from './backup-format.ts'
export { type BackupPool, type MediumFault, openBackup } from './backup-pool.ts'
export { type Backup, writeBackup } from './backup-write.ts'
export { destroyedSubjects } from './destroyed.ts'
export { answerChallenge, CODES_COUNTED_MS, openChallenge } from './challenge.ts'
export { inTransaction, openPool, type Pool, sqlState } from './database.ts'
export {
  type Keeping,
  type Values,
  Withheld,
  access,
  ask,
  boxesOf,
  keep,
  keepAmong,
  stripBox,
} from './door.ts'
export { newestDrill, newestOfKind, type StoryEntry } from './backup-story.ts'
export { type Entry, readEntry } from './entry.ts'
export { consentFact, type Known, know, recall } from './facts.ts'
export type { Holding } from './holding.ts'
export {
  answerCall,
  beginCall,
  callOf,
  dropCall,
  endCall,
  IDEMPOTENCY_MS,
  isAnswered,
} from './idempotency.ts'
export { type People, type Scales, type Shape, weigh } from './impact.ts'
export {
  actionsBy,
  actionsOf,
  countActionsBy,
  countActionsOf,
  type FeedRow,
  latestCheckpoint,
  ledgerFile,
  ledgerMinimum,
  type Located,
  locateAction,
  locateDestruction,
  locateGrant,
  proofOf,
  readableLedgerFile,
  tileReader,
  waitingActions,
} from './ledger-read.ts'
export { ATTESTATION } from './attestation-table.ts'
export { CONTROL_REVIEW } from './control-review-table.ts'
export { DOCUMENT_ACKNOWLEDGEMENT, INTERNAL_DOCUMENT } from './document-table.ts'
export {
  CONTAINMENT,
  DECOY_ORDER,
  INCIDENT,
  INCIDENT_PERSON,
  INCIDENT_REPORT,
  INCIDENT_STEP,
  RECIPIENT_CONTAINMENT,
} from './incident-table.ts'
export {
  type Audience,
  countAudience,
  countMailings,
  MAILING,
  MAILING_PERSON,
  type MailingCount,
  messagesSince,
  nextOfAudience,
  SUPPRESSION,
} from './mailing-table.ts'
export {
  countablePeople,
  DEPERSONALISATION,
  DEPERSONALISED_FIGURE,
  markCounted,
  type StandingFigure,
  standingFigures,
  stillCountable,
} from './depersonalised.ts'
export { load, loadOne } from './load.ts'
export {
  type IndexFloor,
  indexFloor,
  peopleToRelink,
  raiseIndexFloor,
  relink,
  removeOlderLinks,
} from './relink.ts'
export {
  type Arrears,
  arrears,
  type DueBatch,
  dueByDay,
  type DueDay,
  dueRemains,
  dueSubjects,
  endingByPurpose,
  releasedSubjects,
  subjectsOfEndedContracts,
} from './retention.ts'
export { subjectsOf } from './people-of-handles.ts'
export {
  type RegisterPage,
  type RegisterPlace,
  type RegisterWish,
  searchRegister,
} from './register.ts'
export { type HeldMark, marksOf, TRACE_OF_MARK } from './marks.ts'
export { isMigrated, migrate } from './migrate.ts'
export {
  adoptedModels,
  applyPolicyConstraints,
  type ConstraintState,
  validatePolicyConstraints,
} from './policy-constraints.ts'
export {
  completePolicyRules,
  keepPolicyRules,
  type PolicyBreach,
  policyBreaches,
  type PolicyRule,
} from './policy-rules.ts'
export {
  type FiledDocument,
  type FiledText,
  fileDocuments,
  filedDocument,
  filedDocuments,
  unfiledVersions,
} from './policy-documents.ts'
export {
  type AdoptedVersion,
  adoptedVersion,
  editionFiles,
  keepFiles,
  manifestOf,
  type VersionInForce,
  versionInForce,
} from './policy-version.ts'
export { CONTRACT, HOLD } from './hold-table.ts'
export { isEncrypted, probeLedger, WAITING_MAX } from './probe.ts'
export { type Log, ROUND_ENTRIES_MAX, sequence } from './sequencer.ts'
export {
  closeSession,
  formerHolderOf,
  type Holder,
  holderOf,
  iso,
  openSession,
  STAFF_SESSION_MS,
  SUBJECT_SESSION_MS,
} from './session.ts'
export { addressOf, type Addresses, faultOfLogin, letRolesIn, type Role, ROLES } from './roles.ts'
export { openStore, type Store } from './store.ts'
export {
  type DestructionAct,
  destroySubject,
  enterSubject,
  findByIdentity,
  linkIdentity,
  turnKey,
} from './subject.ts'
export {
  actionsInWindow,
  type DetectionState,
  failedLogins,
  fieldsSeen,
  type Fresh,
  freshActions,
  handlesSeen,
  handlesSpokenOf,
  keepState,
  lockState,
  type Mark,
  noteSignal,
  peekState,
  settledEpoch,
  type Signal,
  signalsSince,
  waitingSince,
  type Whose,
  ROTATION_LOCK,
} from './watch.ts'
export {
  APPLICATION,
  BOX,
  CONSENT,
  DESTROYED_PART,
  DESTRUCTION_ACT,
  DISCLOSURE,
  IDENTITY_LINK,
  MEDIUM,
  NOTICE,
  OFFER,
  OUTCOME,
  POLICY_EDITION,
  POLICY_VERSION,
  PURPOSE_STATE,
  RECIPIENT_STATE,
  REVIEW_TASK,
  REQUEST,
  STAFF,
  type Stored,
  SUBJECT,
} from './table.ts'
export { BeyondBackup } from './restore-ledger.ts'
export { type Restoration, restoreRows, type RestoredTable } from './restore-rows.ts'
export {
  type Hindrance,
  NotRestorable,
  restoreWhole,
  type WholeRestoration,
} from './restore-whole.ts'
export { openScratch, type Scratch, standingActions } from './scratch.ts'
export { sweepPassing } from './sweep.ts'
export type { Unit } from './unit.ts'
export type { Progress } from './vouched.ts'
export type { Writing } from './writing.ts'
export {
  clearWitness,
  keepWitnessed,
  keepWitnessState,
  unwitnessedSince,
  type WitnessedCheckpoint,
  witnessedCheckpoint,
  type WitnessState,
  witnessStates,
  type WitnessTrouble,
} from './witnessed.ts'
