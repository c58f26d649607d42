/**
 * The operator says that a consent is withdrawn, that data must go, rest or be corrected: done at once, the proof later.
 *
 * The same notice twice is one act with one moment; a confirmation that could not be
 * delivered is tried again when the notice comes again. Law: 94-V art. 1(3), 8(7), 18, 25(2)(8).
 */
import { Notice, NOTICE_DONE, type NoticeConfirmation } from '@kelisim/api'
import type { FastifyInstance } from 'fastify'
import type { ReceivedNotice } from './book.ts'
import { enter, refuse } from './door.ts'
import type { Desk } from './lender.ts'
import { pause, tell } from './tell.ts'

export function noticeRoutes(app: FastifyInstance, desk: Desk): void {
  const underway = new Set<string>()

  app.post('/notices', async (request, reply) => {
    const entered = enter(desk, request, reply, Notice)
    if (!entered.ok) return reply
    const notice = entered.value
    if (entered.id !== notice.notice_id) {
      refuse(reply, 422, 'invalid_input', 'The ids of message and notice differ')
      return reply
    }
    const received = desk.book.notice(notice.notice_id) ?? obey(desk, notice)
    if (!received.isConfirmed && !underway.has(notice.notice_id)) {
      underway.add(notice.notice_id)
      desk.later(confirm(desk, received).finally(() => underway.delete(notice.notice_id)))
    }
    const acknowledged = new Date(received.acknowledgedAt).toISOString()
    return reply.code(202).send({ acknowledged_at: acknowledged })
  })
}

function obey(desk: Desk, notice: Notice): ReceivedNotice {
  const at = Date.now()
  const result = carriedOut(desk, notice, at) ? NOTICE_DONE[notice.kind] : 'not_held'
  const received: ReceivedNotice = { notice, acknowledgedAt: at, result, isConfirmed: false }
  desk.book.note(received)
  return received
}

/** True when there was a copy to do it with. */
function carriedOut({ book }: Desk, notice: Notice, at: number): boolean {
  const id = notice.disclosure_id
  switch (notice.kind) {
    case 'withdrawn':
    case 'destroy':
      return book.destroy(notice.lead_id, id, at)
    case 'block':
      return book.block(id, true)
    case 'unblock':
      return book.block(id, false)
    case 'corrected':
      return book.correct(id, notice.corrected ?? {})
  }
}

async function confirm(desk: Desk, received: ReceivedNotice): Promise<void> {
  const { config, signal } = desk
  const { notice } = received
  if (!(await pause(desk.behaviour.notice_delay_ms, signal))) return
  const confirmation: NoticeConfirmation = {
    notice_id: notice.notice_id,
    disclosure_id: notice.disclosure_id,
    state: received.result,
    at: new Date(received.acknowledgedAt).toISOString(),
  }
  const url = `${config.operatorUrl}/v1/partner/notices/${notice.notice_id}/confirm`
  const letter = { url, id: notice.notice_id, body: confirmation }
  const result = await tell(letter, { secrets: config.secrets, retryMs: config.retryMs, signal })
  if (result === 'delivered') desk.book.note({ ...received, isConfirmed: true })
}
