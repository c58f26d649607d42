/**
 * Ticks become consents: one row and one ledger entry each, bound to the exact text shown.
 *
 * A tick counts only with the hash of the text as the policy has it now: a form of an older version
 * is refused and shown anew, so nobody agrees to words they did not see.
 *
 * Law: 94-V art. 8(1), 8(4). Requirements: L-1, R-55. Law on time: art. 8(5) (term per purpose).
 */
import { clauseFor, type ConsentText } from '@kelisim/policy'
import type { ConsentFact } from '@kelisim/rules'
import { CONSENT, type Holding, type Writing } from '@kelisim/store'
import { type ConsentId, DAY, type Language, later, refusal } from '@kelisim/terms'
import type { Answer, Means } from './means.ts'

export interface Ticks {
  readonly ticked: readonly { readonly control: string; readonly textSha256: string }[]
  readonly language: Language
}

/** The texts behind the ticks; refused when one changed, is unknown, or a necessary one is missing. */
export function agreedTexts(
  means: Means,
  { ticked, language }: Ticks,
): Answer<{ readonly texts: readonly ConsentText[] }> {
  const offered = means.consentTexts(language)
  const clause = clauseFor(means.policy, 'R-55')
  const texts: ConsentText[] = []
  for (const [place, tick] of ticked.entries()) {
    const text = offered.find((known) => known.control === tick.control)
    if (text === undefined) return refusal('unknown_purpose', '', `/consents/${place}/control`)
    if (text.sha256 !== tick.textSha256) {
      return refusal('consent_text_changed', clause, `/consents/${place}/text_sha256`)
    }
    if (!texts.includes(text)) texts.push(text)
  }
  const missing = offered.find((text) => text.requiredToApply && !texts.includes(text))
  if (missing !== undefined) return refusal('consent_required', clause, '/consents')
  return { effect: 'done', texts }
}

export interface Granted {
  readonly ids: readonly ConsentId[]
  /** The subject's consents as they stand with the new ones. */
  readonly facts: readonly ConsentFact[]
}

export function grantConsents(
  unit: Writing,
  known: Pick<Holding, 'facts' | 'key'>,
  texts: readonly ConsentText[],
  language: Language,
): Granted {
  const fresh = texts.map((text) => grantOne(unit, known, text, language))
  return { ids: fresh.map((fact) => fact.id), facts: [...known.facts.consents, ...fresh] }
}

function grantOne(
  unit: Writing,
  known: Pick<Holding, 'facts' | 'key'>,
  text: ConsentText,
  language: Language,
): ConsentFact {
  const id = unit.newId<ConsentId>()
  const expiresAt = later(unit.at, text.days * DAY)
  unit.put(CONSENT, {
    subject_id: known.facts.subject,
    consent_id: id,
    control: text.control,
    purpose: text.purpose,
    operations: text.operations,
    fields: text.fields,
    recipient: text.recipient,
    channel: text.channel,
    text_sha256: text.sha256,
    language,
    policy_hash: unit.policy.hash,
    policy_version: unit.policy.version,
    confirmed_by: 'otp',
    granted_at: unit.at,
    expires_at: expiresAt,
    withdrawn_at: undefined,
  })
  const detail = {
    consent: id,
    control: text.control,
    purpose: text.purpose,
    operations: text.operations,
    fields: text.fields,
    recipient: text.recipient,
    channel: text.channel,
    language,
    textSha256: text.sha256,
    expiresAt: new globalThis.Date(expiresAt).toISOString(),
    policyVersion: unit.policy.version,
  }
  unit.record(
    { kind: 'consent_granted', actor: { role: 'applicant', id: 'self' }, detail },
    known.key,
  )
  return {
    id,
    purpose: text.purpose,
    operations: text.operations,
    fields: text.fields,
    grantedAt: unit.at,
    expiresAt,
    ...(text.recipient === undefined ? {} : { recipient: text.recipient }),
    ...(text.channel === undefined ? {} : { channel: text.channel }),
  }
}
