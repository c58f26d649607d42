/**
 * Which actions on data does the ledger tell, in one word each?
 *
 * Closed: a use case can record no other kind, and a kind without a sentence in each language does
 * not compile. A refusal is recorded too, but is told by the operation that was asked for.
 *
 * Law: 94-V art. 22(1)(5). Requirements. Format: docs/ledger-format.md.
 */
export const ACTION_KINDS = [
  'application_submitted',
  'consent_granted',
  'consent_withdrawn',
  'values_kept',
  'values_opened',
  'values_listed',
  'values_exported',
  'disclosure_planned',
  'disclosure_sent',
  'disclosure_answered',
  'outcome_received',
  'notice_acknowledged',
  'notice_answered',
  'data_blocked',
  'data_unblocked',
  'copy_blocked',
  'copy_unblocked',
  'copy_corrected',
  'correction_asked',
  'correction_refused',
  'value_corrected',
  'subject_destroyed',
  'signed_in',
  'policy_drafted',
  'policy_edited',
  'policy_checked',
  'policy_taken_back',
  'policy_approved',
  'policy_published',
  'policy_adopted',
  'policy_superseded',
  'policy_discarded',
  'review_opened',
  'review_done',
  'staff_added',
  'offer_published',
  'recipient_suspended',
  'recipient_resumed',
  'keys_rotated',
  'keys_moved',
  'ledger_checked',
  'medium_registered',
  'medium_issued',
  'medium_returned',
  'medium_destroyed',
  'backup_begun',
  'data_restored',
] as const
export type ActionKind = (typeof ACTION_KINDS)[number]
