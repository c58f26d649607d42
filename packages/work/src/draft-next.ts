/**
 * A new version begins as a copy: of the version in force, or of any other edition.
 *
 * The copy gets the next number and today's date, and loses the approval: that one was given to another
 * text. What the folder on disk holds can become a draft as it is.
 *
 * Requirements.
 */
import { editCard } from '@kelisim/policy'
import { adoptedVersion } from '@kelisim/store'
import { almatyDate, refusal } from '@kelisim/terms'
import { draftPolicy, type Drafted } from './draft-policy.ts'
import type { Governor } from './govern-policy.ts'
import type { Answer, Means } from './means.ts'
import { openEdition } from './policy-edition.ts'

/** `edition`: what is copied; the version in force without it. */
export async function draftNext(
  means: Means,
  by: Governor,
  edition?: string,
): Promise<Answer<Drafted>> {
  const source =
    edition === undefined
      ? await adoptedVersion(means.store.pool)
      : await openEdition(means, edition)
  if (source === undefined) return refusal('not_found')
  const files = source.files ?? (await means.policyFolder.read())
  const today = almatyDate(means.now())
  const card = { effectiveFrom: today, number: '', date: '', approver: '' }
  const next = editCard(files, { ...card, version: means.policy.version + 1 })
  return await draftPolicy(means, by, next, 'desk')
}
