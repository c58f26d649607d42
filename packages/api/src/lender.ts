/**
 * What do the operator and a lender say to each other, word by word?
 *
 *   operator → lender   POST {leads_url}                     Post → PostAnswer       one disclosure
 *   operator → lender   GET  {status_url}/<disclosure_id>    StatusAnswer | 404      after `unknown`
 *   operator → lender   POST {notices_url}                   Notice → NoticeReceived withdrawal, blocking …
 *   lender → operator   POST /v1/partner/leads/<lead_id>/outcomes           Outcome
 *   lender → operator   POST /v1/partner/notices/<notice_id>/confirm        NoticeConfirmation
 *   lender → operator   POST /v1/partner/incidents                          IncidentReport
 *
 * Every message is signed by Standard Webhooks headers over the raw body. `webhook-id` is the id of
 * the matter (disclosure, event or notice), so a repeat is recognised and a signature cannot be moved
 * to another matter. A signature older than `SIGNATURE_TOLERANCE_MS` is refused.
 *
 * Guarantees: objects are strict, so a field nobody agreed on is refused on both sides (I9); ids,
 * moments and amounts have one form; every list and text has a limit.
 *
 * Law: 94-V art. 8(4), 8(7), 10(1), 10(3), 14. Requirements. Does not decide which
 * fields may go: the policy does, and `postFor` turns its answer into a schema.
 */
import { z } from 'zod'
import { Problem } from './problem.ts'

export const SIGNATURE_TOLERANCE_MS = 5 * 60 * 1_000

/**
 * From when on a `never_seen` answer is final. A post still under way when we asked may arrive after
 * the answer, but not after its signature has gone stale; the same again for two clocks that differ.
 */
export const NEVER_SEEN_FINAL_AFTER_MS = 2 * SIGNATURE_TOLERANCE_MS

/** Leads that a report of an incident may name one by one. */
const LEADS_MAX = 1_000
const ACCOUNT_CHARS_MIN = 10
const ACCOUNT_CHARS_MAX = 2_000

/** One post with its receipt; both sides refuse more. */
export const POST_BYTES_MAX = 64 * 1_024

const VALUE_CHARS_MAX = 500
const FIELDS_MAX = 60
const AMOUNT_TENGE_MAX = 100_000_000
const TERM_DAYS_MAX = 3_650
const RECEIPT_PART_CHARS_MAX = 32 * 1_024

export const FieldId = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/)
const Moment = z.iso.datetime()
const Value = z.string().min(1).max(VALUE_CHARS_MAX)
const PartnerRef = z.string().regex(/^[\x21-\x7e]{1,100}$/)
const Tenge = z.int().min(1).max(AMOUNT_TENGE_MAX)

/**
 * The outer form of a receipt file; `checkReceipt` of the ledger says whether it holds. One for whom
 * the words were shown carries `text`; a recipient gets them too, to see what the person agreed to.
 */
export const Receipt = z
  .strictObject({
    format: z.literal('kelisim-receipt/1'),
    log: z.strictObject({ origin: z.string().max(500), vkey: z.string().max(500) }),
    /** Base64 of the ledger entry. */
    entry: z.base64().max(RECEIPT_PART_CHARS_MAX),
    /** `c2sp.org/tlog-proof@v1`. */
    proof: z.string().max(RECEIPT_PART_CHARS_MAX),
    text: z.string().max(RECEIPT_PART_CHARS_MAX).optional(),
    textSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  })
  .meta({ id: 'Receipt' })
export type Receipt = z.infer<typeof Receipt>

export const PostRequest = z.strictObject({
  amount: Tenge,
  currency: z.literal('KZT'),
  term_days: z.int().min(1).max(TERM_DAYS_MAX),
})

