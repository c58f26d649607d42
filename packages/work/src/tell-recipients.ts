/**
 * Recipients learn of a withdrawal, a block, a correction or a destruction, and confirm that they followed.
 *
 * A notice carries ids only. It is repeated until acknowledged; the confirmation comes by the
 * recipient's own signed call. One that passes its deadline unconfirmed shows as overdue.
 *
 * Law: 94-V art. 8(7), 18, 25(2)(8). Requirements. Invariant I12.
 */
import { NOTICE_DONE, type NoticeConfirmation, type NoticeKind } from '@kelisim/api'
import { sendNotice } from '@kelisim/outside'
import { mainPurpose } from '@kelisim/policy'
import {
  access,
  ask,
  DISCLOSURE,
  know,
  load,
  loadOne,
  NOTICE,
  REQUEST,
  type Stored,
  type Unit,
  type Values,
} from '@kelisim/store'
import {
  type ActionKind,
  later,
  MINUTE,
  refusal,
  SECOND,
  type SubjectId,
  toIso,
} from '@kelisim/terms'
import { type Answer, invalid, type Means, POST_MS_MAX } from './means.ts'

const REPEAT_MS = [2 * SECOND, 10 * SECOND, MINUTE, 10 * MINUTE, 60 * MINUTE]

type Notice = Stored<typeof NOTICE>

const SYSTEM = { role: 'system', id: 'self' }

/** What the person reads when a recipient confirms. */
const CONFIRMED: Readonly<Record<NoticeKind, ActionKind>> = {
  withdrawn: 'notice_answered',
  destroy: 'notice_answered',
  block: 'copy_blocked',
  unblock: 'copy_unblocked',
  corrected: 'copy_corrected',
}

/** Sends one due notice once; safe to call for any id at any time. */
export async function tellRecipient(means: Means, id: string): Promise<void> {
  const notice = await loadOne(means.store.pool, NOTICE, 'notice_id = $1', [id])
  if (notice?.due_at === undefined || notice.due_at > means.now() || notice.state !== 'planned')
    return
  const wait = REPEAT_MS[Math.min(notice.attempt, REPEAT_MS.length - 1)] ?? MINUTE
  await means.store.pool.query(
    'update notice set attempt = attempt + 1, due_at = $2 where notice_id = $1',
    [id, toIso(later(means.now(), wait))],
  )
  const lender = means.lenders.get(notice.recipient)
  const disclosure = await loadOne(means.store.pool, DISCLOSURE, 'disclosure_id = $1', [
    notice.disclosure_id,
  ])
  if (lender === undefined || disclosure === undefined) return
  const corrected =
    notice.kind === 'corrected' ? await openCorrected(means, notice, disclosure) : {}
  if (corrected === undefined) return
  const message = {
    notice_id: id,
    kind: notice.kind as NoticeKind,
    lead_id: disclosure.application_id,
    disclosure_id: disclosure.disclosure_id,
    due: toIso(notice.deadline_at),
    ...corrected,
  }
  const limits = { deadlineMs: POST_MS_MAX, allowedHosts: means.allowedHosts }
  const answer = await sendNotice(lender.endpoint, lender.key, message, limits)
  if (answer.state !== 'acknowledged') return
  await change(means, id, ['planned'], 'notice_acknowledged', (unit, row) => {
    unit.put(NOTICE, { ...row, state: 'acknowledged', due_at: undefined }, row)
  })
}

/**
 * The new values, for this recipient and at this moment: a disclosure of its own, decided by the rules and
 * recorded before it leaves. undefined when nothing may go; then the notice stops, unless a block is in the
 * way, which ends.
 */
