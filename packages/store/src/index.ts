export { type AuditFinding, type AuditReport, audit } from './audit.ts'
export {
  answerChallenge,
  type ChallengeId,
  CODES_PER_HOUR_MAX,
  type CodeAnswer,
  openChallenge,
} from './challenge.ts'
export { openPool, type Pool, sqlState } from './database.ts'
export {
  type Keeping,
  type Opening,
  Tampered,
  type Values,
  Withheld,
  access,
  ask,
  boxesOf,
  keep,
} from './door.ts'
export { type Action, type Actor, type Entry, readEntry } from './entry.ts'
export { consentFact, type Known, know } from './facts.ts'
export { type Begun, beginCall, dropCall, endCall, IDEMPOTENCY_MS } from './idempotency.ts'
export {
  type ActionCount,
  actionsBy,
  actionsOf,
  type Checkpoint,
  countActionsBy,
  countActionsOf,
  type FeedRow,
  latestCheckpoint,
  ledgerFile,
  type Located,
  locateAction,
  locateGrant,
  proofOf,
  tileReader,
  waitingActions,
} from './ledger-read.ts'
export { load, loadOne } from './load.ts'
export { isMigrated, migrate } from './migrate.ts'
export type { Look, Released } from './release.ts'
export { LedgerBroken, type Log, ROUND_ENTRIES_MAX, type Round, sequence } from './sequencer.ts'
export {
  closeSession,
  type Holder,
  holderOf,
  iso,
  openSession,
  STAFF_SESSION_MS,
  SUBJECT_SESSION_MS,
} from './session.ts'
export { openStore, type Store, type StoreMeans } from './store.ts'
export {
  type DestructionAct,
  destroySubject,
  enterSubject,
  findByIdentity,
  type IdentityKind,
  linkIdentity,
} from './subject.ts'
export {
  APPLICATION,
  AUDITED,
  BOX,
  CONSENT,
  DESTRUCTION,
  DISCLOSURE,
  IDENTITY_LINK,
  NOTICE,
  OFFER,
  OUTCOME,
  POLICY_VERSION,
  RECIPIENT_STATE,
  type Row,
  STAFF,
  type Stored,
  SUBJECT,
} from './table.ts'
export { sweepPassing } from './sweep.ts'
export type { Unit } from './unit.ts'
