/**
 * After an answer the person has the application sent to the next organisation they named.
 *
 * Only they can: the program never passes an application on by itself. While one organisation has
 * not answered, no other is asked.
 *
 * Law: 94-V art. 7(6). Requirements: R-58; look: "We will not send it on by ourselves."
 */
import { clauseFor } from '@kelisim/policy'
import { mayAskNext } from '@kelisim/rules'
import { DISCLOSURE, know, load, type Stored } from '@kelisim/store'
import { refusal, type SubjectId } from '@kelisim/terms'
import type { Answer, Means } from './means.ts'

export async function askNext(
  means: Means,
  subject: SubjectId,
  disclosureId: string,
): Promise<Answer<{ readonly recipient: string }>> {
  return await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, subject, 'use')
    const rows = await load(unit.client, DISCLOSURE, 'subject_id = $1 for update', [subject])
    const wanted = rows.find((row) => row.disclosure_id === disclosureId)
    if (known === undefined || wanted?.state !== 'waiting') return refusal('not_found')
    const others = rows.filter((row) => isSibling(row, wanted))
    if (!mayAskNext(others.map((row) => row.state))) {
      return refusal('recipient_pending', clauseFor(means.policy, 'R-58'))
    }
    unit.put(
      DISCLOSURE,
      { ...wanted, state: 'planned', due_at: unit.at, changed_at: unit.at },
      wanted,
    )
    const detail = { disclosure: disclosureId, recipient: wanted.recipient, place: wanted.place }
    const actor = { role: 'applicant', id: 'self' }
    unit.record({ kind: 'disclosure_planned', actor, detail }, known.key)
    return { effect: 'done', recipient: wanted.recipient }
  })
}

function isSibling(row: Stored<typeof DISCLOSURE>, wanted: Stored<typeof DISCLOSURE>): boolean {
  return row.application_id === wanted.application_id && row !== wanted
}
