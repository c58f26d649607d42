/**
 * A notice to one recipient who may hold a copy: planned now, sent by the next round, due by the law's day.
 *
 * Ids only; what a `corrected` notice says is opened when it is sent (tell-recipients.ts), so nothing of a
 * person waits in a row. Law: 94-V art. 8(7), 18, 25(2)(8). Requirements.
 */
import type { NoticeKind } from '@kelisim/api'
import { mayHoldCopy } from '@kelisim/rules'
import { DISCLOSURE, NOTICE, type Stored, type Unit } from '@kelisim/store'
import type { Moment } from '@kelisim/terms'

export interface Told {
  readonly recipient: string
  readonly deadline: Moment
}

export function putNotice(
  unit: Unit,
  disclosure: Stored<typeof DISCLOSURE>,
  kind: NoticeKind,
  deadline: Moment,
): Told {
  unit.put(NOTICE, {
    subject_id: disclosure.subject_id,
    notice_id: unit.newId() as string,
    disclosure_id: disclosure.disclosure_id,
    recipient: disclosure.recipient,
    kind,
    state: 'planned',
    attempt: 0,
    due_at: unit.at,
    deadline_at: deadline,
    planned_at: unit.at,
    confirmed_at: undefined,
  })
  return { recipient: disclosure.recipient, deadline }
}

/** One notice for each disclosure whose recipient has, or may have, a copy that was not recalled. */
export function tellHolders(
  unit: Unit,
  disclosures: readonly Stored<typeof DISCLOSURE>[],
  kind: NoticeKind,
  deadline: Moment,
): readonly Told[] {
  return disclosures
    .filter((row) => row.sent_at !== undefined && mayHoldCopy(row.state))
    .map((row) => putNotice(unit, row, kind, deadline))
}