export const PostConsent = z.strictObject({
  consent_id: z.uuid(),
  granted_at: Moment,
  expires_at: Moment,
  locale: z.enum(['kk', 'ru', 'en']),
  /** SHA-256, hex, of the text exactly as it was shown. */
  text_sha256: z.string().regex(/^[0-9a-f]{64}$/),
  text_url: z.url({ protocol: /^https?$/ }).max(500),
  receipt: Receipt,
})

/** A purpose of the operator's policy; the schema made for one recipient names the one. */
const PurposeId = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/)

/** What the lender undertook in the agreement, said again with each lead. Law: 94-V art. 10(3), 14. */
export const PostRestrictions = z.strictObject({
  use_only_for: PurposeId,
  no_onward_transfer: z.literal(true),
  destroy_by: Moment,
})

/** One disclosure: this person's fields, to this lender, under this consent, for one purpose and no other. */
const PostShape = z.strictObject({
  lead_id: z.uuid(),
  disclosure_id: z.uuid(),
  purpose: PurposeId,
  applicant: z
    .record(FieldId, Value)
    .refine((fields) => Object.keys(fields).length <= FIELDS_MAX, 'too_many_fields'),
  request: PostRequest,
  consent: PostConsent,
  restrictions: PostRestrictions,
  /** Where outcomes of this lead are told. */
  callback: z.url({ protocol: /^https?$/ }).max(500),
})
const forOnePurpose = ({ purpose, restrictions }: z.infer<typeof PostShape>): boolean =>
  restrictions.use_only_for === purpose
export const Post = PostShape.refine(forOnePurpose, 'another_purpose')
export type Post = z.infer<typeof Post>

/** The same with no applicant field but these; any other is refused by name. Invariant I9. */
export function postFor(fields: readonly string[]): z.ZodType<Post> {
  const known = new Set(fields)
  const Known = FieldId.refine((field) => known.has(field), 'unknown_field')
  return PostShape.extend({ applicant: z.record(Known, Value) }).refine(
    forOnePurpose,
    'another_purpose',
  )
}

export const REFUSAL_REASONS = ['duplicate', 'criteria', 'blocked', 'other'] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

export const Accepted = z.strictObject({ status: z.literal('accepted'), partner_ref: PartnerRef })
export const Refused = z.strictObject({
  status: z.literal('refused'),
  reason: z.enum(REFUSAL_REASONS),
})
export const Pending = z.strictObject({ status: z.literal('pending') })

/** Anything else, and anything under another status, is not an answer: the disclosure is `unknown`. */
export const PostAnswer = z.discriminatedUnion('status', [Accepted, Refused, Pending])
export type PostAnswer = z.infer<typeof PostAnswer>

/** HTTP status that belongs to each answer of a post; a status query always answers 200. */
export const POST_STATUS = { accepted: 201, refused: 200, pending: 202 } as const satisfies Record<
  PostAnswer['status'],
  number
>

export const StatusAnswer = PostAnswer
export type StatusAnswer = PostAnswer

/**
 * 404 of a status query. A bare 404 may come from a wrong address or a proxy and would be taken for
 * "the data never left"; only the lender itself can name the disclosure back.
 */
export const NeverSeen = Problem.extend({
  status: z.literal(404),
  code: z.literal('never_seen'),
  disclosure_id: z.uuid(),
})

export const OUTCOME_EVENTS = [
  'contacted',
  'approved',
  'refused',
  'client_refused',
  'contract_signed',
  'cooling_off',
  'issued',
  'cancelled',
] as const
export type OutcomeEvent = (typeof OUTCOME_EVENTS)[number]

