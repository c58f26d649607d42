/**
 * A person who is signed in gives one voluntary consent that they left out, or took back, before.
 *
 * Voluntary are the channels of messages and the purposes that nothing depends on: what an application needs is
 * given with one, and so is a recipient. The text must be the one in force, by its hash. Nothing is given while
 * the data are blocked, or twice.
 *
 * Law: 94-V art. 8(1), 8(4), 14, 15(2). Requirements, L-1.
 */
import { clauseFor, type ConsentText } from '@kelisim/policy'
import { CONSENT, know, type Stored } from '@kelisim/store'
import { type Language, type Moment, refusal, type SubjectId } from '@kelisim/terms'
import { grantConsents } from './grant-consents.ts'
import type { Answer, Means } from './means.ts'

/** The texts a person may give now: voluntary ones that no consent in force covers. */
export function grantable(
  means: Means,
  consents: readonly Stored<typeof CONSENT>[],
  language: Language,
  at: Moment,
): readonly ConsentText[] {
  return means.consentTexts(language).filter((text) => {
    const isLive = consents.some(
      (one) =>
        one.control === text.control && one.withdrawn_at === undefined && one.expires_at > at,
    )
    return isVoluntary(text) && !isLive
  })
}

function isVoluntary(text: ConsentText): boolean {
  return text.recipient === undefined && !text.requiredToApply
}

export async function grantLater(
  means: Means,
  subject: SubjectId,
  tick: { readonly control: string; readonly textSha256: string },
  language: Language,
): Promise<Answer<{ readonly consent: string }>> {
  const under = means.policy.hash
  const clause = clauseFor(means.policy, 'R-55')
  const text = means.consentTexts(language).find((one) => one.control === tick.control)
  if (text === undefined || !isVoluntary(text)) {
    return refusal('unknown_purpose', clause, '/control')
  }
  const changed = refusal('consent_text_changed', clause, '/text_sha256')
  if (text.sha256 !== tick.textSha256) return changed
  return await means.store.transaction(
    async (unit): Promise<Answer<{ readonly consent: string }>> => {
      if (unit.policy.hash !== under) return changed
      const known = await know(means.store, unit, subject, 'change')
      if (known?.key === undefined) return refusal('subject_destroyed', clause)
      if (known.facts.state !== 'live') return refusal('subject_blocked', clause)
      const open = grantable(means, known.consents, language, unit.at)
      if (!open.some((one) => one.control === tick.control)) return refusal('not_found', clause)
      const [consent = ''] = grantConsents(unit, known, [text], language).ids
      return { effect: 'done', consent }
    },
  )
}
