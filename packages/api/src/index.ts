export {
  ActionSearchWanted,
  ActionsFound,
  DecisionPointMetadata,
  EntitiesFound,
  EvaluationAnswered,
  EvaluationEntity,
  EvaluationsAnswered,
  EvaluationsWanted,
  EvaluationWanted,
  PAGE_MAX,
  ResourceSearchWanted,
  type Semantics,
  SubjectSearchWanted,
} from './authzen.ts'
export {
  DatabaseAudited,
  DeskCard,
  DeskList,
  DeskListQuery,
  DeskRow,
  DeskSession,
  DeskSessionWanted,
  FieldRevealed,
  LedgerVerified,
  RecipientState,
  RevealWanted,
  SuspensionWanted,
} from './desk.ts'
export {
  DeskRequest,
  DeskRequests,
  RequestCompared,
  RequestConfirmed,
  RequestDecided,
  RequestRefused,
} from './desk-requests.ts'
export {
  PolicyEdition,
  PolicyEditionRead,
  PolicyEditions,
  PolicyStepWanted,
} from './desk-policy.ts'
export {
  Application,
  ApplicationTaken,
  CodeSent,
  CodeTyped,
  CodeWanted,
  PhoneConfirmed,
  Session,
  SessionWanted,
} from './entry.ts'
export {
  NEVER_SEEN_FINAL_AFTER_MS,
  NeverSeen,
  Notice,
  NOTICE_DONE,
  NoticeConfirmation,
  type NoticeKind,
  NoticeReceived,
  Outcome,
  type OutcomeEvent,
  POST_BYTES_MAX,
  POST_STATUS,
  Post,
  PostAnswer,
  postFor,
  Receipt,
  type RefusalReason,
  StatusAnswer,
} from './lender.ts'
export { PROBLEM_MEDIA_TYPE, Problem } from './problem.ts'
export {
  ActionsQuery,
  BlockWanted,
  ConsentWithdrawn,
  CorrectionWanted,
  DataBlocked,
  DataDestroyed,
  DataUnblocked,
  DisclosurePlanned,
  OwnAction,
  OwnActions,
  OwnEverything,
  ValueCorrected,
} from './own.ts'
export { ConfirmationHeard, OutcomeHeard, WebhookHeaders } from './partner.ts'
export { IDEMPOTENCY_KEY, IdempotencyHeaders, PolicyName, Sha256, Uuid } from './primitive.ts'
export {
  ConsentForm,
  ConsentForms,
  ConsentsQuery,
  ConsentTextByHash,
  OffersQuery,
  PolicySummary,
  QuotedOffer,
  QuotedOffers,
} from './public.ts'