/** Requisites of a contract, and no more: the sum stays with the lender. Days of Asia/Almaty. Requirement: R-12. */
const OutcomeContract = z
  .strictObject({
    number: z.string().regex(/^[\p{L}\d№#/.,\- ]{1,80}$/u),
    from: z.iso.date(),
    until: z.iso.date(),
  })
  .refine(({ from, until }) => until >= from, 'ends_before_it_begins')
const CONTRACTED: readonly string[] = ['contract_signed', 'issued']

/**
 * What became of a lead. Idempotent by `event_id`; order is by `occurred_at`, not by arrival (I12). The
 * signature covers whose outcome it is: told of another lead than the path's, it is refused.
 */
export const Outcome = z
  .strictObject({
    event_id: z.uuid(),
    lead_id: z.uuid().describe('The one of the path'),
    disclosure_id: z.uuid().describe('Of the post by which the lead came'),
    event: z.enum(OUTCOME_EVENTS),
    occurred_at: Moment,
    partner_ref: PartnerRef.optional(),
    /** Whole tenge: offered with `approved`, paid out with `issued`. */
    amount: Tenge.optional(),
    /** Of a contract with this lender: told with `contract_signed` or `issued`. */
    contract: OutcomeContract.optional(),
  })
  .refine(
    ({ event, contract }) => contract === undefined || CONTRACTED.includes(event),
    'contract_belongs_to_its_event',
  )
  .meta({ id: 'Outcome' })
export type Outcome = z.infer<typeof Outcome>

/**
 * What we tell the recipient afterwards. `withdrawn`: the consent is gone, stop and destroy;
 * `destroy`: the term ran out or the person asked; `block`: keep the copy and do nothing else with it;
 * `unblock`: go on; `corrected`: these fields have a new value, the old one goes. Fields stand in a
 * `corrected` notice alone. Law: 94-V art. 1(3), 8(7), 18, 25(2)(8); all bind the recipient.
 */
export const NOTICE_KINDS = ['withdrawn', 'destroy', 'block', 'unblock', 'corrected'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]
export const Notice = z
  .strictObject({
    notice_id: z.uuid(),
    kind: z.enum(NOTICE_KINDS),
    lead_id: z.uuid(),
    disclosure_id: z.uuid(),
    /** Until when it must be confirmed. */
    due: Moment,
    corrected: z.record(FieldId, Value).optional(),
  })
  .refine(
    (notice) => (notice.kind === 'corrected') === (notice.corrected !== undefined),
    'corrected_belongs_to_its_kind',
  )
export type Notice = z.infer<typeof Notice>

export const NoticeReceived = z.strictObject({ acknowledged_at: Moment })
export type NoticeReceived = z.infer<typeof NoticeReceived>

/** How a notice of each kind is carried out; `not_held` answers any: there was no copy. */
export const NOTICE_DONE = {
  withdrawn: 'destroyed',
  destroy: 'destroyed',
  block: 'blocked',
  unblock: 'unblocked',
  corrected: 'corrected',
} as const satisfies Record<NoticeKind, string>

/** `not_held`: the lender had no copy (refused, or the post never arrived). Same effect, other fact. */
export const NoticeConfirmation = z
  .strictObject({
    notice_id: z.uuid(),
    disclosure_id: z.uuid(),
    state: z.enum(['destroyed', 'blocked', 'unblocked', 'corrected', 'not_held']),
    at: Moment,
  })
  .meta({ id: 'NoticeConfirmation' })
export type NoticeConfirmation = z.infer<typeof NoticeConfirmation>

/**
 * An incident in the lender's own house, told at once (art. 25(2)(8) runs for us from then on). Idempotent by `report_id`.
 * No name and no value stands here: the operator knows the people by its own lead ids.
 */
export const IncidentReport = z
  .strictObject({
    report_id: z.uuid(),
    occurred_at: Moment.describe('When it began, as far as is known'),
    text: z
      .string()
      .trim()
      .min(ACCOUNT_CHARS_MIN)
      .max(ACCOUNT_CHARS_MAX)
      .describe('What happened, what was done; no names, no values of people'),
    /** Whose data; absent while that is not known: then everybody whose lead was sent. */
    leads: z.array(z.uuid()).min(1).max(LEADS_MAX).optional(),
  })
  .meta({ id: 'IncidentReport' })
export type IncidentReport = z.infer<typeof IncidentReport>
