/**
 * A person who is signed in gives one consent that a newer version asks anew.
 *
 * The text must be the one in force, by its hash, and must be asked of this person; the earlier consent
 * stays as it is. Signed in means confirmed by a code to the person's own phone.
 *
 * Law: 94-V art. 8(1), 8(4), 14, 15(2). Requirements, L-1.
 */
import { clauseFor } from '@kelisim/policy'
import { know } from '@kelisim/store'
import { type Language, refusal, type SubjectId } from '@kelisim/terms'
import { askedAnew } from './asked-anew.ts'
import { grantConsents } from './grant-consents.ts'
import type { Answer, Means } from './means.ts'

export async function grantAnew(
  means: Means,
  subject: SubjectId,
  tick: { readonly control: string; readonly textSha256: string },
  language: Language,
): Promise<Answer<{ readonly consent: string }>> {
  const under = means.policy.hash
  const text = means.consentTexts(language).find((one) => one.control === tick.control)
  if (text === undefined) return refusal('unknown_purpose', '', '/control')
  const changed = refusal('consent_text_changed', clauseFor(means.policy, 'R-55'), '/text_sha256')
  if (text.sha256 !== tick.textSha256) return changed
  const asked = await askedAnew(means, subject, language)
  if (!asked.some((one) => one.control === tick.control)) return refusal('not_found')
  return await means.store.transaction(async (unit) => {
    if (unit.policy.hash !== under) return changed
    const known = await know(means.store, unit, subject, 'change')
    if (known?.key === undefined) return refusal('subject_destroyed')
    const [consent = ''] = grantConsents(unit, known, [text], language).ids
    return { effect: 'done', consent }
  })
}
