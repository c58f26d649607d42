/**
 * The audited tables of detection: incidents, the steps taken in each, and what was stopped at once.
 *
 * Apart from table.ts because it is a subject of its own; both are one list of what the ledger vouches for.
 * Law: 94-V art. 22(1)(2), 22(1)(3), 25(2)(8). Requirements: R-82, L-3.
 */
import type { AnyTable } from './table.ts'

/** A breach of security that was found, by a rule or by a person: whom it touches and what is due. */
export const INCIDENT = {
  name: 'incident',
  key: ['incident_id'],
  columns: {
    incident_id: 'uuid',
    number: 'text',
    /** Id of a rule of detection, or `by_hand`. */
    rule: 'text',
    actor_role: 'text?',
    actor_id: 'text?',
    /** Handle of the one person it is about, where the rule counts by person. */
    about: 'text?',
    first_at: 'moment',
    last_at: 'moment',
    found: 'int',
    people: 'int',
    discovered_at: 'moment',
    discovered_by: 'text',
    body_due_at: 'moment',
    body_strict_at: 'moment?',
    people_due_at: 'moment',
    contained_at: 'moment?',
    assessed_at: 'moment?',
    body_notified_at: 'moment?',
    people_notified_at: 'moment?',
    closed_at: 'moment?',
  },
  passing: [],
} as const satisfies AnyTable
export const INCIDENT_STEP = {
  name: 'incident_step',
  key: ['incident_id', 'step_id'],
  columns: {
    incident_id: 'uuid',
    step_id: 'uuid',
    step: 'text',
    text: 'text',
    by_role: 'text',
    by_id: 'text',
    at: 'moment',
  },
  passing: [],
} as const satisfies AnyTable
/** What was stopped at once for a member of staff, until an officer lifts it with a reason. */
export const CONTAINMENT = {
  name: 'containment',
  key: ['containment_id'],
  columns: {
    containment_id: 'uuid',
    incident_id: 'uuid',
    kind: 'text',
    staff_id: 'uuid',
    at: 'moment',
    lifted_at: 'moment?',
    lifted_by: 'text?',
    reason: 'text?',
  },
  passing: [],
} as const satisfies AnyTable
/** What was stopped at once for an organisation; `key_ids` are hashes of its secrets, for `revoke_key` alone. */
export const RECIPIENT_CONTAINMENT = {
  name: 'recipient_containment',
  key: ['containment_id'],
  columns: {
    containment_id: 'uuid',
    incident_id: 'uuid',
    kind: 'text',
    recipient: 'text',
    key_ids: 'texts',
    at: 'moment',
    lifted_at: 'moment?',
    lifted_by: 'text?',
    reason: 'text?',
  },
  passing: [],
} as const satisfies AnyTable
/** What a recipient said of an incident in its own house; `leads`: whose data, none for everybody it was sent. */
export const INCIDENT_REPORT = {
  name: 'incident_report',
  key: ['recipient', 'report_id'],
  columns: {
    recipient: 'text',
    report_id: 'uuid',
    incident_id: 'uuid',
    leads: 'texts',
    occurred_at: 'moment',
    received_at: 'moment',
  },
  passing: [],
} as const satisfies AnyTable
/** Somebody whose data an incident touches and who is told of it. */
export const INCIDENT_PERSON = {
  name: 'incident_person',
  key: ['subject_id', 'incident_id'],
  columns: {
    subject_id: 'uuid',
    incident_id: 'uuid',
    planned_at: 'moment',
    told_at: 'moment?',
    due_at: 'moment?',
  },
  passing: ['due_at'],
} as const satisfies AnyTable
/** Invented people ordered by an officer: ordinals from `first` on. Who they are follows from a key and stands nowhere. */
export const DECOY_ORDER = {
  name: 'decoy_order',
  key: ['order_id'],
  columns: {
    order_id: 'uuid',
    first: 'int',
    amount: 'int',
    ordered_by: 'text',
    ordered_at: 'moment',
  },
  passing: [],
} as const satisfies AnyTable
