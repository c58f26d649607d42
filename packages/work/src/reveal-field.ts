/**
 * A clerk opens one field for a purpose they name; recorded before they see it.
 *
 * A refusal is an answer the clerk sees with its clause, and the person sees it in their feed, too.
 *
 * Law: 94-V art. 10, 11(2). Requirements.
 */
import { PolicyName } from '@kelisim/api'
import { APPLICATION, loadOne } from '@kelisim/store'
import { later, type Moment, refusal, SECOND, type SubjectId } from '@kelisim/terms'
import { type Answer, invalid, type Means } from './means.ts'
import type { StaffMember } from './sign-in.ts'

export interface Revealed {
  readonly field: string
  readonly value: string
  /** When the screen masks it again. */
  readonly until: Moment
}

export async function revealField(
  means: Means,
  staff: StaffMember,
  applicationId: string,
  field: string,
  purpose: string,
): Promise<Answer<Revealed>> {
  // What is asked is recorded: only what looks like a name of ours may be, never somebody's number (I11).
  if (!PolicyName.safeParse(field).success) return invalid('/field', 'format')
  if (!PolicyName.safeParse(purpose).success) return invalid('/purpose', 'format')
  const where = 'application_id = $1'
  const application = await loadOne(means.store.pool, APPLICATION, where, [applicationId])
  if (application === undefined) return refusal('not_found')
  const released = await means.store.look({
    subject: application.subject_id as SubjectId,
    question: { role: staff.role, operation: 'extract', purpose, fields: [field] },
    opening: { kind: 'values_opened', actor: { role: staff.role, id: staff.id } },
  })
  if (released.effect === 'refuse') return released
  const value = released.effect === 'released' ? released.values[field] : undefined
  if (value === undefined) return refusal('not_found', '', '/field')
  const until = later(means.now(), means.policy.limits.revealSeconds * SECOND)
  return { effect: 'done', field, value, until }
}
