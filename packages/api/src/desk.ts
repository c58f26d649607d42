/**
 * What do the operator's staff ask and read at the desk?
 *
 * Names come masked; one field opens for a named purpose and is recorded before it is read.
 *
 * Law: 94-V art. 10, 11(2), 21, 22(1). Requirements.
 */
import { z } from 'zod'
import { OwnAction } from './own.ts'
import { At, ControlName, LanguageCode, PolicyName, Uuid } from './primitive.ts'

const LOGIN_CHARS_MAX = 100
const PASSWORD_CHARS_MAX = 200
const REASON_CHARS_MAX = 500

export const DeskSessionWanted = z
  .strictObject({
    login: z.string().min(1).max(LOGIN_CHARS_MAX),
    password: z.string().min(1).max(PASSWORD_CHARS_MAX),
    time_code: z.string().min(6).max(10),
  })
  .meta({ id: 'DeskSessionWanted' })
export const DeskSession = z
  .object({
    token: z.string().describe('Goes into `Authorization: Bearer …`'),
    expires_at: At,
    staff: z.object({ id: Uuid, role: z.string() }),
  })
  .meta({ id: 'DeskSession' })

export const DeskListQuery = z.object({
  state: PolicyName.optional(),
  after: z
    .string()
    .regex(/^[0-9]{13}\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional()
    .describe('`next` of the page before'),
})

const DeskDisclosure = z
  .object({
    id: Uuid,
    recipient: z.string(),
    state: z.string(),
    reason: z.string().optional(),
    fields: z.array(z.string()),
    place: z.int(),
    planned_at: At,
    sent_at: At.optional(),
    changed_at: At,
  })
  .meta({ id: 'DeskDisclosure' })

const row = {
  id: Uuid,
  number: z.string(),
  amount: z.int(),
  term_days: z.int(),
  language: LanguageCode,
  state: z.string(),
  reason: z.string().optional(),
  submitted_at: At,
  changed_at: At,
  disclosures: z.array(DeskDisclosure),
}

export const DeskRow = z
  .object({
    ...row,
    name: z.string().optional().describe('Masked; absent where the rules refused even that'),
  })
  .meta({ id: 'DeskRow' })

export const DeskList = z
  .object({ data: z.array(DeskRow), next: z.string().optional() })
  .meta({ id: 'DeskList' })

export const DeskCard = z
  .object({
    ...row,
    subject_state: z.string(),
    fields: z.array(
      z.object({
        field: z.string(),
        masked: z.string().optional().describe('Absent where the role may not open the field'),
        purposes: z.array(z.string()).describe('Under which the role may have it revealed'),
      }),
    ),
    consents: z.array(
      z.object({
        control: ControlName,
        purpose: PolicyName,
        recipient: z.string().optional(),
        granted_at: At,
        expires_at: At,
        withdrawn_at: At.optional(),
      }),
    ),
    recipients: z
      .array(
        z.object({
          recipient: z.string(),
          permitted: z.boolean(),
          code: z.string().optional(),
          clause: z.string(),
          law: z.string(),
        }),
      )
      .describe('Could each receive the application now? Asked, and not acted upon'),
    actions: z.array(OwnAction),
  })
  .meta({ id: 'DeskCard' })

/** Both are names: an unknown one is refused by the rules with its article, not by this form. */
export const RevealWanted = z
  .strictObject({ field: PolicyName, purpose: PolicyName })
  .meta({ id: 'RevealWanted' })
export const FieldRevealed = z
  .object({ field: z.string(), value: z.string(), until: At.describe('Mask it again then') })
  .meta({ id: 'FieldRevealed' })

const DOCUMENT_CHARS_MAX = 200
const FIELDS_MAX = 100
/** Names and a number; what they may be is said by the rules and the use case. R-94. */
export const PaperWanted = z
  .strictObject({
    operation: PolicyName,
    purpose: PolicyName,
    fields: z.array(PolicyName).max(FIELDS_MAX).describe('None, or those that the paper is about'),
    day: z.iso.date().describe('Asia/Almaty'),
    document: z
      .string()
      .max(DOCUMENT_CHARS_MAX)
      .describe('Number of the document; nothing personal'),
  })
  .meta({ id: 'PaperWanted' })

export const LedgerVerified = z
  .object({
    ok: z.boolean(),
    size: z.int(),
    root: z.string().optional().describe('Base64'),
    first_bad: z.object({ what: z.string(), path: z.string().optional() }).optional(),
    rolled_back: z.boolean(),
    recorded: z
      .boolean()
      .describe('The check itself is on record; a damaged house may not take one'),
  })
  .meta({ id: 'LedgerVerified' })

export const DatabaseAudited = z
  .object({
    ok: z.boolean(),
    entries: z.int(),
    rows: z.int(),
    indexes: z.int().optional().describe('Held against their tables; absent: the database cannot'),
    findings: z.array(z.object({ code: z.string(), table: z.string(), where: z.string() })),
    findings_count: z.int(),
    recorded: z.boolean(),
  })
  .meta({ id: 'DatabaseAudited' })

export const SuspensionWanted = z
  .strictObject({
    reason: z.string().min(3).max(REASON_CHARS_MAX).describe('About the recipient, not a person'),
  })
  .meta({ id: 'SuspensionWanted' })
export const PurposeSuspensionWanted = z
  .strictObject({
    reason: z.string().min(3).max(REASON_CHARS_MAX).describe('About the processing, not a person'),
  })
  .meta({ id: 'PurposeSuspensionWanted' })
export const PurposeState = z
  .object({ purpose: z.string(), suspended: z.boolean() })
  .meta({ id: 'PurposeState' })
export const RecipientState = z
  .object({ recipient: z.string(), suspended: z.boolean() })
  .meta({ id: 'RecipientState' })
