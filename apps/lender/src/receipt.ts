/**
 * Did this person consent to exactly this, and can we show it without the operator?
 *
 * The receipt is checked offline against the key of the operator's log: the one we were given, or the
 * first one seen. Then the proven entry is read: it must be the grant of this consent, to this lender,
 * for this purpose, with this text, for at least the fields that came. A lead without such a receipt
 * is refused: its data would be held without a ground.
 *
 * Law: 94-V art. 7(6), 8(4), 10(1). Requirement: R-58. Format: docs/ledger-format.md.
 */
import type { Post } from '@kelisim/api'
import { checkReceipt } from '@kelisim/ledger'
import { z } from 'zod'

export type ReceiptVerdict =
  | { readonly ok: true; readonly index: number; readonly size: number; readonly vkey: string }
  | { readonly ok: false; readonly fault: string }

/** Of the entry, what a recipient has to look at; what else is in it is the operator's matter. */
const Grant = z.object({
  kind: z.literal('consent_granted'),
  textSha256: z.string(),
  detail: z.object({
    consent: z.string(),
    purpose: z.string(),
    recipient: z.string(),
    fields: z.array(z.string()),
    expiresAt: z.string(),
  }),
})

export function examine(
  post: Post,
  lenderId: string,
  vkey: string | undefined,
  now: number,
): ReceiptVerdict {
  const { receipt } = post.consent
  const checked = checkReceipt(receipt, vkey)
  if (!checked.ok) return checked
  const fault = faultOfGrant(post, checked.entry, lenderId, now)
  return fault === undefined
    ? { ok: true, index: checked.index, size: checked.size, vkey: receipt.log.vkey }
    : { ok: false, fault }
}

function faultOfGrant(
  post: Post,
  entry: Uint8Array,
  lenderId: string,
  now: number,
): string | undefined {
  const grant = Grant.safeParse(jsonOf(entry))
  if (!grant.success) return 'not_a_consent'
  const { detail, textSha256 } = grant.data
  if (detail.consent !== post.consent.consent_id) return 'other_consent'
  if (detail.recipient !== lenderId) return 'other_recipient'
  if (detail.purpose !== post.purpose) return 'other_purpose'
  if (textSha256 !== post.consent.text_sha256) return 'other_text'
  if (!(Date.parse(detail.expiresAt) > now)) return 'expired'
  const isWithin = Object.keys(post.applicant).every((field) => detail.fields.includes(field))
  return isWithin ? undefined : 'more_than_consented'
}

function jsonOf(entry: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(entry).toString('utf8'))
  } catch {
    // An entry of another log may be anything; it grants nothing.
    return undefined
  }
}
