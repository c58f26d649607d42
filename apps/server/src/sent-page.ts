/** The seventh step: what was sent, to whom, and what became of it so far. */
import type { House } from '@kelisim/house'
import { notFoundPage, type ResultView, receiptPath, resultPage } from '@kelisim/screens'
import type { SentState } from '@kelisim/messages'
import { almatyDate, type SubjectId } from '@kelisim/terms'
import { type OwnRecord, seeOwnRecord } from '@kelisim/work'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { heldFields } from './cabinet-views.ts'
import { frameOf, sendPage } from './page.ts'
import { recipientName, titlesOf } from './titles.ts'

const STATES: Readonly<Record<string, SentState>> = {
  planned: 'sending',
  sending: 'sending',
  waiting: 'waiting',
  accepted: 'received',
  pending: 'received',
  contacted: 'received',
  approved: 'approved',
  contract_signed: 'approved',
  cooling_off: 'approved',
  issued: 'issued',
  refused: 'refused',
  partner_refused: 'refused',
  client_refused: 'refused',
  cancelled: 'refused',
  duplicate: 'refused',
  denied: 'refused',
  unknown: 'unknown',
  recalled: 'withdrawn',
  stopped: 'withdrawn',
}

export async function sentPage(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  subject: SubjectId,
): Promise<FastifyReply> {
  const frame = await frameOf(house, request, reply)
  const answer = await seeOwnRecord(house.means, subject)
  if (answer.effect !== 'done') return await sendPage(reply, notFoundPage(frame), 'private', 404)
  return await sendPage(reply, resultPage(resultView(house, frame, answer.data)))
}

function resultView(house: House, frame: ResultView['frame'], data: OwnRecord): ResultView {
  const { language } = frame
  const [application] = data.applications
  const until = Math.max(...data.boxes.map((box) => box.retain_until), house.means.now())
  return {
    frame,
    number: application?.number ?? '',
    kept: { count: heldFields(data).length, untilDate: almatyDate(until as never) },
    recipients: data.disclosures
      .filter((row) => row.application_id === application?.application_id)
      .map((row) => ({
        name: recipientName(house, row.recipient)[language],
        state: STATES[row.state] ?? 'waiting',
        ...(row.sent_at === undefined ? {} : { at: row.changed_at }),
        received:
          row.sent_at === undefined
            ? []
            : titlesOf(house, row.fields).map((title) => title[language]),
      })),
    consents: data.consents
      .filter((consent) => consent.granted_at === application?.submitted_at)
      .map((consent) => ({
        heading: headingOf(house, language, consent.control),
        receiptHref: receiptPath(consent.consent_id),
      })),
    justSent: true,
  }
}

function headingOf(
  house: House,
  language: ResultView['frame']['language'],
  control: string,
): string {
  return (
    house.means.consentTexts(language).find((text) => text.control === control)?.heading ?? control
  )
}
