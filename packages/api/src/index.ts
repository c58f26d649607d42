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
  DataBlocked,
  DataDestroyed,
  DataUnblocked,
  DisclosurePlanned,
  OwnAction,
  OwnActions,
  OwnEverything,
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
