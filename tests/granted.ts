/**
 * What may each role of the database do with each table? The whole of it: a table that is not here, or a right
 * that is not here, fails `roles.pg.test.ts`.
 *
 * r = select, a = insert, w = update, d = delete; (column) = of that column only. In the order of the roles.
 */
import type { Role } from '@kelisim/store'

type Rights = readonly [
  app: string,
  sequencer: string,
  auditor: string,
  keeper: string,
  backup: string,
]

const ORDER: readonly Role[] = [
  'kelisim_app',
  'kelisim_sequencer',
  'kelisim_auditor',
  'kelisim_keeper',
  'kelisim_backup',
]

const GRANTED: Readonly<Record<string, Rights>> = {
  access_by_role: ['', '', 'r', '', 'r'],
  attestation: ['ar', '', 'r', '', 'r'],
  act_action: ['ar', '', 'r', '', 'r'],
  action_inbox: ['ar', 'dr', 'r', '', 'r'],
  application: ['adrw', '', 'r', '', 'r'],
  blocked_person: ['', '', 'r', 'r', 'r'],
  box: ['adrw', '', 'r', '', 'r'],
  box_outline: ['r', '', 'r', '', 'r'],
  code_challenge: ['adrw', '', '', '', ''],
  consent: ['adrw', '', 'r', '', 'r'],
  consent_text: ['ar', '', 'r', '', 'r'],
  control_review: ['ar', '', 'r', '', 'r'],
  contract: ['adrw', '', 'r', '', 'r'],
  containment: ['arw', '', 'r', '', 'r'],
  decoy_order: ['ar', '', 'r', '', 'r'],
  counted: ['adr', '', 'r', '', 'r'],
  depersonalisation: ['ar', '', 'r', '', 'r'],
  depersonalised_figure: ['ar', '', 'r', '', 'r'],
  destroyed_part: ['ar', '', 'r', '', 'r'],
  destruction: ['ar', '', 'r', 'r(subject_id)', 'r'],
  destruction_told: ['adrw', '', 'r', '', 'r'],
  destruction_act: ['arw', '', 'r', '', 'r'],
  detection_state: ['arw', '', 'r', '', 'r'],
  disclosure: ['adrw', '', 'r', '', 'r'],
  document_acknowledgement: ['ar', '', 'r', '', 'r'],
  hold: ['arw', '', 'r', '', 'r'],
  idempotency: ['adrw', '', '', '', ''],
  identity_link: ['adr', '', 'r', '', 'r'],
  incident: ['arw', '', 'r', '', 'r'],
  incident_person: ['arw', '', 'r', '', 'r'],
  incident_report: ['ar', '', 'r', '', 'r'],
  incident_step: ['ar', '', 'r', '', 'r'],
  internal_document: ['arw', '', 'r', '', 'r'],
  'keys.epoch_floor': ['r', '', '', 'rw', 'r'],
  'keys.index_floor': ['r', '', '', 'rw', 'r'],
  'keys.subject_key': ['adr', '', '', 'rw', 'r'],
  ledger_checkpoint: ['r', 'arw', 'r', '', 'r'],
  ledger_entry: ['r', 'ar', 'r', '', 'r'],
  ledger_tile: ['r', 'arw', 'r', '', 'r'],
  ledger_witness: ['rw', 'arw', 'r', '', 'r'],
  ledger_witnessed: ['r', 'arw', 'r', '', 'r'],
  mailing: ['arw', '', 'r', '', 'r'],
  mailing_person: ['arw', '', 'r', '', 'r'],
  medium: ['arw', '', 'r', '', 'r'],
  migration: ['r', 'r', 'r', 'r', 'r'],
  notice: ['adrw', '', 'r', '', 'r'],
  offer: ['arw', '', 'r', '', 'r'],
  outcome: ['adr', '', 'r', '', 'r'],
  policy_document: ['ar', '', 'r', '', 'r'],
  policy_edition: ['arw', '', 'r', '', 'r'],
  policy_file: ['ar', '', 'r', '', 'r'],
  policy_rule: ['ar', '', 'r', '', 'r'],
  policy_version: ['ar', '', 'r', '', 'r'],
  purpose_state: ['arw', '', 'r', '', 'r'],
  recipient_containment: ['arw', '', 'r', '', 'r'],
  recipient_state: ['arw', '', 'r', '', 'r'],
  remains: ['adrw', '', 'r', '', 'r'],
  request: ['adrw', '', 'r', '', 'r'],
  review_task: ['arw', '', 'r', '', 'r'],
  session: ['adrw', '', '', '', ''],
  signal: ['adr', '', 'r', '', 'r'],
  staff: ['arw', '', 'r', '', 'r'],
  staff_attempt: ['adrw', '', '', '', ''],
  subject: ['arw', '', 'r', '', 'r'],
  suppression: ['adrw', '', 'r', '', 'r'],
}

export const TABLES = Object.keys(GRANTED)

export function granted(table: string, role: Role): string {
  return GRANTED[table]?.[ORDER.indexOf(role)] ?? ''
}