async function openCorrected(
  means: Means,
  notice: Notice,
  disclosure: Stored<typeof DISCLOSURE>,
): Promise<{ readonly corrected: Values } | undefined> {
  const opened = await means.store.transaction(async (unit) => {
    const known = await know(means.store, unit, notice.subject_id as SubjectId, 'use')
    const row = await loadOne(unit.client, NOTICE, 'notice_id = $1 for update', [notice.notice_id])
    if (known === undefined || row?.state !== 'planned') return undefined
    const isStopped = known.facts.suspendedPurposes.includes(mainPurpose(means.policy).id)
    // Either may end; a correction that was dropped meanwhile would never reach the copy.
    if (known.facts.state === 'blocked' || isStopped) return undefined
    const fields = await correctedFields(unit, notice, disclosure)
    const decision = ask(unit, known, SYSTEM, {
      role: 'system',
      operation: 'provide',
      purpose: mainPurpose(means.policy).id,
      fields,
      recipient: notice.recipient,
      at: unit.at,
      policy: means.policy.hash,
    })
    const detail = { disclosure: disclosure.disclosure_id, notice: notice.notice_id }
    if (decision.effect === 'permit' && fields.length > 0) {
      return await access(unit, known, decision, { kind: 'disclosure_sent', actor: SYSTEM, detail })
    }
    unit.put(NOTICE, { ...row, state: 'stopped', due_at: undefined }, row)
    const stopped = { ...detail, state: 'denied' }
    unit.record({ kind: 'disclosure_answered', actor: SYSTEM, detail: stopped }, known.key)
    return undefined
  })
  return opened === undefined ? undefined : { corrected: { ...opened.read() } }
}

/** What was corrected in the unit that planned the notice: they share a moment. */
async function correctedFields(
  unit: Unit,
  notice: Notice,
  disclosure: Stored<typeof DISCLOSURE>,
): Promise<readonly string[]> {
  const where = "subject_id = $1 and kind = 'correct' and state = 'done' and decided_at = $2"
  const at = toIso(notice.planned_at)
  const rows = await load(unit.client, REQUEST, where, [notice.subject_id, at])
  return rows.flatMap(({ field }) =>
    field !== undefined && disclosure.fields.includes(field) ? [field] : [],
  )
}

/** The recipient says that its copy is destroyed, or that it never had one. */
export async function hearConfirmation(
  means: Means,
  recipient: string,
  confirmation: NoticeConfirmation,
): Promise<Answer<{ readonly repeated: boolean }>> {
  const id = confirmation.notice_id
  const notice = await loadOne(means.store.pool, NOTICE, 'notice_id = $1', [id])
  if (notice === undefined || notice.recipient !== recipient)
    return refusal('not_found', '', '/notice_id')
  if (notice.disclosure_id !== confirmation.disclosure_id) {
    return refusal('not_found', '', '/disclosure_id')
  }
  if (notice.state === 'confirmed') return { effect: 'done', repeated: true }
  const kind = notice.kind as NoticeKind
  if (confirmation.state !== 'not_held' && confirmation.state !== NOTICE_DONE[kind]) {
    return invalid('/state', 'option')
  }
  // Our own note of the acknowledgement may come between: neither order may lose the confirmation.
  await change(means, id, ['planned', 'acknowledged'], CONFIRMED[kind], (unit, row) => {
    unit.put(NOTICE, { ...row, state: 'confirmed', confirmed_at: unit.at, due_at: undefined }, row)
  })
  return { effect: 'done', repeated: false }
}

async function change(
  means: Means,
  id: string,
  from: readonly string[],
  what: ActionKind,
  apply: (unit: Unit, notice: Notice) => void,
): Promise<void> {
  await means.store.transaction(async (unit) => {
    const notice = await loadOne(unit.client, NOTICE, 'notice_id = $1 for update', [id])
    if (notice === undefined || !from.includes(notice.state)) return
    apply(unit, notice)
    // After destruction there is no key and so no handle: the entry names the notice alone.
    const known = await know(means.store, unit, notice.subject_id as SubjectId, 'use')
    const actor = { role: 'recipient', id: notice.recipient }
    const detail = { notice: id, disclosure: notice.disclosure_id, kind: notice.kind }
    unit.record({ kind: what, actor, detail }, known?.key)
  })
}
