/**
 * Somebody presses the link of a message: no more of these.
 *
 * Without a login: the link holds a token of random bytes that names nobody, and the database its hash. The consents to this
 * purpose by this channel are withdrawn as they are in the cabinet, so the very next decision refuses (I6); then the address is
 * looked at as the person's own right, and its keyed hash remembered, so that the same address is not written to by
 * another way. Pressing again changes nothing more and repairs what a crash left out. Who is blocked can unsubscribe, too.
 *
 * Law: 94-V art. 8(1), 14, 24(1). Requirements. RFC 8058. Decisions 0112, 0115.
 */
import { rightsPurpose } from '@kelisim/policy'
import { loadOne, MAILING_PERSON, recall } from '@kelisim/store'
import { refusal, type SubjectId } from '@kelisim/terms'
import { addressField, findMailing, type Mailing } from './mailing.ts'
import type { Answer, Means } from './means.ts'
import { tokenHash } from './send-mailings.ts'
import { suppress } from './suppression.ts'
import { withdrawConsent } from './withdraw-consent.ts'

const SELF = { role: 'applicant', id: 'self' } as const
const TOKEN = /^[\w-]{22}$/

interface Linked {
  readonly subject: SubjectId
  readonly mailing: Mailing
}

/** What the link is about: the purpose and the channel, nobody's name. */
export async function whatIsRefused(
  means: Means,
  token: string,
): Promise<Answer<{ readonly purpose: string; readonly channel: string }>> {
  const linked = await linkedTo(means, token)
  if (linked === undefined) return refusal('not_found')
  const { purpose, channel } = linked.mailing
  return { effect: 'done', purpose, channel }
}

export async function unsubscribe(
  means: Means,
  token: string,
): Promise<Answer<{ readonly purpose: string; readonly channel: string }>> {
  const linked = await linkedTo(means, token)
  if (linked === undefined) return refusal('not_found')
  const { purpose, channel } = linked.mailing
  const known = await recall(means.store, linked.subject)
  const open = known?.consents.filter(
    (one) => one.purpose === purpose && one.channel === channel && one.withdrawn_at === undefined,
  )
  for (const consent of open ?? []) {
    await withdrawConsent(means, linked.subject, consent.consent_id)
  }
  await remember(means, linked)
  return { effect: 'done', purpose, channel }
}

/** Who was destroyed has no address any more, and no consent. */
async function remember(means: Means, { subject, mailing }: Linked): Promise<void> {
  const { purpose, channel, mailing_id: id } = mailing
  const field = addressField(means.policy, channel)?.id
  if (field === undefined) return
  const rights = rightsPurpose(means.policy).id
  const released = await means.store.look({
    subject,
    question: { role: SELF.role, operation: 'extract', purpose: rights, fields: [field] },
    opening: { kind: 'values_opened', actor: SELF, detail: { what: 'unsubscribe' } },
  })
  const address = released.effect === 'released' ? released.values[field] : undefined
  if (address === undefined) return
  await means.store.transaction(async (unit) => {
    await suppress(means, unit, { purpose, channel, address })
    const detail = { mailing: id, purpose, channel }
    unit.record({ kind: 'message_refused', actor: SELF, detail })
  })
}

async function linkedTo(means: Means, token: string): Promise<Linked | undefined> {
  if (!TOKEN.test(token)) return undefined
  const row = await loadOne(means.store.pool, MAILING_PERSON, 'token_sha256 = $1', [
    tokenHash(token),
  ])
  const mailing = row === undefined ? undefined : await findMailing(means, row.mailing_id)
  if (row === undefined || mailing === undefined) return undefined
  return { subject: row.subject_id as SubjectId, mailing }
}
