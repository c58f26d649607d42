/**
 * Which tables does the ledger vouch for? The commitment of each of their rows stands in an entry.
 *
 * A new audited table is named here; the audit, the backup and the restoration then take it by themselves.
 * Requirements. Invariant I7.
 */
import {
  type AnyTable,
  APPLICATION,
  BOX,
  CONSENT,
  DESTROYED_PART,
  DESTRUCTION,
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
  REQUEST,
  REVIEW_TASK,
  STAFF,
  SUBJECT,
} from './table.ts'
import { ATTESTATION } from './attestation-table.ts'
import { CONTROL_REVIEW } from './control-review-table.ts'
import { DOCUMENT_ACKNOWLEDGEMENT, INTERNAL_DOCUMENT } from './document-table.ts'
import { CONTRACT, HOLD } from './hold-table.ts'
import { DEPERSONALISATION, DEPERSONALISED_FIGURE } from './depersonalised.ts'
import {
  CONTAINMENT,
  DECOY_ORDER,
  INCIDENT,
  INCIDENT_PERSON,
  INCIDENT_REPORT,
  INCIDENT_STEP,
  RECIPIENT_CONTAINMENT,
} from './incident-table.ts'

import { MAILING, MAILING_PERSON, SUPPRESSION } from './mailing-table.ts'

/** Every table whose rows the ledger vouches for. */
export const AUDITED: readonly AnyTable[] = [
  SUBJECT,
  IDENTITY_LINK,
  BOX,
  CONSENT,
  APPLICATION,
  DISCLOSURE,
  OUTCOME,
  NOTICE,
  REQUEST,
  HOLD,
  CONTRACT,
  DESTRUCTION,
  DESTRUCTION_ACT,
  DESTROYED_PART,
  POLICY_VERSION,
  POLICY_EDITION,
  REVIEW_TASK,
  STAFF,
  OFFER,
  PURPOSE_STATE,
  RECIPIENT_STATE,
  ATTESTATION,
  CONTROL_REVIEW,
  MEDIUM,
  INCIDENT,
  INCIDENT_STEP,
  CONTAINMENT,
  RECIPIENT_CONTAINMENT,
  INCIDENT_REPORT,
  INCIDENT_PERSON,
  DECOY_ORDER,
  DEPERSONALISATION,
  DEPERSONALISED_FIGURE,
  INTERNAL_DOCUMENT,
  DOCUMENT_ACKNOWLEDGEMENT,
  MAILING,
  MAILING_PERSON,
  SUPPRESSION,
]
