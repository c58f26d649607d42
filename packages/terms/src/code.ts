/**
 * Every refusal the product can give: HTTP status and the ground in the law.
 *
 * One table; the texts in three languages live in `@kelisim/messages` and are forced by type.
 * `law` is an article reference shown to the person; an empty string marks a technical refusal.
 */
export const CODES = {
  // Silence forbids (I8).
  unknown_role: { status: 403, law: '94-V art. 10(1)' },
  unknown_operation: { status: 403, law: '94-V art. 7(8)' },
  unknown_purpose: { status: 403, law: '94-V art. 7(8)' },
  unknown_field: { status: 403, law: '94-V art. 7(9)' },
  unknown_recipient: { status: 403, law: '94-V art. 7(6)' },
  unknown_policy_version: { status: 409, law: '94-V art. 25(2)(1-1)' },
  fact_missing: { status: 403, law: '94-V art. 5' },
  // Role, purpose and field.
  operation_not_permitted: { status: 403, law: '94-V art. 10(1)' },
  purpose_mismatch: { status: 403, law: '94-V art. 14' },
  field_not_for_purpose: { status: 403, law: '94-V art. 7(9)' },
  field_not_for_role: { status: 403, law: '94-V art. 11(2)' },
  purpose_suspended: { status: 403, law: '94-V art. 5' },
  field_off: { status: 403, law: '94-V art. 7(9)' },
  special_category: { status: 422, law: '94-V art. 7(8)' },
  distribution_forbidden: { status: 403, law: '94-V art. 7(3)' },
  statistics_raw: { status: 403, law: '94-V art. 17(1)' },
  // Consent.
  no_consent: { status: 403, law: '94-V art. 7(1)' },
  consent_withdrawn: { status: 403, law: '94-V art. 8(7)' },
  consent_expired: { status: 403, law: '94-V art. 8(5)' },
  consent_required: { status: 422, law: '94-V art. 7(1)' },
  consent_text_changed: { status: 409, law: '94-V art. 8(4)' },
  channel_not_consented: { status: 403, law: '94-V art. 8(1)' },
  obligation_unfulfilled: { status: 409, law: '94-V art. 8(2)' },
  // Recipients.
  recipient_not_consented: { status: 403, law: '94-V art. 7(6)' },
  recipient_suspended: { status: 403, law: '94-V art. 10(1)' },
  no_agreement: { status: 403, law: '94-V art. 10(1)' },
  agreement_expired: { status: 403, law: '94-V art. 10(1)' },
  operation_outside_agreement: { status: 403, law: '94-V art. 10(3)' },
  purpose_outside_agreement: { status: 403, law: '94-V art. 14' },
  field_outside_agreement: { status: 403, law: '94-V art. 7(9)' },
  storage_abroad: { status: 403, law: '94-V art. 12(2)' },
  recipient_pending: { status: 409, law: '94-V art. 7(6)' },
  too_many_recipients: { status: 422, law: '94-V art. 7(6)' },
  // State of the subject.
  subject_blocked: { status: 403, law: '94-V art. 1(3)' },
  subject_restricted: { status: 403, law: 'DC art. 41(3)' },
  subject_destroyed: { status: 410, law: '94-V art. 18' },
  under_hold: { status: 409, law: 'DC art. 41(3)' },
  under_age: { status: 422, law: 'Civil Code art. 22' },
  identity_conflict: { status: 409, law: '94-V art. 12(1)' },
  // Entering, identifying and limits.
  invalid_input: { status: 422, law: '' },
  draft_expired: { status: 409, law: '94-V art. 7(1)' },
  code_wrong: { status: 403, law: 'DC art. 47' },
  code_expired: { status: 403, law: 'DC art. 47' },
  code_locked: { status: 429, law: 'DC art. 47' },
  code_waits: { status: 429, law: 'DC art. 47' },
  credentials_wrong: { status: 401, law: '' },
  not_authenticated: { status: 401, law: '' },
  not_found: { status: 404, law: '' },
  too_many_calls: { status: 429, law: '' },
  idempotency_key_missing: { status: 400, law: '' },
  idempotency_key_reused: { status: 422, law: '' },
  idempotency_key_busy: { status: 409, law: '' },
  signature_wrong: { status: 401, law: '' },
  key_revoked: { status: 401, law: '94-V art. 22(1)' },
  under_incident: { status: 409, law: '94-V art. 22(1)' },
  // The life of a policy version.
  policy_faulty: { status: 422, law: '94-V art. 25(2)(1-1)' },
  policy_of_another: { status: 422, law: '94-V art. 25(2)(1-1)' },
  version_not_next: { status: 422, law: '94-V art. 25(2)(1-1)' },
  policy_date_passed: { status: 422, law: '94-V art. 25(2)(1-1)' },
  another_published: { status: 409, law: '94-V art. 25(2)(1-1)' },
  second_person_required: { status: 403, law: '94-V art. 25(2)(1-1)' },
  edition_changed: { status: 409, law: '' },
  edition_step_wrong: { status: 409, law: '' },
  // Media and backups.
  medium_not_registered: { status: 409, law: '94-V art. 22(1)' },
  medium_abroad: { status: 422, law: '94-V art. 12(2)' },
  medium_away: { status: 409, law: '94-V art. 22(1)' },
  medium_destroyed: { status: 409, law: '94-V art. 18' },
  offer_unlawful: { status: 422, law: '56-V art. 5' },
  undertaking_unsigned: { status: 403, law: '94-V art. 11(2)' },
  collection_stopped: { status: 503, law: '94-V art. 20(2)' },
  ledger_unavailable: { status: 503, law: '94-V art. 22(1)(5)' },
  outage: { status: 503, law: '' },
} as const satisfies Record<string, { readonly status: number; readonly law: string }>

export type Code = keyof typeof CODES

export function isCode(value: unknown): value is Code {
  return typeof value === 'string' && Object.hasOwn(CODES, value)
}

/** A refusal is an answer, not an exception. `where` names a field path or policy place, never a value. */
export interface Refusal {
  readonly effect: 'refuse'
  readonly code: Code
  /** Clause of the operator's policy, e.g. `6.2`; empty where the refusal is technical. */
  readonly clause: string
  /** Article reference, from CODES unless the policy names a nearer one. */
  readonly law: string
  readonly where?: string
}

export function refusal(code: Code, clause = '', where?: string): Refusal {
  const base = { effect: 'refuse', code, clause, law: CODES[code].law } as const
  return where === undefined ? base : { ...base, where }
}

/** One fault of an input: JSON pointer of the place and a short code; never the value. */
export interface Fault {
  readonly pointer: string
  readonly code: string
}
