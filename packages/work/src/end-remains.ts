/**
 * What is left of a destroyed person for the recipients' sake goes, too.
 *
 * A recipient is told to destroy its copy and has to confirm: until then the rows of transfers and notices stand,
 * with ids of no person. Once everybody has confirmed, and the term of the purpose that an article orders is over,
 * they go; the ledger's entries prove what was sent and confirmed.
 *
 * Law: 94-V art. 18, 22(1)(5). Requirements: R-36, R-99. Invariant I12.
 */
import { DISCLOSURE, load, NOTICE, OUTCOME, type Unit } from '@kelisim/store'
import { DAY, later, type SubjectId, toIso } from '@kelisim/terms'
import type { Means } from './means.ts'

const SYSTEM = { role: 'system', id: 'self' }
/** Somebody has not confirmed: asked again a day later. */
const AGAIN_MS = DAY

/** In the unit that destroys: when to look at what is left. */
export async function keepRemains(
  means: Means,
  unit: Unit,
  subject: SubjectId,
  disclosures: number,
): Promise<void> {
  if (disclosures === 0) return
  const days = Math.max(
    0,
    ...means.policy.purposes
      .filter(({ ground }) => ground === 'statute')
      .map(({ retentionDays }) => retentionDays),
  )
  // Who was brought back by force and is destroyed again has remains already.
  await unit.client.query(
    `insert into remains (subject_id, due_at) values ($1, $2)
     on conflict (subject_id) do update set due_at = excluded.due_at`,
    [subject, toIso(later(unit.at, days * DAY))],
  )
}

/** True when nothing is left. */
export async function endRemains(means: Means, subject: SubjectId): Promise<boolean> {
  return await means.store.transaction(async (unit) => {
    const mine = 'subject_id = $1 for update'
    const notices = await load(unit.client, NOTICE, mine, [subject])
    const isOpen = notices.some((row) => row.state === 'planned' || row.state === 'acknowledged')
    if (isOpen) {
      const again = toIso(later(unit.at, AGAIN_MS))
      await unit.client.query('update remains set due_at = $2 where subject_id = $1', [
        subject,
        again,
      ])
      return false
    }
    const outcomes = await load(unit.client, OUTCOME, 'subject_id = $1', [subject])
    const disclosures = await load(unit.client, DISCLOSURE, mine, [subject])
    for (const row of outcomes) unit.remove(OUTCOME, row)
    for (const row of notices) unit.remove(NOTICE, row)
    for (const row of disclosures) unit.remove(DISCLOSURE, row)
    await unit.client.query('delete from remains where subject_id = $1', [subject])
    const records = outcomes.length + notices.length + disclosures.length
    if (records > 0) unit.record({ kind: 'remains_destroyed', actor: SYSTEM, detail: { records } })
    return true
  })
}
