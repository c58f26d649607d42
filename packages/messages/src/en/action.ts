/**
 * How is an action told in English: `Staff member D. Kim opened: phone`.
 *
 * Fields follow a colon. What a recipient did is told of the recipient, whoever wrote it down.
 * Serves R-85: a refusal reads in the same form as what happened.
 */
import type { ActionKind, Operation } from '@kelisim/terms'
import type { ActionSaid, Actor, RefusedSaid } from '../action.ts'

interface Told {
  readonly verb: string
  readonly to?: string
  /** The recipient is who acts. */
  readonly ofRecipient?: true
}

const TOLD: Readonly<Record<ActionKind, Told>> = {
  application_submitted: { verb: 'sent an application' },
  consent_granted: { verb: 'gave consent', to: ' to transfer to' },
  consent_withdrawn: { verb: 'withdrew consent', to: ' to transfer to' },
  values_kept: { verb: 'entered data' },
  values_opened: { verb: 'opened' },
  values_listed: { verb: 'saw in a list' },
  values_exported: { verb: 'downloaded a copy of the data' },
  disclosure_planned: { verb: 'named a recipient', to: ':' },
  disclosure_sent: { verb: 'sent data', to: ' to' },
  disclosure_answered: { verb: 'answered the application', ofRecipient: true },
  outcome_received: { verb: 'reported its decision', ofRecipient: true },
  notice_acknowledged: { verb: 'took note of our notice', ofRecipient: true },
  notice_answered: { verb: 'confirmed destruction of its copy', ofRecipient: true },
  data_blocked: { verb: 'blocked the data' },
  data_unblocked: { verb: 'unblocked the data' },
  copy_blocked: { verb: 'confirmed that its copy is blocked', ofRecipient: true },
  copy_unblocked: { verb: 'confirmed that its copy is unblocked', ofRecipient: true },
  copy_corrected: { verb: 'confirmed that its copy is corrected', ofRecipient: true },
  correction_asked: { verb: 'asked for a correction' },
  correction_refused: { verb: 'refused a correction' },
  value_corrected: { verb: 'corrected data' },
  hold_set: { verb: 'put off the destruction of the data' },
  hold_lifted: { verb: 'lifted the hold on the destruction of the data' },
  contract_entered: { verb: 'entered a contract' },
  contract_ended: { verb: 'wrote down that a contract is over' },
  paper_recorded: { verb: 'recorded an action on paper' },
  data_restricted: { verb: 'restricted the processing of the data' },
  terms_recounted: { verb: 'counted the terms of the data anew' },
  values_destroyed: { verb: 'destroyed data whose term was over' },
  subject_destroyed: { verb: 'destroyed the data' },
  destruction_told: { verb: 'opened for a message that data are being destroyed' },
  remains_destroyed: { verb: 'destroyed the records of transfers' },
  values_depersonalised: { verb: 'used the data to make figures that lead to nobody' },
  depersonalised: { verb: 'made an act of depersonalisation' },
  act_begun: { verb: 'began an act of destruction' },
  act_made: { verb: 'made an act of destruction' },
  signed_in: { verb: 'signed in' },
  policy_drafted: { verb: 'began a draft of a policy version' },
  policy_edited: { verb: 'edited a draft of a policy version' },
  policy_checked: { verb: 'proposed a policy version for approval' },
  policy_taken_back: { verb: 'took a policy version back to draft' },
  policy_approved: { verb: 'approved a policy version' },
  policy_published: { verb: 'published a policy version' },
  policy_adopted: { verb: 'put a new version of the policy into force' },
  policy_superseded: { verb: 'ended the earlier version of the policy' },
  policy_discarded: { verb: 'discarded a policy version' },
  review_opened: { verb: 'asked for a review of rules whose legal reference changed' },
  review_done: { verb: 'reviewed a rule whose legal reference changed' },
  staff_added: { verb: 'added a staff member' },
  staff_closed: { verb: 'closed the account of a staff member' },
  offer_published: { verb: 'published an offer', to: ' of' },
  offer_withdrawn: { verb: 'withdrew an offer', to: ' of' },
  recipient_suspended: { verb: 'suspended transfers', to: ' to' },
  recipient_resumed: { verb: 'resumed transfers', to: ' to' },
  attestation_entered: { verb: 'entered an attestation of the use of data' },
  purpose_suspended: { verb: 'suspended processing for a purpose' },
  purpose_resumed: { verb: 'resumed processing for a purpose' },
  index_renewed: { verb: 'wrote anew what the person is found by' },
  index_links_ended: { verb: 'removed search entries under the earlier key' },
  index_key_made: { verb: 'made a new search key' },
  index_key_ended: { verb: 'destroyed the earlier search key' },
  keys_rotated: { verb: 'changed the keys' },
  keys_moved: { verb: 'moved the keys to another holder' },
  protection_changed: { verb: 'wrote down which checks of the protection fail' },
  control_reviewed: { verb: 'reviewed a control of the protection' },
  ledger_checked: { verb: 'verified the ledger' },
  register_searched: { verb: 'searched the register of actions' },
  medium_registered: { verb: 'registered a storage medium' },
  medium_issued: { verb: 'issued a storage medium' },
  medium_returned: { verb: 'took a storage medium back' },
  medium_destroyed: { verb: 'recorded the destruction of a storage medium' },
  backup_begun: { verb: 'began a backup' },
  data_restored: { verb: 'restored damaged records' },
  detection_changed: { verb: 'put other rules of detection into use' },
  incident_opened: { verb: 'opened an incident' },
  incident_grown: { verb: 'found that an incident goes on' },
  incident_step: { verb: 'took a step in an incident' },
  incident_listed: { verb: 'put the person on the list of those whom an incident touches' },
  incident_told: { verb: 'told the person of an incident that concerns their data' },
  sessions_ended: { verb: 'ended the sessions of a staff member' },
  account_locked: { verb: "locked a staff member's account" },
  account_unlocked: { verb: "unlocked a staff member's account" },
  key_revoked: { verb: 'revoked the key', to: ' of' },
  key_restored: { verb: 'gave the key back', to: ' to' },
  witness_cleared: { verb: 'cleared the alarm of a witness' },
  decoys_ordered: { verb: 'ordered decoys' },
  document_proposed: { verb: 'entered an internal document for approval' },
  document_approved: { verb: 'approved an internal document' },
  document_withdrawn: { verb: 'withdrew an internal document' },
  document_acknowledged: { verb: 'confirmed having read an internal document' },
  mailing_written: { verb: 'wrote a message for sending' },
  mailing_approved: { verb: 'approved the sending of a message' },
  mailing_listed: { verb: 'found by consents who is to get a message' },
  mailing_ended: { verb: 'ended the sending of a message' },
  message_sending: { verb: 'opened for sending a message' },
  message_settled: { verb: 'wrote down what became of a message' },
  message_skipped: { verb: 'did not send a message' },
  message_refused: { verb: 'noted an address that is not written to any more' },
  refusal_forgotten: { verb: 'destroyed old notes of refused messages' },
}

const NOUN: Readonly<Record<Operation, string>> = {
  collect: 'collection',
  record: 'recording',
  systematise: 'systematising',
  accumulate: 'accumulation',
  store: 'storage',
  clarify: 'clarification',
  update: 'update',
  change: 'change',
  extract: 'extraction',
  use: 'use',
  transfer: 'transfer',
  distribute: 'distribution',
  provide: 'transfer',
  give_access: 'access',
  depersonalise: 'depersonalisation',
  block: 'blocking',
  delete: 'deletion',
  destroy: 'destruction',
  unblock: 'unblocking',
}

/** What a role may be refused that is no operation on data. */
const ACTS: Partial<Readonly<Record<ActionKind, string>>> = {
  contract_entered: 'entering a contract',
  contract_ended: 'ending a contract',
  hold_set: 'putting destruction off',
  hold_lifted: 'lifting a hold',
  act_made: 'looking at acts of destruction',
  protection_changed: 'looking at the check of the protection',
  control_reviewed: 'reviewing controls',
  ledger_checked: 'checking the ledger',
  register_searched: 'searching the register of actions',
  recipient_suspended: 'suspending transfers',
  recipient_resumed: 'resuming transfers',
  attestation_entered: 'entering an attestation',
  purpose_suspended: 'suspending a purpose',
  purpose_resumed: 'resuming a purpose',
  outcome_received: 'reporting an outcome',
  notice_answered: 'confirming a notice',
  incident_opened: 'reporting an incident',
  mailing_written: 'writing a mailing',
  mailing_approved: 'approving a mailing',
  mailing_ended: 'stopping a mailing',
}

function act(asked: ActionKind | undefined): string {
  return (asked === undefined ? undefined : ACTS[asked]) ?? 'an action'
}

export function acted(said: ActionSaid): string {
  const { verb, to, ofRecipient } = TOLD[said.kind]
  const { recipient } = said
  const itself = ofRecipient === true && recipient !== undefined
  const toWhom = itself || recipient === undefined ? '' : `${to ?? ','} ${recipient}`
  return `${itself ? recipient : who(said.actor)} ${verb}${toWhom}${listed(said.list)}`
}

export function refused(said: RefusedSaid): string {
  const noun = said.operation === undefined ? act(said.asked) : NOUN[said.operation]
  const toWhom = said.recipient === undefined ? '' : ` to ${said.recipient}`
  return `Refused, ${noun}${toWhom}${listed(said.list)}`
}

function listed(list: string | undefined): string {
  return list === undefined || list === '' ? '' : `: ${list}`
}

function who(actor: Actor): string {
  switch (actor.kind) {
    case 'you':
      return 'You'
    case 'applicant':
      return 'The applicant'
    case 'staff':
      return `Staff member ${actor.name}`
    case 'recipient':
      return actor.name
    case 'program':
      return 'The program'
  }
}
